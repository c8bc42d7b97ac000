import { type Me, type Reader, type Service, sql, z } from '#kernel';
import type { Shown } from '#kernel/moderation';
import { judged } from './policy.ts';

export const ThingShape = z.object({
  /** Of the hold or of the report. */
  id: z.uuid(),
  kind: z.enum(['hold', 'report']),
  why: z.string(),
  school: z.string(),
  at: z.date(),
  /** How many people reported it. */
  reporters: z.number(),
  thing: z
    .object({ title: z.string(), author: z.string(), to: z.string(), text: z.string(), links: z.array(z.string()), at: z.date() })
    .nullable(),
});
export type Thing = z.infer<typeof ThingShape>;

const waitingHolds = (me: Me) => sql`kernel.holds where decision is null and ${judged(me)}`;
const waitingReports = (me: Me) => sql`kernel.reports where outcome is null and ${judged(me)}`;

export async function countWaiting(db: Reader, me: Me): Promise<{ holds: number; reports: number }> {
  const { rows } = await sql<{ holds: number; reports: number }>`
    select (select count(*) from ${waitingHolds(me)}) as holds,
      (select count(distinct (service, thing_id)) from ${waitingReports(me)}) as reports`.execute(db);
  return rows[0] ?? { holds: 0, reports: 0 };
}

type Row = Omit<Thing, 'thing'> & { service: string; thingId: string };

/** What waits for my decision, the oldest first; each thing as its own service shows it. */
export async function whatWaits(db: Reader, me: Me, services: Service[]): Promise<Thing[]> {
  const { rows } = await sql<Row>`
    select w.*, school.name as school from (
      select id, 'hold' as kind, why, held_at as at, 0 as reporters, service, thing_id as "thingId", school_id from ${waitingHolds(me)}
      union all
      select (array_agg(id order by reported_at))[1], 'report', string_agg(why, ' · ' order by reported_at), min(reported_at), count(*)::int,
        service, thing_id, (array_agg(school_id))[1]
      from ${waitingReports(me)} group by service, thing_id) w
    join kernel.places school on school.id = w.school_id
    order by w.at limit 50`.execute(db);
  const shown = new Map<string, Shown>();
  for (const { name, moderated } of services) {
    const thingIds = rows.filter(({ service }) => service === name).map(({ thingId }) => thingId);
    if (moderated && thingIds.length > 0)
      for (const [thingId, thing] of await moderated.show({ db, thingIds })) shown.set(`${name} ${thingId}`, thing);
  }
  return rows.map(({ service, thingId, ...row }) => ({ ...row, thing: shown.get(`${service} ${thingId}`) ?? null }));
}
