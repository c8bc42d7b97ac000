import { type Me, type Reader, sql } from '#kernel';
import { emitter } from '#kernel/outbox';
import type { Job, Notification, Todo } from '#kernel/service';
import { parisDay } from '#kernel/ui';
import { holdsAuthority } from './policy.ts';
import { t } from './texts.ts';

type Ends = { classId: string };

const stillTeaches = async ({ db, payload, personId }: { db: Reader; payload: Ends; personId: string }): Promise<boolean> =>
  (
    await sql`select from kernel.functions_today where person_id = ${personId} and place_id = ${payload.classId} and kind = 'teacher'`.execute(
      db,
    )
  ).rows.length > 0;

export const consentNotifications: Record<string, Notification> = {
  asked: {
    title: ({ about }: { about: string | null }) => t.tellAsked({ child: about ?? '' }),
    href: ({ aboutId }: { aboutId: string | null }) => `/accords/${aboutId}`,
    stillMay: async ({ db, personId, aboutId }: { db: Reader; personId: string; aboutId: string | null }) =>
      aboutId !== null && holdsAuthority(db, personId, aboutId),
  },
  ends: {
    title: () => t.tellEnds,
    href: ({ payload }: { payload: Ends }) => `/accords/projets/${payload.classId}`,
    stillMay: stillTeaches,
  },
};

/** What a class asks of me for a child, and I have not answered. */
export async function consentTodo({ db, me, now }: { db: Reader; me: Me; now: Date }): Promise<Todo[]> {
  if (me.children.length === 0) return [];
  const { rows } = await sql<{ id: string; firstName: string; name: string; endsOn: string }>`
    select distinct child.id, child.first_name as "firstName", p.name, p.ends_on as "endsOn" from kernel.guardianships g
    join kernel.people child on child.id = g.pupil_id and child.trashed_at is null
    join kernel.functions_today f on f.person_id = g.pupil_id and f.kind = 'pupil'
    join privacy.projects p on p.class_id = f.place_id and p.ends_on >= ${parisDay(now)}
    where g.guardian_id = ${me.personId} and g.holds_authority and not exists (
      select from kernel.consents c where c.pupil_id = g.pupil_id and c.guardian_id = g.guardian_id and c.project = 'classe ' || p.id
        and c.ends_on >= ${parisDay(now)})
    order by p.ends_on, child.id limit 20`.execute(db);
  return rows.map(({ id, firstName, name, endsOn }) => ({
    href: `/accords/${id}`,
    title: t.todoProject({ name }),
    verb: t.todoAnswer,
    child: { id, firstName },
    deadline: endsOn,
  }));
}

/** Each night: a week before agreements of a class end, its teachers are told, once for each project and day. */
export const tellEndings: Job = {
  cron: '15 6 * * *',
  run: async ({ db, now, services }) =>
    db.transaction().execute(async (tx) => {
      const today = parisDay(now);
      const { rows } = await sql<{ classId: string; schoolId: string }>`
        with latest as (
          select distinct on (pupil_id, guardian_id, project, medium) pupil_id, project, given, ends_on from kernel.consents
          where answered_at > ${now}::timestamptz - interval '18 months'
          order by pupil_id, guardian_id, project, medium, answered_at desc, id desc
        ), ending as (
          select distinct f.place_id as class_id, l.project, l.ends_on from latest l
          join kernel.functions_today f on f.person_id = l.pupil_id and f.kind = 'pupil' and f.place_id <> f.school_id
          where l.given and l.ends_on between ${today}::date and ${today}::date + 7
        ), told as (
          insert into privacy.endings_told select class_id, project, ends_on from ending on conflict do nothing returning class_id
        )
        select distinct told.class_id as "classId", place.school_id as "schoolId" from told join kernel.places place on place.id = told.class_id`.execute(
        tx,
      );
      const emit = emitter(tx, 'privacy', services, null);
      for (const { classId, schoolId } of rows)
        await emit('ends', { to: { in: [classId], kinds: ['teacher'] }, schoolId, payload: { classId } });
    }),
};
