import { type Me, type RawBuilder, type Reader, sql, z } from '#kernel';
import { administers } from '#kernel/perimeter';
import { desksOf } from '../policy.ts';
import type { Tables } from '../tables.ts';

export const deathShape = z.object({
  id: z.string(),
  personId: z.string(),
  name: z.string(),
  place: z.string().nullable(),
  diedOn: z.string(),
  by: z.string().nullable(),
  recordedAt: z.date(),
  wish: z.enum(['erase', 'keep', 'give']).nullable(),
  heir: z.string().nullable(),
  givenAt: z.date().nullable(),
  givenTo: z.string().nullable(),
});
export type Death = z.infer<typeof deathShape>;

/**
 * SQL: the adults whose death I may record: of my schools or perimeter, their families, and nobody who also works outside of it.
 * Myself I am not.
 */
const livingAdults = (me: Me): RawBuilder<string> => sql`(
  select p.id from kernel.people p
  where p.trashed_at is null and p.merged_into is null and p.id <> ${me.personId}
    and not exists (
      select from kernel.functions_today f where f.person_id = p.id and (f.kind = 'pupil' or f.place_id not in ${desksOf(me)}))
    and (exists (select from kernel.functions_today f where f.person_id = p.id)
      or exists (
        select from kernel.guardianships g join kernel.functions_today f on f.person_id = g.pupil_id and f.place_id in ${desksOf(me)}
        where g.guardian_id = p.id)))`;

export const mayRecord = async ({ db, me, params }: { db: Reader; me: Me; params: { guardianId: string } }): Promise<boolean> =>
  (await sql`select where ${params.guardianId}::uuid in ${livingAdults(me)}`.execute(db)).rows.length > 0;

/** SQL on a death `d`: mine to look after. */
export const lookedAfter = (me: Me): RawBuilder<boolean> =>
  sql<boolean>`(d.place_id in ${desksOf(me)} or (d.place_id is null and ${administers(me)}))`;

export const looksAfter = async ({ db, me, params }: { db: Reader; me: Me; params: { deathId: string } }): Promise<boolean> =>
  (await sql`select from privacy.deaths d where d.id = ${params.deathId} and ${lookedAfter(me)}`.execute(db)).rows.length > 0;

/** Where a death is looked after: a place of whoever records it, if one knows the person. */
export async function deskFor(db: Reader<Tables>, me: Me, personId: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select id from (
      select coalesce(f.school_id, f.place_id) as id from kernel.functions_today f where f.person_id = ${personId}
      union select f.school_id from kernel.guardianships g join kernel.functions_today f on f.person_id = g.pupil_id
      where g.guardian_id = ${personId} and f.school_id is not null) known
    order by id in ${desksOf(me)} desc, id limit 1`.execute(db);
  return rows[0]?.id ?? null;
}

const week = 7 * 86_400_000;

/** From when something may leave or be erased: a mistake, or malice, is seen first and undone. */
export const freeFrom = (recordedAt: Date): Date => new Date(recordedAt.getTime() + week);

export async function deathsWhere(db: Reader<Tables>, where: RawBuilder<boolean>): Promise<Death[]> {
  const { rows } = await sql<Death>`
    select d.id, d.person_id as "personId", p.first_name || ' ' || p.last_name as name, place.name as place, d.died_on as "diedOn",
      a.first_name || ' ' || a.last_name as by, d.recorded_at as "recordedAt", d.wish, d.heir, d.given_at as "givenAt", d.given_to as "givenTo"
    from privacy.deaths d join kernel.people p on p.id = d.person_id left join kernel.people a on a.id = d.recorded_by
    left join kernel.places place on place.id = d.place_id
    where ${where} order by d.recorded_at desc, d.id limit 100`.execute(db);
  return rows;
}

export type Found = { id: string; name: string; places: string[] };

/** The adults of my perimeter whose name holds these words, each with what tells them apart. */
export async function search(db: Reader, me: Me, q: string): Promise<Found[]> {
  const like = `%${q.replace(/[\\%_]/g, '\\$&')}%`;
  const { rows } = await sql<Found>`
    select p.id, p.first_name || ' ' || p.last_name as name,
      array(select distinct place.name from kernel.functions_today f join kernel.places place on place.id = f.place_id where f.person_id = p.id
        union select child.first_name || ' ' || child.last_name from kernel.guardianships g
        join kernel.people child on child.id = g.pupil_id and child.trashed_at is null where g.guardian_id = p.id) as places
    from kernel.people p
    where kernel.unaccent(lower(p.first_name || ' ' || p.last_name)) like kernel.unaccent(lower(${like})) and p.id in ${livingAdults(me)}
    order by p.last_name, p.first_name, p.id limit 20`.execute(db);
  return rows;
}
