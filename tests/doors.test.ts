import { afterAll, expect, test } from 'vitest';
import { services } from '../preau.ts';
import { addressOf, sampleWorld } from './sample-world.ts';

/** Nothing goes round the doors: the second factor of those who work here, then the charter. Every route, every trick we know. */

const world = await sampleWorld();
afterAll(() => world.ent[Symbol.asyncDispose]());
const { ent, people, here } = world;

const routes = services.flatMap((service) =>
  service.routes.flatMap((route) =>
    route.kind === 'machine'
      ? []
      : [
          {
            ...route,
            method: route.kind === 'action' || route.kind === 'sending' ? ('POST' as const) : ('GET' as const),
            service: service.name,
          },
        ],
  ),
);
const shut = routes.filter(({ open }) => !open);

const waiting = await ent.as(people.teacher, { secondFactor: false });
const enrolled = await ent.as(people.director, { secondFactor: false });
const { id: directorAccount } = await ent.db
  .selectFrom('kernel.accounts')
  .select('id')
  .where('person_id', '=', people.director)
  .executeTakeFirstOrThrow();
await ent.db
  .insertInto('kernel.authenticators')
  .values({ account_id: directorAccount, sealed_secret: Buffer.alloc(60), last_step: 1 })
  .execute();
const newcomer = await ent.guardian('Anne Nouvelle', here['pupilId'] ?? '');
const unsigned = await ent.as(newcomer, { charter: false });

test('before the second factor, exactly these routes answer', () => {
  const before = routes.filter(({ beforeSecondFactor }) => beforeSecondFactor).map(({ method, path }) => `${method} ${path}`);
  expect(before.sort()).toEqual([
    'GET /connexion/second-facteur',
    'POST /compte/application',
    'POST /compte/cles',
    'POST /connexion/second-facteur/cle',
    'POST /connexion/second-facteur/code',
    'POST /connexion/second-facteur/secours',
  ]);
});

test('before the charter, exactly these routes answer beside them', () => {
  const before = shut.filter(({ beforeCharter }) => beforeCharter).map(({ method, path }) => `${method} ${path}`);
  expect(before.sort()).toEqual(['GET /charte', 'POST /charte/acceptation']);
});

test('every other route sends whoever has not shown a second factor to that door, and whoever has not accepted the charter to it', async () => {
  const passed: string[] = [];
  for (const { service, path, method, beforeSecondFactor, beforeCharter } of shut) {
    const url = addressOf(service, path, here);
    for (const [visitor, door, opens] of [
      [waiting, '/connexion/second-facteur', beforeSecondFactor],
      [enrolled, '/connexion/second-facteur', beforeSecondFactor],
      [unsigned, '/charte', beforeSecondFactor || beforeCharter],
    ] as const) {
      if (opens) continue;
      const answer = method === 'POST' ? await visitor.post(url) : await visitor.get(url);
      const led = String(answer.headers.location).split('?')[0];
      if (answer.statusCode !== 303 || led !== door) passed.push(`${method} ${url}: ${answer.statusCode} ${led}, not ${door}`);
      const json = await visitor.inject({
        method,
        url,
        headers: { accept: 'application/json', 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' },
        ...(method === 'POST' ? { payload: '' } : {}),
      });
      if (json.statusCode !== 403) passed.push(`${method} ${url} as JSON: ${json.statusCode}`);
    }
  }
  expect(passed).toEqual([]);
});

test('a password alone adds no second factor to an account that has one', async () => {
  for (const url of ['/compte/application', '/compte/cles']) expect((await enrolled.post(url, { code: '123456' })).statusCode).toBe(404);
});

const headers: Record<string, string>[] = [
  { 'x-requested-with': 'XMLHttpRequest' },
  { authorization: 'Bearer x' },
  { authorization: 'Basic YWRtaW46YWRtaW4=' },
  { 'x-http-method-override': 'GET' },
  { 'x-original-url': '/charte' },
  { 'x-rewrite-url': '/connexion/second-facteur' },
  { 'x-forwarded-for': '127.0.0.1' },
  { 'x-forwarded-uri': '/charte' },
  { 'x-forwarded-prefix': '/charte' },
  { referer: 'http://localhost:3000/charte' },
  { accept: 'application/json' },
  { accept: 'text/event-stream' },
  { accept: '*/*' },
  { accept: '' },
  { 'content-type': 'application/json' },
  { upgrade: 'websocket', connection: 'upgrade' },
  { range: 'bytes=0-10' },
  { 'if-none-match': '*' },
  { 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' },
  { purpose: 'prefetch' },
];
const paths = (url: string): string[] => [
  `${url}/`,
  `${url}//`,
  `/${url}`,
  `//${url}`,
  `${url}/.`,
  `${url}/..;/compte`,
  `/charte/..${url}`,
  `/charte/%2e%2e${url}`,
  `/connexion/second-facteur/..${url}`,
  `/connexion/second-facteur/%2e%2e/%2e%2e${url}`,
  `/assets/..${url}`,
  `/assets/%2e%2e${url}`,
  url.replace(/\/(.)/, (_, letter: string) => `/%${letter.charCodeAt(0).toString(16)}`),
  url.replace('/', '%2f'),
  url.replace('/', '/%2f'),
  url.replace('/', '/%5c'),
  url.replace('/', '\\'),
  url.toUpperCase(),
  `${url};/charte`,
  `${url};jsessionid=1`,
  `${url}%00/charte`,
  `${url}%20`,
  `${url}%0a`,
  `${url}?/charte`,
  `${url}?path=/connexion/second-facteur`,
  `${url}?beforeSecondFactor=true&beforeCharter=true`,
  `${url}?_method=GET`,
  `${url}#/charte`,
  `${url}.json`,
  `${url}.css`,
  `${url}/charte`,
  `${url}/connexion/second-facteur`,
  `http://localhost:3000${url}`,
];

const targets = ['/compte', '/', '/comptes', '/liaison'];

test.for([
  ['whoever has no second factor yet', () => waiting, 'Lafont'],
  ['whoever has one and has not shown it', () => enrolled, 'Ferrand'],
  ['whoever has not accepted the charter', () => unsigned, 'anne.nouvelle'],
] as const)('no header, path, method or query lets %s in', async ([, visitor, marker]) => {
  const inside: string[] = [];
  const look = async (
    method: 'GET' | 'HEAD' | 'OPTIONS' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    url: string,
    sent: Record<string, string>,
  ) => {
    const answer = await visitor().inject({ method, url, headers: { accept: 'text/html', ...sent } });
    // A door, a refusal, or a page that does not exist; never a page of the house with somebody's name in its content.
    const main = /<main[\s\S]*<\/main>/.exec(answer.body)?.[0] ?? (answer.headers['content-type']?.includes('json') ? answer.body : '');
    if (answer.statusCode < 300 || main.includes(marker)) inside.push(`${method} ${url} ${JSON.stringify(sent)}: ${answer.statusCode}`);
  };
  for (const url of targets) {
    for (const sent of headers) await look('GET', url, sent);
    for (const path of paths(url)) {
      await look('GET', path, {});
      await look('GET', path, { 'x-requested-with': 'XMLHttpRequest', accept: 'application/json' });
    }
    for (const method of ['HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE'] as const) {
      await look(method, url, { 'sec-fetch-site': 'same-origin' });
      await look(method, url, { 'sec-fetch-site': 'same-origin', 'x-http-method-override': 'GET', accept: 'application/json' });
    }
  }
  // The same page, for whoever came in by the doors: this test can fail.
  const inSight = await (await ent.as(people.teacher)).get('/compte');
  expect([inSight.statusCode, inSight.body.includes('hugo.lafont')]).toEqual([200, true]);
  expect(inside).toEqual([]);
  expect((await visitor().inject({ url: '/direct', headers: { accept: 'text/event-stream' } })).statusCode).toBe(401);
});

test('no action of any service obeys a form that comes from elsewhere', async () => {
  const obeyed: string[] = [];
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const visitor = await ent.as(people.director);
  for (const { service, path } of routes.filter(({ method }) => method === 'POST'))
    for (const sent of [
      form,
      { ...form, 'sec-fetch-site': 'cross-site' },
      { ...form, 'sec-fetch-site': 'same-site' },
      { ...form, 'sec-fetch-site': 'none' },
      { ...form, origin: 'https://evil.example' },
      { ...form, origin: 'null' },
      { ...form, 'sec-fetch-site': 'cross-site', origin: 'http://localhost:3000', 'x-requested-with': 'XMLHttpRequest' },
      { 'content-type': 'text/plain', 'sec-fetch-site': 'cross-site' },
    ]) {
      const answer = await visitor.inject({ method: 'POST', url: addressOf(service, path, here), headers: sent, payload: '' });
      if (answer.statusCode !== 403 || answer.cookies.length > 0) obeyed.push(`${path} ${JSON.stringify(sent)}: ${answer.statusCode}`);
    }
  expect(obeyed).toEqual([]);
});
