import { routesFor, sql, z } from '#kernel';
import { ButtonLink, Card, CardList, EmptyState, Page, Pagination, SearchField } from '#kernel/ui';
import { followed, looks, recommends, schoolsWhereIWork, towns } from './policy.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { page } = routesFor<Tables>();
const perPage = 30;

const Town = z.object({ id: z.string(), name: z.string(), count: z.number(), measured: z.number() });

/** The schools where I work, the towns whose schools I follow. Whoever has one of all goes straight there. */
export const home = page('/ligne', {
  may: looks,
  query: z.object({
    q: z.string().trim().max(80).catch('').default(''),
    page: z.coerce.number().int().min(1).max(1000).catch(1).default(1),
  }),
  answer: z.object({
    ...{ q: z.string(), page: z.number(), more: z.boolean(), recommends: z.boolean() },
    ...{ schools: z.array(z.object({ id: z.string(), name: z.string() })), towns: z.array(Town) },
  }),
  load: async ({ db, me, query: { q, page: at } }) => {
    const { rows: schools } = await sql<{ id: string; name: string }>`
      select id, name from kernel.places where id = any (${schoolsWhereIWork(me)}::uuid[]) and closed_on is null order by name, id`.execute(
      db,
    );
    const like = `%${q.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
    const { rows: found } = await sql<z.infer<typeof Town>>`
      select town.id, town.name, count(s.id) as count, count(s.id) filter (where exists (
        select from network.measures m where m.school_id = s.id)) as measured
      from kernel.places town left join (kernel.schools s join kernel.places p on p.id = s.id and p.closed_on is null)
        on s.town_id = town.id and ${followed(me)}
      where town.id in ${towns(me)} and town.name ilike ${like}
      group by town.id order by town.name, town.id limit ${perPage + 1} offset ${(at - 1) * perPage}`.execute(db);
    const [only, ...others] = [...schools.map(({ id }) => `/ligne/${id}`), ...found.map(({ id }) => `/ligne/commune/${id}`)];
    if (only && others.length === 0 && q === '' && at === 1 && !recommends({ me })) return { see: only };
    return { q, page: at, more: found.length > perPage, recommends: recommends({ me }), schools, towns: found.slice(0, perPage) };
  },
  view: ({ q, page: at, more, recommends: gives, schools, towns: found }) => (
    <Page
      title={t.label}
      lead={t.lead}
      family="governance"
      actions={gives && <ButtonLink href="/ligne/preconisations">{t.norms}</ButtonLink>}
    >
      {schools.length > 0 && (
        <CardList label={t.mySchools}>
          {schools.map(({ id, name }) => (
            <Card key={id} title={name} href={`/ligne/${id}`} />
          ))}
        </CardList>
      )}
      {(found.length > 0 || q !== '' || schools.length === 0) && (
        <>
          <h2>{t.towns}</h2>
          <SearchField action="/ligne" label={t.search} value={q} />
          {found.length === 0 && <EmptyState sentence={q ? t.nothingFound : t.noTown} drawing="boat" />}
          <CardList label={t.towns}>
            {found.map(({ id, name, count, measured }) => (
              <Card key={id} title={name} href={`/ligne/commune/${id}`} meta={t.schoolsCount({ count, measured })} />
            ))}
          </CardList>
          <Pagination
            previous={at > 1 ? `/ligne?${new URLSearchParams({ q, page: String(at - 1) })}` : undefined}
            next={more ? `/ligne?${new URLSearchParams({ q, page: String(at + 1) })}` : undefined}
            page={at}
          />
        </>
      )}
    </Page>
  ),
});
