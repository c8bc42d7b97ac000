import { randomBytes } from 'node:crypto';
import { hidden, newId, refuse, routesFor, sql, z } from '#kernel';
import { parisDay } from '#kernel/ui';
import { mayMeasure, myFunctionIn } from './policy.ts';
import { verdictOf } from './reckon.ts';
import { OneSchool, school } from './school.tsx';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { action, download } = routesFor<Tables>();

/** KiB. The largest takes 33 s on a line of 1 Mb/s: smaller ones come first, and stop there. */
const sizes = ['1', '128', '1024', '4096'] as const;
/** Nothing of it can be made smaller on its way. */
const noise = randomBytes(4096 * 1024);

/** Bytes that say nothing, never kept by anybody on their way: what the island times. */
export const bytes = download('/ligne/:schoolId/mesure', {
  params: OneSchool,
  may: mayMeasure,
  query: z.object({ taille: z.enum(sizes).catch('1').default('1') }),
  load: async ({ query: { taille } }) => ({
    name: 'mesure.bin',
    mediaType: 'application/octet-stream',
    bytes: noise.subarray(0, Number(taille) * 1024),
  }),
});

const whole = (least: number, most: number) =>
  z
    .string(t.absurd)
    .regex(/^\d{1,8}$/, t.absurd)
    .transform(Number)
    .refine((value) => value >= least && value <= most, t.absurd);

const minute = 60_000;
const mostADay = 40;
/** A town is not told again of the same line within these days. */
const toldDays = 30;

/** What the island found. It comes from a browser: it is kept as said by somebody of the school, never more. */
export const keep = action('/ligne/:schoolId', {
  params: OneSchool,
  may: mayMeasure,
  does: 'line.measured',
  body: z.object({ kbps: whole(8, 10_000_000), latency: whole(0, 30_000) }),
  redraw: school,
  run: async ({ db, me, now, params: { schoolId }, body, emit }) => {
    const by = myFunctionIn(me, schoolId);
    if (!by) return hidden;
    await sql`select pg_advisory_xact_lock(hashtext('network.measures'), hashtext(${schoolId}))`.execute(db);
    const { rows } = await sql<{ soon: number; today: number; told: number }>`
      select count(*) filter (where at > ${new Date(now.getTime() - minute)}) as soon,
        count(*) filter (where (at at time zone 'Europe/Paris')::date = ${parisDay(now)}::date) as today,
        count(*) filter (where told) as told
      from network.measures where school_id = ${schoolId} and at > ${now}::timestamptz - make_interval(days => ${toldDays}::int)`.execute(
      db,
    );
    const [lately] = rows;
    if (lately && lately.soon > 0) return refuse('soon', t.tooSoon, { status: 429 });
    if (lately && lately.today >= mostADay) return refuse('many', t.tooMany, { status: 429 });
    const place = await db
      .selectFrom('kernel.schools as s')
      .innerJoin('kernel.places as p', 'p.id', 's.id')
      .select(['s.town_id', 'p.name'])
      .where('s.id', '=', schoolId)
      .executeTakeFirst();
    const line = { kbps: body.kbps, latencyMs: body.latency };
    const tell = verdictOf(line) === 'slow' && lately?.told === 0 && place?.town_id ? place.town_id : undefined;
    await db
      .insertInto('network.measures')
      .values({ id: newId(), school_id: schoolId, at: now, kbps: line.kbps, latency_ms: line.latencyMs, by, told: tell !== undefined })
      .execute();
    if (tell)
      await emit('slow', { to: { in: [tell], kinds: ['town'] }, schoolId, payload: { schoolId, townId: tell, school: place?.name } });
    return { see: `/ligne/${schoolId}`, say: tell ? t.keptTold : t.kept, note: { schoolId, details: line } };
  },
});
