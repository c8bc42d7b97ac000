import { routesFor, z } from '#kernel';
import { ButtonLink, Buttons, CardList, EmptyState, Form, Page, Pagination, Select, Submit, Tabs, TextField } from '#kernel/ui';
import { TicketCard } from './lines.tsx';
import { hasQueue } from './policy.ts';
import { categories, type Tables } from './tables.ts';
import { t } from './texts.ts';
import { queueOf, Ticket, waitingFor } from './tickets.ts';

const { page } = routesFor<Tables>();

const shelves = ['waiting', 'answered', 'closed', 'passed'] as const;
type Shelf = (typeof shelves)[number];

const Query = z.object({
  etat: z.enum(shelves).catch('waiting'),
  categorie: z.enum(categories).nullable().catch(null),
  q: z.string().trim().max(200).catch(''),
  page: z.coerce.number().int().min(1).max(1000).catch(1),
});

const address = (asked: { etat: Shelf; categorie: string | null; q: string; page?: number }): string => {
  const found = Object.entries(asked).flatMap(([name, value]) => (value && value !== 1 ? [[name, String(value)]] : []));
  return `/assistance/file?${new URLSearchParams(found)}`;
};

/** What waits in the queues I look after, the nearest promise first. */
export const queue = page('/assistance/file', {
  may: hasQueue,
  query: Query,
  answer: z.object({ asked: Query, waiting: z.number(), late: z.number(), more: z.boolean(), tickets: z.array(Ticket) }),
  load: async ({ db, me, now, query }) => ({
    asked: query,
    ...(await waitingFor(db, me, now)),
    ...(await queueOf(db, me, { state: query.etat, category: query.categorie, q: query.q, page: query.page }, now)),
  }),
  view: ({ asked, waiting, late, more, tickets }) => (
    <Page
      title={t.queue}
      lead={t.queueLead({ waiting, late })}
      family="governance"
      trail={[{ label: t.label, href: '/assistance' }]}
      actions={<ButtonLink href="/assistance/reponses">{t.macros}</ButtonLink>}
    >
      <Tabs
        label={t.shelves}
        entries={shelves.map((etat) => ({
          label: t.shelf({ shelf: etat }),
          href: address({ ...asked, etat, page: 1 }),
          current: etat === asked.etat,
          ...(etat === 'waiting' ? { count: waiting } : {}),
        }))}
      />
      <Form action="/assistance/file" method="get" label={t.filter}>
        <input type="hidden" name="etat" value={asked.etat} />
        <TextField name="q" type="search" label={t.searchQueue} value={asked.q} maxlength={200} />
        <Select
          name="categorie"
          label={t.about}
          blank={t.anyCategory}
          value={asked.categorie ?? ''}
          options={categories.map((category) => ({ value: category, label: t.category({ category }) }))}
        />
        <Buttons>
          <Submit weight="plain" picture="search">
            {t.search}
          </Submit>
        </Buttons>
      </Form>
      {tickets.length === 0 ? (
        <EmptyState sentence={asked.q || asked.categorie ? t.nothingFound : t.shelfEmpty({ shelf: asked.etat })} drawing="boat" />
      ) : (
        <CardList label={t.queue}>
          {tickets.map((ticket) => (
            <TicketCard key={ticket.id} ticket={ticket} forHelp />
          ))}
        </CardList>
      )}
      <Pagination
        {...(asked.page > 1 ? { previous: address({ ...asked, page: asked.page - 1 }) } : {})}
        {...(more ? { next: address({ ...asked, page: asked.page + 1 }) } : {})}
      />
    </Page>
  ),
});
