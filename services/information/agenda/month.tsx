import { routesFor, z } from '#kernel';
import { signedIn, wears } from '#kernel/perimeter';
import { ButtonLink, Buttons, EmptyState, Form, Hidden, Page, parisDay, Select, Submit, Time, useTu } from '#kernel/ui';
import { DayEvents } from './day-events.tsx';
import { Day, daysOf, isoMonth, monthText, weekdayText, weeksOf } from './days.ts';
import { eventsAround } from './events.ts';
import { mayWrite, targetsOf } from './policy.ts';
import { schoolOf } from './school-days.ts';
import { MonthStyle } from './style.tsx';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { page } = routesFor<Tables>();

/** My agenda, month by month: my classes', my children's, my school's, my town's, and mine. */
export const month = page('/agenda', {
  may: signedIn,
  query: z.object({ mois: isoMonth.nullable().catch(null).default(null) }),
  answer: z.object({
    month: z.string(),
    previous: z.string(),
    next: z.string(),
    zone: z.string().nullable(),
    mayWrite: z.boolean(),
    /** The places whose poster I print. */
    targets: z.array(z.object({ id: z.string(), name: z.string() })),
    days: z.array(Day.extend({ inMonth: z.boolean(), today: z.boolean() })),
  }),
  load: async ({ db, me, query, now }) => {
    const today = parisDay(now);
    const month = query.mois ?? today.slice(0, 7);
    const { monday, sunday, previous, next } = weeksOf(month);
    const { zone, days } = await daysOf(db, {
      from: monday,
      to: sunday,
      events: await eventsAround(db, me.personId, monday, sunday),
      schoolId: schoolOf(me),
    });
    return {
      month,
      previous,
      next,
      zone,
      mayWrite: mayWrite({ me }),
      targets: wears('teacher', 'director', 'town')({ me }) ? await targetsOf(db, me) : [],
      days: days.map((day) => ({ ...day, inMonth: day.day.startsWith(month), today: day.day === today })),
    };
  },
  view: ({ month, previous, next, zone, mayWrite, targets, days }) => (
    <Page
      title={t.label}
      lead={zone ? t.monthInZone({ month: monthText(month), zone }) : monthText(month)}
      family="information"
      wide
      head={<MonthStyle />}
      actions={<Doings mayWrite={mayWrite} />}
    >
      <Buttons>
        <ButtonLink href={`/agenda?mois=${previous}`} weight="quiet" picture="back">
          {monthText(previous)}
        </ButtonLink>
        <ButtonLink href={`/agenda?mois=${next}`} weight="quiet" picture="forward">
          {monthText(next)}
        </ButtonLink>
      </Buttons>
      {days.every(({ inMonth, events }) => !inMonth || events.length === 0) && (
        <EmptyState sentence={t.emptyMonth({ month: monthText(month) })} drawing="house" link={{ label: t.list, href: '/agenda/liste' }} />
      )}
      <ol class="month-head" aria-hidden="true">
        {days.slice(0, 7).map(({ day }) => (
          <li key={day}>{weekdayText(day)}</li>
        ))}
      </ol>
      <ol class="month" aria-label={monthText(month)}>
        {days.map((day) => (
          <DayCell key={day.day} {...day} />
        ))}
      </ol>
      <Print month={month} targets={targets} />
    </Page>
  ),
});

const Doings = ({ mayWrite }: { mayWrite: boolean }) => (
  <>
    {mayWrite && (
      <ButtonLink href="/agenda/nouveau" weight="main" picture="pencil">
        {t.write}
      </ButtonLink>
    )}
    <ButtonLink href="/agenda/liste" weight="quiet">
      {t.list}
    </ButtonLink>
    {mayWrite && (
      <ButtonLink href="/agenda/abonnements" weight="quiet">
        {t.feeds}
      </ButtonLink>
    )}
  </>
);

/** One's own month, or the poster of a place for its door. */
const Print = ({ month, targets }: { month: string; targets: { id: string; name: string }[] }) => (
  <Form action="/agenda/imprimer" method="get" label={t.print}>
    <Hidden name="mois" value={month} />
    {targets.length > 0 && (
      <Select
        name="lieu"
        label={t.whichSheet}
        blank={t.mySheet}
        options={targets.map(({ id, name }) => ({ value: id, label: t.posterOf({ name }) }))}
      />
    )}
    <Submit weight="plain" picture="print">
      {t.print}
    </Submit>
  </Form>
);

export const NothingYet = ({ mayWrite }: { mayWrite: boolean }) => {
  const tu = useTu();
  return <EmptyState sentence={mayWrite ? t.emptyWriter : tu ? t.emptyTu : t.empty} drawing="house" />;
};

/** Of the weeks' other months only the square is drawn. */
function DayCell({ day, inMonth, today, halves, said, events }: Day & { inMonth: boolean; today: boolean }) {
  if (!inMonth) return <li class="day is-outside" />;
  const state = ['day', halves === 'none' && 'is-free', today && 'is-today', events.length === 0 && !said && 'is-empty'];
  return (
    <li class={state.filter(Boolean).join(' ')}>
      <p class="day-name">
        <span class="day-number" aria-hidden="true">
          {Number(day.slice(8))}
        </span>{' '}
        <Time at={day} form="day" />
        {today && <span class="sr"> {t.today}</span>}
      </p>
      {said && <p class="meta">{said}</p>}
      <DayEvents events={events} />
    </li>
  );
}
