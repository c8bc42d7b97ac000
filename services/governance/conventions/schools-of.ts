import { type Reader, sql, type Writer } from '#kernel';
import { departmentOf } from './identifiers.ts';
import type { Tables } from './tables.ts';

export type School = { id: string; uai: string; label: string };
type Row = { id: string; uai: string; name: string; city: string | null; nature: 'maternelle' | 'elementaire' | 'primaire' };

const prefixes = { maternelle: 'E.M.PU', elementaire: 'E.E.PU', primaire: 'E.P.PU' } as const;

/** As the directory of the State writes: capitals, no accent. */
const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('’', "'").toUpperCase().trim();

/** Art. 9: « LAUNAGUET - 31 - E.E.PU ARTHUR RIMBAUD LAUNAGUET - 0312599G ». */
export function labelOf({ uai, name, city, nature }: Omit<Row, 'id'>): string {
  const town = plain(city ?? '');
  const bare = plain(name).replace(/^(E\.[EMP]\.PU|ECOLE( (MATERNELLE|ELEMENTAIRE|PRIMAIRE))?( PUBLIQUE)?) /, '');
  const called = town && !bare.endsWith(` ${town}`) ? `${bare} ${town}` : bare;
  return [town, departmentOf(uai), `${prefixes[nature]} ${called}`, uai].filter(Boolean).join(' - ');
}

const select = sql<Row>`s.id, s.uai, p.name, s.city, s.nature`;
const labelled = (rows: Row[]): School[] => rows.map((row) => ({ id: row.id, uai: row.uai, label: labelOf(row) }));

/** SQL on a school `s` of a place `p`: open, and in no other convention of the year. */
const free = (schoolYear: string, but: string | null) => sql`p.closed_on is null and not exists (
  select from conventions.lines l where l.uai = s.uai and l.school_year = ${schoolYear} and not l.released
    and l.convention_id is distinct from ${but}::uuid)`;

/** The schools of a town that may be listed this year. */
export async function schoolsOfTown(db: Reader, townId: string, schoolYear: string): Promise<School[]> {
  const { rows } = await sql<Row>`
    select ${select} from kernel.schools s join kernel.places p on p.id = s.id
    where s.town_id = ${townId} and ${free(schoolYear, null)} order by p.name, s.uai`.execute(db);
  return labelled(rows);
}

type Where = { territoryId: string; schoolYear: string; conventionId: string; townId: string | null; q: string };
const most = 40;

/** Those to choose from: of the town, or that answer to what was typed, in the territory; never one that another convention lists. */
export async function schoolsToList(db: Reader<Tables>, { territoryId, schoolYear, conventionId, townId, q }: Where): Promise<School[]> {
  const like = `%${q.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  const { rows } = await sql<Row>`
    select ${select} from kernel.schools s join kernel.places p on p.id = s.id left join kernel.places town on town.id = s.town_id
    where s.id in (select place_id from kernel.place_ancestors where ancestor_id = ${territoryId}) and ${free(schoolYear, conventionId)}
      and (${q} = '' and s.town_id = ${townId}::uuid
        or ${q} <> '' and (p.name ilike ${like} or s.uai ilike ${like} or s.city ilike ${like} or town.name ilike ${like}))
    order by s.city, p.name, s.uai limit ${most}`.execute(db);
  return labelled(rows);
}

/** These very schools, if they may be listed by this convention. */
export async function schoolsAmong(
  db: Reader<Tables>,
  ids: readonly string[],
  { territoryId, schoolYear, conventionId }: Omit<Where, 'townId' | 'q'>,
): Promise<School[]> {
  const { rows } = await sql<Row>`
    select ${select} from kernel.schools s join kernel.places p on p.id = s.id
    where s.id = any (${ids}::uuid[]) and s.id in (select place_id from kernel.place_ancestors where ancestor_id = ${territoryId})
      and ${free(schoolYear, conventionId)}`.execute(db);
  return labelled(rows);
}

/** Lists these schools; gives how many could be: a school that another convention took meanwhile cannot. */
export async function listSchools(
  db: Writer<Tables>,
  { conventionId, schoolYear }: { conventionId: string; schoolYear: string },
  schools: readonly School[],
): Promise<number> {
  if (schools.length === 0) return 0;
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('conventions.lines')
    .values(schools.map(({ id, uai, label }) => ({ convention_id: conventionId, school_id: id, uai, label, school_year: schoolYear })))
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return Number(numInsertedOrUpdatedRows ?? 0);
}
