import { hidden, routesFor, sql, z } from '#kernel';
import { Card, CardList, Page } from '#kernel/ui';
import { looks, rootsOf } from './policy.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { page } = routesFor<Tables>();

/** Where I follow schools. Whoever has one such place goes straight there. */
export const home = page('/deploiement', {
  may: looks,
  answer: z.object({ places: z.array(z.object({ id: z.string(), name: z.string(), kind: z.string() })) }),
  load: async ({ db, me }) => {
    const { rows: places } = await sql<{ id: string; name: string; kind: string }>`
      select id, name, kind from kernel.places where id = any (${rootsOf(me)}::uuid[]) and closed_on is null
        and kind not in ('class', 'group') order by kind, name, id`.execute(db);
    const [only] = places;
    if (!only) return hidden;
    return places.length === 1 ? { see: addressOf(only) } : { places };
  },
  view: ({ places }) => (
    <Page title={t.label} lead={t.lead} family="governance">
      <CardList label={t.places}>
        {places.map((place) => (
          <Card key={place.id} title={place.name} href={addressOf(place)} />
        ))}
      </CardList>
    </Page>
  ),
});

export const addressOf = ({ id, kind }: { id: string; kind: string }): string =>
  kind === 'school' ? `/deploiement/ecole/${id}` : `/deploiement/${id}`;
