import { afterAll, expect, test } from 'vitest';
import { newId, sql } from '#kernel';
import { startEnt } from '#kernel/testing';
import { readPlain } from '#kernel/ui';
import account from './service.ts';

const ent = await startEnt([account]);
afterAll(() => ent[Symbol.asyncDispose]());

const school = await ent.school();
const classId = await ent.classroom(school);
const regionId = newId();
await ent.db.insertInto('kernel.places').values({ id: regionId, kind: 'region', name: 'Occitanie' }).execute();
const admin = await ent.person('Ada Fabre');
await ent.give(admin, 'administrator', regionId);

const inForce = async (audience: 'adult' | 'child') =>
  ent.db
    .selectFrom('kernel.charters')
    .select(['id', 'version'])
    .where('audience', '=', audience)
    .orderBy('version', 'desc')
    .executeTakeFirstOrThrow();

test('a new teacher reads the charter first, accepts it once, and is not asked again', async () => {
  const teacher = await ent.as(await ent.teacher('Rose Première', classId), { charter: false });
  expect((await teacher.get('/compte')).headers.location).toBe('/charte');
  const page = await teacher.get('/charte');
  expect(page.body).toContain('Ce que chacun s’engage à faire');
  expect(page.body).not.toContain('href="/comptes"');
  const { id } = await inForce('adult');
  expect((await teacher.post('/charte/acceptation', { charterId: id })).headers.location).toBe('/');
  expect((await teacher.post('/charte/acceptation', { charterId: id })).statusCode).toBe(303);
  expect((await teacher.get('/compte')).statusCode).toBe(200);
  expect((await teacher.get('/charte')).body).not.toContain('/charte/acceptation');
  const { rows } = await sql<{ count: number }>`select count(*) as count from kernel.charter_acceptances where charter_id = ${id}`.execute(
    ent.db,
  );
  expect(rows[0]?.count).toBe(1);
});

test('a child reads rules in simple words, in the child’s skin, each with its picture', async () => {
  const pupil = await ent.as(await ent.pupil('Léa Petite', classId, 'CP'), { charter: false });
  const page = await pupil.get('/charte');
  expect(page.body).toContain('data-skin="debutants"');
  expect(page.body).toContain('Je parle gentiment');
  expect(page.body.match(/<li><svg class="picture"/g)?.length).toBe(5);
  expect(page.body).toContain('Je promets');
  const adult = await inForce('adult');
  const wrong = await pupil.post('/charte/acceptation', { charterId: adult.id });
  expect(wrong.statusCode).toBe(409);
  expect((await pupil.post('/charte/acceptation', { charterId: (await inForce('child')).id })).statusCode).toBe(303);
  expect((await pupil.get('/compte')).statusCode).toBe(200);
});

test('nothing goes round the charter: no header, no spelling of an address, no method', async () => {
  const directorId = await ent.director('Nadia Pressée', school);
  const director = await ent.as(directorId, { charter: false });
  const urls = ['/compte', '/comptes', `/comptes/classes/${classId}`, `/comptes/ecoles/${school}`];
  const spellings = [
    (url: string) => url,
    (url: string) => `${url}/`,
    (url: string) => `/${url}`,
    (url: string) => `${url}//`,
    (url: string) => url.replace('compte', '%63ompte'),
    (url: string) => url.toUpperCase(),
    (url: string) => `${url}?beforeCharter=true&/charte`,
    (url: string) => `${url}#/charte`,
    (url: string) => `/charte/..${url}`,
    (url: string) => `/charte/%2e%2e${url}`,
    (url: string) => `${url};/charte`,
  ];
  const headers = [
    { accept: 'text/html' },
    { accept: 'application/json' },
    { accept: 'text/html', 'x-requested-with': 'XMLHttpRequest' },
    { accept: '*/*', authorization: 'Bearer x' },
    { accept: 'text/html', referer: 'http://localhost:3000/charte' },
    { accept: 'text/html', 'x-original-url': '/charte', 'x-rewrite-url': '/charte' },
    { accept: 'text/html', 'x-http-method-override': 'POST' },
  ];
  for (const url of urls)
    for (const spell of spellings)
      for (const header of headers)
        for (const method of ['GET', 'HEAD'] as const) {
          const answer = await director.inject({ method, url: spell(url), headers: header });
          expect([303, 403, 404], `${method} ${spell(url)} ${JSON.stringify(header)} ${answer.statusCode}`).toContain(answer.statusCode);
          if (answer.statusCode === 303) expect(answer.headers.location).toBe('/charte');
        }
  const posts: [string, Record<string, string>][] = [
    [`/comptes/classes/${classId}/fiches`, { who: 'both', which: 'all' }],
    ['/compte/mot-de-passe', { current: 'x', password: 'y' }],
    ['/compte/langue', { language: 'fr' }],
    ['/compte/appareils/autres/fin', {}],
  ];
  const before = await ent.db.selectFrom('kernel.activation_codes').select('id').execute();
  for (const [url, form] of posts) {
    expect((await director.post(url, form)).headers.location, url).toBe('/charte');
    const json = { accept: 'application/json', 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' };
    expect((await director.inject({ method: 'POST', url, headers: json, payload: form })).statusCode, url).toBe(403);
  }
  expect(await ent.db.selectFrom('kernel.activation_codes').select('id').execute()).toEqual(before);
  expect((await director.get('/charte')).statusCode).toBe(200);
  expect((await director.post('/deconnexion')).headers.location).toBe('/connexion');
});

const road = '/charte/versions/enfants';
const body = '# Nos règles\n- Je parle gentiment <script>alert(1)</script>\n- Je demande de l’aide';

test('only the academy and the administrators write the charter', async () => {
  const outsiders = [await ent.teacher('Rose Prof', classId), await ent.director('Paul Dir', school), await ent.guardian('Anne Parent')];
  for (const id of outsiders) {
    const visitor = await ent.as(id);
    for (const url of ['/charte/versions', `${road}/brouillon`, `${road}/apercu`])
      expect((await visitor.get(url)).statusCode, url).toBe(404);
    expect((await visitor.post(`${road}/brouillon`, { body })).statusCode).toBe(404);
    expect((await visitor.post(`${road}/publication`, { seen: new Date().toISOString() })).statusCode).toBe(404);
  }
  expect(await ent.db.selectFrom('kernel.charters').select('id').where('version', '>', 1).execute()).toEqual([]);
});

test('a new version is drafted, previewed, published with a warning; children are asked again and adults are not', async () => {
  const writer = await ent.as(admin);
  const child = await ent.as(await ent.pupil('Tom Relit', classId));
  const adult = await ent.as(await ent.teacher('Rose Tranquille', classId));
  await ent.db.updateTable('kernel.accounts').set({ activated_at: new Date() }).execute();
  expect((await child.get('/compte')).statusCode).toBe(200);
  expect((await writer.get(`${road}/apercu`)).headers.location).toBe(`${road}/brouillon`);
  expect((await writer.get(`${road}/brouillon`)).body).toContain('Je parle gentiment aux autres');
  const short = await writer.post(`${road}/brouillon`, { body: 'trop court' });
  expect(short.statusCode).toBe(422);
  expect(short.body).toContain('trop court');
  expect((await writer.post(`${road}/brouillon`, { body })).headers.location).toBe(`${road}/apercu`);
  const preview = await writer.get(`${road}/apercu`);
  expect(preview.body).toContain('2 personnes devront l’accepter');
  expect(preview.body).not.toContain('<script>alert');
  const { seen } = (await writer.json(`${road}/apercu`)).json();

  await writer.post(`${road}/brouillon`, { body: `${body}\n- Encore une` });
  expect((await writer.post(`${road}/publication`, { seen })).statusCode).toBe(409);
  const again = (await writer.json(`${road}/apercu`)).json();
  const both = await Promise.all([1, 2].map(() => writer.post(`${road}/publication`, { seen: again.seen })));
  expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([303, 409]);

  expect((await child.get('/compte')).headers.location).toBe('/charte');
  expect((await child.get('/charte')).body).toContain('Encore une');
  expect((await adult.get('/compte')).statusCode).toBe(200);
  const first = await ent.db
    .selectFrom('kernel.charters')
    .select('id')
    .where('audience', '=', 'child')
    .where('version', '=', 1)
    .executeTakeFirstOrThrow();
  const stale = await child.post('/charte/acceptation', { charterId: first.id });
  expect(stale.statusCode).toBe(409);
  expect(stale.body).toContain('Une nouvelle version vient d’être publiée');
  await child.post('/charte/acceptation', { charterId: (await inForce('child')).id });
  expect((await child.get('/compte')).statusCode).toBe(200);
  const list = (await writer.json('/charte/versions')).json().versions;
  expect(list.find((one: { audience: string; version: number }) => one.audience === 'child' && one.version === 2)).toMatchObject({
    by: 'Ada Fabre',
    accepted: 1,
  });
});

test('the plain format has titles, lists and paragraphs, and nothing else', () => {
  expect(readPlain('# Titre\r\nune ligne\nsa suite\n\nun autre\n- a\n- b\n\n- c\n#pas un titre')).toEqual([
    { kind: 'title', text: 'Titre' },
    { kind: 'paragraph', text: 'une ligne sa suite' },
    { kind: 'paragraph', text: 'un autre' },
    { kind: 'list', items: ['a', 'b'] },
    { kind: 'list', items: ['c'] },
    { kind: 'paragraph', text: '#pas un titre' },
  ]);
});
