import { hidden, type Me, type Reader, routesFor, sql, uuid, z } from '#kernel';
import { csv } from '#kernel/csv';
import { renderPdf } from '#kernel/paper';
import { ButtonLink, Buttons, EmptyState, Page, Status, Table } from '#kernel/ui';
import { type Claim, claimsOf, claimWords, csvRows, dueOf, referenceOf } from './claims.ts';
import { siretText } from './identifiers.ts';
import { eurosText } from './money.ts';
import { isParty, manages, mine, territoriesOf } from './policy.ts';
import { Sought } from './sought.tsx';
import { type Payment, payments, type Tables } from './tables.ts';
import { paymentLook, t } from './texts.ts';

const { page, download } = routesFor<Tables>();
const OneConvention = z.object({ conventionId: uuid });
const claimed = payments.filter((payment) => payment !== 'none') as Exclude<Payment, 'none'>[];

const maybe = <S extends z.ZodType>(shape: S) => shape.optional().catch(undefined);
const Query = z.object({
  annee: maybe(z.string().regex(/^\d{4}-\d{4}$/)),
  etat: maybe(z.enum(claimed)),
  lieu: maybe(uuid),
});
type Asked = z.infer<typeof Query>;

/** The claims of my perimeter that were asked for. */
const asked = (db: Reader<Tables>, me: Me, { annee, etat, lieu }: Asked): Promise<Claim[]> =>
  claimsOf(
    db,
    sql`${mine(me)} and (${annee ?? null}::text is null or c.school_year = ${annee ?? null})
      and (${etat ?? null}::text is null or c.payment = ${etat ?? null})
      and (${lieu ?? null}::uuid is null or c.territory_id in (select place_id from kernel.place_ancestors where ancestor_id = ${lieu ?? null}::uuid))`,
  );

const Row = z.object({
  id: z.string(),
  name: z.string(),
  siret: z.string(),
  reference: z.string(),
  schools: z.number(),
  amount: z.string(),
  payment: z.enum(payments),
});
const shownAtMost = 200;
/** The largest department. A whole region, thousands of pages, comes in parts: no other sheet of the house is kept waiting. */
const perPart = 600;
const partsOf = (count: number): number => Math.ceil(count / perPart);
const Part = Query.extend({ partie: z.coerce.number().int().min(1).max(999).catch(1) });

/** What is owed: the basis of the titres de perception, which the State's own accounts issue. */
export const claims = page('/conventions/etat-liquidatif', {
  may: manages,
  query: Query,
  answer: z.object({
    asked: z.object({ annee: z.string(), etat: z.string(), lieu: z.string() }),
    rows: z.array(Row),
    count: z.number(),
    sums: z.array(z.object({ payment: z.enum(payments), count: z.number(), amount: z.string() })),
    total: z.string(),
    years: z.array(z.string()),
    territories: z.array(z.object({ id: z.string(), name: z.string() })),
  }),
  load: async ({ db, me, query }) => {
    const found = await asked(db, me, query);
    const { rows: years } = await sql<{ year: string }>`
      select distinct c.school_year as year from conventions.conventions c where ${mine(me)} and c.payment <> 'none' order by 1 desc`.execute(
      db,
    );
    return {
      asked: { annee: query.annee ?? '', etat: query.etat ?? '', lieu: query.lieu ?? '' },
      rows: found.slice(0, shownAtMost).map((one) => ({
        ...{ id: one.id, name: one.name, siret: siretText(one.siret), reference: referenceOf(one) },
        ...{ schools: one.uais.length, amount: eurosText(one.cents), payment: one.payment },
      })),
      count: found.length,
      sums: claimed.flatMap((payment) => {
        const these = found.filter((one) => one.payment === payment);
        return these.length === 0
          ? []
          : [{ payment, count: these.length, amount: eurosText(these.reduce((sum, { cents }) => sum + cents, 0)) }];
      }),
      total: eurosText(dueOf(found)),
      years: years.map(({ year }) => year),
      territories: await territoriesOf(db, me),
    };
  },
  view: ({ asked, rows, count, sums, total, years, territories }) => {
    const query = new URLSearchParams(asked);
    return (
      <Page title={t.claims} lead={t.claimsLead} family="governance" wide trail={[{ label: t.label, href: '/conventions' }]}>
        <Sought
          action="/conventions/etat-liquidatif"
          {...{ asked, years, territories }}
          open={false}
          state={{ label: t.claimState, options: claimed.map((payment) => ({ value: payment, label: t.paymentText({ payment }) })) }}
        />
        {rows.length === 0 ? (
          <EmptyState sentence={t.noClaim} drawing="snail" />
        ) : (
          <>
            <ul>
              {sums.map((sum) => (
                <li key={sum.payment}>
                  <Status kind={paymentLook[sum.payment]}>{t.paymentText({ payment: sum.payment })}</Status> {t.claimSum(sum)}
                </li>
              ))}
            </ul>
            <p>
              <strong>{t.due({ total })}</strong>
            </p>
            <Buttons>
              {Array.from({ length: partsOf(count) }, (_, at) => (
                <ButtonLink key={at} href={`/conventions/etat-liquidatif/pdf?${query}&partie=${at + 1}`} picture="paper">
                  {t.asPdf({ part: at + 1, parts: partsOf(count) })}
                </ButtonLink>
              ))}
              <ButtonLink href={`/conventions/etat-liquidatif/csv?${query}`} picture="import" download>
                {t.asCsv}
              </ButtonLink>
            </Buttons>
            {count > rows.length && <p class="hint">{t.firstRows({ shown: rows.length, count })}</p>}
            <Table
              caption={t.claims}
              quiet
              rows={rows}
              id={({ id }) => id}
              columns={[
                { head: t.debtor, header: true, cell: ({ id, name }) => <a href={`/conventions/${id}`}>{name}</a> },
                { head: t.siret, cell: ({ siret }) => siret },
                { head: t.reference, cell: ({ reference }) => reference },
                { head: t.schools, numeric: true, cell: ({ schools }) => schools },
                { head: t.amount, numeric: true, cell: ({ amount }) => amount },
                { head: t.claimState, cell: ({ payment }) => <Status kind={paymentLook[payment]}>{t.paymentText({ payment })}</Status> },
              ]}
            />
          </>
        )}
      </Page>
    );
  },
});

const template = new URL('./sheets/claim.typ', import.meta.url);

async function claimPdf(found: Claim[], name: string, totalLabel: string = t.total) {
  const recap = found.map((one) => [one.name, siretText(one.siret), referenceOf(one), String(one.uais.length), eurosText(one.cents)]);
  const data = {
    ...{ title: name, heading: t.claimHeading, warning: t.claimWarning, basis: t.claimBasis },
    ...{
      debtor: t.debtor,
      uaisTitle: t.uaisTitle,
      amountTitle: t.amountTitle,
      groundsTitle: t.groundsTitle,
      signatureTitle: t.signatureTitle,
    },
    ...{
      recapHeads: [t.debtor, t.siret, t.reference, t.schools, t.amount],
      recap: found.length > 1 ? recap : [],
      total: eurosText(dueOf(found)),
    },
    ...{ recapTitle: t.claims, totalLabel },
    claims: found.map(claimWords),
  };
  return { name: `${name}.pdf`, mediaType: 'application/pdf', bytes: await renderPdf({ template, data }), inline: true };
}

export const claimsPdf = download('/conventions/etat-liquidatif/pdf', {
  may: manages,
  query: Part,
  load: async ({ db, me, query }) => {
    const found = await asked(db, me, query);
    const part = { part: query.partie, parts: partsOf(found.length) };
    const these = found.slice((part.part - 1) * perPart, part.part * perPart);
    return these.length === 0 ? hidden : claimPdf(these, t.claimsFile({ year: query.annee ?? '', ...part }), t.totalOf(part));
  },
});

export const claimsCsv = download('/conventions/etat-liquidatif/csv', {
  may: manages,
  query: Query,
  load: async ({ db, me, query }) => ({
    name: `${t.claimsFile({ year: query.annee ?? '', part: 1, parts: 1 })}.csv`,
    mediaType: 'text/csv; charset=utf-8',
    bytes: Buffer.from(csv(csvRows(await asked(db, me, query)))),
  }),
});

/** Of one convention: both parties see what was reckoned. */
export const claimOfOne = download('/conventions/:conventionId/etat-liquidatif', {
  params: OneConvention,
  may: isParty,
  load: async ({ db, params: { conventionId } }) => {
    const found = await claimsOf(db, sql`c.id = ${conventionId}`);
    const [one] = found;
    return one ? claimPdf(found, t.claimFile({ name: one.name, year: one.year })) : hidden;
  },
});
