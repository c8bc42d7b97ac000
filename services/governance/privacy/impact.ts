import { routesFor } from '#kernel';
import { signedIn } from '#kernel/perimeter';
import { documentPdf } from './document.ts';
import { actions, criteria, i, principles, rights, risks } from './impact-texts.ts';
import { knownOf, linesOf, sheetOf } from './register.tsx';
import type { Tables } from './tables.ts';

const { download } = routesFor<Tables>();

/** The analysis of impact, filled with what the software knows; what only people know is left to write. */
export const dpia = download('/donnees/analyse-impact.pdf', {
  may: signedIn,
  load: async ({ db, services }) =>
    documentPdf({
      title: i.title,
      lead: i.lead,
      parts: [
        { title: i.howTo, lines: [i.howToText] },
        {
          title: i.needed,
          lines: [i.neededText],
          heads: [i.criterion, i.met, i.why],
          widths: [3, 1, 4],
          rows: criteria.map(([name, met, why]) => [name, met ? i.yes : i.no, why]),
        },
        { title: i.context, heads: ['', ''], widths: [1, 3], rows: sheetOf(await knownOf(db)) },
        { title: i.principles, heads: [i.principle, i.answer], widths: [1, 3], rows: principles },
        { title: i.rights, heads: [i.principle, i.answer], widths: [1, 3], rows: rights },
        {
          title: i.risks,
          lines: [i.risksText],
          heads: [i.risk, i.source, i.harm, i.measures, i.severity, i.likelihood],
          widths: [4, 4, 4, 6, 3, 3],
          rows: risks,
        },
        {
          title: i.plan,
          lines: [i.planText],
          heads: [i.action, i.who, i.when],
          widths: [3, 1, 1],
          rows: actions.map((one) => [one, '', '']),
        },
        { title: i.opinion, lines: [i.dpoOpinion, i.consulted, i.decision] },
        { title: i.lines },
        ...linesOf(services),
      ],
    }),
});
