import { afterAll, expect, test } from 'vitest';
import { newId, sql } from '#kernel';
import { hashPassword, recognise, setPassword, tokenHash } from '#kernel/identity';
import { emitter } from '#kernel/outbox';
import { resolve } from '#kernel/perimeter';
import { startEnt } from '#kernel/testing';
import imports from '../services/governance/imports/service.ts';
import privacy from '../services/governance/privacy/service.ts';
import { unzip } from './unzip.ts';

let now = new Date();
const ent = await startEnt([privacy, imports], { now: () => now });
afterAll(() => ent[Symbol.asyncDispose]());
const school = await ent.school();
const other = await ent.school({ name: 'École du Port' });
const ce1 = await ent.classroom(school);
const dominique = await ent.director('Dominique Rey', school);
const elsewhere = await ent.director('Paul Loin', other);
const claire = await ent.teacher('Claire Benali', ce1);
const lea = await ent.pupil('Léa Martin', ce1);
const anne = await ent.guardian('Anne Martin', lea);
const today = now.toISOString().slice(0, 10);
const desk = await ent.as(dominique);

async function recorded(personId: string): Promise<string> {
  const sent = await desk.post(`/donnees/deces/nouveau/${personId}`, { diedOn: today, sure: 'on' });
  expect(sent.statusCode).toBe(303);
  return String(sent.headers.location);
}
const wishes = async (personId: string, wish: string, heir = '') =>
  expect((await (await ent.as(personId)).post('/donnees/depart', { wish, heir })).statusCode).toBe(303);
const isKnown = async (id: string) => (await ent.db.selectFrom('kernel.people').select('id').where('id', '=', id).execute()).length === 1;
const erasedToday = async () =>
  (
    await ent.db
      .selectFrom('kernel.deletions')
      .select('rows')
      .where('table_name', '=', 'kernel.people')
      .where('why', '=', 'leaving')
      .execute()
  ).reduce((sum, { rows }) => sum + rows, 0);

const recordedWeekAgo = (personId: string) =>
  sql`update privacy.deaths set recorded_at = recorded_at - interval '7 days' where person_id = ${personId}`.execute(ent.db);

test('the school records a death: the account is closed, nothing is on its way to it any more, whatever the directory says', async () => {
  const luc = await ent.guardian('Luc Petit', lea);
  const account = await ent.db.selectFrom('kernel.accounts').select(['id', 'login']).where('person_id', '=', luc).executeTakeFirstOrThrow();
  const passwordHash = await hashPassword('une girafe sous la pluie');
  await ent.db.transaction().execute((tx) => setPassword(tx, { accountId: account.id, passwordHash, now }));
  const seat = await ent.as(luc);
  const tell = () =>
    ent.db.transaction().execute(async (tx) => {
      const emit = emitter(tx, 'privacy', [privacy], null);
      await emit('copied', { to: { told: [{ personId: luc, aboutId: lea }] }, payload: { pupilId: lea } });
    });
  await tell();
  await ent.settle();
  const news = async () => (await ent.db.selectFrom('kernel.notifications').select('id').where('person_id', '=', luc).execute()).length;
  expect(await news()).toBe(1);

  expect((await desk.json('/donnees/deces?q=petit')).json().found.map(({ name }: { name: string }) => name)).toEqual(['Luc Petit']);
  const unsure = await desk.post(`/donnees/deces/nouveau/${luc}`, { diedOn: today });
  expect([unsure.statusCode, unsure.body.includes('une erreur ferme le compte')]).toEqual([422, true]);
  for (const diedOn of ['2199-01-01', '1901-01-01', '', '2026-02-31'])
    expect((await desk.post(`/donnees/deces/nouveau/${luc}`, { diedOn, sure: 'on' })).statusCode).toBe(422);
  await recorded(luc);
  expect((await desk.post(`/donnees/deces/nouveau/${luc}`, { diedOn: today, sure: 'on' })).statusCode).toBe(404);

  expect((await seat.get('/donnees/dossier')).statusCode).toBe(303);
  const from = { address: '192.0.2.7', device: 'Essai', knownDevices: [] };
  expect(await recognise(ent.db, { login: account.login, password: 'une girafe sous la pluie', from })).toMatchObject({ failed: 'wrong' });
  for (const circle of [{ people: [luc] }, { told: [{ personId: luc, aboutId: lea }] }]) expect(await resolve(ent.db, circle)).toEqual([]);
  expect((await resolve(ent.db, { guardiansOf: [lea] })).map(({ personId }) => personId)).toEqual([anne]);
  await tell();
  await ent.settle();
  expect(await news()).toBe(1);
  // What an import does of whoever the academy’s files still hold (imports/sql/apply/2-people.sql).
  await sql`update kernel.people set leaving_since = null, trashed_at = null where id = ${luc}`.execute(ent.db);
  expect(await resolve(ent.db, { people: [luc] })).toEqual([]);
});

test('only the school or the academy of an adult records it: not a colleague, not another school, never of a child nor of oneself', async () => {
  const post = async (who: string, personId: string) =>
    (await (await ent.as(who)).post(`/donnees/deces/nouveau/${personId}`, { diedOn: today, sure: 'on' })).statusCode;
  expect([await post(claire, anne), await post(elsewhere, anne), await post(dominique, lea), await post(dominique, dominique)]).toEqual([
    404, 404, 404, 404,
  ]);
  const inspector = await ent.guardian('Inès Inspection', lea);
  await ent.give(inspector, 'inspector', await ent.town('Circonscription'));
  expect(await post(dominique, inspector)).toBe(404);
  const paul = await ent.guardian('Paul Lien', lea);
  const url = await recorded(paul);
  for (const who of [claire, elsewhere, anne]) expect((await (await ent.as(who)).get(url)).statusCode).toBe(404);
});

test('whoever recorded it looks after it, also of a parent of two schools, or of somebody who works for the town', async () => {
  const far = await ent.pupil('Tom Loin', await ent.classroom(other));
  const both = await ent.guardian('Agnès Double', far);
  await ent.link(both, lea);
  for (const who of [dominique, elsewhere]) {
    const visitor = await ent.as(who);
    const sent = await visitor.post(`/donnees/deces/nouveau/${both}`, { diedOn: today, sure: 'on' });
    expect((await visitor.get(String(sent.headers.location))).statusCode).toBe(200);
    expect((await visitor.post(`${sent.headers.location}/erreur`)).statusCode).toBe(303);
  }
  const academy = newId();
  await ent.db.insertInto('kernel.places').values({ id: academy, kind: 'academy', name: 'Toulouse', parent_id: null }).execute();
  const town = await ent.town('Launaguet');
  await ent.school({ name: 'École du Lac', uai: '0319009J', townId: town, parentId: academy });
  const irene = await ent.person('Irène Sabatier');
  await ent.give(irene, 'academy', academy);
  const luc = await ent.person('Luc Mercier');
  await ent.give(luc, 'town', town);
  const visitor = await ent.as(irene);
  const sent = await visitor.post(`/donnees/deces/nouveau/${luc}`, { diedOn: today, sure: 'on' });
  expect((await visitor.get(String(sent.headers.location))).statusCode).toBe(200);
  expect((await visitor.post(`${sent.headers.location}/erreur`)).statusCode).toBe(303);
  const { rows } = await sql<{ action: string }>`
    select action from kernel.audit where details ->> 'personId' = ${luc} order by at`.execute(ent.db);
  expect(rows.map(({ action }) => action)).toEqual(['privacy.death.recorded', 'privacy.death.undone']);
});

test('a stolen session closes nobody’s account: who holds it proves it first', async () => {
  const eve = await ent.guardian('Ève Prudence', lea);
  const visitor = await ent.as(await ent.director('Denis Adjoint', school));
  await sql`update kernel.sessions set proved_at = ${new Date(now.getTime() - 600_000)} where token_hash = ${tokenHash(visitor.token)}`.execute(
    ent.db,
  );
  const url = `/donnees/deces/nouveau/${eve}`;
  for (const sent of [await visitor.get(url), await visitor.post(url, { diedOn: today, sure: 'on' })])
    expect([sent.statusCode, String(sent.headers.location).split('?')[0]]).toEqual([303, '/compte/preuve']);
  expect((await resolve(ent.db, { people: [eve] })).map(({ personId }) => personId)).toEqual([eve]);
});

test('« effacer »: the desk reads it; nothing is erased before a week, the time to see a mistake; the ledger counts it, and names nobody', async () => {
  const zoe = await ent.guardian('Zoé Directive', lea);
  await wishes(zoe, 'erase');
  const url = await recorded(zoe);
  expect((await desk.get(url)).body).toContain('Que ses données soient effacées.');
  expect((await desk.post(`${url}/dossier`)).statusCode).toBe(409);
  expect((await desk.post(`${url}/effacement`)).statusCode).toBe(409);
  expect((await desk.get(url)).body).not.toContain('/effacement');
  await recordedWeekAgo(zoe);
  const before = await erasedToday();
  expect((await desk.post(`${url}/effacement`)).statusCode).toBe(303);
  expect([await isKnown(zoe), (await erasedToday()) - before]).toEqual([false, 1]);
  expect((await desk.get(url)).statusCode).toBe(404);
});

test('« remettre »: the file is made as for the person, handed over, and only then is it erased', async () => {
  const marc = await ent.guardian('Marc Héritage', lea);
  await wishes(marc, 'give', 'Ma sœur Inès, 06 00 00 00 01');
  const url = await recorded(marc);
  expect((await desk.get(url)).body).toContain('Ma sœur Inès');
  expect((await desk.post(`${url}/effacement`)).statusCode).toBe(409);
  expect((await desk.post(`${url}/remise`, { to: 'Inès' })).statusCode).toBe(409);
  expect((await desk.post(`${url}/dossier`)).statusCode).toBe(409);
  await recordedWeekAgo(marc);
  for (let time = 0; time < 2; time += 1) expect((await desk.post(`${url}/dossier`)).statusCode).toBe(303);
  await ent.settle();
  const taken = await desk.post(`${url}/telechargement`);
  expect([taken.statusCode, taken.headers['content-type']]).toEqual([200, 'application/zip']);
  const data = JSON.parse(unzip(taken.rawPayload).get('donnees.json')?.toString() ?? '{}');
  expect(data.title).toContain('Marc Héritage');
  expect(data.chapters.find(({ title }: { title: string }) => title === 'Identité').rows[0].Nom).toBe('Héritage');
  expect((await (await ent.as(claire)).post(`${url}/telechargement`)).statusCode).toBe(404);
  expect((await desk.post(`${url}/remise`, { to: ' ' })).statusCode).toBe(422);
  expect((await desk.post(`${url}/remise`, { to: 'Inès Héritage, sur une clé, en main propre' })).statusCode).toBe(303);
  expect((await desk.post(`${url}/effacement`)).statusCode).toBe(303);
  expect(await isKnown(marc)).toBe(false);
});

test('recorded by mistake: the account is as it was', async () => {
  const nina = await ent.guardian('Nina Vivante', lea);
  const url = await recorded(nina);
  expect(await resolve(ent.db, { people: [nina] })).toEqual([]);
  expect((await desk.post(`${url}/erreur`)).statusCode).toBe(303);
  expect((await resolve(ent.db, { people: [nina] })).map(({ personId }) => personId)).toEqual([nina]);
});

test('nothing was asked: the account is closed, and three months later a night erases what was left', async () => {
  const omar = await ent.guardian('Omar Silence', lea);
  const url = await recorded(omar);
  const page = (await desk.get(url)).body;
  expect([page.includes('Elle n’avait rien demandé'), page.includes('comme à un départ')]).toEqual([true, true]);
  expect((await desk.post(`${url}/effacement`)).statusCode).toBe(409);
  const after = (days: number) => new Date(now.getTime() + days * 86_400_000);
  const began = now;
  now = after(88);
  await ent.work('imports.leavers');
  expect(await isKnown(omar)).toBe(true);
  now = new Date(began.getTime() + 91 * 86_400_000);
  await ent.work('imports.leavers');
  expect(await isKnown(omar)).toBe(false);
  now = began;
});
