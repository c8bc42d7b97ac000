import { afterAll, expect, test } from 'vitest';
import { sql } from '#kernel';
import { assertionOf, newKeys, newMessageId, responseOf, type Saying, signed } from '../services/utilities/federation/local/signing.ts';
import { refused, startTrips } from './saml-trips.ts';

/** What must open nothing: the messages that some implementation once took, each sent by a browser that really left for the provider. */

const other = newKeys();
const { ent, idp, close, leave, saying, envelope, honest, post, back, enter } = await startTrips();
afterAll(() => close());

const minutes = (count: number): Date => new Date(Date.now() + count * 60_000);
const swapped = (xml: string, from: string | RegExp, to: string): string => {
  const done = xml.replace(from, to);
  expect(done).not.toBe(xml);
  return done;
};
const evil = (request: string): Saying => saying(request, { attributes: { FrEduCtRefId: ['{AAF}11|x|800001'] } });

/** Each one is a message that some implementation once took. */
const attacks: [string, string, (request: string) => string][] = [
  ['for another service', 'audience', (r) => honest(saying(r, { audience: 'https://autre.example/metadata' }))],
  ['sent to another service', 'destination', (r) => honest(saying(r, { recipient: 'https://autre.example/acs' }))],
  [
    'meant for another service inside',
    'recipient',
    (r) => {
      const says = saying(r);
      return envelope(says, signed(assertionOf({ ...says, recipient: 'https://autre.example/acs' }), idp.keys));
    },
  ],
  ['expired', 'expired', (r) => honest(saying(r, { now: minutes(-10) }))],
  ['not valid yet', 'not yet valid', (r) => honest(saying(r, { now: minutes(10) }))],
  ['from another provider', 'issuer', (r) => honest(saying(r, { issuer: 'https://autre.example' }))],
  ['signed with another key', 'Invalid signature', (r) => envelope(saying(r), signed(assertionOf(saying(r)), other))],
  ['signed with SHA-1', 'weak signature', (r) => envelope(saying(r), signed(assertionOf(saying(r)), idp.keys, 'sha1'))],
  ['whose signature is emptied', 'Invalid signature', (r) => swapped(honest(saying(r)), /<ds:SignatureValue>[^<]*/, '<ds:SignatureValue>')],
  ['whose algorithm is none', 'weak signature', (r) => swapped(honest(saying(r)), /xmldsig-more#rsa-sha256/, 'xmldsig#none')],
  [
    'whose signature is an HMAC with the public key',
    'weak signature',
    (r) => swapped(honest(saying(r)), /xmldsig-more#rsa-sha256/, 'xmldsig-more#hmac-sha256'),
  ],
  ['changed after it was signed', 'Invalid signature', (r) => swapped(honest(saying(r)), '16|x|800001', '11|x|800001')],
  ['with a comment that cuts an identifier', 'comment', (r) => swapped(honest(saying(r)), '|800001<', '|800001<!-- -->9<')],
  ['with a comment in the name', 'comment', (r) => swapped(honest(saying(r)), '>opaque<', '>opa<!-- -->que<')],
  ['with a processing instruction', 'instruction', (r) => swapped(honest(saying(r)), '>opaque<', '>opa<?x?>que<')],
  [
    'with a second assertion before',
    'assertions',
    (r) => swapped(honest(saying(r)), '<saml:Assertion', `${assertionOf(evil(r))}<saml:Assertion`),
  ],
  [
    'with a second assertion after',
    'assertions',
    (r) => swapped(honest(saying(r)), '</samlp:Response>', `${assertionOf(evil(r))}</samlp:Response>`),
  ],
  [
    'wrapped in an extension (XSW)',
    'assertions',
    (r) => {
      const good = signed(assertionOf(saying(r)), idp.keys);
      return envelope(saying(r), `<samlp:Extensions>${good}</samlp:Extensions>${assertionOf(evil(r))}`);
    },
  ],
  [
    'wrapped in the evil one (XSW)',
    'assertions',
    (r) => {
      const good = signed(assertionOf(saying(r)), idp.keys);
      return envelope(saying(r), swapped(assertionOf(evil(r)), '<saml:Subject>', `<saml:Advice>${good}</saml:Advice><saml:Subject>`));
    },
  ],
  [
    'with the signature moved to an evil twin of the same id (XSW)',
    'assertions',
    (r) => {
      const says = saying(r);
      const good = signed(assertionOf(says), idp.keys);
      const signature = /<ds:Signature .*<\/ds:Signature>/.exec(good)?.[0] ?? '';
      const twin = assertionOf({ ...evil(r), id: says.id });
      const object = swapped(signature, '</ds:Signature>', `<ds:Object>${assertionOf(says)}</ds:Object></ds:Signature>`);
      return envelope(says, swapped(twin, '</saml:Issuer>', `</saml:Issuer>${object}`));
    },
  ],
  [
    'with a reference to the response from the assertion',
    'reference elsewhere',
    (r) => {
      const says = saying(r);
      const id = newMessageId();
      const good = swapped(signed(assertionOf(says), idp.keys), `URI="#${says.id}"`, `URI="#${id}"`);
      return responseOf({ ...says, id }, good);
    },
  ],
  ['with an empty reference', 'reference elsewhere', (r) => swapped(honest(saying(r)), /URI="#[^"]*"/, 'URI=""')],
  [
    'with a transform of its own',
    'transforms',
    (r) =>
      swapped(honest(saying(r)), 'http://www.w3.org/2000/09/xmldsig#enveloped-signature', 'http://www.w3.org/TR/1999/REC-xslt-19991116'),
  ],
  ['with a DOCTYPE', 'doctype', (r) => `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>${honest(saying(r))}`],
  [
    'with entities that unfold',
    'doctype',
    (r) => `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>${swapped(honest(saying(r)), 'opaque', '&b;')}`,
  ],
  [
    'with an identifier said twice',
    'repeated id',
    (r) => {
      const says = saying(r);
      return swapped(honest(says), '<samlp:Status>', `<samlp:Status id="${says.id}">`);
    },
  ],
  ['enormous', 'too long', (r) => swapped(honest(saying(r)), 'opaque', 'o'.repeat(270_000))],
  ['deeper than any message', 'too deep', (r) => swapped(honest(saying(r)), '>opaque<', `>${'<x>'.repeat(60)}${'</x>'.repeat(60)}<`)],
  ['that answers nothing', 'unasked', (r) => swapped(honest(saying(r)), / InResponseTo="[^"]*" IssueInstant/, ' IssueInstant')],
  [
    'that answers another request inside',
    'unasked',
    (r) => responseOf({ ...saying(r), id: newMessageId() }, signed(assertionOf(saying(newMessageId())), idp.keys)),
  ],
  ['which is not XML', 'malformed', () => 'bonjour'],
  ['which is a refusal', 'status', (r) => swapped(honest(saying(r)), 'status:Success', 'status:Responder')],
];

test.for(attacks)('a response %s opens nothing (%s)', async ([, why, forge]) => {
  const before = await sql<{ n: number }>`select count(*) as n from kernel.sessions`.execute(ent.db);
  const { door, request } = await leave();
  const posted = await post(forge(request));
  expect(posted.headers.location).toBe(refused);
  const { rows } = await sql<{
    why: string;
  }>`select details->>'why' as why from kernel.audit where action = 'federation.proof.refused' order by id desc limit 1`.execute(ent.db);
  expect(rows[0]?.why).toContain(why);
  await back('/federation/entree?billet=', door);
  const after = await sql<{ n: number }>`select count(*) as n from kernel.sessions`.execute(ent.db);
  expect(after.rows).toEqual(before.rows);
  // The request is still there for the honest answer: an attacker does not shut the door.
  expect((await enter(honest(saying(request)), door)).session).toBeDefined();
});

test('a response serves once, even sent twice at the same moment', async () => {
  const { door, request } = await leave();
  const xml = honest(saying(request));
  const answers = await Promise.all([post(xml), post(xml), post(xml)]);
  const ways = answers.map(({ headers }) => String(headers.location));
  expect(ways.filter((way) => way === refused)).toHaveLength(2);
  const open = ways.find((way) => way !== refused) ?? '';
  const entered = await Promise.all([back(open, door), back(open, door)]);
  expect(entered.filter(({ cookies }) => cookies.some(({ name }) => name === 'preau'))).toHaveLength(1);
  expect((await post(xml)).headers.location).toBe(refused);
});

test('an assertion already used does not answer a second request', async () => {
  const one = await leave();
  const says = saying(one.request);
  await enter(honest(says), one.door);
  const two = await leave();
  expect((await post(honest(saying(two.request, { id: says.id })))).headers.location).toBe(refused);
});

test('what another browser asked for does not open mine: nobody is signed in as somebody else (login CSRF)', async () => {
  const attacker = await leave();
  const victim = await leave();
  const posted = await post(honest(saying(attacker.request)));
  const there = await back(String(posted.headers.location), victim.door);
  expect(there.headers.location).toBe(refused);
  expect(there.cookies.some(({ name }) => name === 'preau')).toBe(false);
});

test('a request older than ten minutes is answered no more', async () => {
  const { request } = await leave();
  await sql`update federation.requests set expires_at = now() - interval '1 second'`.execute(ent.db);
  expect((await post(honest(saying(request)))).headers.location).toBe(refused);
});

test('RelayState leads nowhere, and neither does an address of elsewhere', async () => {
  const { door, request } = await leave(`?vers=${encodeURIComponent('https://mechant.example/')}`);
  const posted = await post(honest(saying(request)), { RelayState: 'https://mechant.example/' });
  expect((await back(String(posted.headers.location), door)).headers.location).toBe('/');
});
