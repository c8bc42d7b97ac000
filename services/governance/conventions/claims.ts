import { type RawBuilder, type Reader, sql } from '#kernel';
import { shortDayText } from '#kernel/ui';
import { siretText } from './identifiers.ts';
import { eurosText, plainAmount, sumOf } from './money.ts';
import type { Details, Payment, Tables } from './tables.ts';
import { t } from './texts.ts';

/** What the State claims of a collectivity for a year, and on what grounds (décret 2012-1246, art. 24: the titre says how its sum was reached). */
export type Claim = {
  id: string;
  name: string;
  siret: string;
  address: string;
  postalCode: string;
  city: string;
  serviceCode: string | null;
  commitment: string | null;
  year: string;
  unitCents: number;
  cents: number;
  payment: Payment;
  uais: string[];
  inForceOn: string | null;
  deliberation: Details | null;
  deliberatedOn: string | null;
  issued: Details | null;
  issuedOn: string | null;
  authority: string;
  authoritySignatory: string;
  authorityQuality: string;
};

const last = (kind: string, column: string) => sql`(
  select s.${sql.raw(column)} from conventions.steps s where s.convention_id = c.id and s.kind = ${kind} order by s.n desc limit 1)`;

/** The claims of the conventions `c` that this sentence names. Their amount is what is claimed: the total, unless it was reduced. */
export async function claimsOf(db: Reader<Tables>, sentence: RawBuilder<unknown>): Promise<Claim[]> {
  const { rows } = await sql<Claim>`
    select c.id, c.name, c.siret, c.address, c.postal_code as "postalCode", c.city, c.service_code as "serviceCode", c.commitment,
      c.school_year as year, c.unit_cents as "unitCents", listed.uais, c.payment,
      coalesce(c.claimed_cents, c.unit_cents * cardinality(listed.uais)) as cents,
      ${last('in-force', 'day')} as "inForceOn", ${last('deliberated', 'day')} as "deliberatedOn", ${last('deliberated', 'details')} as deliberation,
      ${last('issued', 'day')} as "issuedOn", ${last('issued', 'details')} as issued,
      c.authority, c.authority_signatory as "authoritySignatory", c.authority_quality as "authorityQuality"
    from conventions.conventions c
    cross join lateral (select array(select l.uai from conventions.lines l where l.convention_id = c.id order by l.uai) as uais) listed
    where c.payment <> 'none' and ${sentence} order by c.name, c.school_year, c.id`.execute(db);
  return rows;
}

/** One a SIRET and a year: what the accounts may quote. */
export const referenceOf = ({ year, siret }: { year: string; siret: string }): string => `ENT-${year}-${siret}`;

const dayOr = (day: string | null): string => (day ? shortDayText(day) : '');

/** What was cancelled is owed no more. */
export const dueOf = (claims: readonly Claim[]): number =>
  sumOf(claims.filter(({ payment }) => payment !== 'cancelled').map(({ cents }) => cents));

export const csvRows = (claims: readonly Claim[]): string[][] => [
  t.csvHeads.split('|'),
  ...claims.map((one) => [
    ...[one.name, one.siret, one.address, one.postalCode, one.city, one.serviceCode ?? '', one.commitment ?? ''],
    ...[referenceOf(one), one.year, dayOr(one.inForceOn), one.deliberation?.number ?? '', dayOr(one.deliberatedOn)],
    ...[one.uais.join(' '), String(one.uais.length), plainAmount(one.unitCents), plainAmount(one.cents)],
    ...[t.paymentText({ payment: one.payment }), one.issued?.number ?? '', dayOr(one.issuedOn)],
  ]),
];

/** A claim as the paper says it. */
export const claimWords = (one: Claim) => ({
  debtor: [
    one.name,
    t.siretIs({ siret: siretText(one.siret) }),
    `${one.address}, ${one.postalCode} ${one.city}`,
    ...(one.serviceCode ? [t.serviceCodeIs({ code: one.serviceCode })] : []),
    ...(one.commitment ? [t.commitmentIs({ code: one.commitment })] : []),
  ],
  facts: [
    [t.reference, referenceOf(one)],
    [t.schoolYear, one.year],
    [t.inForceSince, dayOr(one.inForceOn)],
    [t.deliberation, [one.deliberation?.number, dayOr(one.deliberatedOn)].filter(Boolean).join(', ')],
    [t.claimState, t.paymentText({ payment: one.payment })],
    ...(one.issued ? [[t.claimNumber, [one.issued.number, dayOr(one.issuedOn)].filter(Boolean).join(', ')]] : []),
    [t.budgetLine, '……………………………………'],
  ],
  grounds: t.grounds({
    count: one.uais.length,
    unit: eurosText(one.unitCents),
    total: eurosText(one.unitCents * one.uais.length),
    year: one.year,
  }),
  reduced: one.cents === one.unitCents * one.uais.length ? null : t.reducedTo({ amount: eurosText(one.cents) }),
  uais: one.uais,
  amount: eurosText(one.cents),
  signature: [one.authority, one.authorityQuality, one.authoritySignatory],
});
