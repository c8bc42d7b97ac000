import { renderPdf } from '#kernel/paper';
import { shortDayText } from '#kernel/ui';
import { a, articlesOf, preamble } from './article-texts.ts';
import { termOf } from './dates.ts';
import { stepOf, type Whole } from './facts.ts';
import { siretText } from './identifiers.ts';
import { eurosText } from './money.ts';
import { t } from './texts.ts';

/** « 31140 LAUNAGUET » after the street. */
const addressOf = ({ address, postal_code, city }: { address: string; postal_code: string; city: string }): string =>
  `${address}, ${postal_code} ${city}`;

/** Everything that the paper says, in order: what is read there is what is in the database. */
export function wordsOf({ convention: c, lines, steps, totalCents }: Whole, today: string) {
  const sent = stepOf(steps, 'sent');
  const total = eurosText(totalCents);
  const unit = eurosText(c.unit_cents);
  return {
    title: t.titleOf({ name: c.name, year: c.school_year }),
    heading: a.title,
    year: a.yearLine({ year: c.school_year }),
    draft: c.state === 'draft' && !sent ? a.draft : null,
    between: a.between,
    et: a.and,
    authority: [
      c.authority,
      c.authority_address,
      a.representedBy({ name: c.authority_signatory }),
      a.inQuality({ quality: c.authority_quality }),
    ],
    calledAuthority: a.calledAuthority,
    collectivity: [
      c.name,
      a.siret({ siret: siretText(c.siret) }),
      ...(c.insee ? [a.insee({ insee: c.insee })] : []),
      a.address({ address: addressOf(c) }),
      a.representedBy({ name: c.signatory }),
      a.inQuality({ quality: c.quality }),
    ],
    calledCollectivity: a.calledCollectivity,
    oneEach: a.oneEach,
    agreed: a.agreed,
    preambleTitle: a.preambleTitle,
    preamble,
    articlesTitle: a.articlesTitle,
    articles: articlesOf({
      ...{ year: c.school_year, count: lines.length, unit, total },
      ...{ lines: lines.map(({ label }) => label), term: t.dayIn({ day: termOf(c.school_year) }), whom: a.whom({ kind: c.kind }) },
    }),
    made: a.madeOn({ place: c.made_in, day: shortDayText(sent?.day ?? today) }),
    signatures: [
      [c.name, a.representedBy({ name: c.signatory }), c.quality],
      [c.authority, a.representedBy({ name: c.authority_signatory }), c.authority_quality],
    ],
    annexTitle: a.annexTitle,
    annexLead: a.annexLead({ name: c.name, year: c.school_year }),
    annexHeads: a.annexHeads.split('|'),
    annex: lines.map(({ label, uai }, at) => [String(at + 1), label, uai, unit]),
    annexTotal: a.annexTotal({ count: lines.length }),
    total,
    footer: a.footer({ name: c.name, year: c.school_year }),
  };
}

const template = new URL('./sheets/convention.typ', import.meta.url);

/** The convention itself, with its articles and its annex. */
export const conventionPdf = (whole: Whole, today: string): Promise<Uint8Array> => renderPdf({ template, data: wordsOf(whole, today) });
