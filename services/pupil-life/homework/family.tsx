import { routesFor, z } from '#kernel';
import { wears } from '#kernel/perimeter';
import { dayText, EmptyState, Page, parisDay } from '#kernel/ui';
import { askedOf } from './asked.ts';
import { WeekNav } from './class-week.tsx';
import { WeekStyle } from './style.tsx';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';
import { askedShape, ByDay, WhoSees } from './ticked.tsx';
import { addDays, isoDay, mondayOf, sundayOf } from './week.ts';

const { page } = routesFor<Tables>();
const address = (monday: string): string => `/devoirs/famille?semaine=${monday}`;

/** The week of all my children together: each parent sees the same. On Friday evening, the next one. */
export const family = page('/devoirs/famille', {
  may: wears('guardian'),
  query: z.object({ semaine: isoDay.optional().catch(undefined) }),
  answer: z.object({ now: z.date(), monday: z.string(), several: z.boolean(), works: z.array(askedShape) }),
  load: async ({ db, me, query, now }) => {
    const monday = mondayOf(query.semaine ?? addDays(parisDay(now), 3));
    const children = [...new Set(me.children.map(({ id }) => id))];
    const asked = mondayOf(parisDay(now)) === monday || query.semaine ? monday : parisDay(now);
    return { now, monday, several: children.length > 1, works: await askedOf(db, children, asked, sundayOf(monday)) };
  },
  view: ({ now, monday, several, works }) => (
    <Page title={t.label} family="pupil-life" narrow lead={t.weekFrom({ day: dayText(monday, now) })} head={<WeekStyle />}>
      <WeekNav address={address} monday={monday} />
      {works.length === 0 ? (
        <EmptyState sentence={t.nothingThisWeek} link={{ label: t.nextWeek, href: address(addDays(monday, 7)) }} />
      ) : (
        <>
          <ByDay works={works} back={address(monday)} now={now} several={several} />
          <WhoSees />
        </>
      )}
    </Page>
  ),
});
