import { afterAll, expect, test } from 'vitest';
import { hashPassword, openSession, setPassword } from '#kernel/identity';
import { startEnt } from '#kernel/testing';
import { translate } from '#kernel/texts';
import account from './service.ts';

const ent = await startEnt([account]);
afterAll(() => ent[Symbol.asyncDispose]());

const password = 'girafe tulipe velo nuage';
const passwordHash = await hashPassword(password);
const school = await ent.school({ name: 'École des Tilleuls' });
const classId = await ent.classroom(school, 'CE1 A');
const accountOf = async (personId: string) =>
  (await ent.db.selectFrom('kernel.accounts').select('id').where('person_id', '=', personId).executeTakeFirstOrThrow()).id;
const open = async (personId: string, device: string) => {
  const accountId = await accountOf(personId);
  const token = await ent.db
    .transaction()
    .execute((db) => openSession(db, { accountId, device, keep: true, now: new Date(), method: 'machine', secondFactor: true }));
  return { cookie: `preau=${token}` };
};
const see = (headers: { cookie: string }) => ent.app.inject({ url: '/compte', headers: { ...headers, accept: 'text/html' } });

test('a teacher who is also a parent sees all their hats, their children, and where it comes from', async () => {
  const pupil = await ent.pupil('Léa Deuxcasquettes', classId);
  const id = await ent.teacher('Rose Deuxcasquettes', classId);
  await ent.link(id, pupil);
  const page = await (await ent.as(id)).get('/compte');
  for (const told of [
    'Rose Deuxcasquettes',
    'rose.deuxcasquettes',
    'Enseignant·e',
    'CE1 A',
    'École des Tilleuls',
    'Léa',
    'viennent de ONDE',
  ])
    expect(page.body).toContain(told);
});

test('a beginning reader is told to ask the teacher; a CM2 manages a password', async () => {
  const small = await (await ent.as(await ent.pupil('Zoé Petite', classId, 'PS'))).get('/compte');
  expect(small.body).toContain('Demande-lui');
  expect(small.body).not.toContain('/compte/mot-de-passe');
  expect((await (await ent.as(await ent.pupil('Zoé Grande', classId, 'CM2'))).get('/compte')).body).toContain('/compte/mot-de-passe');
});

test('changing a password asks for the current one, ends the other devices, and tells the person', async () => {
  const id = await ent.teacher('Rose Change', classId);
  await ent.db.transaction().execute(async (db) => setPassword(db, { accountId: await accountOf(id), passwordHash, now: new Date() }));
  const me = await ent.as(id);
  const other = await open(id, 'Tablette du salon');
  expect((await see(other)).statusCode).toBe(200);
  const change = (current: string, next: string) => me.post('/compte/mot-de-passe', { current, password: next });
  const wrong = await change('faux', 'un chemin vers la grande mer');
  expect(wrong.statusCode).toBe(422);
  expect(wrong.body).toContain('Ce n’est pas votre mot de passe actuel.');
  const weak = await change(password, 'rose.change.2026');
  expect(weak.statusCode).toBe(422);
  expect(weak.body).toContain('qui vous concerne');
  expect(weak.body).not.toContain(password.split(' ').join('+'));
  expect((await see(other)).statusCode).toBe(200);

  expect((await change(password, 'un chemin vers la grande mer')).statusCode).toBe(303);
  expect((await see(other)).headers.location).toContain('/connexion');
  expect((await me.get('/compte')).statusCode).toBe(200);
  await ent.settle();
  const told = await ent.db.selectFrom('kernel.notifications').select('title').where('person_id', '=', id).execute();
  expect(told).toEqual([{ title: 'Votre mot de passe a été changé' }]);
  expect((await ent.nobody.post('/connexion', { login: 'rose.change', password })).statusCode).toBe(422);
  expect((await ent.nobody.post('/connexion', { login: 'rose.change', password: 'un chemin vers la grande mer' })).statusCode).toBe(303);
});

test('a session left open does not help to guess the password', async () => {
  const id = await ent.teacher('Rose Distraite', classId);
  await ent.db.transaction().execute(async (db) => setPassword(db, { accountId: await accountOf(id), passwordHash, now: new Date() }));
  const me = await ent.as(id);
  for (let at = 0; at < 10; at += 1) await me.post('/compte/mot-de-passe', { current: 'faux', password: 'un chemin vers la grande mer' });
  expect((await me.post('/compte/mot-de-passe', { current: password, password: 'un chemin vers la grande mer' })).statusCode).toBe(429);
});

test('a device is signed out from another, at its next request; then all the others', async () => {
  const id = await ent.teacher('Rose Appareils', classId);
  const me = await ent.as(id);
  const [phone, tablet, third] = [
    await open(id, 'Firefox sur Android'),
    await open(id, 'Safari sur iPad'),
    await open(id, 'Chrome sur Windows'),
  ];
  const devices = async (): Promise<{ id: string; device: string; current: boolean }[]> => (await me.json('/compte')).json().devices;
  expect((await devices()).map(({ device }) => device).sort()).toEqual([
    'Chrome sur Windows',
    'Essai',
    'Firefox sur Android',
    'Safari sur iPad',
  ]);
  const lost = (await devices()).find(({ device }) => device === 'Firefox sur Android')?.id;
  expect((await me.post(`/compte/appareils/${lost}/fin`)).headers.location).toBe('/compte');
  expect((await see(phone)).headers.location).toContain('/connexion');
  expect((await me.post(`/compte/appareils/${lost}/fin`)).statusCode).toBe(404);
  expect((await see(tablet)).statusCode).toBe(200);
  expect((await me.post('/compte/appareils/autres/fin')).statusCode).toBe(303);
  for (const gone of [tablet, third]) expect((await see(gone)).statusCode).toBe(303);
  expect(await devices()).toHaveLength(1);
});

test('somebody else’s device does not exist', async () => {
  const victim = await ent.teacher('Rose Victime', classId);
  const theirs = await open(victim, 'Son téléphone');
  const { id } = await ent.db
    .selectFrom('kernel.sessions')
    .select('id')
    .where('account_id', '=', await accountOf(victim))
    .executeTakeFirstOrThrow();
  const thief = await ent.as(await ent.teacher('Paul Curieux', classId));
  expect((await thief.post(`/compte/appareils/${id}/fin`)).statusCode).toBe(404);
  expect((await see(theirs)).headers.location).toBe('/charte');
});

test('ending one’s own session here goes back to the door', async () => {
  const me = await ent.as(await ent.teacher('Rose Sortante', classId));
  const own = (await me.json('/compte')).json().devices[0].id;
  const out = await me.post(`/compte/appareils/${own}/fin`);
  expect(out.headers.location).toBe('/connexion');
  expect((await me.get('/compte')).headers.location).toContain('/connexion?vers=');
});

test('one chooses among the languages the ENT speaks, and no other', async () => {
  const me = await ent.as(await ent.teacher('Rose Langue', classId));
  expect((await me.get('/compte')).body).not.toContain('/compte/langue');
  expect((await me.post('/compte/langue', { language: 'pt' })).statusCode).toBe(422);
  translate('pt', 'account', { whoIAm: 'Quem sou' });
  expect((await me.get('/compte')).body).toContain('português');
  expect((await me.post('/compte/langue', { language: 'pt' })).statusCode).toBe(303);
  const page = await me.get('/compte');
  expect(page.body).toContain('Quem sou');
  expect(page.body).toContain('<html lang="pt"');
});
