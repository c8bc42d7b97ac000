import { hidden, type Me, type Reader, routesFor, sql, uuid, z } from '#kernel';
import { weekOf } from '#kernel/audience';
import { ButtonLink, Buttons, Definition, dayText, EmptyState, Notice, Page, PrintButton, shortDayText, Table } from '#kernel/ui';
import { lastWeek, Part, partsOf, Said, weekAt, weeksAt } from './figures.ts';
import { Bars, CutTable, countText, perVisit, usersColumn, visitsColumn } from './lines.tsx';
import { followed, mayRead } from './policy.ts';
import { cuts, type Tables } from './tables.ts';
import { t } from './texts.ts';

const { page } = routesFor<Tables>();
export const OnePlace = z.object({ placeId: uuid });
/** Any day of the week that one wants, from the first of the measure. */
export const Week = z.object({ semaine: z.iso.date().optional().catch(undefined) });

const shift = (week: string, days: number): string =>
  new Date(Date.parse(`${week}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** The Monday asked for, between ten years ago and this week; else the last whole week. */
export async function weekAsked(db: Reader<Tables>, now: Date, semaine: string | undefined): Promise<string> {
  const current = weekOf(now);
  if (!semaine || semaine > shift(current, 6) || semaine < shift(current, -3650)) return lastWeek(db, current);
  return weekOf(new Date(`${semaine}T12:00:00Z`));
}

export const board = page('/frequentation/:placeId', {
  params: OnePlace,
  may: mayRead,
  query: Week,
  answer: z.object({
    id: z.string(),
    name: z.string(),
    week: z.string(),
    ongoing: z.boolean(),
    whole: Said,
    profile: z.array(Said),
    service: z.array(Said),
    device: z.array(Said),
    hour: z.array(Said),
    weeks: z.array(Said),
    parts: z.array(Part),
    trail: z.array(z.object({ label: z.string(), href: z.string() })),
  }),
  load: async ({ db, me, now, params: { placeId }, query: { semaine } }) => {
    const place = await db.selectFrom('kernel.places').select('name').where('id', '=', placeId).executeTakeFirst();
    if (!place) return hidden;
    const week = await weekAsked(db, now, semaine);
    return {
      ...{ id: placeId, name: place.name, week, ongoing: week === weekOf(now) },
      ...(await weekAt(db, placeId, week)),
      weeks: await weeksAt(db, placeId, week),
      parts: await partsOf(db, placeId, week, followed(me)),
      trail: await trailOf(db, me, placeId),
    };
  },
  view: ({ id, name, week, ongoing, whole, weeks, parts, trail, ...figures }) => (
    <Page
      title={name}
      lead={t.lead}
      family="governance"
      wide
      trail={trail}
      actions={
        <>
          <ButtonLink href={`/frequentation/${id}/csv?semaine=${week}`} picture="import" download>
            {t.csv}
          </ButtonLink>
          <PrintButton />
        </>
      }
    >
      <h2>{t.weekFrom({ day: dayText(week) })}</h2>
      <Buttons>
        <ButtonLink href={`/frequentation/${id}?semaine=${shift(week, -7)}`} weight="quiet" picture="back">
          {t.before}
        </ButtonLink>
        {!ongoing && (
          <ButtonLink href={`/frequentation/${id}?semaine=${shift(week, 7)}`} weight="quiet" picture="forward">
            {t.after}
          </ButtonLink>
        )}
      </Buttons>
      {ongoing && <Notice kind="info">{t.ongoing}</Notice>}
      {whole.visits === 0 ? (
        <EmptyState sentence={t.empty} drawing="snail" />
      ) : (
        <>
          <Definition
            entries={[
              { term: t.visits, children: countText(whole.visits) },
              { term: t.users, children: countText(whole.users) },
              { term: t.duration, children: perVisit(whole) },
            ]}
          />
          {cuts.map((cut) => figures[cut].length > 0 && <CutTable key={cut} cut={cut} rows={figures[cut]} />)}
        </>
      )}
      {parts.length > 0 && (
        <Table
          caption={t.parts({ name })}
          dense
          figures
          rows={parts}
          id={(part) => part.id}
          columns={[
            { head: t.place, header: true, cell: (part) => <a href={`/frequentation/${part.id}?semaine=${week}`}>{part.name}</a> },
            visitsColumn,
            usersColumn,
          ]}
        />
      )}
      <h2>{t.trend}</h2>
      <Bars weeks={weeks} />
      <Table
        caption={t.trend}
        quiet
        dense
        figures
        rows={[...weeks].reverse()}
        id={({ value }) => value}
        columns={[{ head: t.week, header: true, cell: ({ value }) => shortDayText(value) }, visitsColumn, usersColumn]}
      />
      <h2>{t.how}</h2>
      <div class="rich">
        <ul>
          {t.rules.split('|').map((rule) => (
            <li key={rule}>{rule}</li>
          ))}
          <li>{t.hushed}</li>
        </ul>
      </div>
    </Page>
  ),
});

/** What contains a place, as far up as I may read. */
async function trailOf(db: Reader<Tables>, me: Me, placeId: string) {
  const { rows } = await sql<{ id: string; name: string }>`
    select p.id, p.name from kernel.place_ancestors a join kernel.places p on p.id = a.ancestor_id
    where a.place_id = ${placeId} and p.id <> ${placeId} and p.id in ${followed(me)}
    order by array_position(array['region', 'academy', 'department', 'circonscription', 'town'], p.kind), p.name`.execute(db);
  return [{ label: t.label, href: '/frequentation' }, ...rows.map(({ id, name }) => ({ label: name, href: `/frequentation/${id}` }))];
}
