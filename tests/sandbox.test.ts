import { afterAll, expect, test } from 'vitest';
import { renderPdf, stampPapers } from '#kernel/paper';
import { pagesOf, startEnt, type Visitor } from '#kernel/testing';
import { services } from '../preau.ts';
import { castRole } from '../services/governance/sandbox/public.ts';
import { roles } from '../services/governance/sandbox/roles.ts';
import { ticketFor } from '../services/governance/sandbox/ticket.ts';

const ticketKey = Buffer.from('the key that both houses know...');
let now = new Date();
const resets: Date[] = [];
const morning = new Date(now.getTime() - 3_600_000);
let since = morning;
const home = 'http://localhost:3000';
const there = await startEnt(services, {
  now: () => now,
  sandbox: { side: 'sandbox', home, ticketKey, since: () => since, resetting: () => false, reset: () => void resets.push(now) },
});
const url = await there.app.listen({ host: '127.0.0.1', port: 0 });
const here = await startEnt(services, { now: () => now, sandbox: { side: 'real', url, ticketKey } });
const alone = await startEnt(services, { now: () => now });
afterAll(async () => {
  for (const ent of [there, here, alone]) await ent[Symbol.asyncDispose]();
});

const invented = await there.classroom(await there.school({ name: 'École des Essais' }));
const teacherThere = await there.teacher('Zoé Inventée', invented);
await there.db.transaction().execute((tx) => castRole(tx, 'teacher', teacherThere));
await there.db
  .transaction()
  .execute(async (tx) => castRole(tx, 'parent', await there.guardian('Ali Inventé', await there.pupil('Lou Inventée', invented))));
// The charter, as whoever fills a sandbox accepts it for them.
await there.as(teacherThere);

const school = await here.school();
const ce1 = await here.classroom(school);
const pupil = await here.pupil('Léa Martin', ce1);
const hugoId = await here.teacher('Hugo Lafont', ce1);
const hugo = await here.as(hugoId);
const anne = await here.as(await here.guardian('Anne Martin', pupil));
const lea = await here.as(pupil);
const adviser = await here.person('Inès Cros');
await here.give(adviser, 'adviser', school);
const ines = await here.as(adviser);

const locationOf = ({ headers }: { headers: Record<string, unknown> }): string => String(headers['location']);
const pathOf = (address: string): string => address.replace(url, '');
const ticketOf = async (who: Visitor, vers = ''): Promise<string> => {
  const left = await who.post('/ecole-d-essai', { role: 'teacher', vers });
  expect(left.statusCode).toBe(303);
  return pathOf(locationOf(left));
};
const show = (door: string) => there.app.inject({ url: door, headers: { accept: 'text/html' } });
const refused = `${home}/ecole-d-essai?billet=fini`;

test('a teacher enters with a ticket, as an invented teacher, and lands on the page they came for', async () => {
  expect((await hugo.get('/ecole-d-essai?vers=/liaison')).body).toContain('sur la même page\u00a0: /liaison');
  const door = await ticketOf(hugo, '/liaison');
  const entered = await show(door);
  const [cookie = ''] = String(entered.headers['set-cookie']).split(';');
  expect(cookie).toMatch(/^essai=/);
  const inside = (at: string) => there.app.inject({ url: at, headers: { cookie, accept: 'text/html' } });
  const landed = await inside(locationOf(entered));
  expect(locationOf(landed)).toBe('/liaison');
  const page = (await inside('/liaison')).body;
  expect(page).toContain('Zoé Inventée');
  expect(page).toContain('rien ici n’est vrai');
  // The session of one house is worth nothing in the other.
  const token = cookie.split('=')[1] ?? '';
  expect(
    (await here.app.inject({ url: '/liaison', headers: { cookie: `preau=${token}; essai=${token}`, accept: 'text/html' } })).statusCode,
  ).toBe(303);
  expect(
    (await there.app.inject({ url: '/liaison', headers: { cookie: `essai=${hugo.token}; preau=${hugo.token}`, accept: 'text/html' } }))
      .statusCode,
  ).toBe(303);
});

test('a page that a role does not read, or that names somebody of the real school, leads to the one above, or home', async () => {
  const landing = async (vers: string): Promise<string> => {
    const entered = await show(await ticketOf(hugo, vers));
    const [cookie = ''] = String(entered.headers['set-cookie']).split(';');
    return locationOf(await there.app.inject({ url: locationOf(entered), headers: { cookie, accept: 'text/html' } }));
  };
  expect(await landing(`/liaison/${ce1}/nouveau`)).toBe('/liaison');
  expect(await landing('/liaison/…/suivi')).toBe('/liaison');
  expect(await landing('/conventions')).toBe('/');
  expect(await landing('//ailleurs.example/x')).toBe('/');
  expect(await landing('https://ailleurs.example/')).toBe('/');
});

test('no pupil, no parent, nobody who is not signed in; and where there is no sandbox, no page', async () => {
  for (const who of [anne, lea]) {
    expect((await who.get('/ecole-d-essai')).statusCode).toBe(404);
    expect((await who.post('/ecole-d-essai', { role: 'teacher' })).statusCode).toBe(404);
  }
  expect((await here.nobody.post('/ecole-d-essai', { role: 'teacher' })).statusCode).toBe(401);
  const lone = await alone.as(await alone.teacher('Rose Pujol', await alone.classroom(await alone.school())));
  expect((await lone.get('/ecole-d-essai')).statusCode).toBe(404);
  expect((await lone.post('/ecole-d-essai', { role: 'teacher' })).statusCode).toBe(404);
  expect(
    (await alone.nobody.get(`/ecole-d-essai/porte?billet=${ticketFor(ticketKey, { does: 'enter', role: 'teacher', to: '/' }, now)}`))
      .statusCode,
  ).toBe(404);
});

test('a ticket serves once, a minute, since the last reset, unaltered', async () => {
  const door = await ticketOf(hugo);
  const both = await Promise.all([show(door), show(door)]);
  expect(both.map(locationOf).sort()).toEqual(['/ecole-d-essai/arrivee?vers=%2F', refused].sort());
  expect(locationOf(await show(door))).toBe(refused);

  const fresh = await ticketOf(hugo);
  const [said = '', signed = ''] = fresh.split('billet=')[1]?.split('.') ?? [];
  const another = Buffer.from(Buffer.from(said, 'base64url').toString().replace('teacher', 'parent')).toString('base64url');
  for (const altered of [`${another}.${signed}`, `${said}.${signed.slice(0, -2)}AA`, said, '', 'a.b', `${said}.`])
    expect(locationOf(await show(`/ecole-d-essai/porte?billet=${altered}`))).toBe(refused);
  const forged = ticketFor(here.secret, { does: 'enter', role: 'teacher', to: '/' }, now);
  expect(locationOf(await show(`/ecole-d-essai/porte?billet=${forged}`))).toBe(refused);

  now = new Date(now.getTime() + 61_000);
  expect(locationOf(await show(fresh))).toBe(refused);
  const before = await ticketOf(hugo);
  since = new Date(now.getTime() + 10_000);
  expect(locationOf(await show(before))).toBe(refused);
  since = morning;
  expect((await hugo.get('/ecole-d-essai?billet=fini')).body).toContain('un billet vaut une minute');
});

test('what leaves says a role and a page, never who asks; the journal of the real house says who went, as what', async () => {
  const door = await ticketOf(hugo, `/liaison/${pupil}`);
  const said = Buffer.from(door.split('billet=')[1]?.split('.')[0] ?? '', 'base64url').toString();
  expect(JSON.parse(said)).toEqual({
    asked: { does: 'enter', role: 'teacher', to: '/liaison' },
    number: expect.any(String),
    at: expect.any(Number),
  });
  const line = await here.db
    .selectFrom('kernel.audit')
    .select(['actor_id', 'action', 'details'])
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  expect(line).toEqual({ actor_id: hugoId, action: 'sandbox.school.entered', details: { role: 'teacher', page: '/liaison' } });
});

test('one sees as a role, never as a person: neither a name, nor an id, nor whoever runs the ENT', async () => {
  for (const role of [pupil, teacherThere, 'administrator', 'academy', 'Léa Martin', ''])
    expect((await hugo.post('/ecole-d-essai', { role })).statusCode).toBe(422);
  expect(roles).not.toContain('administrator');
  const named = ticketFor(ticketKey, { does: 'enter', role: teacherThere as never, to: '/' }, now);
  expect(locationOf(await show(`/ecole-d-essai/porte?billet=${named}`))).toBe(refused);
});

test('inside, one plays somebody else without a new ticket, and the role before is over', async () => {
  const entered = await show(await ticketOf(hugo));
  const [cookie = ''] = String(entered.headers['set-cookie']).split(';');
  const changed = await there.app.inject({
    method: 'POST',
    url: '/ecole-d-essai',
    headers: { cookie, 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin', accept: 'text/html' },
    payload: 'role=parent',
  });
  const [next = ''] = String(changed.headers['set-cookie']).split(';');
  expect(next).toMatch(/^essai=/);
  expect((await there.app.inject({ url: '/ecole-d-essai', headers: { cookie, accept: 'text/html' } })).statusCode).toBe(303);
  expect(next).not.toBe(cookie);
});

test('a sandbox has no other door: sign-in, activation and federation lead back to real people', async () => {
  for (const door of [
    '/connexion',
    '/Connexion',
    '/connexion/code',
    '/activation?code=abcd',
    '/federation/educonnect',
    '/federation/agents/retour',
  ])
    expect([door, locationOf(await there.nobody.get(door))]).toEqual([door, `${home}/ecole-d-essai`]);
  expect(locationOf(await there.nobody.post('/connexion', { login: 'zoe.inventee', password: 'x' }))).toBe(`${home}/ecole-d-essai`);
  // Nobody of a sandbox has a proof to give again: what asks for a fresh one opens.
  const zoe = await there.as(teacherThere);
  now = new Date(now.getTime() + 6 * 60_000);
  expect((await zoe.get('/compte/securite')).statusCode).toBe(200);
});

test('each page says that nothing is true: with the menu, under the roof, and when something is missing; so does each sheet', async () => {
  const zoe = await there.as(teacherThere);
  for (const page of [await zoe.get('/'), await there.nobody.get('/mentions-legales'), await zoe.get('/nulle-part')])
    expect(page.body).toContain('rien ici n’est vrai');
  expect((await hugo.get('/')).body).not.toContain('rien ici n’est vrai');
  stampPapers('École d’essai');
  const [printed] = await pagesOf(
    await renderPdf({ template: '#import "/house.typ": *\n#show: sheet.with(title: "x")\nBonjour', data: {} }),
  );
  expect(printed).toContain('École d’essai');
  expect(printed).toContain('Bonjour');
});

test('a trainer makes it anew, once per ticket; a teacher does not', async () => {
  expect((await hugo.post('/ecole-d-essai/remise-a-neuf')).statusCode).toBe(404);
  expect((await hugo.get('/ecole-d-essai')).body).not.toContain('remettre à neuf maintenant');
  expect((await ines.get('/ecole-d-essai')).body).toContain('remettre à neuf maintenant');
  expect((await ines.post('/ecole-d-essai/remise-a-neuf')).statusCode).toBe(303);
  expect(resets).toHaveLength(1);
  const door = `/ecole-d-essai/porte/remise-a-neuf?billet=${ticketFor(ticketKey, { does: 'reset' }, now)}`;
  const ask = (at: string) => there.app.inject({ method: 'POST', url: at });
  expect((await ask(door)).statusCode).toBe(202);
  expect((await ask(door)).statusCode).toBe(404);
  expect(
    (await ask(`/ecole-d-essai/porte/remise-a-neuf?billet=${ticketFor(ticketKey, { does: 'enter', role: 'teacher', to: '/' }, now)}`))
      .statusCode,
  ).toBe(404);
  expect((await ask('/ecole-d-essai/porte/remise-a-neuf')).statusCode).toBe(404);
  expect(resets).toHaveLength(2);
});

test('« Voir comme » opens an invented class on the page that a ticket is about; who asked is never seen', async () => {
  const director = await here.as(await here.director('Nadia Ferrand', school));
  const asked = await anne.post('/assistance/nouvelle', {
    ...{ seat: `family:${school}`, category: 'use', title: 'Je ne vois pas le mot', body: 'La page reste blanche.' },
    ...{ page: `/liaison/${pupil}`, diagnostics: 'on' },
  });
  const ticket = locationOf(asked);
  const page = (await director.get(ticket)).body;
  const [, link = ''] = /href="(\/ecole-d-essai[^"]*)"/.exec(page) ?? [];
  expect(page).toContain('jamais comme la personne qui demande');
  expect((await anne.get(ticket)).body).not.toContain('/ecole-d-essai');
  const choice = (await director.get(link.replaceAll('&amp;', '&'))).body;
  expect(choice).toContain('Jouer ce rôle\u00a0: Parent');
  expect(choice).not.toMatch(/Anne|Martin/);
  expect(choice).not.toContain(pupil);
  const left = await director.post('/ecole-d-essai', { role: 'parent', vers: `/liaison/${pupil}` });
  const entered = await show(pathOf(locationOf(left)));
  const [cookie = ''] = String(entered.headers['set-cookie']).split(';');
  const inside = (at: string) => there.app.inject({ url: at, headers: { cookie, accept: 'text/html' } });
  expect(locationOf(await inside(locationOf(entered)))).toBe('/charte');
  expect((await there.db.selectFrom('kernel.people').select('last_name').execute()).map(({ last_name }) => last_name)).not.toContain(
    'Martin',
  );
});
