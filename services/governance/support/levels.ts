import { type Me, type Reader, sql } from '#kernel';
import type { AskedAs, Category, Level, Tables } from './tables.ts';

type Db = Reader<Tables>;

/** Where somebody may ask from: a hat, and the place it is worn in. */
export type Seat = { value: string; as: AskedAs; placeId: string; schoolId: string | null; name: string };

const hats: Partial<Record<Me['functions'][number]['kind'], AskedAs>> = {
  pupil: 'pupil',
  teacher: 'team',
  director: 'team',
  assistant: 'helper',
  atsem: 'helper',
  adviser: 'circonscription',
  inspector: 'circonscription',
  academy: 'academy',
  administrator: 'academy',
};

/** My seats, those where I work first. Somebody whose last function and child are gone has none. */
export async function seatsOf(db: Db, me: Me): Promise<Seat[]> {
  const asked = [
    ...me.functions.flatMap(({ kind, placeId, schoolId }) => {
      const as = hats[kind];
      return as ? [{ as, place: schoolId ?? placeId }] : [];
    }),
    ...me.children.map(({ schoolId }) => ({ as: 'family' as const, place: schoolId })),
  ];
  const towns = me.functions.filter(({ kind }) => kind === 'town').map(({ placeId }) => placeId);
  const { rows } = await sql<Omit<Seat, 'value'>>`
    select distinct seat.as, p.id as "placeId", p.school_id as "schoolId", p.name,
      array_position(array['team', 'helper', 'town', 'circonscription', 'academy', 'family', 'pupil'], seat.as) as rank
    from (
      select a.as, a.place from json_to_recordset(${JSON.stringify(asked)}::json) as a ("as" text, place uuid)
      union all select 'town', s.id from kernel.schools s where s.town_id = any (${towns}::uuid[])) seat
    join kernel.places p on p.id = seat.place and p.closed_on is null
    order by rank, p.name, p.id`.execute(db);
  return rows.map(({ as, placeId, schoolId, name }) => ({ value: `${as}:${placeId}`, as, placeId, schoolId, name }));
}

/** Tablets, computers and the line belong to the town: those who work in its schools ask it. */
export const isTowns = (category: Category): boolean => category === 'equipment' || category === 'network';
export const mayAskTown = (as: AskedAs): boolean => as === 'team' || as === 'helper';

const chain: readonly Level[] = ['school', 'circonscription', 'academy'];
const firstOf: Record<AskedAs, Level> = {
  pupil: 'school',
  family: 'school',
  helper: 'school',
  team: 'circonscription',
  town: 'academy',
  circonscription: 'academy',
  academy: 'academy',
};

/** The queues of a place that somebody looks after today. The academy's always exists. */
async function staffed(db: Db, placeId: string): Promise<Set<Level>> {
  const { rows } = await sql<Record<'school' | 'town' | 'circonscription', boolean>>`
    select
      exists (select from kernel.functions_today f where f.kind = 'director' and f.place_id = ${placeId}) as school,
      exists (select from kernel.functions_today f join kernel.schools s on s.town_id = f.place_id
        where f.kind = 'town' and s.id = ${placeId}) as town,
      exists (select from kernel.functions_today f join kernel.place_ancestors above on above.ancestor_id = f.place_id
        where f.kind in ('adviser', 'inspector') and above.place_id = ${placeId}) as circonscription`.execute(db);
  const there = rows[0];
  return new Set<Level>(['academy', ...(['school', 'town', 'circonscription'] as const).filter((level) => there?.[level])]);
}

/** Where a ticket begins: the nearest queue that somebody looks after. */
export async function firstLevel(db: Db, { as, placeId }: Pick<Seat, 'as' | 'placeId'>, category: Category): Promise<Level> {
  const there = await staffed(db, placeId);
  if (isTowns(category) && mayAskTown(as) && there.has('town')) return 'town';
  const from = chain.indexOf(firstOf[as]);
  return chain.slice(from).find((level) => there.has(level)) ?? 'academy';
}

/** Who comes after: school → circonscription → academy → editor. What is not the town's after all goes to who helps the asker. */
export async function nextLevel(
  db: Db,
  { level, askedAs, placeId, editor }: { level: Level; askedAs: AskedAs; placeId: string; editor: boolean },
): Promise<Level | undefined> {
  if (level === 'editor' || (level === 'academy' && !editor)) return undefined;
  if (level === 'academy') return 'editor';
  if (level === 'town') return firstLevel(db, { as: askedAs, placeId }, 'other');
  const there = await staffed(db, placeId);
  const from = chain.indexOf(level) + 1;
  return chain.slice(from).find((one) => there.has(one)) ?? 'academy';
}

/** Those who look after a queue for this place. The academy's own team, or, where it has none, whoever runs the ENT. */
export async function helpersOf(db: Reader, level: Level, placeId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with above as (select ancestor_id as id from kernel.place_ancestors where place_id = ${placeId}),
    team as (
      select f.person_id as id, f.kind from kernel.functions_today f where case ${level}::text
        when 'school' then f.kind = 'director' and f.place_id = ${placeId}
        when 'town' then f.kind = 'town' and f.place_id = (select town_id from kernel.schools where id = ${placeId})
        when 'circonscription' then f.kind in ('adviser', 'inspector') and f.place_id in (select id from above)
        else f.kind in ('academy', 'administrator') and f.place_id in (select id from above) end)
    select distinct id from team
    where kind <> 'administrator' or not exists (select from team academy where academy.kind = 'academy')`.execute(db);
  return rows.map(({ id }) => id);
}
