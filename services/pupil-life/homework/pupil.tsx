import { routesFor, z } from '#kernel';
import { wears } from '#kernel/perimeter';
import { EmptyState, Page, parisDay } from '#kernel/ui';
import { askedOf } from './asked.ts';
import { WeekStyle } from './style.tsx';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';
import { askedShape, ByDay, WhoSees } from './ticked.tsx';
import { addDays } from './week.ts';

const { page } = routesFor<Tables>();

/** What I have to do: today, tomorrow, and the week that comes. */
export const mine = page('/devoirs/moi', {
  may: wears('pupil'),
  answer: z.object({ now: z.date(), works: z.array(askedShape) }),
  load: async ({ db, me, now }) => ({
    now,
    works: await askedOf(db, [me.personId], parisDay(now), addDays(parisDay(now), 8)),
  }),
  view: ({ works, now }) => (
    <Page title={t.mine} family="pupil-life" narrow head={<WeekStyle />}>
      {works.length === 0 ? (
        <EmptyState drawing="fish" sentence={t.nothingTu} link={{ label: t.backHome, href: '/' }} />
      ) : (
        <>
          <ByDay works={works} back="/devoirs/moi" now={now} several={false} />
          <WhoSees />
        </>
      )}
    </Page>
  ),
});
