import { hidden, routesFor, sql, uuid, z } from '#kernel';
import { ButtonLink, Definition, momentText, Page, Time, useTu } from '#kernel/ui';
import { AuthorForms } from './author-forms.tsx';
import { openChannels, Relay, relaysOf } from './editor.tsx';
import { e } from './editor-texts.ts';
import { HelperForms } from './helper-forms.tsx';
import { nextLevel } from './levels.ts';
import { Standing } from './lines.tsx';
import { macrosFor } from './macros.tsx';
import { helps, reads, wrote } from './policy.ts';
import type { Diagnostics, Tables } from './tables.ts';
import { t } from './texts.ts';
import { Entry, entriesOf, File, questionOf, Thread } from './thread.tsx';
import { levels, Ticket, ticketById } from './tickets.ts';

const { page } = routesFor<Tables>();

const Shown = z.object({
  ticket: Ticket,
  body: z.string(),
  files: z.array(File),
  entries: z.array(Entry),
  diagnostics: z.object({ browser: z.string(), version: z.string(), page: z.string().optional(), error: z.string().optional() }).nullable(),
  mine: z.boolean(),
  mayHelp: z.boolean(),
  next: z.enum(levels).nullable(),
  relays: z.array(Relay),
  macros: z.array(z.object({ id: z.string(), title: z.string() })),
  /** Where the helper may see the page in question as somebody else would: in an invented class, never as who asked. */
  seeAs: z.string().nullable(),
  /** The ready answer that was asked for. */
  ready: z.string(),
});
type Shown = z.infer<typeof Shown>;

/** One ticket: to who asked, where it stands and what was answered; to who helps, what to do about it. */
export const ticketPage = page('/assistance/demandes/:ticketId', {
  params: z.object({ ticketId: uuid }),
  query: z.object({ reponse: z.uuid().optional().catch(undefined) }),
  may: reads,
  answer: Shown,
  load: async ({ db, me, now, params, query, sandbox }) => {
    const ticket = await ticketById(db, params.ticketId, now);
    const question = await questionOf(db, params.ticketId);
    if (!ticket || !question) return hidden;
    const ask = { me, db, params };
    const [mine, mayHelp] = [await wrote(ask), await helps(ask)];
    // Who asked never reads the notes, even of a queue that is also theirs.
    const entries = await entriesOf(db, ticket.id, { withNotes: !mine });
    const macros = mayHelp ? await macrosFor(db, me) : [];
    const editor = (await openChannels(db)).length > 0;
    const next = mayHelp ? await nextLevel(db, { ...ticket, editor }) : undefined;
    const { rows } = await sql<{ diagnostics: Diagnostics | null }>`
      select diagnostics from support.tickets where id = ${ticket.id}`.execute(db);
    return {
      ticket,
      ...question,
      entries,
      diagnostics: rows[0]?.diagnostics ?? null,
      ...{ mine, mayHelp, next: next ?? null },
      relays: mayHelp ? await relaysOf(db, ticket.id) : [],
      macros: macros.map(({ id, title }) => ({ id, title })),
      seeAs: sandbox && mayHelp && !mine ? `/ecole-d-essai?vers=${encodeURIComponent(rows[0]?.diagnostics?.page ?? '/')}` : null,
      ready: macros.find(({ id }) => id === query.reponse)?.body ?? '',
    };
  },
  view: (shown) => <TicketPage {...shown} />,
});

function TicketPage({ ticket, body, files, entries, diagnostics, mine, mayHelp, next, relays, macros, seeAs, ready }: Shown) {
  const tu = useTu();
  const trail = [{ label: t.label, href: '/assistance' }, ...(mine ? [] : [{ label: t.queue, href: '/assistance/file' }])];
  return (
    <Page title={ticket.title} family="governance" trail={trail}>
      <p>
        <Standing ticket={ticket} />
      </p>
      <Definition
        entries={[
          { term: t.numberTerm, children: String(ticket.number) },
          { term: t.about, children: t.category({ category: ticket.category }) },
          { term: t.place, children: ticket.place },
          ...(mine ? [] : [{ term: t.askerTerm, children: t.asker({ name: ticket.author, as: ticket.askedAs }) }]),
          { term: t.withWhom, children: t.levelName({ level: ticket.level }) },
          ...(ticket.takenBy ? [{ term: t.inCharge, children: ticket.takenBy }] : []),
          ...(ticket.answeredAt || ticket.state === 'closed'
            ? []
            : [{ term: t.firstAnswer, children: t.before({ moment: momentText(ticket.answerDue) }) }]),
        ]}
      />
      {!mine && ticket.category === 'people' && <p class="hint">{t.ondeFirst}</p>}
      {diagnostics && (
        <details>
          <summary class="button is-plain">
            <span>{tu ? t.technicalTu : t.technical}</span>
          </summary>
          <Definition
            entries={[
              { term: t.browser, children: diagnostics.browser },
              { term: t.version, children: diagnostics.version },
              ...(diagnostics.page ? [{ term: t.page, children: diagnostics.page }] : []),
              ...(diagnostics.error ? [{ term: t.error, children: diagnostics.error }] : []),
            ]}
          />
        </details>
      )}
      <Thread
        ticketId={ticket.id}
        who={t.asker({ name: ticket.author, as: ticket.askedAs })}
        at={ticket.openedAt}
        {...{ body, files, entries }}
      />
      {relays.length > 0 && (
        <section aria-label={e.relays}>
          <h2>{e.relays}</h2>
          <ul>
            {relays.map(({ id, channel, sentAt, tries, fault }) => (
              <li key={id}>
                {e.channel({ channel })} {sentAt ? <RelayLeft at={sentAt} /> : e.waits({ tries, fault })}
              </li>
            ))}
          </ul>
        </section>
      )}
      {seeAs && (
        <section aria-label={t.seeAs}>
          <ButtonLink href={seeAs} picture="person">
            {t.seeAs}
          </ButtonLink>
          <p class="hint">{t.seeAsHint}</p>
        </section>
      )}
      {mine && <AuthorForms ticket={ticket} />}
      {mayHelp && !mine && <HelperForms {...{ ticket, next, macros, ready }} />}
    </Page>
  );
}

const RelayLeft = ({ at }: { at: Date }) => (
  <>
    {e.leftAt} <Time at={at} />
  </>
);
