import { hidden, routesFor, uuid, z } from '#kernel';
import { icalendar } from '#kernel/calendar';
import { renderPdf } from '#kernel/paper';
import { dayText } from '#kernel/ui';
import { whenText } from './lines.tsx';
import { mayAttend, runsSession } from './policy.ts';
import { attendeesOf, sessionById } from './sessions.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { download } = routesFor<Tables>();
const params = z.object({ sessionId: uuid });
const [sheetTemplate, certificateTemplate] = [
  new URL('./sheets/presence.typ', import.meta.url),
  new URL('./sheets/certificate.typ', import.meta.url),
];

/** A line for each person on the list, and a few for those who come all the same. */
export const sheet = download('/formations/sessions/:sessionId/feuille', {
  params,
  may: runsSession,
  load: async ({ db, me, now, params: { sessionId } }) => {
    const session = await sessionById(db, me, now, sessionId);
    if (!session) return hidden;
    const people = (await attendeesOf(db, sessionId)).filter(({ state }) => state === 'in');
    const data = {
      ...{ title: session.title, lead: `${whenText(session)}, ${session.venue}`, place: session.place, words: t.sheetWords.split('|') },
      rows: [...people.map(({ name, school }) => [name, school ?? '']), ...Array.from({ length: 4 }, () => ['', ''])],
    };
    const bytes = await renderPdf({ template: sheetTemplate, data });
    return { name: `${t.sheet}, ${session.title}.pdf`, mediaType: 'application/pdf', bytes, inline: true };
  },
});

/** Mine, once whoever organised has entered that I came. */
export const certificate = download('/formations/sessions/:sessionId/attestation', {
  params,
  may: mayAttend,
  load: async ({ db, me, now, params: { sessionId } }) => {
    const session = await sessionById(db, me, now, sessionId);
    if (!session?.present) return hidden;
    const body = t.certifies({
      ...{ name: `${me.firstName} ${me.lastName}`, title: session.title, when: whenText(session), venue: session.venue },
      ...{ place: session.place },
    });
    const data = { title: t.certificate, body, made: t.madeOn({ day: dayText(now) }), place: session.place };
    const bytes = await renderPdf({ template: certificateTemplate, data });
    return { name: `${t.certificate}, ${session.title}.pdf`, mediaType: 'application/pdf', bytes, inline: true };
  },
});

/** For the calendar of my telephone. */
export const calendarFile = download('/formations/sessions/:sessionId/agenda', {
  params,
  may: mayAttend,
  load: async ({ db, me, now, origin, params: { sessionId } }) => {
    const session = await sessionById(db, me, now, sessionId);
    if (session?.standing !== 'in' || session.cancelled) return hidden;
    const { title, day, starts, ends, venue } = session;
    const entry = {
      ...{ uid: `formation-${sessionId}@${new URL(origin).host}`, title, venue, firstDay: day, lastDay: day, starts, ends },
      ...{ timeZone: 'Europe/Paris', sequence: 0, changedAt: now },
    };
    const bytes = Buffer.from(icalendar({ name: title, entries: [entry] }));
    return { name: `${title}.ics`, mediaType: 'text/calendar; charset=utf-8', bytes };
  },
});
