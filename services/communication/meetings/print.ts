import { hidden, routesFor, uuid, z } from '#kernel';
import { renderPdf } from '#kernel/paper';
import { dayText, hourText } from '#kernel/ui';
import { organises } from './policy.ts';
import { withoutMoment } from './round.tsx';
import { linesOf, roundById } from './rounds.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { download } = routesFor<Tables>();
const params = z.object({ roundId: uuid });

const pdf = async (name: string, sheet: string, data: unknown) => ({
  name: `${name}.pdf`,
  mediaType: 'application/pdf',
  bytes: await renderPdf({ template: new URL(`./sheets/${sheet}.typ`, import.meta.url), data }),
  inline: true,
});

/** Who comes when, one day after the other, with room to write. */
export const daySheet = download('/rendez-vous/:roundId/feuille', {
  params,
  may: organises,
  load: async ({ db, now, params: { roundId } }) => {
    const round = await roundById(db, roundId);
    if (!round) return hidden;
    const lines = await linesOf(db, roundId, now);
    const title = t.classIn({ name: round.title, school: round.className });
    return pdf(title, 'day', {
      title,
      lead: t.whereAndHow({ means: t.meansText({ means: round.means }), venue: round.venue }),
      heads: [t.clock, t.child, t.withWhom, t.notes],
      days: [...new Set(lines.map(({ day }) => day))].map((day) => ({
        day: dayText(day),
        lines: lines
          .filter((line) => line.day === day)
          .map(({ starts, child, guardian }) => ({ hour: hourText(starts), child: child ?? '', guardian: guardian ?? '' })),
      })),
    });
  },
});

const mostChoices = 10;

/** Four slips on a sheet, one for each family: the moment that was taken, or the free ones to tick. */
export const slips = download('/rendez-vous/:roundId/coupons', {
  params,
  may: organises,
  load: async ({ db, now, params: { roundId } }) => {
    const round = await roundById(db, roundId);
    if (!round) return hidden;
    const lines = await linesOf(db, roundId, now);
    const at = ({ day, starts }: { day: string; starts: string }) => t.at({ day: dayText(day), hour: hourText(starts) });
    const free = lines.filter((line) => line.free && !line.past).map(at);
    const taken = lines.flatMap((line) =>
      line.child ? [{ child: line.child, to: line.guardian ?? '', moment: at(line), choices: [] }] : [],
    );
    const open = (await withoutMoment(db, roundId)).map(({ child, guardian }) => ({
      child,
      to: guardian ?? '',
      moment: '',
      choices: free.slice(0, mostChoices),
    }));
    return pdf(t.slips, 'slips', {
      title: round.title,
      from: t.classIn({ name: round.className, school: round.school }),
      where: t.whereAndHow({ means: t.meansText({ means: round.means }), venue: round.venue }),
      expected: t.slipExpected,
      choose: free.length > 0 ? t.slipChoose : t.slipFull,
      cut: t.slipCut,
      slips: [...taken, ...open].sort((a, b) => a.child.localeCompare(b.child, 'fr')),
    });
  },
});
