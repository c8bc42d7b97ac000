import { type Me, type Reader, routesFor, sql, uuid, z } from '#kernel';
import { ButtonLink, Buttons, EmptyState, Page, Pagination, Status, Table, TextField } from '#kernel/ui';
import { eurosText } from './money.ts';
import { manages, readable, sees, territoriesOf } from './policy.ts';
import { Sought } from './sought.tsx';
import { payments, type State, states, type Tables } from './tables.ts';
import { paymentLook, stateLook, t } from './texts.ts';

const { page } = routesFor<Tables>();
const perPage = 30;

const maybe = <S extends z.ZodType>(shape: S) => shape.optional().catch(undefined);
const Query = z.object({
  q: z.string().trim().max(80).catch('').default(''),
  annee: maybe(z.string().regex(/^\d{4}-\d{4}$/)),
  etat: maybe(z.enum(states)),
  lieu: maybe(uuid),
  page: z.coerce.number().int().min(1).max(10_000).catch(1).default(1),
});
type Asked = z.infer<typeof Query>;

const Row = z.object({
  id: z.string(),
  name: z.string(),
  year: z.string(),
  state: z.enum(states),
  payment: z.enum(payments),
  schools: z.number(),
  cents: z.number(),
});

/** The conventions that I may read, those of now first. */
export const list = page('/conventions', {
  may: sees,
  query: Query,
  answer: z.object({
    asked: z.object({ q: z.string(), annee: z.string(), etat: z.string(), lieu: z.string(), page: z.number() }),
    rows: z.array(Row),
    more: z.boolean(),
    all: z.object({ conventions: z.number(), schools: z.number(), cents: z.number() }),
    years: z.array(z.string()),
    territories: z.array(z.object({ id: z.string(), name: z.string() })),
    writes: z.boolean(),
    money: z.boolean(),
  }),
  load: async ({ db, me, query }) => {
    const writes = manages({ me });
    const rows = await rowsOf(db, me, query);
    const { rows: years } = await sql<{ year: string }>`
      select distinct c.school_year as year from conventions.conventions c where ${readable(me)} order by 1 desc`.execute(db);
    return {
      asked: { q: query.q, annee: query.annee ?? '', etat: query.etat ?? '', lieu: query.lieu ?? '', page: query.page },
      rows: rows.slice(0, perPage),
      more: rows.length > perPage,
      all: await sumsOf(db, me, query),
      years: years.map(({ year }) => year),
      territories: writes ? await territoriesOf(db, me) : [],
      writes,
      money: me.functions.some(({ kind }) => kind === 'town') || writes,
    };
  },
  view: ({ asked, rows, more, all, years, territories, writes, money }) => (
    <Page
      title={t.label}
      lead={writes ? t.lead : t.leadReader}
      family="governance"
      wide={writes}
      actions={
        writes && (
          <Buttons>
            <ButtonLink href="/conventions/nouvelle" weight="main" picture="pencil">
              {t.newDraft}
            </ButtonLink>
            <ButtonLink href="/conventions/renouvellement">{t.renewal}</ButtonLink>
            <ButtonLink href="/conventions/etat-liquidatif">{t.claims}</ButtonLink>
          </Buttons>
        )
      }
    >
      {(writes || years.length > 1) && (
        <Sought
          action="/conventions"
          {...{ asked, years, territories }}
          open={asked.q !== ''}
          state={{ label: t.state, options: states.map((state) => ({ value: state, label: t.stateText({ state }) })) }}
        >
          <TextField name="q" label={t.searchConvention} type="search" value={asked.q} maxlength={80} />
        </Sought>
      )}
      {rows.length === 0 ? (
        <EmptyState sentence={years.length === 0 ? t.nothingYet({ writes }) : t.nothingFound} drawing="boat" />
      ) : (
        <>
          <p>{money ? t.totals({ ...all, total: eurosText(all.cents) }) : t.totalsBare(all)}</p>
          <Table
            caption={t.label}
            quiet
            rows={rows}
            id={({ id }) => id}
            columns={[
              {
                head: t.collectivity,
                header: true,
                cell: ({ id, name }) => <a href={`/conventions/${id}`}>{name}</a>,
              },
              { head: t.schoolYear, cell: ({ year }) => year },
              { head: t.state, cell: ({ state }) => <Status kind={stateLook[state]}>{t.stateText({ state })}</Status> },
              { head: t.schools, numeric: true, cell: ({ schools }) => schools },
              ...(money
                ? [
                    { head: t.participation, numeric: true, cell: ({ cents }: z.infer<typeof Row>) => eurosText(cents) },
                    {
                      head: t.payment,
                      cell: ({ payment }: z.infer<typeof Row>) =>
                        payment === 'none' ? '' : <Status kind={paymentLook[payment]}>{t.paymentText({ payment })}</Status>,
                    },
                  ]
                : []),
            ]}
          />
        </>
      )}
      <Pagination
        previous={asked.page > 1 ? addressWith(asked, asked.page - 1) : undefined}
        next={more ? addressWith(asked, asked.page + 1) : undefined}
        page={asked.page}
        pages={Math.max(1, Math.ceil(all.conventions / perPage))}
      />
    </Page>
  ),
});

type Shown = { q: string; annee: string; etat: string; lieu: string; page: number };
const addressWith = ({ q, annee, etat, lieu }: Shown, number: number): string =>
  `/conventions?${new URLSearchParams({ q, annee, etat, lieu, page: String(number) })}`;

/** SQL on a convention `c`: what was asked, among what I may read. */
function wanted(me: Me, { q, annee, etat, lieu }: Pick<Asked, 'q' | 'annee' | 'etat' | 'lieu'>) {
  const like = `%${q.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  return sql`${readable(me)}
    and (${annee ?? null}::text is null or c.school_year = ${annee ?? null})
    and (${etat ?? null}::text is null or c.state = ${etat ?? null})
    and (${lieu ?? null}::uuid is null or c.territory_id in (select place_id from kernel.place_ancestors where ancestor_id = ${lieu ?? null}::uuid))
    and (${q} = '' or c.name ilike ${like} or c.city ilike ${like} or c.siret like ${like} or c.siret = ${q.replace(/\s/g, '')}
      or exists (select from conventions.lines l where l.convention_id = c.id and l.label ilike ${like}))`;
}

const counted = sql`(select count(*) from conventions.lines l where l.convention_id = c.id)`;

async function rowsOf(db: Reader<Tables>, me: Me, asked: Asked): Promise<z.infer<typeof Row>[]> {
  const { rows } = await sql<z.infer<typeof Row>>`
    select c.id, c.name, c.school_year as year, c.state, c.payment, ${counted} as schools, c.unit_cents * ${counted} as cents
    from conventions.conventions c where ${wanted(me, asked)}
    order by c.school_year desc, c.name, c.id limit ${perPage + 1} offset ${(asked.page - 1) * perPage}`.execute(db);
  return rows;
}

/** What came to nothing costs nothing. */
const countless: State[] = ['dropped'];

async function sumsOf(db: Reader<Tables>, me: Me, asked: Asked): Promise<{ conventions: number; schools: number; cents: number }> {
  const { rows } = await sql<{ conventions: number; schools: number; cents: number }>`
    select count(*) as conventions, coalesce(sum(n), 0)::bigint as schools,
      coalesce(sum(unit_cents * n) filter (where state <> all (${countless}::text[])), 0)::bigint as cents
    from (select c.unit_cents, c.state, ${counted} as n from conventions.conventions c where ${wanted(me, asked)}) each`.execute(db);
  return rows[0] ?? { conventions: 0, schools: 0, cents: 0 };
}
