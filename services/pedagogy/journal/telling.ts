import { type Reader, sql, type Writer } from '#kernel';
import type { Emit } from '#kernel/http';
import type { Notification } from '#kernel/service';
import { parisDay } from '#kernel/ui';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

type Posted = { classId: string; postId: string };

/** Tells the guardians of the class; once a day about each child, however much is posted that day. */
export async function tellOnce(
  db: Writer<Tables>,
  { classId, postId, schoolId, now, emit }: Posted & { schoolId: string; now: Date; emit: Emit },
): Promise<void> {
  const { rows } = await sql<{ pupilId: string }>`
    insert into journal.tellings (pupil_id, told_on)
    select distinct person_id, ${parisDay(now)}::date from kernel.functions_today where place_id = ${classId} and kind = 'pupil'
    on conflict do nothing returning pupil_id as "pupilId"`.execute(db);
  if (rows.length === 0) return;
  await emit('posted', { to: { guardiansOf: rows.map(({ pupilId }) => pupilId) }, schoolId, payload: { classId, postId } });
}

/** Names the child and no more: a locked phone shows it to whoever holds it. */
export const notifications = {
  posted: {
    title: ({ about }: { about: string | null }) => t.tellPosted({ child: about ?? '' }),
    href: ({ payload }: { payload: Posted }) => `/journal/${payload.classId}`,
    /** Still a guardian of a child of that class, where something is still shown. */
    stillMay: async ({ db, payload, personId, aboutId }: { db: Reader; payload: Posted; personId: string; aboutId: string | null }) => {
      const { rows } = await sql`
        select from kernel.guardianships g
        join kernel.functions_today f on f.person_id = g.pupil_id and f.kind = 'pupil' and f.place_id = ${payload.classId}
        where g.guardian_id = ${personId} and g.pupil_id = ${aboutId} and exists (
          select from journal.posts p where p.class_id = f.place_id and p.state = 'shown')`.execute(db);
      return rows.length > 0;
    },
  },
  /** To the pupil whose post the teacher gave back. */
  returned: {
    title: () => t.tellReturned,
    href: ({ payload }: { payload: Posted }) => `/journal/${payload.classId}`,
    stillMay: async ({ db, payload, personId }: { db: Reader; payload: Posted; personId: string }) => {
      const { rows } = await sql`
        select from journal.posts where id = ${payload.postId} and author_id = ${personId} and state = 'returned'`.execute(db);
      return rows.length > 0;
    },
  },
} satisfies Record<string, Notification>;
