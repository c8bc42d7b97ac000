import { deflateRawSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { sql } from '#kernel';
import { unmerge } from '#kernel/people';
import { assertionOf, newKeys, newMessageId, signed, signedQuery } from '../services/utilities/federation/local/signing.ts';
import { acs, refused, requestOf, startTrips } from './saml-trips.ts';

/** The way in by ÉduConnect, and the way out. */

const other = newKeys();
const { ent, idp, keys, know, child, anne, close, leave, saying, envelope, honest, post, back, enter } = await startTrips();
afterAll(() => close());

test('a parent known of the academy enters by ÉduConnect, and finds their account', async () => {
  const { door, request } = await leave('?vers=/compte');
  const { see, session } = await enter(honest(saying(request)), door);
  expect(see).toBe('/compte');
  const page = await ent.app.inject({ url: '/charte', cookies: { preau: session ?? '' } });
  expect(page.body).toContain('Anne Martin');
  const { rows } = await sql`select s.method, s.second_factor_at, a.person_id, a.activated_at is not null as active
    from kernel.sessions s join kernel.accounts a on a.id = s.account_id`.execute(ent.db);
  expect(rows).toEqual([{ method: 'educonnect', second_factor_at: null, person_id: anne, active: true }]);
});

test('a response signed as a whole is as good as a signed assertion; neither is not', async () => {
  const one = await leave();
  const says = saying(one.request);
  expect((await enter(signed(envelope(says, assertionOf(says)), idp.keys), one.door)).session).toBeDefined();
  const two = await leave();
  const naked = saying(two.request);
  expect((await post(envelope(naked, assertionOf(naked)))).headers.location).toBe(refused);
});

test('the academy is part of who one is: the same number elsewhere is somebody else', async () => {
  const { door, request } = await leave();
  const { session } = await enter(honest(saying(request, { attributes: { FrEduCtRefId: ['{AAF}11|x|800001'] } })), door);
  const { rows } = await sql<{ id: string }>`select p.external_id as id from kernel.sessions s join kernel.accounts a on a.id = s.account_id
    join kernel.people p on p.id = a.person_id order by s.id desc limit 1`.execute(ent.db);
  expect(session).toBeDefined();
  expect(rows[0]?.id).toBe('MONTPELLIER-800001');
});

test('several identifiers propose each person, and the one chosen enters', async () => {
  const { door, request } = await leave();
  const both = { FrEduCtRefId: ['{AAF}16|x|800001', '{AAF}11|x|800001', 'pas un identifiant', '{AAF}16|800001'] };
  const posted = await post(honest(saying(request, { attributes: both })));
  const choice = String((await back(String(posted.headers.location), door)).headers.location);
  expect(choice).toMatch(/^\/federation\/choix\?billet=/);
  const ticket = new URL(choice, acs).searchParams.get('billet') ?? '';
  expect((await back(choice, door)).body.match(/Entrer comme Anne Martin/g)).toHaveLength(2);
  const choose = (personId: string, from: string) =>
    ent.app.inject({
      method: 'POST',
      url: '/federation/choix',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
      cookies: { 'preau-door': from },
      payload: new URLSearchParams({ billet: ticket, personId }).toString(),
    });
  expect((await choose(anne, 'another browser')).statusCode).toBe(409);
  expect((await choose(child, door)).statusCode).toBe(404);
  const chosen = await choose(anne, door);
  expect(chosen.statusCode).toBe(303);
  expect((await choose(anne, door)).statusCode).toBe(409);
  const { rows } = await sql`select 1 from federation.proofs where ${anne} in (one_id, other_id)`.execute(ent.db);
  expect(rows).toHaveLength(1);
});

test('a teacher signed in proves by ÉduConnect that they are a parent too: one access, and only in the browser that asked', async () => {
  const teacher = await ent.teacher('Anne Martin', await ent.classroom(await ent.school()));
  const seat = await ent.as(teacher);
  const left = await seat.get('/federation/educonnect?lier');
  const door = left.cookies.find(({ name }) => name === 'preau-door')?.value ?? '';
  const posted = await post(honest(saying(requestOf(String(left.headers.location)))));
  const jar = { preau: seat.token, 'preau-door': door };
  const there = String((await ent.app.inject({ url: String(posted.headers.location), cookies: jar })).headers.location);
  expect(there).toMatch(/^\/doublons\/mienne\?billet=/);
  expect((await ent.app.inject({ url: there, cookies: jar })).body).toContain('ÉduConnect a prouvé que cette fiche est aussi la vôtre');
  const billet = new URL(there, acs).searchParams.get('billet') ?? '';
  expect((await seat.post('/doublons/mienne/educonnect', { billet })).statusCode).toBe(409);
  const joined = await ent.app.inject({
    method: 'POST',
    url: '/doublons/mienne/educonnect',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
    cookies: jar,
    payload: new URLSearchParams({ billet }).toString(),
  });
  expect(joined.headers.location).toBe('/compte');
  const { door: again, request } = await leave();
  expect((await enter(honest(saying(request)), again)).session).toBeDefined();
  const { rows } = await sql<{ id: string }>`select a.person_id as id from kernel.sessions s join kernel.accounts a on a.id = s.account_id
    order by s.created_at desc, s.id desc limit 1`.execute(ent.db);
  expect(rows).toEqual([{ id: teacher }]);
  const { rows: merges } = await sql<{ id: string }>`select id from kernel.merges`.execute(ent.db);
  await ent.db.transaction().execute((db) => unmerge(db, { id: merges[0]?.id ?? '', by: null, now: new Date() }));
});

test('nobody known: a page says what to do, and no session is opened', async () => {
  const { door, request } = await leave();
  const names = { FrEduCtRefId: ['{AAF}16|x|999999'], sn: ['Martin'], givenName: ['Anne'] };
  const { see, session } = await enter(honest(saying(request, { attributes: names })), door);
  expect(session).toBeUndefined();
  expect((await ent.nobody.get(see)).body).toContain('aucune école de Préau ne vous connaît');
});

test('a key that the provider is about to use is already good, one it left is not', async () => {
  const next = newKeys();
  const pem = next.publicKey.export({ type: 'spki', format: 'pem' }).toString();
  await know([...keys, pem]);
  const one = await leave();
  const says = saying(one.request);
  expect((await enter(envelope(says, signed(assertionOf(says), next)), one.door)).session).toBeDefined();
  await know(keys);
  const two = await leave();
  const late = saying(two.request);
  expect((await post(envelope(late, signed(assertionOf(late), next)))).headers.location).toBe(refused);
});

test('a blocked account stays shut, whatever ÉduConnect says', async () => {
  await sql`update kernel.accounts set blocked_at = now() where person_id = ${anne}`.execute(ent.db);
  const { door, request } = await leave();
  expect((await enter(honest(saying(request)), door)).see).toBe('/federation/refus?pourquoi=educonnect');
  await sql`update kernel.accounts set blocked_at = null where person_id = ${anne}`.execute(ent.db);
});

test('a frozen account stays shut, and whoever ÉduConnect proved is told why and to whom to turn', async () => {
  await sql`update kernel.people set limited_since = now() where id = ${anne}`.execute(ent.db);
  const opened = async () => (await sql`select from kernel.sessions`.execute(ent.db)).rows.length;
  const before = await opened();
  const { door, request } = await leave();
  const { see, session } = await enter(honest(saying(request)), door);
  expect([see, session]).toEqual(['/federation/refus?pourquoi=gel', undefined]);
  expect((await ent.nobody.get(see)).body).toContain('Votre compte est gelé');
  expect(await opened()).toBe(before);
  await sql`update kernel.people set limited_since = null where id = ${anne}`.execute(ent.db);
});

const leaving = async (session: string) => {
  const left = await ent.app.inject({
    method: 'POST',
    url: '/deconnexion',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
    cookies: { preau: session },
  });
  const page = await ent.nobody.get(String(left.headers.location));
  return /href="(\/federation\/educonnect\/fin[^"]*)"/.exec(page.body)?.[1] ?? '';
};

test.for([
  ['its own page', new URL('/retour', idp.entityId).href, new URL('/retour', idp.entityId).href],
  ['a page of elsewhere', 'https://mechant.example/retour', `${new URL('/saml/slo', idp.entityId).href}?SAMLRequest=`],
])('leaving leads to the provider’s way out; FrEduUrlRetour said %s', async ([, url, expected]) => {
  const { door, request } = await leave();
  const attributes = { FrEduCtRefId: ['{AAF}16|x|800001'], FrEduUrlRetour: [url ?? ''] };
  const { session } = await enter(honest(saying(request, { attributes })), door);
  const way = await leaving(session ?? '');
  expect((await ent.nobody.get(way)).headers.location?.startsWith(expected ?? '')).toBe(true);
  expect((await ent.nobody.get(way)).headers.location).toBe('/connexion');
});

test('the provider ends a session with a signed request, and with no other', async () => {
  const { door, request } = await leave();
  const { session = '' } = await enter(honest(saying(request, { nameId: 'a-fermer' })), door);
  const message = `<samlp:LogoutRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" Destination="${new URL(acs).origin}/federation/educonnect/slo" ID="${newMessageId()}" IssueInstant="${new Date().toISOString()}" Version="2.0"><saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">${idp.entityId}</saml:Issuer><saml:NameID xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">a-fermer</saml:NameID></samlp:LogoutRequest>`;
  const SAMLRequest = deflateRawSync(message).toString('base64');
  const open = async () => (await ent.app.inject({ url: '/charte', cookies: { preau: session } })).statusCode;
  const ask = (query: string) => ent.app.inject({ url: `/federation/educonnect/slo?${query}` });
  expect((await ask(new URLSearchParams({ SAMLRequest }).toString())).headers.location).toBe(refused);
  expect((await ask(signedQuery({ SAMLRequest }, other))).headers.location).toBe(refused);
  expect(await open()).toBe(200);
  expect((await ask(signedQuery({ SAMLRequest }, idp.keys))).headers.location).toContain('SAMLResponse=');
  expect(await open()).toBe(303);
});

test('whoever posts rubbish all day does not fill the journal', async () => {
  const lines = async () =>
    (await sql`select 1 from kernel.audit where action = 'federation.proof.refused' and details->>'why' = 'malformed'`.execute(ent.db)).rows
      .length;
  for (let at = 0; at < 210; at += 1) expect((await post('<')).headers.location).toBe(refused);
  expect(await lines()).toBeGreaterThan(100);
  expect(await lines()).toBeLessThanOrEqual(200);
});

test('a door that nobody configured does not exist, and the sign-in page only shows those that do', async () => {
  expect((await ent.nobody.get('/federation/agents')).statusCode).toBe(404);
  expect((await ent.nobody.get('/federation/nimporte')).statusCode).toBe(404);
  const page = (await ent.nobody.get('/connexion?vers=/compte')).body;
  expect(page).toContain('href="/federation/educonnect?vers=%2Fcompte"');
  expect(page).not.toContain('/federation/agents');
  const metadata = await ent.nobody.get('/federation/educonnect/metadata');
  expect(metadata.body).toContain(`Location="${acs}"`);
});

test('a parent who enters by ÉduConnect on a device that does not know them is told', async () => {
  const { door, request } = await leave();
  expect((await enter(honest(saying(request)), door)).session).toBeDefined();
  await ent.settle();
  const told = await ent.db.selectFrom('kernel.notifications').select('title').where('person_id', '=', anne).execute();
  expect(told.map(({ title }) => title)).toContainEqual(expect.stringContaining('nouvel appareil'));
});
