import { join } from 'node:path';
import { routesFor, z } from '#kernel';
import { ButtonLink, EmptyState, InlineForm, Notice, Page, Pagination, Status, sizeText, Table, Time } from '#kernel/ui';
import { sentenceOf } from './lines.ts';
import { mayImport } from './policy.ts';
import { type Delivery, deliveriesIn } from './reading/files.ts';
import { refusalOf } from './reading/refused.ts';
import { Refusal } from './refusal.tsx';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';
import { stateStatus, titleOf } from './what.ts';

const { page } = routesFor<Tables>();
const perPage = 20;

/** Where the academies' files are laid: PREAU_DATA/aaf, beside the drawer of the files people send. */
export const dropFolder = (folder: string): string => join(folder, 'aaf');

const Import = z.object({
  id: z.string(),
  kind: z.enum(['complet', 'delta', 'onde']),
  day: z.string(),
  state: z.enum(['reading', 'refused', 'review', 'applying', 'applied', 'cancelled', 'undoing', 'undone']),
  people_read: z.number(),
  asked_at: z.date(),
});

export const list = page('/imports', {
  may: mayImport,
  query: z.object({ page: z.coerce.number().int().min(1).max(1000).default(1).catch(1) }),
  answer: z.object({
    page: z.number(),
    more: z.boolean(),
    trouble: z.string().nullable(),
    deliveries: z.array(z.object({ kind: z.enum(['complet', 'delta']), day: z.string(), files: z.number(), bytes: z.number() })),
    imports: z.array(Import),
  }),
  load: async ({ db, query, folder }) => {
    const imports = await db
      .selectFrom('imports.imports')
      .select(['id', 'kind', 'day', 'state', 'people_read', 'asked_at'])
      .orderBy('asked_at', 'desc')
      .orderBy('id', 'desc')
      .offset((query.page - 1) * perPage)
      .limit(perPage + 1)
      .execute();
    const { deliveries, trouble } = await dropped(folder);
    return {
      trouble,
      page: query.page,
      more: imports.length > perPage,
      imports: imports.slice(0, perPage),
      deliveries: deliveries.map(({ kind, day, files, bytes }) => ({ kind, day, files: files.length, bytes })),
    };
  },
  view: ({ page, more, trouble, deliveries, imports }) => (
    <Page title={t.imports} lead={t.lead} family="governance">
      <Refusal />
      <section aria-labelledby="depot">
        <h2 id="depot">{t.dropped}</h2>
        {trouble && (
          <Notice kind="warning" title={t.unreadableDrop}>
            <p>{trouble}</p>
          </Notice>
        )}
        {deliveries.length === 0 ? (
          <EmptyState title={t.noDropped} sentence={t.droppedHow} />
        ) : (
          <Table
            caption={t.droppedCaption}
            quiet
            rows={deliveries}
            id={(one) => `${one.kind}${one.day}`}
            columns={[
              { head: t.delivery, header: true, cell: (one) => titleOf(one) },
              { head: t.files, numeric: true, cell: (one) => one.files },
              { head: t.weight, numeric: true, cell: (one) => sizeText(one.bytes) },
              {
                head: t.action,
                cell: (one) => (
                  <InlineForm
                    action="/imports"
                    fields={{ day: one.day, kind: one.kind }}
                    weight="main"
                    label={t.readThis({ what: titleOf(one) })}
                  >
                    {t.readDropped}
                  </InlineForm>
                ),
              },
            ]}
          />
        )}
      </section>
      <section aria-labelledby="passe">
        <h2 id="passe">{t.past}</h2>
        {imports.length === 0 ? (
          <p class="hint">
            {t.noPast} {t.noPastHow}
          </p>
        ) : (
          <Table
            caption={t.past}
            quiet
            rows={imports}
            id={(one) => one.id}
            columns={[
              {
                head: t.delivery,
                header: true,
                cell: (one) => (
                  <ButtonLink href={`/imports/${one.id}`} weight="quiet">
                    {titleOf(one)}
                  </ButtonLink>
                ),
              },
              { head: t.asked, cell: (one) => <Time at={one.asked_at} /> },
              { head: t.people, numeric: true, cell: (one) => one.people_read.toLocaleString('fr') },
              { head: t.state, cell: (one) => <Status kind={stateStatus[one.state]}>{t[one.state]}</Status> },
            ]}
          />
        )}
        <Pagination
          previous={page > 1 ? `/imports?page=${page - 1}` : undefined}
          next={more ? `/imports?page=${page + 1}` : undefined}
          page={page}
        />
      </section>
    </Page>
  ),
});

/** A folder with a wrong name hides what lies beside it: that is said, not shown as an empty folder. */
async function dropped(folder: string): Promise<{ deliveries: Delivery[]; trouble: string | null }> {
  try {
    return { deliveries: await deliveriesIn(dropFolder(folder)), trouble: null };
  } catch (error) {
    const refusal = refusalOf(error);
    if (!refusal) throw error;
    return { deliveries: [], trouble: sentenceOf(refusal.code, refusal.args) };
  }
}
