import { hidden, routesFor, sql, z } from '#kernel';
import { Card, CardList, Page } from '#kernel/ui';
import { looks, rootsOf } from './policy.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { page } = routesFor<Tables>();

/** Where I read figures. Whoever has one such place goes straight there. */
export const home = page('/frequentation', {
  may: looks,
  answer: z.object({ places: z.array(z.object({ id: z.string(), name: z.string() })) }),
  load: async ({ db, me }) => {
    const { rows: places } = await sql<{ id: string; name: string }>`
      select id, name from kernel.places where id = any (${rootsOf(me)}::uuid[]) and kind not in ('class', 'group') and closed_on is null
      order by name, id`.execute(db);
    const [only] = places;
    if (!only) return hidden;
    return places.length === 1 ? { see: `/frequentation/${only.id}` } : { places };
  },
  view: ({ places }) => (
    <Page title={t.label} lead={t.lead} family="governance">
      <CardList label={t.places}>
        {places.map(({ id, name }) => (
          <Card key={id} title={name} href={`/frequentation/${id}`} />
        ))}
      </CardList>
    </Page>
  ),
});
