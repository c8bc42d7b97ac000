import { day, hidden, newId, refuse, routesFor, sql, ticked, uuid, z } from '#kernel';
import { endSessions, revokeCodes } from '#kernel/identity';
import { wears } from '#kernel/perimeter';
import { Card, CardList, Checkbox, DateField, EmptyState, Form, Notice, Page, parisDay, SearchField, Submit, Time } from '#kernel/ui';
import { q as requests } from '../requests-texts.ts';
import type { Tables } from '../tables.ts';
import { deathShape, deathsWhere, deskFor, lookedAfter, mayRecord, search } from './death.ts';
import { d } from './words.ts';

const { page, action } = routesFor<Tables>();
const params = z.object({ guardianId: uuid });
const trail = { label: requests.desk, href: '/donnees/bureau' };

/** Those recorded, and where one looks for somebody. */
export const deaths = page('/donnees/deces', {
  may: wears('director', 'academy', 'administrator'),
  query: z.object({ q: z.string().trim().max(100).catch('').default('') }),
  answer: z.object({
    q: z.string(),
    found: z.array(z.object({ id: z.string(), name: z.string(), places: z.array(z.string()) })),
    recorded: z.array(deathShape),
  }),
  load: async ({ db, me, query: { q } }) => ({
    q,
    found: q.length > 1 ? await search(db, me, q) : [],
    recorded: await deathsWhere(db, lookedAfter(me)),
  }),
  view: ({ q, found, recorded }) => (
    <Page title={d.title} family="governance" narrow lead={d.lead} trail={[trail]}>
      <Notice>{d.child}</Notice>
      <SearchField action="/donnees/deces" label={d.search} value={q} />
      {q.length > 1 && found.length === 0 && <EmptyState sentence={d.none({ q })} />}
      {found.length > 0 && (
        <CardList label={d.found}>
          {found.map(({ id, name, places }) => (
            <Card key={id} title={name} href={`/donnees/deces/nouveau/${id}`}>
              <p class="meta">{places.join(' · ')}</p>
            </Card>
          ))}
        </CardList>
      )}
      <h2>{d.recorded}</h2>
      {recorded.length === 0 ? (
        <p>{d.nothing}</p>
      ) : (
        <CardList label={d.recorded}>
          {recorded.map(({ id, name, diedOn }) => (
            <Card key={id} title={name} href={`/donnees/deces/${id}`} level={3}>
              <p class="meta">
                <Time at={diedOn} form="day" />
              </p>
            </Card>
          ))}
        </CardList>
      )}
    </Page>
  ),
});

export const recordPage = page('/donnees/deces/nouveau/:guardianId', {
  params,
  may: mayRecord,
  fresh: true,
  answer: z.object({ id: z.string(), name: z.string(), today: z.string() }),
  load: async ({ db, params: { guardianId }, now }) => {
    const person = await db.selectFrom('kernel.people').select(['first_name', 'last_name']).where('id', '=', guardianId).executeTakeFirst();
    return person ? { id: guardianId, name: `${person.first_name} ${person.last_name}`, today: parisDay(now) } : hidden;
  },
  view: ({ id, name, today }) => (
    <Page title={d.recordOf({ name })} family="governance" narrow lead={d.recordLead} trail={[{ label: d.title, href: '/donnees/deces' }]}>
      <Form action={`/donnees/deces/nouveau/${id}`} id="deces">
        <DateField name="diedOn" label={d.diedOn} hint={d.diedOnHint} required max={today} />
        <Checkbox name="sure" label={d.sure} required />
        <Submit>{d.record}</Submit>
      </Form>
    </Page>
  ),
});

/** Closes the account at once, with all that was on its way to it. What the person had asked is read, and kept beside. */
export const record = action('/donnees/deces/nouveau/:guardianId', {
  params,
  may: mayRecord,
  fresh: true,
  does: 'death.recorded',
  body: z.object({ diedOn: day, sure: ticked }),
  redraw: recordPage,
  run: async ({ db, me, params: { guardianId: personId }, body: { diedOn, sure }, now }) => {
    if (!sure) return refuse('sure', d.beSure, { field: 'sure' });
    if (diedOn > parisDay(now)) return refuse('future', d.future, { field: 'diedOn' });
    if (Number(parisDay(now).slice(0, 4)) - Number(diedOn.slice(0, 4)) > 20) return refuse('old', d.tooOld, { field: 'diedOn' });
    const placeId = await deskFor(db, me, personId);
    const directive = await db.selectFrom('privacy.directives').selectAll().where('person_id', '=', personId).executeTakeFirst();
    const id = newId(now.getTime());
    const { numInsertedOrUpdatedRows: made } = await db
      .insertInto('privacy.deaths')
      .values({
        ...{ id, person_id: personId, place_id: placeId, died_on: diedOn, recorded_by: me.personId, recorded_at: now },
        ...{ wish: directive?.wish ?? null, heir: directive?.heir ?? null },
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow();
    if (!made) return refuse('already', d.already, { status: 409 });
    await sql`
      update kernel.people set died_on = ${diedOn}, trashed_at = coalesce(trashed_at, ${now}), leaving_since = coalesce(leaving_since, ${now})
      where id = ${personId} or merged_into = ${personId}`.execute(db);
    const account = await db.selectFrom('kernel.accounts').select('id').where('person_id', '=', personId).executeTakeFirst();
    if (account) {
      await endSessions(db, account.id, {});
      await revokeCodes(db, [account.id], now);
    }
    await db.deleteFrom('kernel.notifications').where('person_id', '=', personId).where('arrived_at', 'is', null).execute();
    await db.deleteFrom('kernel.push_subscriptions').where('person_id', '=', personId).execute();
    return { see: `/donnees/deces/${id}`, say: d.done, note: { details: { death: id, personId } } };
  },
});
