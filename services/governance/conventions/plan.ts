import { type Me, newId, type Reader, sql, type Writer } from '#kernel';
import { yearBefore } from './dates.ts';
import type { Written } from './facts.ts';
import { totalOf } from './money.ts';
import { mine } from './policy.ts';
import { labelOf, type School } from './schools-of.ts';
import { bindingStates } from './states.ts';
import type { Tables } from './tables.ts';

/** What renewing would make: nothing is written here. */
export type Planned = { from: Written; schools: School[]; leftOut: string[]; unlisted: string[]; cents: number };
type Where = { placeId: string; year: string; only?: string };

type Raw = Parameters<typeof labelOf>[0] & { id: string };
type Row = { from: Written; listed: (Raw & { free: boolean })[]; gone: string[]; others: Raw[] };

const asSchool = sql`json_build_object('id', s.id, 'uai', s.uai, 'name', p.name, 'city', s.city, 'nature', s.nature`;

/**
 * The conventions of the year before, in this place and in my perimeter, that nobody has renewed yet; with the schools that go on,
 * those that closed or went elsewhere, and those of the town that were not listed: they are said, never added by themselves.
 */
export async function planOf(db: Reader<Tables>, me: Me, { placeId, year, only }: Where): Promise<Planned[]> {
  const taken = sql`exists (select from conventions.lines t where t.uai = s.uai and t.school_year = ${year} and not t.released)`;
  const { rows } = await sql<Row>`
    select row_to_json(c) as "from",
      coalesce((select json_agg(${asSchool}, 'free', p.closed_on is null and not ${taken}) order by p.name, s.uai)
        from conventions.lines l join kernel.schools s on s.id = l.school_id join kernel.places p on p.id = s.id where l.convention_id = c.id), '[]') as listed,
      array(select l.label from conventions.lines l where l.convention_id = c.id and l.school_id is null order by l.label) as gone,
      coalesce((select json_agg(${asSchool}) order by p.name, s.uai)
        from kernel.schools s join kernel.places p on p.id = s.id where s.town_id = c.town_id and p.closed_on is null and not ${taken}
          and not exists (select from conventions.lines l where l.convention_id = c.id and l.uai = s.uai)), '[]') as others
    from conventions.conventions c
    where c.school_year = ${yearBefore(year)} and c.state = any (${[...bindingStates, 'ended']}::text[]) and ${mine(me)}
      and c.territory_id in (select place_id from kernel.place_ancestors where ancestor_id = ${placeId})
      and (${only ?? null}::uuid is null or c.id = ${only ?? null})
      and not exists (select from conventions.conventions next where next.siret = c.siret and next.school_year = ${year}
        and next.state not in ('dropped', 'terminated'))
    order by c.name, c.id`.execute(db);
  return rows.map(({ from, listed, gone, others }) => {
    const schools = listed.flatMap(({ free, ...school }) => (free ? [{ id: school.id, uai: school.uai, label: labelOf(school) }] : []));
    return {
      ...{ from, schools },
      leftOut: [...gone, ...listed.flatMap(({ free, ...school }) => (free ? [] : [labelOf(school)]))],
      unlisted: others.map(labelOf),
      cents: totalOf({ unitCents: from.unit_cents, schools: schools.length }),
    };
  });
}

type Renewed = { year: string; renewalId: string | null; by: string; now: Date; signatory?: string | null; quality?: string | null };

const chunk = 300;

/** Writes these drafts; gives their ids. One that somebody else wrote meanwhile is left to them. */
export async function draftAll(
  db: Writer<Tables>,
  plan: readonly Planned[],
  { year, renewalId, by, now, signatory, quality }: Renewed,
): Promise<string[]> {
  const made: string[] = [];
  for (let at = 0; at < plan.length; at += chunk) {
    const some = plan.slice(at, at + chunk).map((one) => ({ ...one, id: newId(now.getTime()) }));
    const rows = await db
      .insertInto('conventions.conventions')
      .values(
        some.map(({ id, from }) => ({
          ...from,
          ...{ id, school_year: year, state: 'draft', payment: 'none', claimed_cents: null, commitment: null },
          ...{ renewed_from: from.id, renewal_id: renewalId, created_by: by, created_at: now },
          ...(signatory ? { authority_signatory: signatory } : {}),
          ...(quality ? { authority_quality: quality } : {}),
        })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .execute();
    const written = new Set(rows.map(({ id }) => id));
    const lines = some.flatMap(({ id, schools }) =>
      written.has(id)
        ? schools.map(({ id: schoolId, uai, label }) => ({ convention_id: id, school_id: schoolId, uai, label, school_year: year }))
        : [],
    );
    for (let line = 0; line < lines.length; line += 5000)
      await db
        .insertInto('conventions.lines')
        .values(lines.slice(line, line + 5000))
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    made.push(...written);
  }
  return made;
}
