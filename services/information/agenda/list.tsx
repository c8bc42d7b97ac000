import { routesFor, z } from '#kernel';
import { signedIn } from '#kernel/perimeter';
import { ButtonLink, Buttons, Page, parisDay, Time } from '#kernel/ui';
import { DayEvents } from './day-events.tsx';
import { Day, daysOf, isoDay } from './days.ts';
import { eventsAround, later } from './events.ts';
import { NothingYet } from './month.tsx';
import { mayWrite } from './policy.ts';
import { schoolOf } from './school-days.ts';
import { MonthStyle } from './style.tsx';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { page } = routesFor<Tables>();
const span = 60;

/** What comes, one day under the other, sixty days at a time. */
export const list = page('/agenda/liste', {
  may: signedIn,
  query: z.object({ jour: isoDay.nullable().catch(null).default(null) }),
  answer: z.object({ previous: z.string(), next: z.string(), mayWrite: z.boolean(), days: z.array(Day) }),
  load: async ({ db, me, query, now }) => {
    const from = query.jour ?? parisDay(now);
    const to = later(from, span - 1);
    const { days } = await daysOf(db, { from, to, events: await eventsAround(db, me.personId, from, to), schoolId: schoolOf(me) });
    return {
      previous: later(from, -span),
      next: later(from, span),
      mayWrite: mayWrite({ me }),
      days: days.filter(({ events }) => events.length > 0),
    };
  },
  view: ({ previous, next, mayWrite, days }) => (
    <Page title={t.list} family="information" narrow head={<MonthStyle />} trail={[{ label: t.label, href: '/agenda' }]}>
      {days.length === 0 && <NothingYet mayWrite={mayWrite} />}
      {days.map(({ day, said, events }) => (
        <section key={day} class="day">
          <h2 class="day-title">
            <Time at={day} form="day" />
          </h2>
          {said && <p class="meta">{said}</p>}
          <DayEvents events={events} />
        </section>
      ))}
      <Buttons>
        <ButtonLink href={`/agenda/liste?jour=${previous}`} weight="quiet" picture="back">
          {t.before}
        </ButtonLink>
        <ButtonLink href={`/agenda/liste?jour=${next}`} weight="quiet" picture="forward">
          {t.after}
        </ButtonLink>
      </Buttons>
    </Page>
  ),
});
