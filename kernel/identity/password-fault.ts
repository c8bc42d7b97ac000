import { commonWords } from './common-passwords.ts';

export type PasswordFault = 'short' | 'long' | 'common' | 'personal';

const least = 12;
const most = 200;

/**
 * What is wrong with a new password, if anything: length and lists, no rule of composition
 * (CNIL, délibération 2022-100: 12 characters, with a restriction of access; NIST SP 800-63B § 3.1.1; ASVS 6.2.4, 6.2.11).
 * `personal`: words that anybody who knows the person would try — names, school, birth year.
 */
export function passwordFault(password: string, personal: string[]): PasswordFault | undefined {
  const length = [...password].length;
  if (length < least) return 'short';
  if (length > most) return 'long';
  const plain = fold(password);
  const rest = without(plain, personal.map(fold));
  if (rest !== plain && (weight(rest) < 4 || isCommon(rest))) return 'personal';
  return isCommon(plain) || isCommon(undisguised(plain)) ? 'common' : undefined;
}

/** Without accents nor capitals. */
const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

const disguises: Record<string, string> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '€': 'e',
  '!': 'i',
};

/** « m0td3p@sse2026 » without its disguise: « motdepasse ». The digits at its ends are no disguise. */
const undisguised = (plain: string): string =>
  plain.replace(/^\P{L}+|\P{L}+$/gu, '').replace(/[0134579@$€!]/g, (sign) => disguises[sign] ?? sign);

/** What attackers try first: a common word or two, repeated, dressed with digits; a walk on the keyboard; digits alone; few letters. */
function isCommon(plain: string): boolean {
  const bare = plain.replace(/[^\p{L}\p{N}]/gu, '');
  if (new Set(plain).size < 5 || weight(withoutWalks(plain)) < 4) return true;
  // 50 bits behind a restriction of access is fifteen digits (CNIL): a date or a phone number is far less.
  if (/^\d*$/.test(bare) && bare.length < 15) return true;
  const stem = bare.replace(/^\d+|\d+$/g, '');
  const repeated = /^(.+?)\1+\d*$/.exec(bare)?.[1];
  return commonWords.has(bare) || isWords(stem, 2) || (repeated !== undefined && (repeated.length < 6 || isWords(repeated, 2)));
}

/** Is it made of one to `most` common words, and digits between them? */
function isWords(text: string, left: number): boolean {
  if (commonWords.has(text)) return true;
  if (left < 2) return false;
  for (let cut = 2; cut <= text.length - 2; cut += 1)
    if (commonWords.has(text.slice(0, cut)) && isWords(text.slice(cut).replace(/^\d+/, ''), left - 1)) return true;
  return false;
}

/** How much is there to guess: a letter counts for one, a digit or a sign for half, and only once. */
const weight = (text: string): number => {
  const letters = text.replace(/\P{L}/gu, '');
  return letters.length + new Set(text.replace(/[\p{L}\s]/gu, '')).size / 2;
};

const without = (plain: string, words: string[]): string =>
  words.filter((word) => word.length >= 3).reduce((left, word) => left.replaceAll(word, ''), plain);

const rows = [
  'azertyuiop',
  'qsdfghjklm',
  'wxcvbn',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  '147258369',
  'aqwzsxedcrfvtgbyhnujmikolp',
  'qazwsxedcrfvtgbyhnujmikolp',
  '1a2z3e4r5t6y7u8i9o0p',
  '1q2w3e4r5t6y7u8i9o0p',
];
const walks = rows.flatMap((row) => [row, [...row].reverse().join('')]);

/** The same, each run of four keys or more that lie side by side counting for nothing. */
function withoutWalks(plain: string): string {
  let kept = '';
  for (let at = 0; at < plain.length; ) {
    const step = longestWalk(plain, at);
    if (step < 4) kept += plain[at];
    at += step < 4 ? 1 : step;
  }
  return kept;
}

function longestWalk(plain: string, at: number): number {
  let length = 1;
  while (at + length < plain.length && walks.some((walk) => walk.includes(plain.slice(at, at + length + 1)))) length += 1;
  return length;
}
