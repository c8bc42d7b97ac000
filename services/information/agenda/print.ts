import { hidden, routesFor, uuid, z } from '#kernel';
import { renderPdf } from '#kernel/paper';
import { signedIn } from '#kernel/perimeter';
import { hourText, parisDay } from '#kernel/ui';
import { daysOf, isoMonth, monthText, weekdayText, weeksOf } from './days.ts';
import { eventsAround, eventsIn } from './events.ts';
import { placesAbove } from './places.ts';
import { targetsOf } from './policy.ts';
import { schoolOf } from './school-days.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { download } = routesFor<Tables>();
const template = new URL('./sheets/month.typ', import.meta.url);

/**
 * A month on one sheet. With `lieu`, a place whose agenda I write: the poster for its door, with what everybody there may read —
 * nothing of mine alone, nor of another class.
 */
export const printMonth = download('/agenda/imprimer', {
  may: signedIn,
  query: z.object({ mois: isoMonth.nullable().catch(null).default(null), lieu: uuid.nullable().catch(null).default(null) }),
  load: async ({ db, me, query, now }) => {
    const month = query.mois ?? parisDay(now).slice(0, 7);
    const place = query.lieu ? (await targetsOf(db, me)).find(({ id }) => id === query.lieu) : null;
    if (place === undefined) return hidden;
    const { monday, sunday } = weeksOf(month);
    const events = place ? await eventsIn(db, placesAbove(place.id), monday, sunday) : await eventsAround(db, me.personId, monday, sunday);
    const schoolId = place ? (place.schoolId ?? undefined) : schoolOf(me);
    const { zone, days } = await daysOf(db, { from: monday, to: sunday, events, schoolId });
    const title = place ? t.posterOf({ name: place.name }) : t.label;
    const data = {
      title,
      lead: zone ? t.monthInZone({ month: monthText(month), zone }) : monthText(month),
      weekdays: days.slice(0, 7).map(({ day }) => weekdayText(day)),
      days: days.map(({ day, halves, said, events }) => ({
        number: Number(day.slice(8)),
        inMonth: day.startsWith(month),
        free: halves === 'none',
        said: said ?? '',
        lines: events.map(({ clock, title }) => ({ clock: clock ? hourText(clock) : '', title })),
      })),
    };
    return { name: `${title}.pdf`, mediaType: 'application/pdf', bytes: await renderPdf({ template, data }), inline: true };
  },
});
