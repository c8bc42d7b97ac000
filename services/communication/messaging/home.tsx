import { refuse, routesFor, uuid, z } from '#kernel';
import { ButtonLink, Buttons, EmptyState, InlineForm, Notice, Page, Pagination, SearchField, Tabs } from '#kernel/ui';
import { Lines, lineShape } from './lines.tsx';
import { cursorOf, cursorText, foldersOf, linesOf, type Shelf, shelves, unreadOf } from './mailbox.ts';
import { closedSchools, hasHours, isPupil, opens, relays, uses } from './policy.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { page } = routesFor<Tables>();

export const home = page('/messagerie', {
  may: uses,
  query: z.object({
    rayon: z.enum(shelves).catch('inbox').default('inbox'),
    dossier: uuid.nullable().catch(null).default(null),
    q: z.string().trim().max(100).catch('').default(''),
    avant: z.string().max(80).catch('').default(''),
  }),
  answer: z.object({
    shelf: z.enum(shelves),
    folderId: z.string().nullable(),
    q: z.string(),
    pupil: z.boolean(),
    relays: z.boolean(),
    settles: z.boolean(),
    closed: z.boolean(),
    unread: z.number(),
    folders: z.array(z.object({ id: z.uuid(), name: z.string(), depth: z.number(), unread: z.number() })),
    lines: z.array(lineShape),
    next: z.string().nullable(),
    first: z.boolean(),
    now: z.date(),
  }),
  load: async ({ me, query, db, now }) => {
    const closed = await closedSchools(db, me, now);
    const places = me.functions.length + me.children.length;
    const all = closed.length > 0 && new Set([...me.functions, ...me.children].map(({ schoolId }) => schoolId)).size === closed.length;
    if (all && places > 0 && isPupil(me)) return refuse('closed', t.allClosedTu, { status: 403 });
    const folders = await foldersOf(db, me, now);
    const folderId = folders.some(({ id }) => id === query.dossier) ? query.dossier : null;
    const after = cursorOf(query.avant);
    const { lines, next } = await linesOf(db, me, { shelf: query.rayon, folderId, q: query.q, after, closed, now });
    return {
      shelf: query.rayon,
      folderId,
      q: query.q,
      pupil: isPupil(me),
      relays: relays({ me }),
      settles: hasHours({ me }) || opens({ me }),
      closed: closed.length > 0,
      unread: await unreadOf(db, me, closed, now),
      folders,
      lines,
      next: next ? cursorText(next) : null,
      first: after === undefined,
      now,
    };
  },
  view: (box) => (
    <Page
      title={box.pupil ? t.messagesTu : t.messages}
      family="communication"
      lead={box.pupil ? t.leadTu : t.lead}
      actions={
        <InlineForm action="/messagerie/brouillons" weight="main" picture="pencil">
          {box.pupil ? t.newMessageTu : t.newMessage}
        </InlineForm>
      }
    >
      {box.closed && <Notice kind="warning">{t.someClosed}</Notice>}
      <div id="rayons" data-live={box.first && box.q === '' ? '' : undefined}>
        <Tabs
          label={t.shelves}
          entries={shelves.map((shelf) => ({
            label: box.pupil ? t.shelfTu({ shelf }) : t.shelf({ shelf }),
            href: shelf === 'inbox' ? '/messagerie' : `/messagerie?rayon=${shelf}`,
            current: box.folderId === null && box.q === '' && box.shelf === shelf,
            ...(shelf === 'inbox' && box.unread > 0 ? { count: box.unread } : {}),
          }))}
        />
        {box.folders.length > 0 && (
          <Tabs
            label={t.folders}
            entries={box.folders.map(({ id, name, depth, unread }) => ({
              label: `${'· '.repeat(depth)}${name}`,
              href: `/messagerie?dossier=${id}`,
              current: box.folderId === id,
              ...(unread > 0 ? { count: unread } : {}),
            }))}
          />
        )}
      </div>
      <SearchField action="/messagerie" label={box.pupil ? t.searchTu : t.searchBox} value={box.q} />
      <div id="boite" data-live={box.first && box.q === '' ? '' : undefined}>
        {box.lines.length === 0 ? <Nothing {...box} /> : <Lines {...box} />}
      </div>
      <Pagination
        {...(box.first ? {} : { previous: addressOf(box) })}
        {...(box.next ? { next: `${addressOf(box)}${addressOf(box).includes('?') ? '&' : '?'}avant=${encodeURIComponent(box.next)}` } : {})}
      />
      {!box.pupil && <Tools {...box} />}
    </Page>
  ),
});

type Where = { shelf: Shelf; folderId: string | null };
const addressOf = ({ shelf, folderId }: Where): string =>
  folderId ? `/messagerie?dossier=${folderId}` : shelf === 'inbox' ? '/messagerie' : `/messagerie?rayon=${shelf}`;

function Nothing({ shelf, folderId, q, pupil }: Where & { q: string; pupil: boolean }) {
  if (q)
    return (
      <EmptyState drawing="fish" sentence={pupil ? t.notFoundTu : t.notFound({ q })} link={{ label: t.backToInbox, href: '/messagerie' }} />
    );
  return <EmptyState drawing="boat" sentence={pupil ? t.emptyTu : folderId ? t.emptyFolder : t.empty({ shelf })} />;
}

/** Everything around the mailbox: folders, groups, the teacher's reading, choices. */
const Tools = ({ relays, settles }: { relays: boolean; settles: boolean }) => (
  <Buttons>
    <ButtonLink href="/messagerie/dossiers" weight="quiet" picture="folder">
      {t.foldersManage}
    </ButtonLink>
    <ButtonLink href="/messagerie/groupes" weight="quiet" picture="people">
      {t.groups}
    </ButtonLink>
    <ButtonLink href="/messagerie/qui" weight="quiet" picture="help">
      {t.whyLink}
    </ButtonLink>
    {relays && (
      <ButtonLink href="/messagerie/a-relire" weight="quiet" picture="shield">
        {t.relay}
      </ButtonLink>
    )}
    {settles && (
      <ButtonLink href="/messagerie/reglages" weight="quiet" picture="gear">
        {t.settings}
      </ButtonLink>
    )}
  </Buttons>
);
