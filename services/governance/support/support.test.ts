import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId, sql } from '#kernel';
import { startEnt, type Visitor } from '#kernel/testing';
import support from './service.ts';

/** A Tuesday, in the evening: one asks at any hour. */
let now = new Date('2026-11-24T20:30:00Z');
const ent = await startEnt([support], { now: () => now });
afterAll(() => ent[Symbol.asyncDispose]());

const place = async (kind: 'academy' | 'circonscription', name: string, parent: string | null = null): Promise<string> => {
  const id = newId();
  await ent.db.insertInto('kernel.places').values({ id, kind, name, parent_id: parent }).execute();
  return id;
};
const academy = await place('academy', 'Académie d’ici');
const circonscription = await place('circonscription', 'Circonscription des Coteaux', academy);
const town = await ent.town();
const school = await ent.school({ name: 'École des Tilleuls', townId: town, parentId: circonscription });
const elsewhere = await ent.school({ name: 'École du Port', parentId: await place('circonscription', 'Ailleurs') });
const ce1 = await ent.classroom(school);
const lea = await ent.pupil('Léa Martin', ce1);
const somebody = async (name: string, kind: Parameters<typeof ent.give>[1], where: string): Promise<Visitor> => {
  const id = await ent.person(name);
  await ent.give(id, kind, where);
  return ent.as(id);
};
let anne: Visitor;
let hugo: Visitor;
let nadia: Visitor;
let ines: Visitor;
let irene: Visitor;
let luc: Visitor;
let farDirector: Visitor;
beforeAll(async () => {
  anne = await ent.as(await ent.guardian('Anne Martin', lea));
  hugo = await ent.as(await ent.teacher('Hugo Lafont', ce1));
  nadia = await somebody('Nadia Ferrand', 'director', school);
  ines = await somebody('Inès Cros', 'adviser', circonscription);
  irene = await somebody('Irène Sabatier', 'academy', academy);
  luc = await somebody('Luc Mercier', 'town', town);
  farDirector = await somebody('Dominique Rey', 'director', elsewhere);
});

type Asked = { category?: string; title?: string; blocking?: string; seat?: string; page?: string };
async function asks(who: Visitor, as: string, { category = 'use', title = 'Une question', ...more }: Asked = {}): Promise<string> {
  const sent = await who.post('/assistance/nouvelle', {
    ...{ seat: `${as}:${school}`, category, title, body: 'Voici ce qui se passe.', diagnostics: 'on' },
    ...more,
  });
  expect(sent.statusCode, sent.body).toBe(303);
  return String(sent.headers.location);
}
const told = async (): Promise<string[]> => {
  await ent.settle();
  const rows = await ent.db
    .selectFrom('kernel.notifications as n')
    .innerJoin('kernel.people as p', 'p.id', 'n.person_id')
    .select(['p.first_name', 'n.title', 'n.id'])
    .orderBy('n.id')
    .execute();
  await ent.db.deleteFrom('kernel.notifications').execute();
  return rows.map(({ first_name, title }) => `${first_name}: ${title}`);
};

test('a parent is helped by the school: the director is told and answers, and nobody above reads it', async () => {
  const url = await asks(anne, 'family', { title: 'Mon prénom' });
  expect(await told()).toEqual([expect.stringMatching(/^Nadia: Une demande d’aide vous attend\u00a0?: n° \d+, École des Tilleuls$/)]);
  for (const stranger of [hugo, ines, irene, luc, farDirector]) expect((await stranger.get(url)).statusCode).toBe(404);
  expect((await nadia.get('/assistance/file')).body).toContain('Mon prénom');
  expect((await nadia.post(`${url}/messages`, { body: 'C’est corrigé dans ONDE.' })).statusCode).toBe(303);
  expect((await told()).map((line) => line.split(':')[0])).toEqual(['Anne']);
  const seen = (await anne.get(url)).body;
  expect(seen).toContain('C’est corrigé dans ONDE.');
  expect(seen).toContain('Nadia Ferrand, pour la direction de l’école');
  expect((await nadia.get('/assistance/file')).body).not.toContain('Mon prénom');
});

test('those who work in schools ask the circonscription, at any hour, and the first answer is promised in working days', async () => {
  const url = await asks(hugo, 'team', { title: 'Reprendre un mot' });
  expect((await told()).map((line) => line.split(':')[0])).toEqual(['Inès']);
  expect((await nadia.get(url)).statusCode).toBe(404);
  const { ticket } = (await ines.json(url)).json();
  // Asked on a Tuesday at half past nine in the evening: it counts from Wednesday.
  expect(ticket.answerDue).toBe('2026-11-27T17:00:00.000Z');
  const urgent = (await ines.json(await asks(hugo, 'team', { blocking: 'on' }))).json();
  expect(urgent.ticket.answerDue).toBe('2026-11-26T17:00:00.000Z');
  await told();
});

test('on the day it was promised, whoever has not answered is reminded once; then the queue says that it is late', async () => {
  const url = await asks(hugo, 'team', { title: 'On m’oublie' });
  await sql`delete from support.tickets where title <> 'On m’oublie'`.execute(ent.db);
  await told();
  now = new Date('2026-11-27T06:00:00Z');
  await ent.work('support.remind');
  expect(await told()).toEqual([]);
  now = new Date('2026-11-27T08:05:00Z');
  await ent.work('support.remind');
  await ent.work('support.remind');
  expect(await told()).toEqual([expect.stringMatching(/^Inès: .*attend toujours une première réponse$/)]);
  now = new Date('2026-11-27T18:00:00Z');
  const queue = await ines.json('/assistance/file');
  expect(queue.json()).toMatchObject({ waiting: 1, late: 1 });
  expect((await ines.get(url)).body).toContain('En retard');
  await ines.post(`${url}/messages`, { body: 'Pardon !' });
  expect((await ines.json('/assistance/file')).json()).toMatchObject({ waiting: 0, late: 0 });
  now = new Date('2026-11-24T20:30:00Z');
});

test('the town is asked about tablets and lines by those who work in its schools, and hands back what is not its business', async () => {
  const url = await asks(hugo, 'team', { category: 'network', title: 'Plus de wifi' });
  expect((await luc.get('/assistance/file')).body).toContain('Plus de wifi');
  expect((await ines.get(url)).statusCode).toBe(404);
  expect((await luc.post(`${url}/transfert`, { why: 'La ligne est bonne.' })).statusCode).toBe(303);
  expect((await ines.get(url)).body).toContain('La ligne est bonne.');
  expect((await hugo.get(url)).body).not.toContain('La ligne est bonne.');
  const parent = await anne.post('/assistance/nouvelle', { seat: `family:${school}`, category: 'network', title: 'Box', body: 'En panne' });
  expect(parent.statusCode).toBe(422);
});

test('a ticket climbs from the school to the circonscription, then to the academy; each still reads it, only the last answers', async () => {
  const url = await asks(anne, 'family', { title: 'Deux enfants, un seul visible' });
  await told();
  expect((await nadia.post(`${url}/transfert`)).statusCode).toBe(303);
  expect((await told()).map((line) => line.split(':')[0])).toEqual(['Inès']);
  expect((await nadia.get(url)).statusCode).toBe(200);
  expect((await nadia.post(`${url}/messages`, { body: 'Moi aussi' })).statusCode).toBe(404);
  expect((await nadia.get('/assistance/file?etat=passed')).body).toContain('Deux enfants');
  expect((await ines.post(`${url}/transfert`)).statusCode).toBe(303);
  expect((await irene.post(`${url}/messages`, { body: 'La fiche est réunie.' })).statusCode).toBe(303);
  expect((await anne.get(url)).body).toContain('a transmis la demande à l’assistance académique');
  expect((await irene.post(`${url}/transfert`)).statusCode).toBe(409);
});

test('two helpers who send it farther at the same moment send it once', async () => {
  const other = await somebody('Paul Roux', 'adviser', circonscription);
  const url = await asks(hugo, 'team', { title: 'En même temps' });
  const both = await Promise.all([ines.post(`${url}/transfert`), other.post(`${url}/transfert`)]);
  expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([303, 404]);
  expect((await irene.json(url)).json().ticket.level).toBe('academy');
});

test('what goes with the question is shown before, and says nothing of a person', async () => {
  const shown = await hugo.inject({
    url: '/assistance/nouvelle?page=/liaison/mots/0190b7a2-1111-7000-8000-000000000000/suivi%3Fq%3DMartin&erreur=12ab34cd',
    headers: { accept: 'text/html', 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' },
  });
  expect(shown.body).toContain('Firefox sur Linux');
  expect(shown.body).toContain('value="/liaison/mots/…/suivi"');
  expect(shown.body).toContain('value="12ab34cd"');
  const led = await hugo.inject({
    url: '/assistance/nouvelle',
    headers: { accept: 'text/html', referer: 'http://localhost:3000/agenda?jour=1' },
  });
  expect(led.body).toContain('value="/agenda"');
  const url = await asks(hugo, 'team', { page: '/eleves/Zélie Martin', title: 'Avec' });
  expect((await ines.json(url)).json().diagnostics).toEqual({ browser: expect.any(String), version: expect.stringMatching(/^\d/) });
  const without = await hugo.post('/assistance/nouvelle', { seat: `team:${school}`, category: 'use', title: 'Sans', body: 'Rien' });
  expect((await ines.json(String(without.headers.location))).json().diagnostics).toBeNull();
});

test('a picture of the screen is joined, and read by those who read the ticket and nobody else', async () => {
  const border = 'limite';
  const part = (name: string, value: string, type = ''): string =>
    `--${border}\r\ncontent-disposition: form-data; name="${name}"${type}\r\n\r\n${value}\r\n`;
  const sent = await hugo.inject({
    method: 'POST',
    url: '/assistance/nouvelle',
    headers: { 'content-type': `multipart/form-data; boundary=${border}`, 'sec-fetch-site': 'same-origin', accept: 'text/html' },
    payload: [
      part('seat', `team:${school}`),
      part('category', 'fault'),
      part('title', 'Une capture'),
      part('body', 'Voir la pièce'),
      part('files', 'Ce que je vois', '; filename="écran.txt"\r\ncontent-type: text/plain'),
      `--${border}--\r\n`,
    ].join(''),
  });
  expect(sent.statusCode).toBe(303);
  const url = String(sent.headers.location);
  const file = `${url}/pieces/${(await ines.json(url)).json().files[0].id}`;
  expect((await ines.get(file)).body).toBe('Ce que je vois');
  expect((await hugo.get(file)).statusCode).toBe(200);
  expect((await luc.get(file)).statusCode).toBe(404);
});

test('a ready answer is put in the answer, and shared by those who help in the same place only', async () => {
  const added = await ines.post('/assistance/reponses', { placeId: circonscription, title: 'Mot repris', body: 'Ouvrez « Écrits ».' });
  expect(added.statusCode).toBe(303);
  expect((await ines.post('/assistance/reponses', { placeId: circonscription, title: 'Mot repris', body: 'Encore' })).statusCode).toBe(409);
  expect((await ines.post('/assistance/reponses', { placeId: school, title: 'Chez eux', body: 'x' })).statusCode).toBe(422);
  const [macro] = (await ines.json('/assistance/reponses')).json().macros;
  const url = await asks(hugo, 'team');
  expect((await ines.get(`${url}?reponse=${macro.id}`)).body).toContain('Ouvrez « Écrits ».</textarea>');
  expect((await nadia.get('/assistance/reponses')).body).not.toContain('Mot repris');
  expect((await nadia.post(`/assistance/reponses/${macro.id}/retrait`)).statusCode).toBe(404);
  expect((await ines.post(`/assistance/reponses/${macro.id}`, { title: 'Mot repris', body: 'Mieux dit' })).statusCode).toBe(303);
});

test('a pupil asks in a few words, is answered by the school, and is spoken to as a child', async () => {
  const child = await ent.as(lea);
  const page = await child.get('/assistance/nouvelle');
  expect(page.body).toContain('La direction de ton école lira ce que tu écris.');
  expect(page.body).not.toContain('Tablettes et ordinateurs');
  const url = await asks(child, 'pupil', { category: 'access', title: 'Ma carte' });
  expect((await nadia.get(url)).body).toContain('Léa Martin (élève)');
  expect((await anne.get(url)).statusCode).toBe(404);
});

test('nobody asks from a place that is not theirs, and what is missing is said', async () => {
  const bad = await anne.post('/assistance/nouvelle', { seat: `team:${school}`, category: 'use', title: 'x', body: 'y' });
  expect(bad.statusCode).toBe(422);
  const empty = await anne.post('/assistance/nouvelle', { seat: `family:${school}`, title: ' ' });
  expect(empty.statusCode).toBe(422);
  for (const sentence of ['Choisissez un sujet.', 'Dites en quelques mots', 'Racontez ce qui se passe.'])
    expect(empty.body).toContain(sentence);
  expect((await anne.get('/assistance/file')).statusCode).toBe(404);
  expect((await ent.nobody.get('/assistance')).statusCode).toBe(303);
});

test('who asked says that it is settled, and writing again opens it; silent for three weeks it closes, a year later it is gone', async () => {
  const url = await asks(anne, 'family', { title: 'Réglé' });
  await told();
  expect((await anne.post(`${url}/cloture`)).statusCode).toBe(303);
  expect((await anne.post(`${url}/cloture`)).statusCode).toBe(409);
  expect((await nadia.get('/assistance/file?etat=closed')).body).toContain('Réglé');
  await anne.post(`${url}/messages`, { body: 'En fait, non.' });
  await nadia.post(`${url}/messages`, { body: 'Et là ?' });
  now = new Date('2026-12-16T02:35:00Z');
  await ent.work('support.closeSilent');
  expect((await anne.json(url)).json().ticket.state).toBe('closed');
  now = new Date('2027-12-20T02:35:00Z');
  await ent.work('kernel.forget');
  expect((await sql`select from support.tickets where title = 'Réglé'`.execute(ent.db)).rows).toEqual([]);
});
