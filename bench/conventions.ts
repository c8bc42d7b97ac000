import { renderPdf } from '#kernel/paper';
import type { Whole } from '../services/governance/conventions/facts.ts';
import { conventionPdf, wordsOf } from '../services/governance/conventions/paper.ts';
import { median, type Row } from './row.ts';

/** Of the 4 500 of a region, as many as tell the speed. */
const measured = 300;
const region = 4500;
const today = '2026-05-23';

/** Their words with our hand, tags and annex, against the very same words in the same letters, set by Typst and nothing else, turn about. */
export async function bench(): Promise<Row[]> {
  const bare = (whole: Whole): Promise<Uint8Array> => {
    const { title, articles, preamble, authority, collectivity, annex, signatures } = wordsOf(whole, today);
    const lines = [title, ...authority, ...collectivity, ...preamble, ...signatures.flat()];
    const said = articles.flatMap((article) => [
      article.title,
      ...article.parts.flatMap((part) => (part.kind === 'list' ? part.items : [part.text])),
    ]);
    return renderPdf({ template: bareSheet, data: { lines: [...lines, ...said], annex } });
  };
  const [mine, theirs]: [number[], number[]] = [[], []];
  for (let at = 0; at <= measured; at += 1) {
    mine.push(await seconds(() => conventionPdf(wholeOf(at), today)));
    theirs.push(await seconds(() => bare(wholeOf(at))));
  }
  return [
    {
      name: 'conventions in PDF',
      value: `${(1 / median(mine)).toFixed(0)} conventions/s (${region} in ${(region * median(mine)).toFixed(0)} s)`,
      reference: `${(1 / median(theirs)).toFixed(0)} bare ones/s`,
      ratio: median(mine) / median(theirs),
      target: 5,
    },
  ];
}

const bareSheet = `#let data = json(bytes(sys.inputs.data))
#set page(paper: "a4", margin: 18mm)
#set text(font: "Andika", lang: "fr", size: 10pt)
#for line in data.lines { par(line) }
#table(columns: 4, ..data.annex.flatten())`;

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1000;
}

const wholeOf = (at: number): Whole => ({
  convention: {
    ...{
      id: '',
      territory_id: '',
      school_year: '2026-2027',
      kind: 'commune',
      name: `COMMUNE NUMÉRO ${at}`,
      siret: String(21_310_000_000_000 + at),
    },
    ...{
      insee: '31282',
      address: `${at} CHEMIN DES COMBES`,
      postal_code: '31140',
      city: `VILLAGE ${at}`,
      signatory: `Maire ${at}`,
      quality: 'MAIRE',
    },
    ...{
      service_code: null,
      commitment: null,
      town_id: null,
      authority: 'LA RÉGION ACADÉMIQUE',
      authority_address: '31, rue de l’Université',
    },
    ...{
      authority_signatory: 'Recteur',
      authority_quality: 'Recteur',
      made_in: 'Toulouse',
      unit_cents: 4500,
      state: 'sent',
      payment: 'none',
    },
    ...{ claimed_cents: null, renewed_from: null, renewal_id: null, created_by: null, created_at: new Date(0) },
  },
  lines: Array.from({ length: 1 + (at % 4) }, (_, school) => ({
    ...{ uai: `031${String(school).padStart(4, '0')}A`, schoolId: null },
    label: `VILLAGE ${at} - 31 - E.E.PU LES TILLEULS ${school} VILLAGE ${at} - 031${String(school).padStart(4, '0')}A`,
  })),
  steps: [{ id: '', kind: 'sent', day: today, details: {}, file: null, by: null }],
  totalCents: 4500 * (1 + (at % 4)),
});
