import { hidden, routesFor, sql, uuid, z } from '#kernel';
import { renderPdf } from '#kernel/paper';
import { siretText } from './identifiers.ts';
import { eurosText, sumOf, totalOf } from './money.ts';
import { isParty } from './policy.ts';
import type { Payment, State, Tables } from './tables.ts';
import { t } from './texts.ts';

const { download } = routesFor<Tables>();
const template = new URL('./sheets/recap.typ', import.meta.url);

type Row = {
  year: string;
  state: State;
  payment: Payment;
  unitCents: number;
  claimedCents: number | null;
  number: string | null;
  labels: string[];
};

/** All that was agreed with a collectivity, year after year, and what became of it. */
export const recap = download('/conventions/:conventionId/recapitulatif', {
  params: z.object({ conventionId: uuid }),
  may: isParty,
  load: async ({ db, params: { conventionId } }) => {
    const of = await db.selectFrom('conventions.conventions').select(['name', 'siret']).where('id', '=', conventionId).executeTakeFirst();
    if (!of) return hidden;
    const { rows } = await sql<Row>`
      select c.school_year as year, c.state, c.payment, c.unit_cents as "unitCents", c.claimed_cents as "claimedCents",
        (select s.details ->> 'number' from conventions.steps s where s.convention_id = c.id and s.kind = 'issued' order by s.n desc limit 1) as number,
        array(select l.label from conventions.lines l where l.convention_id = c.id order by l.label) as labels
      from conventions.conventions c where c.siret = ${of.siret} and c.state <> 'draft' order by c.school_year desc, c.created_at desc`.execute(
      db,
    );
    const centsOf = (row: Row): number => row.claimedCents ?? totalOf({ unitCents: row.unitCents, schools: row.labels.length });
    const owed = rows.filter(({ state, payment }) => state !== 'dropped' && payment !== 'cancelled');
    const title = t.recapOf({ name: of.name });
    const data = {
      title,
      lead: t.siretIs({ siret: siretText(of.siret) }),
      heads: [t.schoolYear, t.state, t.schools, t.participation, t.payment, t.claimNumber],
      rows: rows.map((row) => [
        ...[row.year, t.stateText({ state: row.state }), String(row.labels.length), eurosText(centsOf(row))],
        ...[row.payment === 'none' ? '' : t.paymentText({ payment: row.payment }), row.number ?? ''],
      ]),
      totals: [
        [t.total, eurosText(sumOf(owed.map(centsOf)))],
        [t.paidSoFar, eurosText(sumOf(owed.filter(({ payment }) => payment === 'paid').map(centsOf)))],
      ],
      schoolsTitle: t.schools,
      years: rows.map(({ year, labels }) => ({ year, labels })),
    };
    return { name: `${title}.pdf`, mediaType: 'application/pdf', bytes: await renderPdf({ template, data }), inline: true };
  },
});
