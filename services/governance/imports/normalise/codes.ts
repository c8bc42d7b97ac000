import type { FunctionKind, GuardianKind, Level } from '#kernel/db';

/** N_LIEN_ELEVE_RESPONSABLE, before and after its revision: one digit, then two. */
const links: Record<string, GuardianKind> = {
  1: 'father',
  2: 'mother',
  3: 'tutor',
  4: 'relative',
  5: 'child-welfare',
  6: 'other',
  7: 'self',
  10: 'mother',
  20: 'father',
  37: 'sibling',
  38: 'grandparent',
  39: 'relative',
  41: 'educator',
  42: 'foster',
  43: 'carer',
  50: 'tutor',
  51: 'child-welfare',
  70: 'self',
  90: 'other',
};
export const guardianKind = (code: string | undefined): GuardianKind => links[code ?? ''] ?? 'other';

const kinds: [FunctionKind, string][] = [
  ['director', 'DIR DEC DECPR DSES'],
  ['teacher', 'ENS BED EAP FCA FCP FIJ IS ISES PPA RH1D RPL REM UPI DOC'],
  ['assistant', 'ADE AED AES AVS ASH EDU EEI SUR'],
  ['inspector', 'INS IEN INJ'],
  ['adviser', 'CPD CPC'],
];
const byCode = new Map(kinds.flatMap(([kind, codes]) => codes.split(' ').map((code): [string, FunctionKind] => [code, kind])));

/** What a staff code opens. Nothing for « - » (no function) and for those who work around schools: they have an account, no class. */
export const functionKind = (code: string | undefined): FunctionKind | undefined => byCode.get((code ?? '').toUpperCase());

const levels = ['TPS', 'PS', 'MS', 'GS', 'CP', 'CE1', 'CE2', 'CM1', 'CM2', 'ULIS'] as const satisfies Level[];

/** « 0012$CE1 », « CE1 », « COURS ELEMENTAIRE 1 » → CE1. The labels of the ministry are not published: the short ones are tried first. */
export function level(text: string | undefined): Level | null {
  const label = (text ?? '').split('$').at(-1)?.trim().toUpperCase() ?? '';
  const short = levels.find((one) => label === one || label.split(/[\s-]+/).includes(one));
  return short ?? long.find(([words]) => words.test(label))?.[1] ?? null;
}
const long: [RegExp, Level][] = [
  [/TOUTE PETITE/, 'TPS'],
  [/PETITE/, 'PS'],
  [/MOYENNE SECTION/, 'MS'],
  [/GRANDE SECTION/, 'GS'],
  [/COURS PR[EÉ]PARATOIRE/, 'CP'],
  [/[EÉ]L[EÉ]MENTAIRE 1/, 'CE1'],
  [/[EÉ]L[EÉ]MENTAIRE 2/, 'CE2'],
  [/MOYEN 1/, 'CM1'],
  [/MOYEN 2/, 'CM2'],
  [/ULIS|CLIS|INCLUSION/, 'ULIS'],
];

const uaiLetters = 'ABCDEFGHJKLMNPRSTUVWXYZ';

/** A UAI as it is written everywhere, or null: seven digits, and the letter of their number modulo 23. */
export function uai(text: string | undefined): string | null {
  const plain = (text ?? '').trim().toUpperCase();
  const digits = /^(\d{7})[A-Z]$/.exec(plain)?.[1];
  return digits && plain.at(-1) === uaiLetters[Number(digits) % 23] ? plain : null;
}

/** 14 digits, in ENTStructureSIREN despite its name. Luhn; La Poste's establishments excepted, which are not schools. */
export function siret(text: string | undefined): string | null {
  const digits = (text ?? '').replace(/\s/g, '');
  if (!/^\d{14}$/.test(digits)) return null;
  const sum = [...digits].reverse().reduce((total, digit, at) => {
    const value = Number(digit) * (at % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0 ? digits : null;
}

/** The academies of the region, by their code in the prolog and in ÉduConnect; the name prefixes the ids. */
export const academies = [
  { code: '11', key: 'MONTPELLIER', name: 'Montpellier' },
  { code: '16', key: 'TOULOUSE', name: 'Toulouse' },
] as const;
export const academyOf = (text: string): (typeof academies)[number] | undefined => {
  const plain = text.trim().toUpperCase();
  return academies.find(({ code, key }) => code === plain.padStart(2, '0') || key === plain);
};
