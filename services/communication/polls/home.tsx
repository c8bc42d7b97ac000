import type { ComponentChildren } from 'preact';
import { type Me, type Reader, routesFor, z } from '#kernel';
import { placesOf, wears } from '#kernel/perimeter';
import { ButtonLink, Card, CardList, dayText, EmptyState, Page, Status } from '#kernel/ui';
import { mayOpen } from './policy.ts';
import { askedOf, organisedBy, type Poll } from './polls.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { page } = routesFor<Tables>();

const Line = z.object({
  id: z.string(),
  question: z.string(),
  place: z.string(),
  kind: z.enum(['question', 'volunteers']),
  closesOn: z.string(),
  closed: z.boolean(),
  answered: z.boolean(),
  voters: z.number(),
});
type Line = z.infer<typeof Line>;

async function listsOf(db: Reader<Tables>, me: Me, now: Date): Promise<{ asked: Poll[]; organised: Poll[] }> {
  const organised = mayOpen({ me })
    ? await organisedBy(db, me, now, { classes: placesOf(me, 'teacher'), schools: placesOf(me, 'director') })
    : [];
  const mine = new Set(organised.map(({ id }) => id));
  return { asked: (await askedOf(db, me, now)).filter(({ id }) => !mine.has(id)), organised };
}

/** What is asked of me, and what I ask. */
export const home = page('/sondages', {
  may: wears('guardian', 'teacher', 'director', 'assistant', 'atsem'),
  answer: z.object({ mayOpen: z.boolean(), asked: z.array(Line), organised: z.array(Line) }),
  load: async ({ db, me, now }) => ({ mayOpen: mayOpen({ me }), ...(await listsOf(db, me, now)) }),
  view: ({ mayOpen, asked, organised }) => (
    <Page
      title={t.label}
      family="communication"
      actions={
        mayOpen && (
          <ButtonLink href="/sondages/nouveau" weight="main" picture="pencil">
            {t.open}
          </ButtonLink>
        )
      }
    >
      {asked.length === 0 && organised.length === 0 && <EmptyState sentence={mayOpen ? t.emptyTeacher : t.empty} drawing="house" />}
      {asked.length > 0 && (
        <CardList label={t.askedOfMe}>
          {asked.map((poll) => (
            <PollCard key={poll.id} poll={poll}>
              <Standing {...poll} />
            </PollCard>
          ))}
        </CardList>
      )}
      {organised.length > 0 && (
        <>
          <h2>{t.organised}</h2>
          <CardList label={t.organised}>
            {organised.map((poll) => (
              <PollCard key={poll.id} poll={poll}>
                {poll.closed ? <Status kind="done">{t.closed}</Status> : <Status kind="waiting">{t.voters({ count: poll.voters })}</Status>}
              </PollCard>
            ))}
          </CardList>
        </>
      )}
    </Page>
  ),
});

const PollCard = ({ poll, children }: { poll: Line; children: ComponentChildren }) => (
  <Card
    title={poll.question}
    href={`/sondages/${poll.id}`}
    meta={
      <>
        <span>{poll.kind === 'volunteers' ? t.volunteers : t.question}</span>
        <span>{poll.place}</span>
        <span>{t.until({ day: dayText(poll.closesOn) })}</span>
      </>
    }
    footer={children}
  />
);

function Standing({ closed, answered }: Line) {
  if (answered) return <Status kind="done">{t.answered}</Status>;
  return closed ? <Status kind="missing">{t.closed}</Status> : <Status kind="waiting">{t.toAnswer}</Status>;
}
