import { routesFor, z } from '#kernel';
import { ButtonLink, Buttons, EmptyState, Page, Pagination, shortDayText, Table } from '#kernel/ui';
import { documentPdf, type Part } from '../document.ts';
import { keepsRegister } from '../policy.ts';
import { knownOf } from '../register.tsx';
import type { Tables } from '../tables.ts';
import { t } from '../texts.ts';
import { type Breach, breachesWhere, breachShape, inMyRegister } from './breach.ts';
import { BreachStanding, exactText, standingText, titleOf } from './standing.tsx';
import { b } from './words.ts';

const { page, download } = routesFor<Tables>();
const perPage = 20;

/** The register of breaches (art. 33 § 5): those that wait for a decision first. */
export const breachRegister = page('/donnees/fuites', {
  query: z.object({ page: z.coerce.number().int().min(1).max(1000).catch(1) }),
  may: keepsRegister,
  answer: z.object({ rows: z.array(breachShape), page: z.number(), more: z.boolean(), now: z.date() }),
  load: async ({ db, me, query: { page: at }, now }) => {
    const rows = await breachesWhere(db, inMyRegister(me), { most: perPage + 1, after: (at - 1) * perPage });
    return { rows: rows.slice(0, perPage), page: at, more: rows.length > perPage, now };
  },
  view: ({ rows, page: at, more, now }) => (
    <Page title={b.register} family="governance" lead={b.registerLead} trail={[{ label: t.home, href: '/donnees' }]}>
      <Buttons>
        <ButtonLink href="/donnees/fuites/signaler" weight="main" picture="alert">
          {b.report}
        </ButtonLink>
        {rows.length > 0 && (
          <ButtonLink href="/donnees/fuites/registre.pdf" picture="print">
            {b.wholeRegister}
          </ButtonLink>
        )}
      </Buttons>
      {rows.length === 0 ? (
        <EmptyState sentence={b.empty} drawing="boat" link={{ label: b.report, href: '/donnees/fuites/signaler' }} />
      ) : (
        <Table
          caption={b.register}
          quiet
          rows={rows}
          id={({ id }) => id}
          columns={[
            { head: b.what, header: true, cell: (one) => <a href={`/donnees/fuites/${one.id}`}>{titleOf(one)}</a> },
            { head: b.standing, cell: (one) => <BreachStanding breach={one} now={now} /> },
            { head: b.peopleCount, numeric: true, cell: ({ peopleCount }) => (peopleCount === null ? '' : b.some({ count: peopleCount })) },
          ]}
        />
      )}
      <Pagination
        previous={at > 1 ? `/donnees/fuites?page=${at - 1}` : undefined}
        next={more ? `/donnees/fuites?page=${at + 1}` : undefined}
      />
    </Page>
  ),
});

/** What a line of the register says, in the order of article 33. */
export const factsOf = (one: Breach): [string, string][] => [
  [b.discovered, exactText(one.discoveredAt)],
  [b.where, one.place ?? b.unknown],
  [b.what, one.what],
  [b.period, one.period ?? b.unknown],
  [b.natures, one.natures.length > 0 ? one.natures.map((nature) => b.natureShort({ nature })).join(', ') : b.unknown],
  [b.dataKinds, one.dataKinds ?? b.unknown],
  [b.peopleKinds, one.peopleKinds ?? b.unknown],
  [b.peopleCount, one.peopleCount === null ? b.unknown : b.some({ count: one.peopleCount })],
  [b.recordsCount, one.recordsCount === null ? b.unknown : b.some({ count: one.recordsCount })],
  [b.consequences, one.consequences ?? b.unknown],
  [b.measures, one.measures ?? b.unknown],
  [b.told, one.told ?? b.unknown],
  [b.risk, one.risk ? b.riskName({ risk: one.risk }) : b.unknown],
  [b.decide, one.decision && one.decisionWhy ? b.decidedWords({ decision: one.decision, why: one.decisionWhy }) : b.toDecide],
  ...(one.notifiedAt
    ? ([[b.step({ kind: 'notified' }), b.notifiedWords({ moment: exactText(one.notifiedAt), number: one.notifiedNumber })]] as [
        string,
        string,
      ][])
    : []),
  ...(one.lateWhy ? ([[b.lateWhy, one.lateWhy]] as [string, string][]) : []),
  ...(one.peopleToldAt ? ([[b.step({ kind: 'people' }), exactText(one.peopleToldAt)]] as [string, string][]) : []),
  [b.standing, standingText(one)],
];

export const linePart = (one: Breach): Part => ({
  title: titleOf(one),
  ...(one.exercise ? { lines: [b.exerciseNotice] } : {}),
  heads: ['', ''],
  widths: [1, 3],
  rows: factsOf(one),
});

export const breachRegisterPdf = download('/donnees/fuites/registre.pdf', {
  may: keepsRegister,
  load: async ({ db, me, now }) => {
    const all = await breachesWhere(db, inMyRegister(me), { most: 500 });
    return documentPdf({
      title: b.register,
      lead: `${(await knownOf(db)).controller} · ${shortDayText(now)}`,
      parts: all.map((one) => linePart(one)),
    });
  },
});
