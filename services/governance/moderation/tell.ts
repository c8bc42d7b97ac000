import { sql } from '#kernel';
import { emitter } from '#kernel/outbox';
import type { Notification, Service } from '#kernel/service';
import { t } from './texts.ts';

type Told = { payload: { schoolId: string } };

/** Tells the directors of a school; nobody outside it hears that something waits, and nothing is said of what. */
export const notifications = {
  waiting: {
    title: () => t.tellWaiting,
    href: () => '/moderation/attente',
    stillMay: async ({ db, payload, personId }) => {
      const { schoolId } = payload as Told['payload'];
      const { rows } = await sql`
        select from kernel.functions_today f where f.person_id = ${personId} and f.place_id = ${schoolId} and f.kind = 'director'
          and (exists (select from kernel.holds h where h.school_id = ${schoolId} and h.decision is null and h.author_id is distinct from ${personId})
            or exists (select from kernel.reports r where r.school_id = ${schoolId} and r.outcome is null and r.author_id is distinct from ${personId}))`.execute(
        db,
      );
      return rows.length > 0;
    },
  } satisfies Notification,
};

/** Each minute: what was held or reported and nobody was told of yet. A school hears once, however much came in that minute. */
export const tell: NonNullable<Service['jobs']>[string] = {
  cron: '* * * * *',
  run: async ({ db, now }) =>
    db.transaction().execute(async (tx) => {
      const { rows } = await sql<{ schoolId: string }>`
        with held as (update kernel.holds set told_at = ${now} where told_at is null returning school_id),
          reported as (update kernel.reports set told_at = ${now} where told_at is null returning school_id)
        select distinct school_id as "schoolId" from (select * from held union all select * from reported) fresh
        where school_id is not null`.execute(tx);
      const emit = emitter(tx, 'moderation', [{ name: 'moderation', notifications }], null);
      for (const { schoolId } of rows)
        await emit('waiting', { to: { in: [schoolId], kinds: ['director'] }, schoolId, payload: { schoolId }, urgent: true });
    }),
};
