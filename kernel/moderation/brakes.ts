import { type Reader, sql } from '#kernel/db';
import type { Me, Profile } from '#kernel/perimeter';
import type { Brake } from './tables.ts';

export type Braked = { state: Brake; reason: string; until: Date } | { state: 'normal' };

const weight: Record<Braked['state'], number> = { normal: 0, 'staff-first': 1, 'read-only': 2, closed: 3 };

/** Stands for every feature that people write with, the day when all must stop; roll call and agenda are none of them. */
export const everyFeature = '*';

/**
 * What slows this person down in this school, for this feature, now. Read in the database at each use, so that a brake holds on
 * every server at the very next request. Somebody with several hats there (a parent who teaches) keeps the freest of them; a
 * hat worn elsewhere frees nobody here.
 */
export async function brakesOn(db: Reader, me: Me, feature: string, schoolId: string, now: Date): Promise<Braked> {
  const { rows } = await sql<{ profiles: Profile[] | null; state: Brake; reason: string; until: Date }>`
    select b.profiles, b.state, b.reason, b.ends_at as until
    from kernel.brakes b
    join kernel.place_ancestors above on above.ancestor_id = b.place_id and above.place_id = ${schoolId}
    where b.feature in (${feature}, ${everyFeature}) and b.lifted_at is null and b.ends_at > ${now} and (not b.needs_second or b.seconded_at is not null)`.execute(
    db,
  );
  if (rows.length === 0) return { state: 'normal' };
  const above = await sql<{ id: string }>`select ancestor_id as id from kernel.place_ancestors where place_id = ${schoolId}`.execute(db);
  const around = new Set(above.rows.map(({ id }) => id));
  const hats = hatsIn(me, schoolId, around);
  const perHat = (hats.length > 0 ? hats : [undefined]).map((hat) =>
    heaviest(rows.filter(({ profiles }) => profiles === null || (hat !== undefined && profiles.includes(hat)))),
  );
  return perHat.reduce((freest, braked) => (weight[braked.state] < weight[freest.state] ? braked : freest));
}

/** Of these schools, those where this feature is closed for this person. One short question on a day when nothing is braked. */
export async function closedAmong(db: Reader, me: Me, feature: string, schoolIds: string[], now: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct above.place_id as id
    from kernel.brakes b join kernel.place_ancestors above on above.ancestor_id = b.place_id and above.place_id = any (${schoolIds}::uuid[])
    where b.feature in (${feature}, ${everyFeature}) and b.state = 'closed' and b.lifted_at is null and b.ends_at > ${now}`.execute(db);
  const braked = await Promise.all(rows.map(async ({ id }) => ({ id, ...(await brakesOn(db, me, feature, id, now)) })));
  return braked.filter(({ state }) => state === 'closed').map(({ id }) => id);
}

const hatsIn = (me: Me, schoolId: string, around: Set<string>): Profile[] => [
  ...me.functions.filter((hat) => hat.schoolId === schoolId || around.has(hat.placeId)).map((hat) => hat.kind),
  ...(me.children.some((child) => child.schoolId === schoolId) ? (['guardian'] as const) : []),
];

const heaviest = (brakes: { state: Brake; reason: string; until: Date }[]): Braked =>
  brakes.reduce<Braked>((most, { state, reason, until }) => (weight[state] > weight[most.state] ? { state, reason, until } : most), {
    state: 'normal',
  });
