import { afterAll, expect, test } from 'vitest';
import { sql } from '#kernel';
import { startEnt } from '#kernel/testing';
import { services } from '../preau.ts';
import { startLocalOidc } from '../services/utilities/federation/local/oidc-provider.ts';
import { requestIn, startLocalProvider } from '../services/utilities/federation/local/provider.ts';
import { assertionOf, newMessageId, responseOf, signed } from '../services/utilities/federation/local/signing.ts';
import { saveProvider } from '../services/utilities/federation/providers.ts';
import { readIdpMetadata } from '../services/utilities/federation/saml/metadata.ts';

/** The agents' guichet, in OpenID Connect with a real provider, then in SAML: staff are known by their academic address. */

const home = 'http://localhost:3000';
const strong = 'https://refeds.org/profile/mfa';
const people = ['nadia@ac-toulouse.example', 'Hugo@AC-Toulouse.example', 'personne@ac-toulouse.example', 'deux@ac-toulouse.example'];
const ent = await startEnt(services);
const oidc = await startLocalOidc({
  title: 'Guichet agents',
  home: () => home,
  people: async () =>
    people.map((email, at) => ({ label: email, attributes: { email: [email] }, ...(at === 1 ? { context: strong } : {}) })),
});
const saml = await startLocalProvider({ title: 'Guichet agents', home: () => home, people: async () => [] });
afterAll(() => Promise.all([ent[Symbol.asyncDispose](), oidc.close(), saml.close()]));

const save = (saving: Omit<Parameters<typeof saveProvider>[2], 'name'>) =>
  ent.db.transaction().execute((db) => saveProvider(db, ent.secret, { name: 'agents', ...saving }));
const byOidc = (changed: { issuer?: string; strong?: string[] } = {}) =>
  save({
    protocol: 'oidc',
    settings: { issuer: oidc.issuer, clientId: oidc.clientId, strong: [], ...changed },
    hidden: oidc.clientSecret,
  });
await byOidc();

const classId = await ent.classroom(await ent.school());
const agent = async (name: string, email: string): Promise<string> => {
  const id = await ent.teacher(name, classId);
  await sql`insert into kernel.contacts (person_id, academic_email) values (${id}, ${email})`.execute(ent.db);
  return id;
};
const nadia = await agent('Nadia Ferrand', 'Nadia@ac-toulouse.example');
const hugo = await agent('Hugo Lafont', 'hugo@ac-toulouse.example');
await agent('Rose Loin', 'deux@ac-toulouse.example');
await agent('Rose Pujol', 'deux@ac-toulouse.example');

/** Leaves for the provider, is somebody there, and gives the address that the provider sends back to. */
async function travel(person: number): Promise<{ door: string; back: URL }> {
  const left = await ent.app.inject({ url: '/federation/agents' });
  const door = left.cookies.find(({ name }) => name === 'preau-door')?.value ?? '';
  const jar = new Map<string, string>();
  let url = String(left.headers.location);
  let body: URLSearchParams | undefined;
  for (let steps = 0; steps < 8 && !url.startsWith(home); steps += 1) {
    const answer = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(body ? { method: 'POST', body } : {}),
    });
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      jar.set(name, value);
    }
    const next = answer.headers.get('location');
    body = next ? undefined : new URLSearchParams({ person: String(person) });
    url = next ? new URL(next, url).href : url;
  }
  return { door, back: new URL(url) };
}
const visit = (url: string, door: string) => ent.app.inject({ url, cookies: { 'preau-door': door } });

/** All the way in: where one is led, and whose session was opened. */
async function arrive({ door, back }: { door: string; back: URL }) {
  const returned = await visit(back.pathname + back.search, door);
  const entered = await visit(String(returned.headers.location), door);
  const { rows } = await sql<{ id: string; strong: boolean; method: string }>`
    select a.person_id as id, s.second_factor_at is not null as strong, s.method from kernel.sessions s join kernel.accounts a on a.id = s.account_id
    order by s.id desc limit 1`.execute(ent.db);
  const opened = entered.cookies.some(({ name }) => name === 'preau');
  return {
    see: String(opened ? entered.headers.location : (entered.headers.location ?? returned.headers.location)),
    opened,
    last: rows[0],
  };
}
const refused = '/federation/refus?pourquoi=preuve';

test('a teacher enters by the guichet, whatever the capitals of their address; it is not a second factor by itself', async () => {
  expect(await arrive(await travel(0))).toEqual({ see: '/', opened: true, last: { id: nadia, strong: false, method: 'agents' } });
});

test('a context that the operator said is strong stands for the second factor, and only that one', async () => {
  expect((await arrive(await travel(1))).last).toEqual({ id: hugo, strong: false, method: 'agents' });
  await byOidc({ strong: [strong] });
  expect((await arrive(await travel(1))).last).toEqual({ id: hugo, strong: true, method: 'agents' });
  expect((await arrive(await travel(0))).last).toEqual({ id: nadia, strong: false, method: 'agents' });
  await byOidc();
});

test.for([
  [2, 'nobody here'],
  [3, 'two people'],
] as const)('an address that is %i: %s, opens nothing and says what to do', async ([person]) => {
  expect(await arrive(await travel(person))).toMatchObject({ see: '/federation/refus?pourquoi=agents', opened: false });
});

test('what another browser asked for does not come in by mine, and an answer serves once', async () => {
  const mine = await travel(0);
  const theirs = await travel(1);
  expect((await visit(theirs.back.pathname + theirs.back.search, mine.door)).headers.location).toBe(refused);
  expect((await arrive(mine)).opened).toBe(true);
  expect((await visit(mine.back.pathname + mine.back.search, mine.door)).headers.location).toBe(refused);
});

test('whoever gives up at the guichet is told so, not that their proof is false; only the browser that left may say it', async () => {
  const { door, back } = await travel(0);
  const said = `/federation/agents/retour?error=access_denied&state=${back.searchParams.get('state')}`;
  expect((await visit(said, 'autre')).headers.location).toBe(refused);
  expect((await visit(said, door)).headers.location).toBe('/federation/refus?pourquoi=renonce');
  expect((await visit('/federation/refus?pourquoi=renonce', door)).body).toContain('au bout de la connexion');
  expect((await visit(said, door)).headers.location).toBe(refused);
});

test('a house that changed its secret says that the guichet does not answer, until its key is given again', async () => {
  await sql`update federation.providers set sealed = set_byte(sealed, 30, 255 - get_byte(sealed, 30)) where name = 'agents'`.execute(
    ent.db,
  );
  for (const url of ['/federation/agents', '/federation/agents/retour?state=x', '/federation/agents/fin'])
    expect((await visit(url, 'x')).headers.location).toBe('/federation/refus?pourquoi=indisponible');
  await byOidc();
  expect((await arrive(await travel(0))).opened).toBe(true);
});

const changed = (back: URL, name: string, value: string): URL => {
  const url = new URL(back);
  url.searchParams.set(name, value);
  return url;
};
test.for<[string, (trip: { back: URL }) => Promise<URL> | URL]>([
  ['the issuer is another one (mix-up)', ({ back }) => changed(back, 'iss', 'https://autre.example')],
  ['the code is another one', ({ back }) => changed(back, 'code', 'un-autre-code')],
  [
    'the code is that of somebody else (injection, PKCE)',
    async ({ back }) => changed(back, 'code', (await travel(1)).back.searchParams.get('code') ?? ''),
  ],
  ['the state is unknown', ({ back }) => changed(back, 'state', 'inconnu')],
  [
    'the nonce is not the one we drew',
    async ({ back }) => {
      await sql`update federation.requests set nonce = 'autre' where id = ${back.searchParams.get('state')}`.execute(ent.db);
      return back;
    },
  ],
  [
    'it comes too late',
    async ({ back }) => {
      await sql`update federation.requests set expires_at = now() - interval '1 second' where id = ${back.searchParams.get('state')}`.execute(
        ent.db,
      );
      return back;
    },
  ],
])('an answer opens nothing when %s', async ([, forge]) => {
  const trip = await travel(0);
  const url = await forge(trip);
  expect((await visit(url.pathname + url.search, trip.door)).headers.location).toBe(refused);
});

test('a provider that does not answer is said to be away, and the sign-in page still opens', async () => {
  await byOidc({ issuer: 'http://localhost:1' });
  expect((await ent.nobody.get('/federation/agents')).headers.location).toBe('/federation/refus?pourquoi=indisponible');
  expect((await ent.nobody.get('/connexion')).statusCode).toBe(200);
  await byOidc();
});

test.for(['mail', 'ctemail'])('by SAML too, on the attribute %s', async (attribute) => {
  const idp = readIdpMetadata(saml.metadata);
  if ('fault' in idp) throw new Error(idp.fault);
  await save({ protocol: 'saml', settings: { idp, strong: [strong] } });
  const left = await ent.app.inject({ url: '/federation/agents' });
  const asked = requestIn(new URL(String(left.headers.location)).searchParams);
  const says = {
    ...{ id: newMessageId(), issuer: saml.entityId, audience: asked?.sp ?? '', recipient: asked?.acs ?? '', inResponseTo: asked?.id ?? '' },
    ...{ nameId: 'n', sessionIndex: 's', attributes: { [attribute]: ['HUGO@ac-toulouse.example'] }, context: strong, now: new Date() },
  };
  const xml = responseOf({ ...says, id: newMessageId() }, signed(assertionOf(says), saml.keys));
  const posted = await ent.app.inject({
    method: 'POST',
    url: '/federation/agents/acs',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'cross-site' },
    payload: new URLSearchParams({ SAMLResponse: Buffer.from(xml).toString('base64') }).toString(),
  });
  const door = left.cookies.find(({ name }) => name === 'preau-door')?.value ?? '';
  expect(await arrive({ door, back: new URL(String(posted.headers.location), home) })).toMatchObject({ last: { id: hugo, strong: true } });
});
