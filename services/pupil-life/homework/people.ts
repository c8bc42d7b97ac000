import { type Reader, type Refusal, refuse, sql, type Writer } from '#kernel';
import type { ClassPeople } from './form.tsx';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

/** Whom a work may be for: the groups of the school that have a child of this class, and the children. */
export async function peopleOf(db: Reader<Tables>, classId: string): Promise<ClassPeople> {
  const { rows: groups } = await sql<{ id: string; name: string }>`
    select distinct g.id, g.name from kernel.places g
    join kernel.functions_today there on there.place_id = g.id and there.kind = 'pupil'
    join kernel.functions_today here on here.person_id = there.person_id and here.kind = 'pupil' and here.place_id = ${classId}
    where g.kind = 'group' and g.closed_on is null order by g.name`.execute(db);
  const { rows: pupils } = await sql<{ id: string; name: string }>`
    select p.id, p.first_name || ' ' || p.last_name as name from kernel.functions_today f join kernel.people p on p.id = f.person_id
    where f.place_id = ${classId} and f.kind = 'pupil' order by p.first_name, p.last_name, p.id`.execute(db);
  return { groups, pupils };
}

type Chosen = { whom: 'all' | 'some'; groups: string[]; pupils: string[] };
type Addressee = { group_id: string | null; pupil_id: string | null };

/** The rows for what was chosen, each checked to be of this class; none for the whole class. */
export async function addresseesFrom(
  db: Reader<Tables>,
  classId: string,
  { whom, groups, pupils }: Chosen,
): Promise<Addressee[] | Refusal> {
  if (whom === 'all') return [];
  const known = await peopleOf(db, classId);
  const rows = [
    ...known.groups.filter(({ id }) => groups.includes(id)).map(({ id }) => ({ group_id: id, pupil_id: null })),
    ...known.pupils.filter(({ id }) => pupils.includes(id)).map(({ id }) => ({ group_id: null, pupil_id: id })),
  ];
  return rows.length > 0 ? rows : refuse('nobody', t.chooseSomebody, { field: 'whom' });
}

/** Writes for whom these works are, in place of what was written before. */
export async function address(db: Writer<Tables>, workIds: string[], rows: Addressee[]): Promise<void> {
  await db.deleteFrom('homework.addressees').where('work_id', 'in', workIds).execute();
  const all = workIds.flatMap((work_id) => rows.map((row) => ({ work_id, ...row })));
  if (all.length > 0) await db.insertInto('homework.addressees').values(all).execute();
}
