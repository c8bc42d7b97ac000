import { sql, type Writer } from '#kernel';
import type { Database } from '#kernel/db';
import { schoolYearOf } from '#kernel/people';
import type { Job } from '#kernel/service';
import { parisDay } from '#kernel/ui';
import { bindingStates, standings } from '#services/governance/conventions';
import { fewest, fewShare, fewWeeks, nightly, openedAt, silentWeeks, summer, unopenedWeeks } from './rules.ts';

/** Each night, the whole board anew: a screen then reads a few thousand rows instead of a million people. */
export const count: Job = { cron: nightly, run: ({ db, now }) => countAll(db, now) };

export const countAll = (db: Database, now: Date): Promise<void> => db.transaction().execute((tx) => countIn(tx, now));

export async function countIn(tx: Writer, now: Date): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('deployment.count'))`.execute(tx);
  await gather(tx);
  await countFigures(tx, now);
  await countSchools(tx, now);
  await saySums(tx);
  await sayStalls(tx, now);
  await sql`drop table counted_people`.execute(tx);
}

/** One row for a person, a place and a profile, with the account: what the rest counts. */
async function gather(tx: Writer): Promise<void> {
  await sql`
    create temporary table counted_people as
    select m.place_id, m.profile, m.person_id, a.id as account_id, a.activated_at, a.created_at, (
      select max(s.seen_at) from kernel.sessions s where s.account_id = a.id) as seen_at
    from (
      select f.school_id as place_id, f.person_id,
        case when f.kind = 'pupil' then 'pupil' when f.kind = 'atsem' or f.kind = 'town' then 'town' else 'teacher' end as profile
      from kernel.functions_today f
      where f.school_id is not null and f.kind in ('pupil', 'teacher', 'director', 'atsem', 'town')
      union
      select f.school_id, g.guardian_id, 'guardian'
      from kernel.functions_today f
      join kernel.guardianships g on g.pupil_id = f.person_id
      join kernel.people guardian on guardian.id = g.guardian_id and guardian.trashed_at is null
      where f.kind = 'pupil' and f.school_id is not null
      union
      select f.place_id, f.person_id, 'town' from kernel.functions_today f
      join kernel.places town on town.id = f.place_id and town.kind = 'town' where f.kind = 'town') m
    left join kernel.accounts a on a.person_id = m.person_id`.execute(tx);
}

async function countFigures(tx: Writer, now: Date): Promise<void> {
  await sql`delete from deployment.figures`.execute(tx);
  await sql`
    insert into deployment.figures (place_id, profile, people, activated, week)
    select place_id, profile, count(*), count(activated_at), count(*) filter (where seen_at > ${now}::timestamptz - interval '7 days')
    from counted_people group by place_id, profile`.execute(tx);
}

/** A school that opened stays so, and is remembered to have been seen, when those who came have left. */
async function countSchools(tx: Writer, now: Date): Promise<void> {
  const known = await standings(tx, { today: parisDay(now), schoolYear: schoolYearOf(now).name });
  await sql`
    delete from deployment.schools x where not exists (select from kernel.places p where p.id = x.school_id and p.closed_on is null)`.execute(
    tx,
  );
  await sql`
    insert into deployment.schools as x (school_id, counted_at, convention, convention_since, provided_on, opened_on, seen_on)
    select p.id, ${now}, coalesce(c.state, 'none'), c."inForceOn", ${day('provided')}, ${day('opened')}, ${day('seen')}
    from kernel.places p
    left join json_to_recordset(${JSON.stringify(known)}::json) as c ("schoolId" uuid, state text, "inForceOn" date) on c."schoolId" = p.id
    left join (
      select place_id, min(created_at) as provided, max(seen_at) as seen, (array_agg(activated_at order by activated_at))[${openedAt}::int] as opened
      from (select distinct on (place_id, account_id) * from counted_people where account_id is not null) each group by place_id) found
      on found.place_id = p.id
    where p.kind = 'school' and p.closed_on is null
    on conflict (school_id) do update set counted_at = excluded.counted_at, convention = excluded.convention,
      convention_since = excluded.convention_since, provided_on = least(x.provided_on, excluded.provided_on),
      opened_on = least(x.opened_on, excluded.opened_on), seen_on = greatest(x.seen_on, excluded.seen_on)`.execute(tx);
}

/**
 * A figure too small to be said enters the sums only with others of its circonscription, enough together: else whoever subtracts
 * the schools that are said from the sum reads it. The same everywhere, or two sums subtracted from each other would say it.
 */
async function saySums(tx: Writer): Promise<void> {
  await sql`
    update deployment.figures f set pooled = true
    from kernel.places school, (
      select p.parent_id, f.profile from deployment.figures f join kernel.places p on p.id = f.place_id and p.kind = 'school'
      where f.people < ${fewest} group by p.parent_id, f.profile having count(*) > 1 and sum(f.people) >= ${fewest}) pool
    where school.id = f.place_id and school.parent_id = pool.parent_id and f.profile = pool.profile and f.people < ${fewest}`.execute(tx);
}

async function sayStalls(tx: Writer, now: Date): Promise<void> {
  const today = parisDay(now);
  const { startsOn } = schoolYearOf(now);
  const quiet = summer.some((month) => month === Number(today.slice(5, 7)));
  await sql`
    update deployment.schools s set stall = case
      when s.convention <> all (${[...bindingStates]}::text[]) then null
      when s.provided_on is null then ${weeksSince(sql`greatest(s.convention_since, ${startsOn}::date)`, unopenedWeeks, today)} 'unprovided' end
      when s.opened_on is null then ${weeksSince(sql`greatest(s.convention_since, s.provided_on, ${startsOn}::date)`, unopenedWeeks, today)} 'unopened' end
      when not ${quiet} and s.seen_on <= ${today}::date - ${silentWeeks * 7}::int then 'silent'
      else ${weeksSince(sql`greatest(s.opened_on, ${startsOn}::date)`, fewWeeks, today)} (
        select 'few' from deployment.figures f where f.place_id = s.school_id and f.profile = 'guardian'
          and f.people >= ${fewest} and f.activated * 100 < f.people * ${fewShare}::int) end
      end`.execute(tx);
}

/** SQL: the beginning of a `case` on a day that is at least so many weeks ago. */
const weeksSince = (since: ReturnType<typeof sql>, weeks: number, today: string) =>
  sql`case when ${since} <= ${today}::date - ${weeks * 7}::int then`;

/** SQL: the day in Paris of a moment that was found. */
const day = (column: 'provided' | 'opened' | 'seen') => sql`(${sql.ref(`found.${column}`)} at time zone 'Europe/Paris')::date`;
