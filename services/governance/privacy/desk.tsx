import { routesFor, sql, z } from '#kernel';
import { wears } from '#kernel/perimeter';
import { EmptyState, Page, parisDay, Status, Table, Time } from '#kernel/ui';
import { daysBetween } from './clock.ts';
import { handled, type Request, requestShape, requestsWhere } from './requests.ts';
import { q } from './requests-texts.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { page } = routesFor<Tables>();

/** The requests of my school or perimeter: those whose day is near first, then those already answered. */
export const desk = page('/donnees/bureau', {
  may: wears('director', 'academy', 'administrator'),
  answer: z.object({ open: z.array(requestShape), answered: z.array(requestShape), today: z.string() }),
  load: async ({ db, me, now }) => ({
    open: await requestsWhere(db, sql<boolean>`r.outcome is null and ${handled(me)}`),
    answered: await requestsWhere(db, sql<boolean>`r.outcome is not null and ${handled(me)}`, 50),
    today: parisDay(now),
  }),
  view: ({ open, answered, today }) => (
    <Page title={q.desk} family="governance" lead={q.deskLead} trail={[{ label: t.home, href: '/donnees' }]}>
      {open.length === 0 ? <EmptyState sentence={q.deskNone} drawing="boat" /> : <Requests caption={q.waiting} rows={open} today={today} />}
      {answered.length > 0 && (
        <>
          <h2>{q.answeredOnes}</h2>
          <Requests caption={q.answeredOnes} rows={answered} today={today} />
        </>
      )}
    </Page>
  ),
});

const Requests = ({ caption, rows, today }: { caption: string; rows: Request[]; today: string }) => (
  <Table
    caption={caption}
    quiet
    rows={rows}
    id={({ id }) => id}
    columns={[
      { head: q.claimHead, header: true, cell: ({ id, claim }) => <a href={`/donnees/demandes/${id}`}>{q.claim({ claim })}</a> },
      { head: q.person, cell: ({ name }) => name },
      { head: q.place, cell: ({ place }) => place ?? '' },
      { head: q.deadline, cell: ({ dueOn }) => <Time at={dueOn} form="short" /> },
      {
        head: q.standing,
        cell: ({ outcome, dueOn }) =>
          outcome ? (
            <Status kind={outcome === 'refused' ? 'refused' : 'done'}>{q.outcome({ outcome })}</Status>
          ) : (
            <Status kind={dueOn < today ? 'late' : 'waiting'}>{q.left({ days: daysBetween(today, dueOn) })}</Status>
          ),
      },
    ]}
  />
);
