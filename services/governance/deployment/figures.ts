import { type RawBuilder, type Reader, sql, z } from '#kernel';
import { fewest } from './rules.ts';
import { type Profile, profiles, stalls, type Tables } from './tables.ts';

/** Of a profile: `people` null says « too few », and then nothing else is said; 0 says that there is nobody. */
export const Figure = z.object({
  profile: z.enum(profiles),
  people: z.number().nullable(),
  activated: z.number().nullable(),
  week: z.number().nullable(),
});
export type Figure = z.infer<typeof Figure>;

type Counted = { profile: Profile; people: number; activated: number; week: number };

const nobody = (profile: Profile): Counted => ({ profile, people: 0, activated: 0, week: 0 });

/** Every profile, in the order of the screen; what is too small keeps its numbers to itself. `there`: profiles of somebody, none of whom is said. */
export const shown = (counted: readonly Counted[], there: readonly Profile[] = []): Figure[] =>
  profiles.map((profile) => {
    const { people, activated, week } = counted.find((one) => one.profile === profile) ?? nobody(profile);
    const hushed = people === 0 ? there.includes(profile) : people < fewest;
    return hushed ? { profile, people: null, activated: null, week: null } : { profile, people, activated, week };
  });

/** SQL: a profile of a place, to be put in `json_agg`. */
const asJson = sql`json_build_object('profile', profile, 'people', people, 'activated', activated, 'week', week)`;

/** SQL: the profiles of one school. Of the town's people, those who work in it: the town's own staff is in the sums. */
export const ofSchool = (school: RawBuilder<unknown>): RawBuilder<Counted[]> =>
  sql<Counted[]>`(select coalesce(json_agg(${asJson}), '[]') from deployment.figures where place_id = ${school})`;

export const Sum = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.string(),
  schools: z.number(),
  bound: z.number(),
  provided: z.number(),
  opened: z.number(),
  stalled: z.number(),
  figures: z.array(Figure),
});
export type Sum = z.infer<typeof Sum>;
type SumRow = Omit<Sum, 'figures'> & { figures: Counted[] | null; profiles: Profile[] };

/**
 * Sums of the schools below each of these places. `groups`: SQL giving `id`, places. A town sums only what is said of each of its
 * schools; the others also what their circonscriptions pool.
 */
export async function sumsOf(db: Reader<Tables>, groups: RawBuilder<unknown>, binding: readonly string[]): Promise<Sum[]> {
  const { rows } = await sql<SumRow>`
    with groups as (select p.id, p.name, p.kind from kernel.places p where p.id in (${groups})),
    inside as (
      select g.id, g.kind, s.*, k.town_id from groups g join kernel.place_ancestors a on a.ancestor_id = g.id
      join deployment.schools s on s.school_id = a.place_id join kernel.schools k on k.id = s.school_id),
    numbers as (
      select i.id, f.profile, f.people, f.activated, f.week from inside i join deployment.figures f on f.place_id = i.school_id
      where f.people >= ${fewest} or f.pooled and i.kind <> 'town'
      union all
      select t.id, f.profile, f.people, f.activated, f.week from (select distinct id, town_id from inside) t
      join deployment.figures f on f.place_id = t.town_id where f.people >= ${fewest}),
    profiles as (
      select id, json_agg(${asJson}) as figures from (
        select id, profile, sum(people) as people, sum(activated) as activated, sum(week) as week from numbers group by id, profile) each group by id)
    select g.id, g.name, g.kind, counts.*, p.figures, array(
      select distinct f.profile from inside i join deployment.figures f on f.place_id = i.school_id where i.id = g.id) as profiles
    from groups g
    left join profiles p on p.id = g.id
    cross join lateral (
      select count(*) as schools, count(*) filter (where i.convention = any (${[...binding]}::text[])) as bound, count(i.provided_on) as provided,
        count(i.opened_on) as opened, count(i.stall) as stalled from inside i where i.id = g.id) counts
    order by g.name, g.id`.execute(db);
  return rows.map(({ profiles: there, ...row }) => ({ ...row, figures: shown(row.figures ?? [], there) }));
}

export const SchoolRow = z.object({
  id: z.string(),
  name: z.string(),
  uai: z.string(),
  city: z.string().nullable(),
  convention: z.string(),
  conventionSince: z.string().nullable(),
  providedOn: z.string().nullable(),
  openedOn: z.string().nullable(),
  stall: z.enum(stalls).nullable(),
  figures: z.array(Figure),
});
export type SchoolRow = z.infer<typeof SchoolRow>;

/** SQL: what a row of the list reads, of a school `s`, its directory entry `k` and its place `p`. */
export const schoolColumns = sql`
  p.id, p.name, k.uai, coalesce(k.city, town.name) as city, s.convention, s.convention_since as "conventionSince", s.provided_on as "providedOn",
  s.opened_on as "openedOn", s.stall, ${ofSchool(sql`s.school_id`)} as figures`;
export const schoolTables = sql`
  deployment.schools s join kernel.schools k on k.id = s.school_id join kernel.places p on p.id = s.school_id
  left join kernel.places town on town.id = k.town_id`;

/** The night of the figures; null before the first. */
export async function countedAt(db: Reader<Tables>): Promise<string | null> {
  const { rows } = await sql<{ at: Date | null }>`select max(counted_at) as at from deployment.schools`.execute(db);
  return rows[0]?.at?.toISOString() ?? null;
}
