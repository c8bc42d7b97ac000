import { type RawBuilder, type Reader, sql } from '#kernel/db';
import type { Me, Profile } from './me.ts';
import { policy, type Rule } from './reach-policy.ts';

/** Levels whose pupils do not read: messaging does not exist for them. */
const tooYoung = ['TPS', 'PS', 'MS', 'GS'];

/**
 * SQL: everybody whom I may write to, today, as rows `id, reader, rule, place_id, school_id, about_id`: as what, by which rule
 * of the policy, where that function (or that child) is, and for a guardian their child. Somebody reached in several ways has
 * several rows. `known`: also those whom only a closed class keeps from me, which I may be told: never a family.
 */
export function reach(me: Me, { known = false } = {}): RawBuilder<unknown> {
  const branches = policy.flatMap((rule, index) => branchesOf(me, rule, index, known));
  return sql`(${sql.join([nobody, ...branches], sql` union all `)})`;
}

const nobody = sql`
  select null::uuid as id, null::text as reader, 0 as rule, null::uuid as place_id, null::uuid as school_id, null::uuid as about_id where false`;

function branchesOf(me: Me, rule: Rule, index: number, known: boolean): RawBuilder<unknown>[] {
  const where = placesWhere(me, rule);
  if (!where) return [];
  const opened = rule.opened && !(known && rule.opened === 'pupils') ? sql`and ${isOpen(rule.opened)}` : sql``;
  const schoolId = rule.around === 'above' ? sql`${schoolsOf(me, rule.writers)[0] ?? null}::uuid` : sql`f.school_id`;
  const kinds = rule.readers.filter((reader) => reader !== 'guardian');
  const literally = sql.raw(kinds.map((kind) => `'${kind}'`).join(', '));
  const byFunction = sql`
    select f.person_id, f.kind, ${sql.lit(index)}, f.place_id, ${schoolId}, null::uuid
    from kernel.functions_today f
    where f.kind in (${literally}) and ${where} and f.person_id <> ${me.personId}
      and not exists (select from kernel.people frozen where frozen.id = f.person_id and frozen.limited_since is not null)
      and (f.level is null or f.level <> all (${tooYoung}::text[])) ${opened}`;
  const byChild = sql`
    select g.guardian_id, 'guardian', ${sql.lit(index)}, f.place_id, ${schoolId}, f.person_id
    from kernel.functions_today f
    join kernel.guardianships g on g.pupil_id = f.person_id and g.guardian_id <> ${me.personId}
    join kernel.people guardian on guardian.id = g.guardian_id and guardian.trashed_at is null and guardian.limited_since is null
    where f.kind = 'pupil' and ${where} ${opened}`;
  return [...(kinds.length > 0 ? [byFunction] : []), ...(rule.readers.includes('guardian') ? [byChild] : [])];
}

const isOpen = (opening: string) =>
  sql`exists (select from kernel.reach_openings o where o.class_id = f.place_id and o.opening = ${opening})`;

/** SQL: the function `f` stands where this rule looks. Nothing when I have no hat of its writers. */
function placesWhere(me: Me, { writers, around }: Rule): RawBuilder<unknown> | undefined {
  const classes = classesOf(me, writers);
  const schools = schoolsOf(me, writers);
  const places = me.functions.filter(({ kind }) => writers.includes(kind)).map(({ placeId }) => placeId);
  switch (around) {
    case 'class':
      return classes.length > 0 ? sql`f.place_id = any (${classes}::uuid[])` : undefined;
    case 'school':
      return schools.length > 0 ? sql`f.school_id = any (${schools}::uuid[])` : undefined;
    case 'above':
      return schools.length > 0
        ? sql`f.place_id in (select ancestor_id from kernel.place_ancestors where place_id = any (${schools}::uuid[]))`
        : undefined;
    case 'inside':
      return places.length > 0
        ? sql`f.place_id in (select place_id from kernel.place_ancestors where ancestor_id = any (${places}::uuid[]))`
        : undefined;
  }
}

/** The classes where I wear one of these hats. A pupil who does not read yet writes nowhere. */
export const classesOf = (me: Me, writers: readonly Profile[]): string[] => [
  ...me.functions
    .filter(({ kind, placeId, schoolId, level }) => writers.includes(kind) && placeId !== schoolId && !(level && tooYoung.includes(level)))
    .map(({ placeId }) => placeId),
  ...(writers.includes('guardian') ? me.children.flatMap(({ classId }) => classId ?? []) : []),
];

export const schoolsOf = (me: Me, writers: readonly Profile[]): string[] => [
  ...new Set([
    ...me.functions.filter(({ kind }) => writers.includes(kind)).flatMap(({ schoolId }) => schoolId ?? []),
    ...(writers.includes('guardian') ? me.children.map(({ schoolId }) => schoolId) : []),
  ]),
];

/** As what I reach somebody, by which school, and for a guardian about which child: one of several ways when there are. */
export type Way = { id: string; as: Profile; schoolId: string | null; aboutId: string | null };

/** Each way in which I reach each of these people. */
export async function waysTo(db: Reader, me: Me, personIds: readonly string[]): Promise<Way[]> {
  if (personIds.length === 0) return [];
  const { rows } = await sql<Way>`
    select distinct r.id, r.reader as as, r.school_id as "schoolId", r.about_id as "aboutId", r.rule
    from ${reach(me)} r where r.id = any (${personIds}::uuid[]) order by r.rule`.execute(db);
  return rows;
}

/** Those of these people whom I may write to. */
export const reaches = async (db: Reader, me: Me, personIds: readonly string[]): Promise<Set<string>> =>
  new Set((await waysTo(db, me, personIds)).map(({ id }) => id));

/** Why I may, or may not yet, write to somebody; `undefined` for anybody else, stranger or nonexistent alike. */
export type Reason = { reached: boolean; rule: Rule; as: Profile; place: string; about: string | null };

export async function whyReach(db: Reader, me: Me, personId: string): Promise<Reason | undefined> {
  const { rows } = await sql<{ rule: number; as: Profile; place: string; about: string | null; reached: boolean }>`
    select r.rule, r.reader as as, place.name as place, child.first_name as about,
      exists (select from ${reach(me)} open where open.id = r.id) as reached
    from ${reach(me, { known: true })} r
    join kernel.places place on place.id = r.place_id
    left join kernel.people child on child.id = r.about_id
    where r.id = ${personId} order by r.rule limit 1`.execute(db);
  const [row] = rows;
  const rule = row && policy[row.rule];
  return row && rule && { ...row, rule };
}
