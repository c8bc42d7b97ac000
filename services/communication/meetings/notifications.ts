import { type Reader, sql } from '#kernel';
import type { Notification } from '#kernel/service';
import { t } from './texts.ts';

type News = { roundId: string };
type Told = { payload: News; about: string | null };
type Asked = { db: Reader; payload: News; personId: string; aboutId: string | null };

/** Still a guardian of this child, still in the class that is invited. */
async function stillInvited({ db, payload, personId, aboutId }: Asked): Promise<boolean> {
  const { rows } = await sql`
    select from meetings.rounds r join kernel.functions_today f on f.place_id = r.class_id and f.kind = 'pupil'
    join kernel.guardianships g on g.pupil_id = f.person_id
    where r.id = ${payload.roundId} and g.guardian_id = ${personId} and g.pupil_id = ${aboutId}`.execute(db);
  return rows.length > 0;
}

async function stillWaits(asked: Asked): Promise<boolean> {
  const { rows } = await sql`
    select from meetings.waiting w where w.round_id = ${asked.payload.roundId} and w.guardian_id = ${asked.personId} and w.pupil_id = ${asked.aboutId}
      and exists (select from meetings.slots s where s.round_id = w.round_id and not exists (
        select from meetings.bookings b where b.slot_id = s.id))`.execute(asked.db);
  return rows.length > 0 && stillInvited(asked);
}

async function isGuardian({ db, personId, aboutId }: Asked): Promise<boolean> {
  const { rows } = await sql`select from kernel.guardianships where guardian_id = ${personId} and pupil_id = ${aboutId}`.execute(db);
  return rows.length > 0;
}

const toChild = ({ payload, aboutId }: { payload: News; aboutId: string | null }) => `/rendez-vous/${payload.roundId}/enfants/${aboutId}`;

/** Each names the child and never why one meets: a locked phone shows it to whoever holds it. */
export const notifications = {
  opened: { title: ({ about }: Told) => t.tellOpened({ child: about ?? '' }), href: toChild, stillMay: stillInvited },
  freed: { title: ({ about }: Told) => t.tellFreed({ child: about ?? '' }), href: toChild, stillMay: stillWaits },
  /** By the school: the moment is called off, or all of them. */
  calledOff: {
    title: ({ about }: Told) => t.tellCalledOff({ child: about ?? '' }),
    href: () => '/rendez-vous',
    stillMay: isGuardian,
  },
  /** By a family, to whoever invited. */
  givenBack: {
    title: () => t.tellGivenBack,
    href: ({ payload }: { payload: News }) => `/rendez-vous/${payload.roundId}`,
    stillMay: async ({ db, payload, personId }: Asked) => {
      const { rows } = await sql`
        select from meetings.rounds r join kernel.functions_today f on f.place_id in (r.class_id, r.school_id) and f.kind in ('teacher', 'director')
        where r.id = ${payload.roundId} and f.person_id = ${personId}`.execute(db);
      return rows.length > 0;
    },
  },
} satisfies Record<string, Notification>;
