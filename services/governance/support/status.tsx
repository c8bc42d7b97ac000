import type { ComponentChildren } from 'preact';
import { type Me, newId, type RawBuilder, type Reader, routesFor, sql, uuid, z } from '#kernel';
import {
  BarePage,
  ButtonLink,
  Card,
  CardList,
  Form,
  Notice,
  Page,
  Select,
  Status,
  type StatusKind,
  Submit,
  TextArea,
  TextField,
  Time,
  useView,
} from '#kernel/ui';
import { mayTell, publishes, publishingPlaces } from './policy.ts';
import { s } from './status-texts.ts';
import type { IncidentState, Tables } from './tables.ts';

const { openPage, page, action } = routesFor<Tables>();
const states = ['announced', 'looking', 'found', 'watching', 'over'] as const;

const Incident = z.object({
  id: z.string(),
  title: z.string(),
  place: z.string(),
  state: z.enum(states),
  startsAt: z.date(),
  overAt: z.date().nullable(),
  updates: z.array(z.object({ state: z.enum(states), body: z.string(), at: z.string() })),
});
type Incident = z.infer<typeof Incident>;

const shown = 90 * 86_400_000;

/**
 * SQL on an incident `i`: told by an academy or a region above a place of mine, or, for whoever looks after the whole of it, inside theirs.
 * Nobody signed in is of nowhere: all of them.
 */
function concerns(me: Me | undefined): RawBuilder<boolean> {
  const places = [...(me?.functions ?? []).map(({ placeId }) => placeId), ...(me?.children ?? []).map(({ schoolId }) => schoolId)];
  if (places.length === 0) return sql<boolean>`true`;
  return sql<boolean>`(
    i.place_id in (select up.ancestor_id from kernel.place_ancestors up
      where up.place_id = any (${places}::uuid[]) or up.place_id in (select id from kernel.schools where town_id = any (${places}::uuid[])))
    or i.place_id in (select down.place_id from kernel.place_ancestors down where down.ancestor_id = any (${places}::uuid[])))`;
}

/** What happens now, what is announced, and what is over since three months at most; the newest first. */
export async function incidentsOf(
  db: Reader<Tables>,
  now: Date,
  { current, me }: { current: boolean; me: Me | undefined },
): Promise<Incident[]> {
  const { rows } = await sql<Incident>`
    select i.id, i.title, p.name as place, i.state, i.starts_at as "startsAt", i.over_at as "overAt", coalesce((
      select json_agg(json_build_object('state', u.state, 'body', u.body, 'at', u.at) order by u.at desc, u.id desc)
      from support.updates u where u.incident_id = i.id), '[]') as updates
    from support.incidents i join kernel.places p on p.id = i.place_id
    where case when ${current} then i.state <> 'over' else i.state = 'over' and i.over_at > ${new Date(now.getTime() - shown)} end
      and ${concerns(me)}
    order by i.starts_at desc, i.id limit 50`.execute(db);
  return rows;
}

const Answer = z.object({
  reachable: z.boolean(),
  at: z.date(),
  mayWrite: z.boolean(),
  current: z.array(Incident),
  past: z.array(Incident),
});

/** Answers whoever asks, signed in or not, and even when the database does not answer: then it says so. */
export const status = openPage('/etat', {
  may: () => true,
  answer: Answer,
  load: async ({ db, me, now }) => ({
    reachable: true,
    at: now,
    mayWrite: me !== undefined && publishes({ me }),
    current: await incidentsOf(db, now, { current: true, me }),
    past: await incidentsOf(db, now, { current: false, me }),
  }),
  whenDown: ({ now }) => ({ reachable: false, at: now, mayWrite: false, current: [], past: [] }),
  view: ({ reachable, at, mayWrite, current, past }) => (
    <Open title={s.status} lead={s.statusLead}>
      {!reachable && <Notice kind="danger">{s.unreachable}</Notice>}
      {reachable && current.every(({ state }) => state === 'announced') && <Notice kind="success">{s.allWell}</Notice>}
      <p class="meta">
        {s.seenAt} <Time at={at} />
      </p>
      {mayWrite && <ButtonLink href="/etat/nouvel-incident">{s.tellIncident}</ButtonLink>}
      {current.length > 0 && <Incidents label={s.now} incidents={current} mayWrite={mayWrite} />}
      {past.length > 0 && <Incidents label={s.past} incidents={past} mayWrite={false} />}
    </Open>
  ),
});

/** Under the roof for whoever is outside, with the menu for whoever is in. */
export function Open({ title, lead, children }: { title: string; lead: string; children: ComponentChildren }) {
  const House = useView().me ? Page : BarePage;
  return (
    <House title={title} lead={lead} family="governance">
      {children}
    </House>
  );
}

const looks: Record<IncidentState, StatusKind> = { announced: 'new', looking: 'late', found: 'late', watching: 'waiting', over: 'done' };

const Incidents = ({ label, incidents, mayWrite }: { label: string; incidents: Incident[]; mayWrite: boolean }) => (
  <>
    <h2>{label}</h2>
    <CardList label={label}>
      {incidents.map(({ id, title, place, state, startsAt, updates }) => (
        <Card
          key={id}
          title={title}
          level={3}
          meta={
            <>
              <span>{place}</span>
              <Time at={startsAt} />
            </>
          }
          footer={mayWrite && <ButtonLink href={`/etat/incidents/${id}`}>{s.giveNews}</ButtonLink>}
        >
          <p>
            <Status kind={looks[state]}>{s.state({ state })}</Status>
          </p>
          <ul>
            {updates.map(({ body, at }) => (
              <li key={at}>
                <Time at={at} /> {s.dash} {body}
              </li>
            ))}
          </ul>
        </Card>
      ))}
    </CardList>
  </>
);

/** The same, in a line, where somebody is about to ask. */
export const Known = ({ titles }: { titles: string[] }) =>
  titles.length === 0 ? null : (
    <Notice kind="warning" title={s.knownTitle}>
      <p>
        {titles.join(' · ')}. <a href="/etat">{s.follow}</a>
      </p>
    </Notice>
  );

export const currentTitles = async (db: Reader<Tables>, me: Me, now: Date): Promise<string[]> =>
  (await incidentsOf(db, now, { current: true, me })).filter(({ state }) => state !== 'announced').map(({ title }) => title);

const Place = z.object({ id: z.string(), name: z.string() });
export const placesToSpeakFor = (db: Reader<Tables>, me: Me) =>
  db.selectFrom('kernel.places').select(['id', 'name']).where('id', 'in', publishingPlaces(me)).orderBy('name').execute();

const trail = [{ label: s.status, href: '/etat' }];
const stateOptions = (offered: readonly IncidentState[]) => offered.map((state) => ({ value: state, label: s.state({ state }) }));

export const newIncident = page('/etat/nouvel-incident', {
  may: publishes,
  answer: z.object({ places: z.array(Place) }),
  load: async ({ db, me }) => ({ places: await placesToSpeakFor(db, me) }),
  view: ({ places }) => (
    <Page title={s.tellIncident} lead={s.tellLead} family="governance" narrow trail={trail}>
      <Form action="/etat/nouvel-incident">
        <Select
          name="placeId"
          label={s.where}
          required
          blank={false}
          value={places[0]?.id ?? ''}
          options={places.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <TextField name="title" label={s.title} hint={s.titleHint} required maxlength={120} />
        <Select name="state" label={s.stateLabel} required blank={false} value="looking" options={stateOptions(states.slice(0, 4))} />
        <TextArea name="body" label={s.body} hint={s.bodyHint} required rows={4} maxlength={1000} />
        <Submit>{s.publish}</Submit>
      </Form>
    </Page>
  ),
});

const words = { body: z.string(s.giveBody).trim().min(1, s.giveBody).max(1000, s.long) };

export const tellIncident = action('/etat/nouvel-incident', {
  may: publishes,
  does: 'incident.told',
  body: z.object({
    placeId: z.uuid(s.choosePlace),
    title: z.string(s.giveTitle).trim().min(1, s.giveTitle).max(120, s.long),
    state: z.enum(['announced', 'looking', 'found', 'watching'], s.chooseState),
    ...words,
  }),
  redraw: newIncident,
  run: async ({ db, me, now, body: { placeId, title, state, body } }) => {
    if (!publishingPlaces(me).includes(placeId)) return { refused: 'place', sentence: s.choosePlace, field: 'placeId', status: 422 };
    const id = newId(now.getTime());
    await db.insertInto('support.incidents').values({ id, place_id: placeId, title, state, starts_at: now }).execute();
    await db
      .insertInto('support.updates')
      .values({ id: newId(now.getTime()), incident_id: id, state, body, at: now })
      .execute();
    return { see: '/etat', say: s.told, note: { details: { incident: id, state } } };
  },
});

const params = z.object({ incidentId: uuid });

export const incidentPage = page('/etat/incidents/:incidentId', {
  params,
  may: mayTell,
  answer: z.object({ id: z.string(), title: z.string(), state: z.enum(states) }),
  load: async ({ db, params: { incidentId } }) =>
    db.selectFrom('support.incidents').select(['id', 'title', 'state']).where('id', '=', incidentId).executeTakeFirstOrThrow(),
  view: ({ id, title, state }) => (
    <Page title={s.newsOf({ title })} family="governance" narrow trail={trail}>
      <Form action={`/etat/incidents/${id}`}>
        <Select name="state" label={s.stateLabel} required blank={false} value={state} options={stateOptions(states)} />
        <TextArea name="body" label={s.body} hint={s.bodyHint} required rows={4} maxlength={1000} />
        <Submit>{s.publish}</Submit>
      </Form>
    </Page>
  ),
});

export const tellNews = action('/etat/incidents/:incidentId', {
  params,
  may: mayTell,
  does: 'incident.followed',
  body: z.object({ state: z.enum(states, s.chooseState), ...words }),
  redraw: incidentPage,
  run: async ({ db, now, params: { incidentId }, body: { state, body } }) => {
    const over = state === 'over' ? now : null;
    await db.updateTable('support.incidents').set({ state, over_at: over }).where('id', '=', incidentId).execute();
    await db
      .insertInto('support.updates')
      .values({ id: newId(now.getTime()), incident_id: incidentId, state, body, at: now })
      .execute();
    return { see: '/etat', say: s.told, note: { details: { incident: incidentId, state } } };
  },
});
