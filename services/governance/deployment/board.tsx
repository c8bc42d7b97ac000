import { hidden, type Me, type Reader, routesFor, sql, uuid, z } from '#kernel';
import { ButtonLink, Buttons, type Crumb, EmptyState, Notice, Page, PrintButton, shortDayText, Table, Tabs } from '#kernel/ui';
import { bindingStates } from '#services/governance/conventions';
import { countedAt, Sum, sumsOf } from './figures.ts';
import { addressOf } from './home.tsx';
import { HowCounted, shareOf } from './lines.tsx';
import { followed, mayFollow, mayWrite } from './policy.ts';
import { profiles, type Tables } from './tables.ts';
import { t } from './texts.ts';

const { page } = routesFor<Tables>();
export const OnePlace = z.object({ placeId: uuid });
export const Crumbs = z.array(z.object({ label: z.string(), href: z.string() }));

/** A place and what it is cut into, in numbers: a region its academies, down to a circonscription or a town and its schools. */
export const board = page('/deploiement/:placeId', {
  params: OnePlace,
  may: mayFollow,
  answer: z.object({ whole: Sum, parts: z.array(Sum), night: z.string().nullable(), trail: Crumbs, writes: z.boolean() }),
  load: async ({ db, me, params }) => {
    const { placeId } = params;
    const [whole] = await sumsOf(db, sql`select ${placeId}::uuid`, bindingStates);
    if (!whole) return hidden;
    const parts =
      whole.kind === 'town'
        ? sql`select id from kernel.schools where town_id = ${placeId}`
        : sql`select id from kernel.places where parent_id = ${placeId} and closed_on is null`;
    const cut = await sumsOf(db, sql`${parts} and id in ${followed(me)}`, bindingStates);
    return {
      whole,
      parts: cut.filter(({ schools }) => schools > 0),
      night: await countedAt(db),
      trail: await trailOf(db, me, placeId),
      writes: await mayWrite({ me, db, params }),
    };
  },
  view: ({ whole, parts, night, trail, writes }) => (
    <Page
      title={whole.name}
      lead={t.lead}
      family="governance"
      wide
      trail={trail}
      actions={
        <Buttons>
          {writes && whole.stalled > 0 && (
            <ButtonLink href={`/deploiement/${whole.id}/relances`} weight="main" picture="letter">
              {t.letters}
            </ButtonLink>
          )}
          <PrintButton />
        </Buttons>
      }
    >
      <Views placeId={whole.id} current="places" />
      <Night night={night} />
      {whole.schools === 0 ? (
        <EmptyState sentence={night ? t.noSchool : t.noFigures} drawing="snail" />
      ) : (
        <>
          <Table
            caption={t.inside({ name: whole.name })}
            quiet
            dense
            rows={[whole, ...parts]}
            id={({ id }) => id}
            columns={[nameColumn(whole.id), ...columns]}
          />
          <HowCounted />
        </>
      )}
    </Page>
  ),
});

const nameColumn = (whole: string) => ({
  head: t.place,
  header: true,
  cell: (sum: Sum) => (sum.id === whole ? t.whole : <a href={addressOf(sum)}>{sum.name}</a>),
});
const columns = [
  { head: t.schools, numeric: true, cell: ({ schools }: Sum) => schools },
  { head: t.bound, numeric: true, cell: ({ bound }: Sum) => bound },
  { head: t.provided, numeric: true, cell: ({ provided }: Sum) => provided },
  { head: t.opened, numeric: true, cell: ({ opened }: Sum) => opened },
  { head: t.toFollow, numeric: true, cell: ({ id, kind, stalled }: Sum) => <Stalled id={id} kind={kind} stalled={stalled} /> },
  ...profiles.map(shareOf),
];

const Stalled = ({ id, kind, stalled }: Pick<Sum, 'id' | 'kind' | 'stalled'>) =>
  stalled > 0 && kind !== 'school' ? <a href={`/deploiement/${id}/ecoles?relancer=on`}>{stalled}</a> : stalled;

export const Views = ({ placeId, current }: { placeId: string; current: 'places' | 'schools' }) => (
  <Tabs
    label={t.views}
    entries={[
      { label: t.byPlace, href: `/deploiement/${placeId}`, current: current === 'places' },
      { label: t.bySchool, href: `/deploiement/${placeId}/ecoles`, current: current === 'schools' },
    ]}
  />
);

export const Night = ({ night }: { night: string | null }) =>
  night ? <p>{t.night({ day: shortDayText(night) })}</p> : <Notice>{t.noFigures}</Notice>;

/** What contains a place, as far up as I may read. */
export async function trailOf(db: Reader, me: Me, placeId: string): Promise<Crumb[]> {
  const { rows } = await sql<{ id: string; name: string; kind: string }>`
    select p.id, p.name, p.kind from kernel.place_ancestors a join kernel.places p on p.id = a.ancestor_id
    where a.place_id = ${placeId} and p.id <> ${placeId} and p.id in ${followed(me)}
    order by array_position(array['region', 'academy', 'department', 'circonscription', 'town'], p.kind), p.name`.execute(db);
  return [{ label: t.label, href: '/deploiement' }, ...rows.map((place) => ({ label: place.name, href: addressOf(place) }))];
}
