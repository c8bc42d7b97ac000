import { afterAll, expect, test } from 'vitest';
import { newId } from '#kernel';
import { startEnt, type Visitor } from '#kernel/testing';
import { starters } from './article-texts.ts';
import support from './service.ts';

const now = new Date('2026-11-24T09:00:00Z');
const ent = await startEnt([support], { now: () => now });
afterAll(() => ent[Symbol.asyncDispose]());

const academyOf = async (name: string): Promise<string> => {
  const id = newId();
  await ent.db.insertInto('kernel.places').values({ id, kind: 'academy', name }).execute();
  return id;
};
const [here, there] = [await academyOf('Académie d’ici'), await academyOf('Académie d’ailleurs')];
const holder = async (name: string, place: string): Promise<Visitor> => {
  const id = await ent.person(name);
  await ent.give(id, 'academy', place);
  return ent.as(id);
};
const [irene, far] = [await holder('Irène Sabatier', here), await holder('Paul Roux', there)];
const school = await ent.school({ parentId: here });
const ce1 = await ent.classroom(school);
const anne = await ent.as(await ent.guardian('Anne Martin', await ent.pupil('Léa Martin', ce1)));
const hugo = await ent.as(await ent.teacher('Hugo Lafont', ce1));

test('the academy tells an incident, everybody reads it without signing in and where they are about to ask, until it is over', async () => {
  expect((await ent.nobody.get('/etat')).body).toContain('Tout marche');
  const told = await irene.post('/etat/nouvel-incident', {
    placeId: here,
    title: 'Photos lentes',
    state: 'looking',
    body: 'Nous cherchons.',
  });
  expect(told.statusCode).toBe(303);
  expect((await ent.nobody.get('/etat')).body).toContain('Photos lentes');
  expect((await anne.get('/assistance/nouvelle')).body).toContain('Photos lentes');
  const [{ id }] = (await ent.nobody.json('/etat')).json().current;
  expect((await far.post(`/etat/incidents/${id}`, { state: 'over', body: 'x' })).statusCode).toBe(404);
  expect((await anne.post('/etat/nouvel-incident', { placeId: here, title: 'x', state: 'looking', body: 'x' })).statusCode).toBe(404);
  expect((await irene.post('/etat/nouvel-incident', { placeId: there, title: 'x', state: 'looking', body: 'x' })).statusCode).toBe(422);
  expect((await irene.post(`/etat/incidents/${id}`, { state: 'over', body: 'Une machine est remplacée.' })).statusCode).toBe(303);
  const after = await ent.nobody.get('/etat');
  expect(after.body).toContain('Tout marche');
  expect(after.body).toContain('Une machine est remplacée.');
  expect((await anne.get('/assistance/nouvelle')).body).not.toContain('Photos lentes');
});

test('the help is found whatever the accents, by each what is for them, and by nobody signed in what helps to sign in', async () => {
  expect((await irene.post('/aide/proposes')).statusCode).toBe(303);
  expect((await irene.post('/aide/proposes')).statusCode).toBe(303);
  const titles = async (who: Visitor, q = ''): Promise<string[]> =>
    (await who.json(`/aide?q=${encodeURIComponent(q)}`)).json().articles.map(({ title }: { title: string }) => title);
  expect(await titles(hugo)).toHaveLength(starters.length);
  expect(await titles(hugo, 'TABLETTE connécte')).toEqual(['Les tablettes se connectent mal']);
  expect(await titles(anne, 'tablettes')).toEqual([]);
  expect(await titles(anne, 'telephone')).toContain('Corriger un nom, une adresse, un téléphone');
  expect((await titles(ent.nobody)).sort()).toEqual(['Je n’ai plus mon téléphone pour le code', 'J’ai perdu mon mot de passe']);
  expect((await ent.nobody.get('/aide?q=mot+de+passe')).body).toContain('J’ai perdu mon mot de passe');
  const [closed] = (await hugo.json('/aide?q=tablettes')).json().articles;
  for (const stranger of [ent.nobody, anne, far]) expect((await stranger.get(`/aide/articles/${closed.id}`)).statusCode).toBe(404);
  expect((await hugo.get(`/aide/articles/${closed.id}`)).body).toContain('<li>');
});

test('an article is written, changed and taken out by the academy it is of', async () => {
  const form = { placeId: here, title: 'Où est le menu ?', body: 'En haut.', audience: 'everybody' };
  const added = await irene.post('/aide/nouveau', form);
  expect(added.statusCode).toBe(303);
  const url = String(added.headers.location);
  expect((await irene.post('/aide/nouveau', form)).statusCode).toBe(409);
  expect((await far.post(`${url}/modifier`, form)).statusCode).toBe(404);
  expect((await irene.post(`${url}/modifier`, { ...form, body: 'En bas.' })).statusCode).toBe(303);
  expect((await anne.get(url)).body).toContain('En bas.');
  expect((await irene.post(`${url}/retrait`)).statusCode).toBe(303);
  expect((await anne.get(url)).statusCode).toBe(404);
});

test('the state of the service answers when the database does not, and says so', async () => {
  const lone = await startEnt([support], { now: () => now });
  expect((await lone.nobody.get('/etat')).body).toContain('Tout marche');
  await lone.db.destroy();
  for (const who of [
    lone.nobody,
    { get: (url: string) => lone.app.inject({ url, headers: { cookie: 'preau=x', accept: 'text/html' } }) },
  ]) {
    const page = await who.get('/etat');
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('Préau a du mal à répondre');
  }
  await lone[Symbol.asyncDispose]();
});

test('an incident of another academy is told to nobody here; one of the region is told to all of both', async () => {
  const region = newId();
  await ent.db.insertInto('kernel.places').values({ id: region, kind: 'region', name: 'Occitanie' }).execute();
  await ent.db.updateTable('kernel.places').set({ parent_id: region }).where('id', 'in', [here, there]).execute();
  const ada = await ent.person('Ada Fabre');
  await ent.give(ada, 'administrator', region);
  const regional = await ent.as(ada);
  const tell = async (who: Visitor, placeId: string, title: string) =>
    expect((await who.post('/etat/nouvel-incident', { placeId, title, state: 'looking', body: 'Nous cherchons.' })).statusCode).toBe(303);
  await tell(far, there, 'Panne d’ailleurs');
  await tell(irene, here, 'Panne d’ici');
  await tell(regional, region, 'Panne de partout');
  for (const who of [anne, hugo, irene]) {
    for (const url of ['/assistance', '/etat']) {
      const { body } = await who.get(url);
      expect(body).toContain('Panne d’ici');
      expect(body).toContain('Panne de partout');
      expect(body).not.toContain('Panne d’ailleurs');
    }
  }
  const elsewhere = (await far.get('/etat')).body;
  expect(elsewhere).toContain('Panne d’ailleurs');
  expect(elsewhere).not.toContain('Panne d’ici');
  for (const who of [regional, ent.nobody])
    for (const title of ['Panne d’ailleurs', 'Panne d’ici']) expect((await who.get('/etat')).body).toContain(title);
});
