import { sql, type Writer } from '#kernel';
import { weekOf } from '#kernel/audience';
import type { Job } from '#kernel/service';
import type { Tables } from './tables.ts';

/**
 * Counts, for each place and all that contains it, the weeks whose views are there, again for the week that goes on, and deletes the views of those that are over. A visit ends
 * after half an hour without a page (marking plan of the DNMA, 2.0); the time of a page runs until the next one of the same visit.
 */
export async function countIn(db: Writer<Tables>, now: Date): Promise<void> {
  await sql`
    with seen as (
      select *, date_trunc('week', at at time zone 'Europe/Paris')::date as week,
        lag(at) over one as before, lead(at) over one as after
      from kernel.views where at <= ${now} window one as (partition by visitor order by at)),
    timed as (
      select *, before is null or at - before >= interval '30 minutes' as begins,
        case when after - at < interval '30 minutes' then extract(epoch from after - at) else 0 end as seconds from seen),
    pages as (select *, count(*) filter (where begins) over (partition by visitor order by at) as visit from timed),
    counted as (
      select inside.ancestor_id as place_id, week, cut, value, count(distinct (visitor, visit)) as visits, count(distinct visitor) as users,
        round(sum(seconds)) as seconds
      from pages join kernel.place_ancestors inside using (place_id)
      cross join lateral (values ('all', ''), ('profile', profile), ('service', service), ('device', device),
        ('hour', to_char(at at time zone 'Europe/Paris', 'HH24'))) as cuts (cut, value)
      where value is not null group by inside.ancestor_id, week, cut, value)
    insert into statistics.weeks (place_id, week, cut, value, visits, users, seconds) select * from counted
    on conflict (place_id, week, cut, value) do update set visits = excluded.visits, users = excluded.users, seconds = excluded.seconds`.execute(
    db,
  );
  await sql`delete from kernel.views where at < ${weekOf(now)}::date::timestamp at time zone 'Europe/Paris'`.execute(db);
}

export const count: Job = { cron: '15 3 * * *', run: ({ db, now }) => db.transaction().execute((tx) => countIn(tx, now)) };
