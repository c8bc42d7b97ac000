import { type Reader, sql, type Writer } from '#kernel';
import type { Emit } from '#kernel/http';
import type { Notification } from '#kernel/service';
import { dayText, parisDay } from '#kernel/ui';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

/** Tells the guardians of the children concerned; once a day for each child, however many works are written that day. */
export async function tellOnce(
  db: Writer<Tables>,
  { workIds, schoolId, now, emit }: { workIds: string[]; schoolId: string; now: Date; emit: Emit },
): Promise<void> {
  const { rows } = await sql<{ pupilId: string }>`
    insert into homework.tellings (pupil_id, told_on)
    select distinct pupil_id, ${parisDay(now)}::date from homework.of_pupils where work_id = any (${workIds}::uuid[])
    on conflict do nothing returning pupil_id as "pupilId"`.execute(db);
  if (rows.length === 0) return;
  await emit('written', { to: { guardiansOf: rows.map(({ pupilId }) => pupilId) }, schoolId, payload: {} });
}

type Replaces = { classId: string; name: string; day: string };

/** Names the child, never what is to be done: a locked phone shows it to whoever holds it. */
export const notifications = {
  written: {
    title: ({ about }: { about: string | null }) => t.tellWritten({ child: about ?? '' }),
    href: () => '/devoirs/famille',
    stillMay: async ({ db, personId, aboutId }: { db: Reader; personId: string; aboutId: string | null }) => {
      const { rows } = await sql`
        select from kernel.guardianships g join homework.of_pupils o on o.pupil_id = g.pupil_id
        where g.guardian_id = ${personId} and g.pupil_id = ${aboutId} limit 1`.execute(db);
      return rows.length > 0;
    },
  },
  replaces: {
    title: ({ payload }: { payload: Replaces }) => t.tellReplaces({ name: payload.name, day: dayText(payload.day) }),
    href: () => '/devoirs',
    stillMay: async ({ db, payload, personId }: { db: Reader; payload: Replaces; personId: string }) => {
      const { rows } = await sql`
        select from homework.substitutions
        where person_id = ${personId} and class_id = ${payload.classId} and day >= ${payload.day}::date and ended_at is null`.execute(db);
      return rows.length > 0;
    },
  },
} satisfies Record<string, Notification>;
