import { newId, type Writer } from '#kernel';
import type { Samples } from '#kernel/testing';
import { parisDay } from '#kernel/ui';
import { later } from './events.ts';
import type { Tables } from './tables.ts';

/** An evening of the class that asks who comes, and an address of the parent's telephone. */
export const samples: Samples = async (tx, { classId, schoolId, teacherId, guardianId, now }) => {
  const db: Writer<Tables> = tx;
  const [eventId, feedId] = [newId(), newId()];
  const day = later(parisDay(now), 3);
  await db
    .insertInto('agenda.events')
    .values({
      id: eventId,
      place_id: classId,
      owner_id: null,
      school_id: schoolId,
      author_id: teacherId,
      title: 'Soirée des contes',
      details: 'Apportez un coussin.',
      first_day: day,
      last_day: day,
      starts: '18:00',
      ends: '19:30',
      time_zone: 'Europe/Paris',
      every: null,
      until: null,
      asks_reply: true,
      changed_at: now,
    })
    .execute();
  await db
    .insertInto('agenda.feeds')
    .values({ id: feedId, person_id: guardianId, child_id: null, name: 'Mon téléphone', read_at: null })
    .execute();
  return { eventId, feedId };
};
