import { type RawBuilder, type Reader, sql, z } from '#kernel';
import { schoolYearOf } from '#kernel/people';
import { medianOf, usualPercent, verdictOf } from './reckon.ts';
import { staff, type Tables } from './tables.ts';

export const Measure = z.object({
  id: z.string(),
  at: z.date(),
  kbps: z.number(),
  latencyMs: z.number(),
  by: z.enum(staff),
  verdict: z.enum(['fine', 'tight', 'slow']),
});
export type Measure = z.infer<typeof Measure>;

/** How many days back a line is judged on. */
export const judgedDays = 90;

export const Line = z.object({
  id: z.string(),
  name: z.string(),
  city: z.string().nullable(),
  pupils: z.number(),
  measures: z.number(),
  last: z.object({ kbps: z.number(), latencyMs: z.number(), at: z.string() }).nullable(),
  medianKbps: z.number().nullable(),
  worstKbps: z.number().nullable(),
  worstLatencyMs: z.number().nullable(),
});
export type Line = z.infer<typeof Line>;
type Found = Omit<Line, 'last' | 'measures' | 'medianKbps' | 'worstKbps' | 'worstLatencyMs'> & {
  found: { kbps: number; latencyMs: number; at: string }[] | null;
};

/** The lines of the schools `s` that a sentence names: what they did these last days, the last measure first. */
export async function linesOf(db: Reader<Tables>, sentence: RawBuilder<unknown>, now: Date): Promise<Line[]> {
  const { rows } = await sql<Found>`
    select s.id, p.name, coalesce(s.city, town.name) as city, (
        select count(distinct f.person_id) from kernel.functions_today f where f.school_id = s.id and f.kind = 'pupil') as pupils, (
        select json_agg(json_build_object('kbps', m.kbps, 'latencyMs', m.latency_ms, 'at', m.at) order by m.at desc) from network.measures m
        where m.school_id = s.id and m.at > ${now}::timestamptz - make_interval(days => ${judgedDays}::int)) as found
    from kernel.schools s join kernel.places p on p.id = s.id left join kernel.places town on town.id = s.town_id
    where p.closed_on is null and ${sentence} order by city, p.name, s.id`.execute(db);
  return rows.map(({ found, ...school }) => {
    const speeds = (found ?? []).map(({ kbps }) => kbps);
    const waits = (found ?? []).map(({ latencyMs }) => latencyMs);
    return {
      ...school,
      measures: speeds.length,
      last: found?.[0] ?? null,
      medianKbps: medianOf(speeds) ?? null,
      worstKbps: speeds.length > 0 ? Math.min(...speeds) : null,
      worstLatencyMs: waits.length > 0 ? Math.max(...waits) : null,
    };
  });
}

export async function measuresOf(db: Reader<Tables>, schoolId: string): Promise<Measure[]> {
  const rows = await db
    .selectFrom('network.measures')
    .select(['id', 'at', 'kbps', 'latency_ms as latencyMs', 'by'])
    .where('school_id', '=', schoolId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(30)
    .execute();
  return rows.map((row) => ({ ...row, verdict: verdictOf(row) }));
}

/** Of the pupils, how many connect at once: the recommendation of the year. */
export async function percentOf(db: Reader<Tables>, now: Date): Promise<{ year: string; percent: number }> {
  const year = schoolYearOf(now).name;
  const norm = await db.selectFrom('network.norms').select('percent').where('school_year', '=', year).executeTakeFirst();
  return { year, percent: norm?.percent ?? usualPercent };
}
