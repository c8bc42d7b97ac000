import { afterAll, expect, test } from 'vitest';
import { newId, sql } from '#kernel';
import { drawerIn } from '#kernel/files';
import { hashPassword, recognise, setPassword, tokenHash } from '#kernel/identity';
import { meBySession, resolve, searchReach } from '#kernel/perimeter';
import { startEnt, type Visitor } from '#kernel/testing';
import privacy from './service.ts';

let now = new Date('2026-11-24T09:00:00Z');
const ent = await startEnt([privacy], { now: () => now });
afterAll(() => ent[Symbol.asyncDispose]());
const school = await ent.school();
const other = await ent.school({ name: 'École du Port' });
const ce1 = await ent.classroom(school);
const dominique = await ent.director('Dominique Rey', school);
const elsewhere = await ent.director('Paul Loin', other);
const claire = await ent.teacher('Claire Benali', ce1);
const lea = await ent.pupil('Léa Martin', ce1);
const anne = await ent.guardian('Anne Martin', lea);
const karim = await ent.guardian('Karim Martin', lea);
const grandmother = await ent.person('Odile Martin');
await ent.link(grandmother, lea, { kind: 'grandparent', holdsAuthority: false });

async function asks(who: string, whose: string, claim: string, said = 'S’il vous plaît.'): Promise<string> {
  const sent = await (await ent.as(who)).post('/donnees/demandes', { personId: whose, claim, said });
  expect(sent.statusCode).toBe(303);
  return String(sent.headers.location).split('/').at(-1) ?? '';
}
const answers = async (who: string, id: string, outcome: string) =>
  (await (await ent.as(who)).post(`/donnees/demandes/${id}/reponse`, { outcome, answer: 'Voici pourquoi.' })).statusCode;

test('a parent asks for their child; the school’s director has a month, sees it in what to do, answers, and the parent is told', async () => {
  const id = await asks(anne, lea, 'rectification', 'Deux « l » à Gabrielle.\nMerci.');
  await ent.settle();
  const director = await ent.as(dominique);
  const seen = (await director.json(`/donnees/demandes/${id}`)).json();
  expect([seen.dueOn, seen.handler, seen.name, seen.by]).toEqual(['2026-12-24', true, 'Léa Martin', 'Anne Martin']);
  expect((await director.get('/donnees/bureau')).body).toContain('Encore 30 jours');
  const todos = await privacy.todo?.({ db: ent.db, me: (await me(dominique)) as never, now });
  expect(todos?.map(({ href, deadline }) => [href, deadline])).toEqual([[`/donnees/demandes/${id}`, '2026-12-24']]);
  now = new Date('2026-11-24T09:10:00Z');
  expect((await director.post(`/donnees/demandes/${id}/note`, { words: 'Corrigé dans ONDE.' })).statusCode).toBe(303);
  now = new Date('2026-11-24T09:20:00Z');
  const unreasoned = await director.post(`/donnees/demandes/${id}/reponse`, { outcome: 'refused', answer: ' ' });
  expect([unreasoned.statusCode, unreasoned.body.includes('un refus se motive')]).toEqual([422, true]);
  expect(await answers(dominique, id, 'granted')).toBe(303);
  expect(await answers(dominique, id, 'refused')).toBe(409);
  await ent.settle();
  const mine = (await (await ent.as(anne)).json(`/donnees/demandes/${id}`)).json();
  expect([mine.outcome, mine.answer, mine.steps.map(({ kind }: { kind: string }) => kind)]).toEqual([
    'granted',
    'Voici pourquoi.',
    ['received', 'note', 'answered'],
  ]);
  const { rows } = await sql<{ title: string }>`select title from kernel.notifications where person_id = ${anne}`.execute(ent.db);
  expect(rows.map(({ title }) => title)).toEqual(['Votre demande sur des données personnelles a une réponse']);
});

test('where the source is ONDE it says so to whoever corrects; what the school wrote is corrected here', async () => {
  const id = await asks(karim, lea, 'rectification');
  const director = await ent.as(dominique);
  expect((await director.get(`/donnees/demandes/${id}`)).body).toContain('Écrites dans Préau par l’école');
  await ent.db.updateTable('kernel.people').set({ source: 'onde' }).where('id', '=', lea).execute();
  expect((await director.get(`/donnees/demandes/${id}`)).body).toContain('Corrigez dans ONDE');
  await answers(dominique, id, 'granted');
});

test('the other parent, another school, a teacher and a grandparent without authority see nothing of it', async () => {
  const id = await asks(anne, lea, 'opposition');
  for (const who of [karim, elsewhere, claire, grandmother]) {
    expect((await (await ent.as(who)).get(`/donnees/demandes/${id}`)).statusCode).toBe(404);
    expect(await answers(who, id, 'granted')).toBe(404);
  }
  expect(await answers(anne, id, 'granted')).toBe(404);
  expect((await (await ent.as(grandmother)).post('/donnees/demandes', { personId: lea, claim: 'access', said: 'x' })).statusCode).toBe(404);
  expect((await (await ent.as(lea)).get('/donnees/demandes')).statusCode).toBe(404);
});

test('a director does not answer their own request, nor that for their own child: the academy does', async () => {
  const region = await ent.town('Région');
  const id = await asks(dominique, dominique, 'access');
  expect(await answers(dominique, id, 'granted')).toBe(404);
  const ada = await ent.person('Ada Fabre');
  await ent.give(ada, 'administrator', region);
  await ent.give(ada, 'academy', school);
  expect(await answers(ada, id, 'granted')).toBe(303);
});

test('it is prolonged once, with the reason, within the first month; a week before the day the director is reminded once', async () => {
  const id = await asks(anne, anne, 'access');
  const director = await ent.as(dominique);
  expect((await director.post(`/donnees/demandes/${id}/prolongation`, { why: '' })).statusCode).toBe(422);
  expect((await director.post(`/donnees/demandes/${id}/prolongation`, { why: 'Cinq ans de messages.' })).statusCode).toBe(303);
  expect((await director.json(`/donnees/demandes/${id}`)).json().dueOn).toBe('2027-02-24');
  expect((await director.post(`/donnees/demandes/${id}/prolongation`, { why: 'Encore.' })).statusCode).toBe(409);
  const late = await asks(anne, anne, 'information');
  now = new Date('2026-12-28T09:00:00Z');
  expect((await director.post(`/donnees/demandes/${late}/prolongation`, { why: 'Trop tard.' })).statusCode).toBe(409);
  expect((await director.get('/donnees/bureau')).body).toContain('En retard de 4 jours');
  for (let time = 0; time < 2; time += 1) await ent.work('privacy.remind');
  const { rows } =
    await sql`select from kernel.notifications where person_id = ${dominique} and href like ${`%${late}`} and title like '%échéance%'`.execute(
      ent.db,
    );
  expect(rows.length).toBe(1);
  now = new Date('2026-11-24T09:00:00Z');
});

async function me(personId: string) {
  return (await meBySession(ent.db, tokenHash((await ent.as(personId)).token)))?.me;
}

test('a limitation freezes the account: nobody comes in, nothing arrives, nobody may write to them; nothing is lost, and it is lifted', async () => {
  const zoe = await ent.pupil('Zoé Petit', ce1);
  const luc = await ent.guardian('Luc Petit', zoe);
  const account = await ent.db.selectFrom('kernel.accounts').select(['id', 'login']).where('person_id', '=', luc).executeTakeFirstOrThrow();
  const passwordHash = await hashPassword('une girafe sous la pluie');
  await ent.db.transaction().execute((tx) => setPassword(tx, { accountId: account.id, passwordHash, now }));
  const visitor = await ent.as(luc);
  const id = await asks(luc, luc, 'limitation');
  const reached = async () => (await searchReach(ent.db, (await me(claire)) as never, { q: 'Petit' })).map(({ id: one }) => one);
  expect(await reached()).toContain(luc);
  expect(await answers(dominique, id, 'granted')).toBe(303);

  expect((await visitor.get('/donnees')).body).not.toContain('Luc');
  expect((await visitor.get('/donnees/dossier')).statusCode).toBe(303);
  const from = { address: '192.0.2.7', device: 'Essai', knownDevices: [] };
  expect(await recognise(ent.db, { login: account.login, password: 'une girafe sous la pluie', from })).toEqual({ failed: 'limited' });
  expect(await recognise(ent.db, { login: account.login, password: 'une autre', from })).toMatchObject({ failed: 'wrong' });
  expect(await reached()).not.toContain(luc);
  for (const circle of [{ guardiansOf: [zoe] }, { people: [luc] }, { told: [{ personId: luc, aboutId: zoe }] }])
    expect(await resolve(ent.db, circle)).toEqual([]);
  await ent.settle();
  const { rows } = await sql`select from kernel.notifications where person_id = ${luc} and arrived_at is not null`.execute(ent.db);
  expect(rows.length).toBe(0);
  expect((await ent.db.selectFrom('kernel.guardianships').select('pupil_id').where('guardian_id', '=', luc).execute()).length).toBe(1);

  expect((await (await ent.as(dominique)).post(`/donnees/demandes/${id}/reouverture`)).statusCode).toBe(303);
  expect(await recognise(ent.db, { login: account.login, password: 'une girafe sous la pluie', from })).toEqual({ accountId: account.id });
  expect(await reached()).toContain(luc);
});

test('what one shared stays without the name, or is refused beforehand; directives are changed at any time', async () => {
  const visitor = await ent.as(anne);
  const objected = async () => (await visitor.json('/donnees/depart')).json().people.map((one: { objected: boolean }) => one.objected);
  expect((await visitor.post('/donnees/depart/opposition', { personId: lea, objects: 'on' })).statusCode).toBe(303);
  expect(await objected()).toEqual([false, true]);
  await visitor.post('/donnees/depart/opposition', { personId: lea, objects: '' });
  expect(await objected()).toEqual([false, false]);
  expect((await visitor.post('/donnees/depart/opposition', { personId: karim, objects: 'on' })).statusCode).toBe(404);
  const noHeir = await visitor.post('/donnees/depart', { wish: 'give', heir: ' ' });
  expect([noHeir.statusCode, noHeir.body.includes('à qui les remettre')]).toEqual([422, true]);
  await visitor.post('/donnees/depart', { wish: 'give', heir: 'Ma sœur Inès, 06 00 00 00 01' });
  expect((await visitor.json('/donnees/depart')).json()).toMatchObject({ wish: 'give', heir: 'Ma sœur Inès, 06 00 00 00 01' });
  await visitor.post('/donnees/depart', { wish: 'erase', heir: 'oubliée' });
  expect((await visitor.json('/donnees/depart')).json()).toMatchObject({ wish: 'erase', heir: null });
});

test('what somebody who works for the town asks, the academy answers', async () => {
  const [academy, town] = [newId(), await ent.town('Launaguet')];
  await ent.db.insertInto('kernel.places').values({ id: academy, kind: 'academy', name: 'Toulouse', parent_id: null }).execute();
  await ent.school({ name: 'École du Lac', uai: '0319009J', townId: town, parentId: academy });
  const [irene, luc] = [await ent.person('Irène Sabatier'), await ent.person('Luc Mercier')];
  await ent.give(irene, 'academy', academy);
  await ent.give(luc, 'town', town);
  const id = await asks(luc, luc, 'access');
  expect((await (await ent.as(dominique)).get(`/donnees/demandes/${id}`)).statusCode).toBe(404);
  expect((await (await ent.as(irene)).get('/donnees/bureau')).body).toContain('Luc Mercier');
  expect(await answers(irene, id, 'granted')).toBe(303);
});

test('ten requests that wait are enough; what is typed wrong comes back with what was typed', async () => {
  const busy = await ent.guardian('Inès Pressée', lea);
  for (let at = 0; at < 10; at += 1) await asks(busy, busy, 'information', `Question ${at}`);
  const visitor = await ent.as(busy);
  expect((await visitor.post('/donnees/demandes', { personId: busy, claim: 'information', said: 'Onzième' })).statusCode).toBe(429);
  const wrong = await visitor.post('/donnees/demandes', { personId: busy, claim: 'tout', said: 'Mes mots' });
  expect([wrong.statusCode, wrong.body.includes('Mes mots')]).toEqual([422, true]);
});

const border = 'une-frontiere';
const sendFiles = (visitor: Visitor, url: string, fields: Record<string, string>, files: [string, string, string][]) => {
  const part = (name: string, value: string, more = '') =>
    `--${border}\r\ncontent-disposition: form-data; name="${name}"${more}\r\n\r\n${value}\r\n`;
  return visitor.inject({
    method: 'POST',
    url,
    headers: { 'content-type': `multipart/form-data; boundary=${border}`, 'sec-fetch-site': 'same-origin', accept: 'text/html' },
    payload: [
      ...Object.entries(fields).map(([name, value]) => part(name, value)),
      ...files.map(([name, type, bytes]) => part('files', bytes, `; filename="${name}"\r\ncontent-type: ${type}`)),
      `--${border}--\r\n`,
    ].join(''),
  });
};

test('a proof is read at the desk only, may go as soon as it is checked, and goes with the request at the latest', async () => {
  const maya = await ent.guardian('Maya Preuve', lea);
  const visitor = await ent.as(maya);
  const sent = await sendFiles(visitor, '/donnees/demandes', { personId: lea, claim: 'rectification', said: 'Le nom.' }, [
    ['livret.txt', 'text/plain', 'Livret de famille'],
  ]);
  expect(sent.statusCode).toBe(303);
  const url = String(sent.headers.location);
  const id = url.split('/').at(-1) ?? '';
  const desk = await ent.as(dominique);
  const seen = (await desk.json(url)).json();
  const file = `${url}/pieces/${seen.proofs[0].id}`;
  expect((await desk.get(file)).body).toBe('Livret de famille');
  const mine = (await visitor.json(url)).json();
  expect([mine.proofs, mine.proofCount]).toEqual([[], 1]);
  for (const who of [maya, anne, claire, elsewhere]) expect((await (await ent.as(who)).get(file)).statusCode).toBe(404);

  expect((await sendFiles(visitor, `${url}/pieces`, {}, [['carte.txt', 'text/plain', 'Carte']])).statusCode).toBe(303);
  expect((await sendFiles(visitor, `${url}/pieces`, {}, [['bombe.exe', 'application/x-msdownload', 'MZ']])).statusCode).toBe(422);
  expect((await sendFiles(visitor, `${url}/pieces`, {}, [])).statusCode).toBe(422);
  const four: [string, string, string][] = Array.from({ length: 4 }, (_, at) => [`${at}.txt`, 'text/plain', 'x']);
  expect((await sendFiles(visitor, `${url}/pieces`, {}, four)).statusCode).toBe(422);
  expect((await sendFiles(await ent.as(karim), `${url}/pieces`, {}, [['x.txt', 'text/plain', 'x']])).statusCode).toBe(404);

  expect((await visitor.post(`${file}/retrait`)).statusCode).toBe(404);
  expect((await desk.post(`${file}/retrait`)).statusCode).toBe(303);
  await ent.settle();
  expect((await desk.get(file)).statusCode).toBe(404);
  const kept = async () => (await sql<{ id: string }>`select id from kernel.files where uploaded_by = ${maya}`.execute(ent.db)).rows;
  const [card] = await kept();
  expect((await drawerIn(ent.folder).get(card?.id ?? '')).toString()).toBe('Carte');

  expect(await answers(dominique, id, 'granted')).toBe(303);
  expect((await sendFiles(visitor, `${url}/pieces`, {}, [['x.txt', 'text/plain', 'x']])).statusCode).toBe(409);
  now = new Date('2027-11-26T04:00:00Z');
  await ent.work('kernel.forget');
  expect(await kept()).toEqual([]);
  await expect(drawerIn(ent.folder).get(card?.id ?? '')).rejects.toThrow('ENOENT');
  now = new Date('2026-11-24T09:00:00Z');
});
