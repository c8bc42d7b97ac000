import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A hand-made academy for tests: as small as the case needs. Everybody is invented. */
export type SmallPupil = {
  id: string;
  name: string;
  born?: string;
  school?: string;
  room?: string;
  level?: string;
  guardians?: string[];
  extra?: Record<string, string[]>;
};
export type SmallAdult = { id: string; name: string; mail?: string; phone?: string; functions?: string[]; directs?: string[] };
export type SmallAcademy = {
  schools?: { id: string; uai: string; name?: string; phone?: string }[];
  pupils?: SmallPupil[];
  guardians?: SmallAdult[];
  staff?: SmallAdult[];
};
type Kind = 'addRequest' | 'modifyRequest' | 'deleteRequest';

export const uaiOf = (number: number): string => {
  const digits = String(319_000 + number).padStart(7, '0');
  return digits + 'ABCDEFGHJKLMNPRSTUVWXYZ'[Number(digits) % 23];
};

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
const values = (list: string[]) => (list.length === 0 ? '<value/>' : list.map((one) => `<value>${escaped(one)}</value>`).join(''));

export function request(kind: Kind, category: string, id: string, attributes: Record<string, string[]>): string {
  const structure = category === 'EtabEducNat' ? 'categorieStructure' : 'categoriePersonne';
  const tag = kind === 'addRequest' ? 'attr' : 'modification';
  const body = Object.entries(attributes)
    .map(([name, list]) => `<${tag} name="${name}"${tag === 'modification' ? ' operation="replace"' : ''}>${values(list)}</${tag}>`)
    .join('');
  const wrapped =
    kind === 'addRequest' ? `<attributes>${body}</attributes>` : kind === 'modifyRequest' ? `<modifications>${body}</modifications>` : '';
  return `<${kind}><operationalAttributes><attr name="${structure}"><value>${category}</value></attr></operationalAttributes><identifier><id>${id}</id></identifier>${wrapped}</${kind}>\n`;
}

export const document = (
  body: string,
  { encoding = 'UTF-8', doctype = '<!DOCTYPE ficAlimMENESR SYSTEM "ficAlimMENESR.dtd">' } = {},
): string => `<?xml version="1.0" encoding="${encoding}"?>\n${doctype}\n<ficAlimMENESR>\n${body}</ficAlimMENESR>\n`;

const named = ({ name }: { name: string }) => {
  const [first = '', ...rest] = name.split(' ');
  return { ENTPersonPrenom: first ? [first] : [], ENTPersonNom: rest.length > 0 ? [rest.join(' ')] : [] };
};

export const schoolAttributes = (s: NonNullable<SmallAcademy['schools']>[number]) => ({
  ENTStructureJointure: [s.id],
  ENTStructureUAI: [s.uai],
  ENTStructureNomCourant: [s.name ?? `E.E.PU N${s.id}`],
  ENTStructureTypeStruct: ['ECOLE ELEMENTAIRE'],
  ENTStructureCodeTypeStruct: ['151'],
  ENTStructureVille: ['LAUNAGUET'],
  ENTStructureTelephone: s.phone ? [s.phone] : [],
  ENTEcoleCommune: ['31282'],
  ENTEcoleCirconscription: ['7313'],
});
export const pupilAttributes = (p: SmallPupil) => ({
  ENTPersonJointure: [p.id],
  ...named(p),
  ENTPersonDateNaissance: p.born === '' ? [] : [p.born ?? '04/05/2018'],
  ENTEleveAutoriteParentale: p.guardians ?? [],
  ENTPersonStructRattach: p.school ? [p.school] : [],
  ENTPersonClasses: p.school && p.room ? [`${p.school}$-$-$${p.room}$CLASSE ${p.room}`] : [],
  ENTEleveNiveau: p.level ? [`0012$${p.level}`] : [],
  ...p.extra,
});
export const guardianAttributes = (g: SmallAdult) => ({
  ENTPersonJointure: [g.id],
  ...named(g),
  ENTPersonMail: g.mail ? [g.mail] : [],
  ENTPersRelEleveTelMobile: g.phone ? [g.phone] : [],
});
export const staffAttributes = (s: SmallAdult) => ({
  ENTPersonJointure: [s.id],
  ...named(s),
  ENTPersonMail: s.mail ? [s.mail] : [],
  ENTPersonFonctions: s.functions ?? [],
  ENTEnsFonctionDir: s.directs ?? [],
});

/** The four files of a Complet, by their names. */
export function complet(academy: SmallAcademy, day = '20260901'): Record<string, string> {
  const file = (category: string, body: string[]) => [`ENT1D_Complet_${day}_${category}_0000.xml`, document(body.join(''))];
  return Object.fromEntries([
    file(
      'EtabEducNat',
      (academy.schools ?? []).map((one) => request('addRequest', 'EtabEducNat', one.id, schoolAttributes(one))),
    ),
    file(
      'Eleve',
      (academy.pupils ?? []).map((one) => request('addRequest', 'Eleve', one.id, pupilAttributes(one))),
    ),
    file(
      'PersRelEleve',
      (academy.guardians ?? []).map((one) => request('addRequest', 'PersRelEleve', one.id, guardianAttributes(one))),
    ),
    file(
      'PersEducNat',
      (academy.staff ?? []).map((one) => request('addRequest', 'PersEducNat', one.id, staffAttributes(one))),
    ),
  ]);
}

export type Laid = { folder: string; away: () => Promise<void> };

/** Lays files down, by academy, in a folder of their own. */
export async function lay(academies: Record<string, Record<string, string | Buffer>>): Promise<Laid> {
  const folder = await mkdtemp(join(tmpdir(), 'preau-aaf-'));
  for (const [academy, files] of Object.entries(academies)) {
    await mkdir(join(folder, academy), { recursive: true });
    for (const [name, content] of Object.entries(files)) await writeFile(join(folder, academy, name), content);
  }
  return { folder, away: () => rm(folder, { recursive: true, force: true }) };
}

/** Two schools, three families, one of which has a child in each. */
export const village: SmallAcademy = {
  schools: [
    { id: '10', uai: uaiOf(10) },
    { id: '11', uai: uaiOf(11) },
  ],
  pupils: [
    { id: '901', name: 'Léa Fabre', school: '10', room: 'A', level: 'CE1', guardians: ['801$10', '802$20'] },
    { id: '902', name: 'Tom Fabre', school: '11', room: 'B', level: 'PS', guardians: ['801$10'] },
    { id: '903', name: 'Zoé d’Étang', school: '10', room: 'A', level: 'CE1', guardians: ['803$51'] },
    { id: '904', name: 'Hugo Sers', school: '11', room: 'B', level: 'MS', guardians: ['804$1'] },
  ],
  guardians: [
    { id: '801', name: 'Anne Fabre', mail: 'anne@exemple.fr', phone: '0639980001' },
    { id: '802', name: 'Paul Fabre' },
    { id: '803', name: 'Service ASE' },
    { id: '804', name: 'Marc Sers', mail: 'marc@exemple.fr' },
  ],
  staff: [
    { id: '701', name: 'Nadia Ferrand', mail: 'nadia@ac-toulouse.example', functions: ['10$DIR$DIRECTION$D0011$X'], directs: ['10'] },
    { id: '702', name: 'Hugo Lafont', functions: ['10$ENS$ENSEIGNEMENT$G0170$X', '11$ENS$ENSEIGNEMENT$G0170$X'] },
    { id: '703', name: 'Rose Loin', functions: ['-$-$-$-$-'] },
  ],
};

/** Who is where, row by row, without what an undo may not give back: nothing is left out. */
export const pictureSql = `
  select 'people' as place, to_jsonb(x) as row from kernel.people x union all select 'contacts', to_jsonb(x) from kernel.contacts x
  union all select 'functions', to_jsonb(x) from kernel.functions x union all select 'guardianships', to_jsonb(x) from kernel.guardianships x
  union all select 'accounts', to_jsonb(x) from kernel.accounts x union all select 'places', to_jsonb(x) from kernel.places x
  union all select 'schools', to_jsonb(x) from kernel.schools x union all select 'ancestors', to_jsonb(x) from kernel.place_ancestors x
  order by 1, 2`;
