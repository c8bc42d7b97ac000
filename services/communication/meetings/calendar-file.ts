import { hidden, routesFor, uuid, z } from '#kernel';
import { icalendar } from '#kernel/calendar';
import { invited } from './policy.ts';
import { bookingsOf, roundById } from './rounds.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { download } = routesFor<Tables>();

/** My moment, for the calendar of my telephone. No surname leaves with it. */
export const calendarFile = download('/rendez-vous/:roundId/enfants/:pupilId/agenda', {
  params: z.object({ roundId: uuid, pupilId: uuid }),
  may: invited,
  load: async ({ db, me, now, origin, params: { roundId, pupilId } }) => {
    const round = await roundById(db, roundId);
    const mine = (await bookingsOf(db, me.personId, now)).find((one) => one.roundId === roundId && one.pupilId === pupilId);
    if (!round || !mine) return hidden;
    const title = t.aboutChild({ title: round.title, child: mine.child });
    const entry = {
      ...mine,
      uid: `${mine.slotId}@${new URL(origin).host}`,
      title,
      details: t.meansText({ means: round.means }),
      venue: round.venue,
      firstDay: mine.day,
      lastDay: mine.day,
      timeZone: round.timeZone,
      sequence: 0,
      changedAt: now,
    };
    return {
      name: `${title}.ics`,
      mediaType: 'text/calendar; charset=utf-8',
      bytes: Buffer.from(icalendar({ name: title, entries: [entry] })),
    };
  },
});
