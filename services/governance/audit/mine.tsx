import { routesFor, uuid, z } from '#kernel';
import { ButtonLink, Buttons, EmptyState, Notice, Page } from '#kernel/ui';
import { Line, ownLines, perPage } from './lines.ts';
import { LinesTable } from './lines-table.tsx';
import { readsOwn } from './policy.ts';
import { t } from './texts.ts';

const { page } = routesFor();

/** Whoever fears that their account was stolen reads here what it did. */
export const mine = page('/journal-de-securite/moi', {
  may: readsOwn,
  query: z.object({ avant: uuid.optional().catch(undefined) }),
  answer: z.object({ older: z.string().nullable(), first: z.boolean(), lines: z.array(Line) }),
  load: async ({ db, me, services, query: { avant } }) => {
    const found = await ownLines(db, me, services, avant);
    return {
      older: found.length > perPage ? (found[perPage - 1]?.id ?? null) : null,
      first: !avant,
      lines: found.slice(0, perPage),
    };
  },
  view: ({ older, first, lines }) => (
    <Page title={t.mine} lead={t.leadMine} family="governance" trail={[{ label: t.toAccount, href: '/compte' }]}>
      <Notice kind="info">
        <p>
          <strong>{t.unknown}</strong> {t.unknownWhat}
        </p>
      </Notice>
      {lines.length === 0 ? <EmptyState sentence={t.emptyMine} drawing="flower" /> : <LinesTable caption={t.mine} lines={lines} />}
      <Buttons>
        {older && <ButtonLink href={`?avant=${older}`}>{t.older}</ButtonLink>}
        {!first && (
          <ButtonLink href="/journal-de-securite/moi" weight="quiet">
            {t.newest}
          </ButtonLink>
        )}
      </Buttons>
    </Page>
  ),
});
