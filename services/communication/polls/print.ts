import { hidden, routesFor, uuid, z } from '#kernel';
import { renderPdf } from '#kernel/paper';
import { dayText } from '#kernel/ui';
import { organises } from './policy.ts';
import { choicesOf, pollById } from './polls.ts';
import { fewest } from './results.tsx';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { download } = routesFor<Tables>();
const template = new URL('./sheets/poll.typ', import.meta.url);

/** For the door: the tasks with who took them and a line for each place left; or the choices with how many took each. */
export const sheet = download('/sondages/:pollId/feuille', {
  params: z.object({ pollId: uuid }),
  may: organises,
  load: async ({ db, me, now, params: { pollId } }) => {
    const found = await pollById(db, me, pollId, now);
    if (!found) return hidden;
    const choices = await choicesOf(db, me, pollId);
    const counted = found.named || (found.closed && found.voters >= fewest);
    const data = {
      title: found.question,
      lead: t.targetName({ asked: found.asked, name: found.place }),
      until: found.closed ? t.isClosed : t.until({ day: dayText(found.closesOn) }),
      note: found.kind === 'volunteers' ? t.sheetVolunteers : counted ? t.voters({ count: found.voters }) : t.tooFew({ fewest }),
      choices: choices.map(({ label, places, count, names }) => ({
        label,
        count: places === null ? (counted ? String(count) : '') : t.filled({ count, places }),
        lines: places === null ? [] : [...names, ...Array<string>(Math.max(0, places - names.length)).fill('')],
      })),
    };
    return { name: `${found.question}.pdf`, mediaType: 'application/pdf', bytes: await renderPdf({ template, data }), inline: true };
  },
});
