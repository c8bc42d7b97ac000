import { type Me, type Reader, sql } from '#kernel';
import { emitter } from '#kernel/outbox';
import type { Job, Notification, Todo } from '#kernel/service';
import { parisDay } from '#kernel/ui';
import { keepsRegister } from '../policy.ts';
import type { Tables } from '../tables.ts';
import { breachesWhere, inMyRegister, keepersOf } from './breach.ts';
import { dueAt, hoursLeft, reminders } from './clock.ts';
import { b } from './words.ts';

type About = { breachId: string; exercise: boolean; hours: number };
type Told = { db: Reader; payload: About; personId: string };
const href = ({ payload }: { payload: About }): string => `/donnees/fuites/${payload.breachId}`;

async function stillKeeps({ db, payload, personId }: Told): Promise<boolean> {
  const { rows } = await sql`
    select from privacy.breaches b join kernel.place_ancestors up on up.place_id = b.place_id
    join kernel.functions_today f on f.place_id = up.ancestor_id and f.kind in ('academy', 'administrator')
    where b.id = ${payload.breachId} and b.closed_at is null and f.person_id = ${personId}`.execute(db);
  return rows.length > 0;
}

const stillConcerned = async ({ db, payload }: Told): Promise<boolean> =>
  (await sql`select from privacy.breaches where id = ${payload.breachId} and people_told_at is not null`.execute(db)).rows.length > 0;

/** None says where it happened nor what was seen. */
export const breachNotifications: Record<string, Notification> = {
  breach: { title: ({ payload }: { payload: About }) => b.tellReported(payload), href, atOnce: true, stillMay: stillKeeps },
  breachClock: { title: ({ payload }: { payload: About }) => b.tellReminder(payload), href, atOnce: true, stillMay: stillKeeps },
  breachNotice: {
    title: () => b.noticeTitle,
    href: ({ payload }: { payload: About }) => `/donnees/avis/${payload.breachId}`,
    atOnce: true,
    stillMay: stillConcerned,
  },
};

const ticking = sql<boolean>`b.closed_at is null and b.notified_at is null and b.decision is distinct from 'keep'`;

export async function breachTodo({ db, me, now }: { db: Reader; me: Me; now: Date }): Promise<Todo[]> {
  if (!keepsRegister({ me })) return [];
  const open = await breachesWhere(db as Reader<Tables>, sql<boolean>`${ticking} and ${inMyRegister(me)}`, { most: 5 });
  return open.map(({ id, exercise, discoveredAt }) => ({
    href: `/donnees/fuites/${id}`,
    title: b.todo({ exercise, hours: hoursLeft(discoveredAt, now) }),
    verb: b.todoVerb,
    deadline: parisDay(dueAt(discoveredAt)),
  }));
}

/** Each hour, holidays too: the academy is told when a day is left, when six hours are, and when none is. Each once. */
export const watchBreaches: Job = {
  cron: '20 * * * *',
  run: async ({ db, now, services }) =>
    db.transaction().execute(async (tx) => {
      const { rows } = await sql<{ id: string; placeId: string | null; exercise: boolean; discoveredAt: Date; reminded: number | null }>`
        select b.id, b.place_id as "placeId", b.exercise, b.discovered_at as "discoveredAt", b.reminded
        from privacy.breaches b where ${ticking} for update skip locked`.execute(tx);
      const emit = emitter(tx, 'privacy', services, null);
      for (const { id, placeId, exercise, discoveredAt, reminded } of rows) {
        const left = (dueAt(discoveredAt).getTime() - now.getTime()) / 3_600_000;
        const hours = reminders.findLast((one) => left <= one);
        if (hours === undefined || (reminded !== null && reminded <= hours)) continue;
        await sql`update privacy.breaches set reminded = ${hours} where id = ${id}`.execute(tx);
        const keepers = placeId ? await keepersOf(tx, placeId) : [];
        const payload = { breachId: id, exercise, hours };
        if (keepers.length > 0) await emit('breachClock', { to: { people: keepers }, payload, urgent: !exercise });
      }
    }),
};
