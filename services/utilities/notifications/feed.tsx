import { type Me, type Reader, routesFor, sql, uuid, z } from '#kernel';
import { signedIn } from '#kernel/perimeter';
import { ButtonLink, ChildChip, EmptyState, InlineForm, Page, Pagination, parisDay, Status, Tabs, Time, useTu } from '#kernel/ui';
import { t } from './texts.ts';

const { page, action } = routesFor();

const perPage = 30;

const Item = z.object({
  id: z.uuid(),
  title: z.string(),
  href: z.string(),
  at: z.date(),
  unread: z.boolean(),
  child: z.object({ id: z.uuid(), name: z.string() }).nullable(),
});
type Item = z.infer<typeof Item>;

const Feed = z.object({
  items: z.array(Item),
  children: z.array(z.object({ id: z.uuid(), name: z.string() })),
  child: z.uuid().nullable(),
  /** The last notification shown, where the next page begins. */
  next: z.uuid().nullable(),
  before: z.uuid().nullable(),
});

export const feed = page('/notifications', {
  may: signedIn,
  query: z.object({ enfant: uuid.optional().catch(undefined), avant: uuid.optional().catch(undefined) }),
  answer: Feed,
  load: async ({ db, me, query }) => {
    const children = [...new Map(me.children.map(({ id, firstName }) => [id, { id, name: firstName }])).values()];
    const child = children.find(({ id }) => id === query.enfant)?.id ?? null;
    const items = await arrivedFor(db, me, { child, before: query.avant ?? null });
    const shown = items.slice(0, perPage);
    return { items: shown, children, child, before: query.avant ?? null, next: items.length > perPage ? (shown.at(-1)?.id ?? null) : null };
  },
  view: ({ items, children, child, next, before }) => <FeedPage {...{ items, children, child, next, before }} />,
});

/** What arrived for me, about me or about a child who is still in my charge. */
async function arrivedFor(db: Reader, me: Me, { child, before }: { child: string | null; before: string | null }): Promise<Item[]> {
  const { rows } = await sql<Item>`
    select n.id, n.title, n.href, n.arrived_at as at, n.read_at is null as unread,
      case when about.id is not null then json_build_object('id', about.id, 'name', about.first_name) end as child
    from kernel.notifications n
    left join kernel.people about on about.id = n.about_id
    where n.person_id = ${me.personId} and n.arrived_at is not null
      and (n.about_id is null or n.about_id = any (${me.children.map(({ id }) => id)}::uuid[]))
      and (${child}::uuid is null or n.about_id = ${child})
      and (${before}::uuid is null or (n.arrived_at, n.id) < (
        select last.arrived_at, last.id from kernel.notifications last where last.id = ${before} and last.person_id = ${me.personId}))
    order by n.arrived_at desc, n.id desc limit ${perPage + 1}`.execute(db);
  return rows;
}

function FeedPage({ items, children, child, next, before }: z.infer<typeof Feed>) {
  const tu = useTu();
  const days = [...Map.groupBy(items, ({ at }) => parisDay(at))];
  const unread = items.some((item) => item.unread);
  return (
    <Page title={t.label} lead={tu ? t.leadTu : t.lead} family="utilities" narrow actions={!tu && <ToChoices />}>
      {children.length > 1 && (
        <Tabs
          label={t.byChild}
          entries={[
            { label: t.allChildren, href: '/notifications', current: child === null },
            ...children.map(({ id, name }) => ({ label: name, href: `/notifications?enfant=${id}`, current: child === id })),
          ]}
        />
      )}
      <div id="nouvelles" data-live={before ? undefined : ''}>
        {items.length === 0 && (
          <EmptyState title={t.emptyTitle} sentence={tu ? t.emptyTu : t.empty} link={{ label: t.toHome, href: '/' }} drawing="boat" />
        )}
        {days.map(([day, ofDay]) => (
          <section key={day} aria-labelledby={`jour-${day}`}>
            <h2 id={`jour-${day}`}>
              <Time at={day} form="relative" />
            </h2>
            <ul class="news">
              {ofDay.map((item) => (
                <li key={item.id}>
                  <One item={item} />
                </li>
              ))}
            </ul>
          </section>
        ))}
        {unread && <MarkRead />}
      </div>
      <Pagination
        {...(next ? { next: `/notifications?${new URLSearchParams({ ...(child ? { enfant: child } : {}), avant: next })}` } : {})}
      />
    </Page>
  );
}

const ToChoices = () => <ButtonLink href="/notifications/choix">{t.toChoices}</ButtonLink>;

const One = ({ item: { title, href, at, unread, child } }: { item: Item }) => (
  <>
    {child && <ChildChip child={child} />}
    <a href={href}>{title}</a>
    <span class="meta">
      <Time at={at} form="clock" /> {unread && <Status kind="new">{t.unread}</Status>}
    </span>
  </>
);

const MarkRead = () => <InlineForm action="/notifications/lues">{t.markRead}</InlineForm>;

export const markRead = action('/notifications/lues', {
  may: signedIn,
  does: 'feed.read',
  unlogged: true,
  body: z.object({}),
  run: async ({ db, me, now }) => {
    await db
      .updateTable('kernel.notifications')
      .set({ read_at: now })
      .where('person_id', '=', me.personId)
      .where('arrived_at', 'is not', null)
      .where('read_at', 'is', null)
      .execute();
    return { see: '/notifications', say: t.markedRead };
  },
});
