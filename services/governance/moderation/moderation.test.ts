import { createHash } from 'node:crypto';
import { afterAll, expect, test } from 'vitest';
import { newId, service, sql } from '#kernel';
import { createApp } from '#kernel/http';
import { tokenHash } from '#kernel/identity';
import { type Braked, brakesOn, hold, type Moderated, report } from '#kernel/moderation';
import { meBySession } from '#kernel/perimeter';
import { startEnt } from '#kernel/testing';
import moderation from './service.ts';

/** A wall where people write: what it is told to do with a thing is written down. */
const done: string[] = [];
const words = new Map<string, string>();
const hashed = (text: string) => createHash('sha256').update(text).digest();
const moderated: Moderated = {
  show: async ({ thingIds }) =>
    new Map(
      thingIds.flatMap((id) =>
        words.has(id)
          ? [[id, { title: 'Un mot', author: 'Léa', to: 'la classe', text: words.get(id) ?? '', links: [], at: new Date() }] as const]
          : [],
      ),
    ),
  release: async ({ thingId }) => void done.push(`released ${thingId}`),
  reject: async ({ thingId }) => void done.push(`rejected ${thingId}`),
  recall: async ({ contentHash, schoolIds }) => {
    const ids = [...words].filter(([, text]) => hashed(text).equals(contentHash)).map(([id]) => id);
    done.push(`recalled ${ids.length} in ${schoolIds.length}`);
    return ids.length;
  },
  hashOf: async ({ thingId }) => (words.has(thingId) ? hashed(words.get(thingId) ?? '') : undefined),
};
const wall = service({
  name: 'wall',
  label: 'Mur',
  family: 'pedagogy',
  needs: [],
  routes: [],
  personalData: [],
  feature: 'Le mur',
  moderated,
});
const services = [moderation, wall];
const ent = await startEnt(services);
afterAll(() => ent[Symbol.asyncDispose]());

const placeOf = async (kind: 'region' | 'academy' | 'circonscription', parent: string | null) => {
  const id = newId();
  await ent.db.insertInto('kernel.places').values({ id, kind, name: kind, parent_id: parent }).execute();
  return id;
};
const region = await placeOf('region', null);
const academy = await placeOf('academy', region);
const circonscription = await placeOf('circonscription', academy);
const school = await ent.school({ parentId: circonscription });
const far = await ent.school({ name: 'École du Port', parentId: await placeOf('academy', region) });
const ce1 = await ent.classroom(school);
const lea = await ent.pupil('Léa Martin', ce1);
const anne = await ent.guardian('Anne Martin', lea);
const hugo = await ent.teacher('Hugo Lafont', ce1);
const nadia = await ent.director('Nadia Ferrand', school);
const other = await ent.director('Paul Roux', far);
const give = async (name: string, kind: 'academy' | 'administrator' | 'inspector', place: string) => {
  const id = await ent.person(name);
  await ent.give(id, kind, place);
  return id;
};
const irene = await give('Irène Sabatier', 'academy', academy);
const ada = await give('Ada Fabre', 'administrator', region);
const ali = await give('Ali Haddad', 'administrator', region);
const marc = await give('Marc Delmas', 'inspector', circonscription);

const meOf = async (personId: string) => {
  const seen = await meBySession(ent.db, tokenHash((await ent.as(personId)).token));
  if (!seen) throw new Error('nobody');
  return seen.me;
};
const state = async (personId: string, where = school, feature = 'wall'): Promise<Braked['state']> =>
  (await brakesOn(ent.db, await meOf(personId), feature, where, new Date())).state;
const form = (more: Record<string, string | string[]> = {}) => ({
  feature: 'wall',
  state: 'read-only',
  hours: '24',
  reason: 'Un lien dangereux circule.',
  ...more,
});
const brake = async (by: string, place: string, more: Record<string, string | string[]> = {}) =>
  (await (await ent.as(by)).post(`/moderation/lieux/${place}`, form(more))).statusCode;
const brakes = () => ent.db.selectFrom('kernel.brakes').selectAll().where('lifted_at', 'is', null).orderBy('set_at').execute();
const liftAll = () => sql`update kernel.brakes set lifted_at = now() where lifted_at is null`.execute(ent.db);

test('who may put a brake where: a table of rights', async () => {
  const people = { anne, lea, hugo, nadia, other, irene, ada, marc };
  const table: Record<string, number[]> = {};
  for (const [name, person] of Object.entries(people)) {
    table[name] = [];
    for (const place of [school, far, circonscription, academy, region]) table[name].push(await brake(person, place));
  }
  expect(table).toEqual({
    anne: [404, 404, 404, 404, 404],
    lea: [404, 404, 404, 404, 404],
    hugo: [404, 404, 404, 404, 404],
    nadia: [303, 404, 404, 404, 404],
    other: [404, 303, 404, 404, 404],
    irene: [303, 404, 303, 303, 404],
    ada: [303, 303, 303, 303, 303],
    marc: [404, 404, 404, 404, 404],
  });
  await liftAll();
});

test('a director slows pupils down: they may no longer write there, their teacher may, and elsewhere nothing changes', async () => {
  expect(await brake(nadia, school, { profiles: ['pupil'] })).toBe(303);
  expect([await state(lea), await state(hugo), await state(anne), await state(lea, far)]).toEqual([
    'read-only',
    'normal',
    'normal',
    'normal',
  ]);
  expect(await state(lea, school, 'agenda')).toBe('normal');
  await liftAll();
  expect(await state(lea)).toBe('normal');
});

test('several brakes: the strictest holds; several hats: the freest counts; a hat worn elsewhere frees nobody here', async () => {
  await brake(nadia, school, { state: 'staff-first', profiles: ['guardian'] });
  await brake(irene, circonscription, { state: 'closed', profiles: ['guardian'] });
  expect(await state(anne)).toBe('closed');
  const both = await ent.guardian('Zoé Petit', await ent.pupil('Tom Petit', ce1));
  await ent.give(both, 'teacher', ce1);
  expect(await state(both)).toBe('normal');
  const elsewhere = await ent.guardian('Luc Blanc', await ent.pupil('Eva Blanc', ce1));
  await ent.give(elsewhere, 'director', far);
  expect(await state(elsewhere)).toBe('closed');
  await liftAll();
});

test('« tout ce qui sert à écrire » is every service where people write, and those alone may be named', async () => {
  await brake(nadia, school, { feature: '*' });
  expect([await state(anne), await state(anne, school, 'messaging')]).toEqual(['read-only', 'read-only']);
  await liftAll();
  for (const feature of ['attendance', 'agenda', 'nothing', '']) expect(await brake(nadia, school, { feature })).toBe(422);
  expect(await brakes()).toEqual([]);
});

test('a brake holds on a school, or on what contains it: a class, where nothing would be slowed, is no place for one', async () => {
  expect(await brake(nadia, ce1)).toBe(404);
  expect(await brakes()).toEqual([]);
});

test('among a thousand schools, whoever decides for one finds the button that lifts its brake, and no button for one from above', async () => {
  await brake(irene, circonscription);
  const many = Array.from({ length: 40 }, () => newId());
  await ent.db
    .insertInto('kernel.places')
    .values(many.map((id, at) => ({ id, kind: 'circonscription' as const, name: `Circonscription ${at}`, parent_id: academy })))
    .execute();
  await brake(nadia, school);
  const lifts = async (by: string) => (await (await ent.as(by)).get('/moderation')).body.match(/\/freins\/[\w-]+\/levee/g)?.length ?? 0;
  expect([await lifts(irene), await lifts(ada), await lifts(nadia)]).toEqual([2, 2, 1]);
  await liftAll();
});

test('a whole academy needs two persons: until the second agreed nothing is slowed, and the first cannot be both', async () => {
  expect(await brake(ada, region, { feature: '*', state: 'closed' })).toBe(303);
  expect(await state(anne)).toBe('normal');
  const [waiting] = await brakes();
  const agree = async (by: string) => (await (await ent.as(by)).post(`/moderation/freins/${waiting?.id}/accord`)).statusCode;
  expect(await agree(ada)).toBe(409);
  expect([await agree(nadia), await agree(irene), await agree(anne)]).toEqual([404, 404, 404]);
  expect(await state(anne)).toBe('normal');
  expect(await agree(ali)).toBe(303);
  expect(await state(anne)).toBe('closed');
  expect(await agree(ali)).toBe(409);
  // One is enough to give people their words back.
  expect((await (await ent.as(ada)).post(`/moderation/freins/${waiting?.id}/levee`)).statusCode).toBe(303);
  expect(await state(anne)).toBe('normal');
  await expect(sql`update kernel.brakes set seconded_by = set_by where id = ${waiting?.id}`.execute(ent.db)).rejects.toThrow(
    'check constraint',
  );
});

test('nobody brakes an academy bit by bit: the third circonscription waits for a second person', async () => {
  const places = [circonscription, await placeOf('circonscription', academy), await placeOf('circonscription', academy)];
  for (const place of places) expect(await brake(ada, place)).toBe(303);
  expect((await brakes()).map(({ needs_second }) => needs_second)).toEqual([false, false, true]);
  expect(await brake(ali, places[2] ?? '')).toBe(303);
  expect((await brakes()).at(-1)?.needs_second).toBe(false);
  expect(await brake(ada, school)).toBe(303);
  expect((await brakes()).at(-1)?.needs_second).toBe(false);
  await liftAll();
});

test('a brake holds on another server within a second, ends by itself, and is in the journal', async () => {
  const { id } = await ent.db.selectFrom('kernel.people').select('id').where('id', '=', nadia).executeTakeFirstOrThrow();
  const elsewhere = await createApp({
    db: ent.db,
    services,
    asset: (name) => `/assets/${name}`,
    config: { publicUrl: 'http://localhost:3000', secret: ent.secret, demonstration: false, folder: ent.folder },
  });
  await brake(nadia, school);
  const before = performance.now();
  const { token } = await ent.as(nadia);
  const seen = await elsewhere.inject({ url: '/moderation', headers: { cookie: `preau=${token}`, accept: 'application/json' } });
  expect(seen.json().brakes).toHaveLength(1);
  expect(await state(anne)).toBe('read-only');
  expect(performance.now() - before).toBeLessThan(1000);
  await elsewhere.close();
  const in25Hours = new Date(Date.now() + 25 * 3_600_000);
  expect((await brakesOn(ent.db, await meOf(anne), 'wall', school, in25Hours)).state).toBe('normal');
  const lines = await ent.db.selectFrom('kernel.audit').select(['action', 'school_id']).where('actor_id', '=', id).execute();
  expect(lines).toContainEqual({ action: 'moderation.brake.set', school_id: school });
  await liftAll();
});

const held = async (text: string, { where = school, by = lea } = {}) => {
  const thingId = newId();
  words.set(thingId, text);
  await ent.db.transaction().execute((tx) =>
    hold(tx, {
      service: 'wall',
      thingId,
      schoolId: where,
      authorId: by,
      why: 'Envoyé la nuit à tout le monde.',
      contentHash: hashed(text),
      now: new Date(),
    }),
  );
  const { id } = await ent.db.selectFrom('kernel.holds').select('id').where('thing_id', '=', thingId).executeTakeFirstOrThrow();
  return { id, thingId };
};

test('what is held is decided once, by somebody of the school or above, never by its author', async () => {
  const { id, thingId } = await held('Regardez ça');
  const mine = await held('De moi-même', { by: nadia });
  const decide = async (by: string, what: string, verb = 'liberation') =>
    (await (await ent.as(by)).post(`/moderation/retenues/${what}/${verb}`)).statusCode;
  for (const stranger of [anne, lea, hugo, other, marc]) expect(await decide(stranger, id)).toBe(404);
  expect(await decide(nadia, mine.id)).toBe(404);
  expect(await decide(irene, mine.id, 'refus')).toBe(303);
  const twice = await Promise.all([decide(nadia, id), decide(irene, id, 'refus'), decide(nadia, id, 'refus'), decide(ada, id)]);
  expect(twice.filter((status) => status === 303)).toHaveLength(1);
  expect(done.filter((line) => line.endsWith(thingId))).toHaveLength(1);
});

test('a hostile content is shown as words: nothing to click, nothing drawn', async () => {
  await held('<img src=x onerror=alert(1)> <a href="https://mal.invalid">ici</a>');
  const { body } = await (await ent.as(nadia)).get('/moderation/attente');
  expect(body).toContain('&lt;img src=x');
  expect(body).not.toContain('<img src=x');
  expect(body).not.toContain('href="https://mal.invalid"');
  const theirs = await (await ent.as(other)).get('/moderation/attente');
  expect(theirs.body).not.toContain('img src=x');
});

test('a reported content goes everywhere in my schools at once; all its reports are answered; reporting twice is one report', async () => {
  const ids = [newId(), newId(), newId()];
  for (const id of ids) words.set(id, 'La même horreur');
  const tell = (thingId: string, by: string) =>
    ent.db
      .transaction()
      .execute((tx) =>
        report(tx, { service: 'wall', thingId, schoolId: school, authorId: lea, reportedBy: by, why: 'Ça fait peur.', now: new Date() }),
      );
  await tell(ids[0] ?? '', anne);
  await tell(ids[0] ?? '', anne);
  await tell(ids[0] ?? '', hugo);
  const things = (await (await ent.as(nadia)).json('/moderation/attente')).json().things;
  const [reported] = things.filter((thing: { kind: string }) => thing.kind === 'report');
  expect(reported).toMatchObject({ reporters: 2 });
  expect(JSON.stringify(things)).not.toContain('Anne');
  const recall = async (by: string) => (await (await ent.as(by)).post(`/moderation/signalements/${reported.id}/rappel`)).statusCode;
  expect([await recall(other), await recall(anne), await recall(nadia), await recall(nadia)]).toEqual([404, 404, 303, 409]);
  expect(done.at(-1)).toBe('recalled 3 in 1');
  const outcomes = await ent.db.selectFrom('kernel.reports').select('outcome').execute();
  expect(outcomes).toEqual([{ outcome: 'recalled' }, { outcome: 'recalled' }]);
});

test('the director is told once, at once, without a word of what waits; and sees it in « À faire »', async () => {
  await ent.work('moderation.tell');
  const told = async () =>
    (await ent.db.selectFrom('kernel.notifications').select(['person_id', 'title', 'arrived_at']).execute()).filter(({ title }) =>
      title.includes('décision'),
    );
  const before = (await told()).length;
  await held('Encore');
  await held('Et encore');
  await ent.work('moderation.tell');
  await ent.work('moderation.tell');
  const fresh = (await told()).slice(before);
  expect(fresh.map(({ person_id, arrived_at }) => [person_id, arrived_at !== null])).toEqual([[nadia, true]]);
  const todo = await moderation.todo?.({ db: ent.db, me: await meOf(nadia), now: new Date() });
  expect(todo).toHaveLength(1);
  expect(await moderation.todo?.({ db: ent.db, me: await meOf(hugo), now: new Date() })).toEqual([]);
});
