import { type Me, type Reader, routesFor, sql, z } from '#kernel';
import { csv } from '#kernel/csv';
import {
  ButtonLink,
  Buttons,
  Checkbox,
  EmptyState,
  Form,
  Page,
  Pagination,
  PrintButton,
  parisDay,
  Select,
  Submit,
  shortDayText,
  Table,
  TextField,
} from '#kernel/ui';
import { Crumbs, Night, OnePlace, trailOf, Views } from './board.tsx';
import { countedAt, SchoolRow, schoolColumns, schoolTables, shown } from './figures.ts';
import { Convention, conventionText, HowCounted, Since, StallMark, shareOf } from './lines.tsx';
import { followed, mayFollow } from './policy.ts';
import { fewest } from './rules.ts';
import { profiles, type Tables } from './tables.ts';
import { t } from './texts.ts';

const { page, download } = routesFor<Tables>();
const perPage = 30;
const sorts = ['nom', 'enseignants', 'parents', 'ouverture'] as const;

const Query = z.object({
  q: z.string().trim().max(80).catch('').default(''),
  tri: z.enum(sorts).catch('nom').default('nom'),
  relancer: z.literal('on').optional().catch(undefined),
  page: z.coerce.number().int().min(1).max(10_000).catch(1).default(1),
});
type Asked = z.infer<typeof Query>;

/** Every school of a place: found, sorted, those that stall alone. */
export const schools = page('/deploiement/:placeId/ecoles', {
  params: OnePlace,
  may: mayFollow,
  query: Query,
  answer: z.object({
    ...{ id: z.string(), name: z.string(), night: z.string().nullable(), trail: Crumbs, count: z.number() },
    asked: z.object({ q: z.string(), tri: z.enum(sorts), relancer: z.string(), page: z.number() }),
    rows: z.array(SchoolRow),
  }),
  load: async ({ db, me, params: { placeId }, query }) => ({
    ...{ id: placeId, name: await nameOf(db, placeId), night: await countedAt(db), trail: await trailOf(db, me, placeId) },
    asked: { q: query.q, tri: query.tri, relancer: query.relancer ?? '', page: query.page },
    count: await countOf(db, me, placeId, query),
    rows: await rowsOf(db, me, placeId, query, sql`limit ${perPage} offset ${(query.page - 1) * perPage}`),
  }),
  view: ({ id, name, night, trail, asked, count, rows }) => {
    const address = (number: number) => `/deploiement/${id}/ecoles?${new URLSearchParams({ ...asked, page: String(number) })}`;
    const pages = Math.max(1, Math.ceil(count / perPage));
    return (
      <Page title={name} lead={t.lead} family="governance" wide trail={trail} actions={<PrintButton />}>
        <Views placeId={id} current="schools" />
        <Night night={night} />
        <Filters id={id} asked={asked} />
        {rows.length === 0 ? (
          <EmptyState sentence={night ? t.nothingFound : t.noFigures} drawing="boat" />
        ) : (
          <>
            <p>{t.found({ count })}</p>
            <Buttons>
              <ButtonLink
                href={`/deploiement/${id}/csv?${new URLSearchParams(asked.relancer ? { q: asked.q, relancer: 'on' } : { q: asked.q })}`}
                picture="import"
                download
              >
                {t.asCsv}
              </ButtonLink>
            </Buttons>
            <Table caption={t.schools} quiet dense rows={rows} id={(row) => row.id} columns={columns} />
            <Pagination
              previous={asked.page > 1 ? address(asked.page - 1) : undefined}
              next={asked.page < pages ? address(asked.page + 1) : undefined}
              page={asked.page}
              pages={pages}
            />
          </>
        )}
        <HowCounted />
      </Page>
    );
  },
});

const columns = [
  {
    head: t.school,
    header: true,
    cell: ({ id, name, city }: SchoolRow) => (
      <>
        <a href={`/deploiement/ecole/${id}`}>{name}</a>
        <br />
        <span class="hint">{city}</span>
      </>
    ),
  },
  { head: t.convention, cell: ({ convention }: SchoolRow) => <Convention state={convention} /> },
  { head: t.providedOne, cell: ({ providedOn }: SchoolRow) => <Since day={providedOn} /> },
  { head: t.openedOne, cell: ({ openedOn }: SchoolRow) => <Since day={openedOn} /> },
  ...profiles.map(shareOf),
  { head: t.toFollow, cell: ({ stall }: SchoolRow) => <StallMark stall={stall} /> },
];

type Shown = { q: string; tri: (typeof sorts)[number]; relancer: string };
const Filters = ({ id, asked }: { id: string; asked: Shown }) => (
  <details class="confirm" open={asked.q + asked.relancer !== '' || asked.tri !== 'nom'}>
    <summary class="button is-plain">
      <span>{t.filters}</span>
    </summary>
    <Form action={`/deploiement/${id}/ecoles`} method="get" label={t.filters}>
      <TextField name="q" label={t.search} type="search" value={asked.q} maxlength={80} />
      <Select
        name="tri"
        label={t.sort}
        blank={false}
        value={asked.tri}
        options={sorts.map((sort) => ({ value: sort, label: t.sortText({ sort }) }))}
      />
      <Checkbox name="relancer" label={t.onlyToFollow} checked={asked.relancer === 'on'} />
      <Submit weight="plain">{t.show}</Submit>
    </Form>
  </details>
);

/** SQL on a school `s`: what was asked, of this place, among what I follow. */
function wanted(me: Me, placeId: string, { q, relancer }: Pick<Asked, 'q' | 'relancer'>) {
  const like = `%${q.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  return sql`s.school_id in (select place_id from kernel.place_ancestors where ancestor_id = ${placeId}) and s.school_id in ${followed(me)}
    and (${relancer === undefined} or s.stall is not null)
    and (${q} = '' or p.name ilike ${like} or k.uai ilike ${like} or coalesce(k.city, town.name) ilike ${like})`;
}

/** SQL: the share of a profile that is activated, where it may be said. */
const share = (profile: string) => sql`(select f.activated::float / f.people from deployment.figures f
  where f.place_id = s.school_id and f.profile = ${profile} and f.people >= ${fewest})`;

const orders = {
  nom: sql`city, p.name, p.id`,
  enseignants: sql`${share('teacher')} nulls last, p.name, p.id`,
  parents: sql`${share('guardian')} nulls last, p.name, p.id`,
  ouverture: sql`s.opened_on desc nulls first, p.name, p.id`,
};

async function rowsOf(db: Reader<Tables>, me: Me, placeId: string, asked: Asked, part = sql``): Promise<SchoolRow[]> {
  const { rows } = await sql<SchoolRow & { figures: Parameters<typeof shown>[0] }>`
    select ${schoolColumns} from ${schoolTables} where ${wanted(me, placeId, asked)} order by ${orders[asked.tri]} ${part}`.execute(db);
  return rows.map((row) => ({ ...row, figures: shown(row.figures) }));
}

async function countOf(db: Reader<Tables>, me: Me, placeId: string, asked: Asked): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from ${schoolTables} where ${wanted(me, placeId, asked)}`.execute(
    db,
  );
  return rows[0]?.count ?? 0;
}

export async function nameOf(db: Reader, placeId: string): Promise<string> {
  const { rows } = await sql<{ name: string }>`select name from kernel.places where id = ${placeId}`.execute(db);
  return rows[0]?.name ?? '';
}

const said = (number: number | null): string => (number === null ? t.few : String(number));
const dayOr = (day: string | null): string => (day ? shortDayText(day) : '');

/** The same list for a spreadsheet, masked in the same way. */
export const schoolsCsv = download('/deploiement/:placeId/csv', {
  params: OnePlace,
  may: mayFollow,
  query: Query,
  load: async ({ db, me, now, params: { placeId }, query }) => {
    const rows = await rowsOf(db, me, placeId, query);
    const heads = [
      ...t.csvHeads.split('|'),
      ...profiles.flatMap((profile) => t.csvProfileHeads({ profile: t.profileText({ profile }) }).split('|')),
    ];
    const lines = rows.map((row) => [
      ...[row.uai, row.name, row.city ?? '', conventionText(row.convention), dayOr(row.conventionSince), dayOr(row.providedOn)],
      ...[dayOr(row.openedOn), row.stall ? t.stallText({ stall: row.stall }) : ''],
      ...row.figures.flatMap(({ people, activated, week }) =>
        people === null ? [t.few, t.few, t.few] : [said(people), said(activated), said(week)],
      ),
    ]);
    return {
      name: `${t.csvFile({ name: await nameOf(db, placeId), day: parisDay(now) })}.csv`,
      mediaType: 'text/csv; charset=utf-8',
      bytes: Buffer.from(csv([heads, ...lines])),
    };
  },
});
