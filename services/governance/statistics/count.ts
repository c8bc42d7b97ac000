import { sql, type Writer } from '#kernel';
import { weekOf } from '#kernel/audience';
import type { Job } from '#kernel/service';
import { type Counted, hush } from './hush.ts';
import type { Cut, Tables } from './tables.ts';

type Row = Counted & { place: string; week: string; cut: 'all' | Cut };

/**
 * Counts the weeks whose views are there, again for the week that goes on, and deletes the views of those that are over. A visit ends
 * after half an hour without a page (marking plan of the DNMA, 2.0); the time of a page runs until the next one of the same visit.
 */
export async function countIn(db: Writer<Tables>, now: Date): Promise<void> {
  const { rows } = await sql<Row & { school: boolean }>`
    with seen as (
      select *, to_char(date_trunc('week', at at time zone 'Europe/Paris'), 'YYYY-MM-DD') as week,
        lag(at) over one as before, lead(at) over one as after
      from kernel.views where at <= ${now} window one as (partition by visitor order by at)),
    timed as (
      select *, before is null or at - before >= interval '30 minutes' as begins,
        case when after - at < interval '30 minutes' then extract(epoch from after - at) else 0 end as seconds from seen),
    pages as (select *, count(*) filter (where begins) over (partition by visitor order by at) as visit from timed)
    select place_id as place, exists (select from kernel.schools s where s.id = place_id) as school, week, cut, value,
      count(distinct (visitor, visit))::int as visits, count(distinct visitor)::int as users, round(sum(seconds))::bigint as seconds
    from pages cross join lateral (values ('all', ''), ('profile', profile), ('service', service), ('device', device),
      ('hour', to_char(at at time zone 'Europe/Paris', 'HH24'))) as cuts (cut, value)
    where value is not null group by place_id, week, cut, value`.execute(db);
  await write(db, [...rows.filter(({ school }) => school), ...(await territories(db, rows))]);
  await sql`delete from kernel.views where at < ${weekOf(now)}::date::timestamp at time zone 'Europe/Paris'`.execute(db);
}

/**
 * A territory is the sum of what is said of each place in it, and of nothing else: with what a school keeps to itself in the sum, the
 * sum less the other schools would tell.
 */
async function territories(db: Writer<Tables>, rows: (Row & { school: boolean })[]): Promise<Row[]> {
  const { rows: above } = await sql<{ place: string; ancestor: string }>`
    select a.place_id as place, a.ancestor_id as ancestor from kernel.place_ancestors a
    where a.place_id = any (${[...new Set(rows.map(({ place }) => place))]}::uuid[])
      and not exists (select from kernel.schools s where s.id = a.ancestor_id)`.execute(db);
  const ancestorsOf = Map.groupBy(above, ({ place }) => place);
  const sums = new Map<string, Row>();
  for (const group of Map.groupBy(rows, ({ place, week, cut }) => `${place} ${week} ${cut}`).values()) {
    const [first] = group;
    const said = hush(group);
    for (const { ancestor } of ancestorsOf.get(first?.place ?? '') ?? [])
      for (const [at, row] of group.entries()) {
        if (said[at]?.users === null) continue;
        const key = `${ancestor} ${row.week} ${row.cut} ${row.value}`;
        const sum = sums.get(key) ?? { ...row, place: ancestor, visits: 0, users: 0, seconds: 0 };
        sums.set(key, { ...sum, visits: sum.visits + row.visits, users: sum.users + row.users, seconds: sum.seconds + row.seconds });
      }
  }
  return [...sums.values()];
}

/** Anew for these weeks: what may be said changes as people come. */
async function write(db: Writer<Tables>, rows: Row[]): Promise<void> {
  await sql`delete from statistics.weeks where week = any (${[...new Set(rows.map(({ week }) => week))]}::date[])`.execute(db);
  const column = (name: keyof Row) => rows.map((row) => row[name]);
  await sql`
    insert into statistics.weeks (place_id, week, cut, value, visits, users, seconds)
    select * from unnest(${column('place')}::uuid[], ${column('week')}::date[], ${column('cut')}::text[], ${column('value')}::text[],
      ${column('visits')}::int[], ${column('users')}::int[], ${column('seconds')}::bigint[])`.execute(db);
}

export const count: Job = { cron: '15 3 * * *', run: ({ db, now }) => db.transaction().execute((tx) => countIn(tx, now)) };
