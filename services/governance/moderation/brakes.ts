import { type Me, type Reader, sql, z } from '#kernel';
import { myPlaces } from './policy.ts';

export const BrakeShape = z.object({
  id: z.uuid(),
  placeId: z.uuid(),
  place: z.string(),
  feature: z.string(),
  profiles: z.array(z.string()).nullable(),
  state: z.enum(['staff-first', 'read-only', 'closed']),
  reason: z.string(),
  by: z.string().nullable(),
  setAt: z.date(),
  endsAt: z.date(),
  /** Waits for a second person: it slows nothing down yet. */
  waits: z.boolean(),
  /** I asked for it: somebody else must agree. */
  mine: z.boolean(),
  /** In a place that I decide for: mine to lift. One from above is only shown. */
  here: z.boolean(),
});
export type BrakeRow = z.infer<typeof BrakeShape>;

/** The brakes on, or waiting, in the places I decide for, and those from above that hold my schools too. */
export async function brakesIn(db: Reader, me: Me, now: Date): Promise<BrakeRow[]> {
  const { rows } = await sql<BrakeRow>`
    select b.id, b.place_id as "placeId", place.name as place, b.feature, b.profiles, b.state, b.reason,
      concat_ws(' ', p.first_name, p.last_name) as by, b.set_at as "setAt", b.ends_at as "endsAt",
      b.needs_second and b.seconded_at is null as waits, b.set_by is not distinct from ${me.personId} as mine,
      b.place_id in ${myPlaces(me)} as here
    from kernel.brakes b
    join kernel.places place on place.id = b.place_id
    left join kernel.people p on p.id = b.set_by
    where b.lifted_at is null and b.ends_at > ${now} and (b.place_id in ${myPlaces(me)}
      or b.place_id in (select up.ancestor_id from kernel.place_ancestors up where up.place_id in ${myPlaces(me)}))
    order by b.set_at desc`.execute(db);
  return rows;
}

/** What a brake holds on, the widest first: a class or a town hall is no place where a service may be slowed down. */
export const kinds = ['region', 'academy', 'department', 'circonscription', 'school'] as const;

export type BrakePlace = { id: string; name: string; kind: string };

/** Where I may put a brake: the schools of a director, else the academies, circonscriptions and schools of my perimeter. */
export async function placesToBrake(db: Reader, me: Me, q: string): Promise<BrakePlace[]> {
  const { rows } = await sql<BrakePlace>`
    select id, name, kind from kernel.places
    where id in ${myPlaces(me)} and kind = any (${[...kinds]}::text[]) and closed_on is null
      and (${q} = '' or name ilike ${`%${q.replace(/[\\%_]/g, '\\$&')}%`})
    order by array_position(${[...kinds]}::text[], kind), name limit 30`.execute(db);
  return rows;
}
