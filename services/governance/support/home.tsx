import { routesFor, z } from '#kernel';
import { administers, signedIn } from '#kernel/perimeter';
import { ButtonLink, Buttons, CardList, EmptyState, Page, SearchField, useTu } from '#kernel/ui';
import { a } from './article-texts.ts';
import { e } from './editor-texts.ts';
import { seatsOf } from './levels.ts';
import { TicketCard } from './lines.tsx';
import { hasQueue } from './policy.ts';
import { currentTitles, Known } from './status.tsx';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';
import { askedBy, Ticket, waitingFor } from './tickets.ts';

const { page } = routesFor<Tables>();

/** What I asked and where it stands; and the door of the queue, for those who have one. */
export const home = page('/assistance', {
  may: signedIn,
  answer: z.object({
    known: z.array(z.string()),
    mayEditor: z.boolean(),
    mayAsk: z.boolean(),
    queue: z.object({ waiting: z.number(), late: z.number() }).nullable(),
    tickets: z.array(Ticket),
  }),
  load: async ({ db, me, now }) => ({
    known: await currentTitles(db, me, now),
    mayEditor: administers(me),
    mayAsk: (await seatsOf(db, me)).length > 0,
    queue: hasQueue({ me }) ? await waitingFor(db, me, now) : null,
    tickets: await askedBy(db, me, now),
  }),
  view: (answer) => <Home {...answer} />,
});

type HomeProps = {
  known: string[];
  mayEditor: boolean;
  mayAsk: boolean;
  queue: { waiting: number; late: number } | null;
  tickets: Ticket[];
};

function Home({ known, mayEditor, mayAsk, queue, tickets }: HomeProps) {
  const tu = useTu();
  const [open, closed] = [tickets.filter(({ state }) => state !== 'closed'), tickets.filter(({ state }) => state === 'closed')];
  return (
    <Page
      title={t.label}
      lead={tu ? t.leadTu : t.lead}
      family="governance"
      actions={
        mayAsk && (
          <ButtonLink href="/assistance/nouvelle" weight="main" picture="help">
            {t.ask}
          </ButtonLink>
        )
      }
    >
      <Known titles={known} />
      {!tu && <SearchField action="/aide" label={a.search} />}
      {queue && (
        <Buttons>
          <ButtonLink href="/assistance/file" picture="people">
            {t.queueWith(queue)}
          </ButtonLink>
          {mayEditor && <ButtonLink href="/assistance/editeur">{e.editor}</ButtonLink>}
        </Buttons>
      )}
      {tickets.length === 0 && <EmptyState sentence={tu ? t.emptyTu : t.empty} drawing="flower" />}
      {open.length > 0 && (
        <CardList label={t.mine}>
          {open.map((ticket) => (
            <TicketCard key={ticket.id} ticket={ticket} />
          ))}
        </CardList>
      )}
      {closed.length > 0 && (
        <>
          <h2>{t.over}</h2>
          <CardList label={t.over}>
            {closed.map((ticket) => (
              <TicketCard key={ticket.id} ticket={ticket} />
            ))}
          </CardList>
        </>
      )}
    </Page>
  );
}
