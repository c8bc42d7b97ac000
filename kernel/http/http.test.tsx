import { afterAll, expect, test } from 'vitest';
import { hidden, many, newId, refuse, routesFor, service, sql, ticked, z } from '#kernel';
import { teaches } from '#kernel/perimeter';
import { startEnt } from '#kernel/testing';
import { Form, Page, PasswordField, Submit, TextField } from '#kernel/ui';

const { page, action, download } = routesFor();
const params = z.object({ classId: z.uuid() });
const mine = {
  params,
  may: ({ me, params }: { me: Parameters<typeof teaches>[0]; params: { classId: string } }) => teaches(me, params.classId),
};

const board = page('/tableau/:classId', {
  ...mine,
  answer: z.object({ classId: z.string(), name: z.string(), parts: z.array(z.object({ kind: z.string() })) }),
  load: async ({ db, params: { classId } }) => {
    const place = await db.selectFrom('kernel.places').select(['name', 'source', 'kind']).where('id', '=', classId).executeTakeFirst();
    return place ? { ...place, classId, parts: [{ kind: place.kind, secret: 'never' }] } : hidden;
  },
  view: ({ classId, name }) => (
    <Page title={name}>
      <Form action={`/tableau/${classId}`}>
        <TextField name="title" label="Titre" required />
        <PasswordField name="password" label="Secret" />
        <Submit>Écrire</Submit>
      </Form>
    </Page>
  ),
});
const write = action('/tableau/:classId', {
  ...mine,
  does: 'board.written',
  redraw: board,
  uploads: { field: 'files', most: 2 },
  body: z.object({
    title: z.string().trim().min(1, 'Donnez un titre.').max(40, 'Trop long.'),
    tags: many(z.string()),
    loud: ticked,
    password: z.string().optional(),
  }),
  run: async ({ db, params: { classId }, body, emit, uploads }) => {
    await db.updateTable('kernel.places').set({ name: body.title }).where('id', '=', classId).execute();
    if (body.title === 'plein') return refuse('full', 'La classe est complète.', { field: 'title', status: 409 });
    if (body.title === 'panne') throw new Error('a bug');
    await emit('written', { to: { in: [classId], kinds: ['teacher'] }, payload: {} });
    return {
      see: `/tableau/${classId}`,
      say: 'C’est écrit.',
      note: { details: { tags: body.tags, loud: body.loud, files: uploads.map((file) => `${file.name} ${file.bytes.length}`) } },
    };
  },
});
const cheat = page('/triche/:classId', {
  ...mine,
  answer: z.object({}),
  load: async ({ db }) => {
    await sql`update kernel.places set name = 'volé'`.execute(db);
    return {};
  },
  view: () => <Page title="Triche">{null}</Page>,
});
const paper = download('/papier/:classId', {
  ...mine,
  load: async () => ({ name: 'l’été «1».pdf', mediaType: 'application/pdf', bytes: new TextEncoder().encode('%PDF') }),
});

const board2 = service({
  name: 'board',
  label: 'Tableau',
  family: 'utilities',
  needs: [],
  routes: [board, write, cheat, paper],
  personalData: [],
  notifications: { written: { title: () => 'Écrit', href: () => '/', stillMay: async () => true } },
});
const ent = await startEnt([board2]);
afterAll(() => ent[Symbol.asyncDispose]());

const school = await ent.school();
const [ce1, cm2] = [await ent.classroom(school), await ent.classroom(school, 'CM2')];
const teacherId = await ent.teacher('Aude Roy', ce1);
const teacher = await ent.as(teacherId);
const url = `/tableau/${ce1}`;
const nameOf = async () => (await ent.db.selectFrom('kernel.places').select('name').where('id', '=', ce1).executeTakeFirstOrThrow()).name;
const form = { 'content-type': 'application/x-www-form-urlencoded' };

test('the same address answers a page or JSON, and only what its schema names leaves', async () => {
  const html = await teacher.get(url);
  expect(html.statusCode).toBe(200);
  expect(html.headers['content-type']).toBe('text/html; charset=utf-8');
  expect(html.headers['cache-control']).toBe('no-store');
  expect((await teacher.json(url)).json()).toEqual({ classId: ce1, name: 'CE1 A', parts: [{ kind: 'class' }] });
});

test('outside the perimeter, nonexistent and misspelt look the same', async () => {
  const seen = await Promise.all(
    [`/tableau/${cm2}`, `/tableau/${newId()}`, '/tableau/12', '/rien', '/tableau/%00'].map((there) => teacher.get(there)),
  );
  expect(new Set(seen.map(({ statusCode, body }) => `${statusCode} ${body}`)).size).toBe(1);
  expect(seen[0]?.statusCode).toBe(404);
  expect((await teacher.post(`/tableau/${cm2}`, { title: 'Intrus' })).statusCode).toBe(404);
});

test('nobody is sent to sign in, and comes back; a machine reads 401', async () => {
  expect((await ent.nobody.get(url)).headers.location).toBe(`/connexion?vers=${encodeURIComponent(url)}`);
  expect((await ent.nobody.json(url)).statusCode).toBe(401);
  expect((await ent.nobody.post(url, { title: 'x' })).statusCode).toBe(401);
});

test('a refused form comes back at 422 with what was typed and what is wrong, and a password never comes back', async () => {
  const answer = await teacher.post(url, { title: 'x'.repeat(41), password: 'mon secret' });
  expect(answer.statusCode).toBe(422);
  expect(answer.body).toContain('Trop long.');
  expect(answer.body).toContain(`value="${'x'.repeat(41)}"`);
  expect(answer.body).not.toContain('mon secret');
  expect(answer.body).toContain('role="alert"');
});

test('a write says where to go, and its sentence is said once', async () => {
  const written = await teacher.post(url, { title: 'CE1 bleu', tags: ['a', 'b'], loud: 'on' });
  expect([written.statusCode, written.headers.location]).toEqual([303, url]);
  const said = written.cookies.find((cookie) => cookie.name === 'preau-said');
  const next = await teacher.inject({ url, cookies: { preau: teacher.token, 'preau-said': said?.value ?? '' } });
  expect(next.body).toContain('C’est écrit.');
  expect(next.cookies.find((cookie) => cookie.name === 'preau-said')?.value).toBe('');
  const line = await ent.db.selectFrom('kernel.audit').selectAll().executeTakeFirstOrThrow();
  expect(line).toMatchObject({ actor_id: teacherId, action: 'board.board.written', details: { tags: ['a', 'b'], loud: true, files: [] } });
});

test('a refusal and a bug leave nothing behind: neither rows, nor journal, nor news', async () => {
  const before = [await nameOf(), await count('audit'), await count('events')];
  const full = await teacher.post(url, { title: 'plein' });
  expect(full.statusCode).toBe(409);
  expect(full.body).toContain('La classe est complète.');
  const bug = await teacher.post(url, { title: 'panne' });
  expect(bug.statusCode).toBe(500);
  expect(bug.body).not.toContain('a bug');
  expect([await nameOf(), await count('audit'), await count('events')]).toEqual(before);
});

test('a page cannot write, even when its code tries', async () => {
  expect((await teacher.get(`/triche/${ce1}`)).statusCode).toBe(500);
  expect(await nameOf()).not.toBe('volé');
});

test.for([
  ['another site', { 'sec-fetch-site': 'cross-site' }, 403],
  ['a sister site', { 'sec-fetch-site': 'same-site' }, 403],
  ['no header at all', {}, 403],
  ['an old browser on another origin', { origin: 'https://mechant.example' }, 403],
  ['an opaque origin', { origin: 'null' }, 403],
  ['an old browser on our origin', { origin: 'http://localhost:3000' }, 303],
  ['our own page', { 'sec-fetch-site': 'same-origin' }, 303],
] as const)('a write from %s', async ([, headers, status]) => {
  const answer = await teacher.inject({ method: 'POST', url, payload: 'title=Bonjour', headers: { ...form, ...headers } });
  expect(answer.statusCode).toBe(status);
});

test('who has not accepted the charter sees the charter, whatever the way they ask', async () => {
  const newcomer = await ent.as(await ent.teacher('Zoé Rey', ce1), { charter: false });
  expect((await newcomer.get(url)).headers.location).toBe('/charte');
  expect((await newcomer.get(`${url}/`)).headers.location).toBe('/charte');
  expect((await newcomer.json(url)).statusCode).toBe(403);
  expect((await newcomer.post(url, { title: 'x' })).headers.location).toBe('/charte');
  expect((await newcomer.inject({ url, headers: { 'x-original-url': '/charte', 'x-forwarded-prefix': '/charte' } })).headers.location).toBe(
    '/charte',
  );
});

test('an ended session, a blocked account and a forged token are nobody', async () => {
  const id = await ent.teacher('Luc Petit', ce1);
  const luc = await ent.as(id);
  expect((await luc.get(url)).statusCode).toBe(200);
  await ent.db.updateTable('kernel.accounts').set({ blocked_at: new Date() }).where('person_id', '=', id).execute();
  expect((await luc.get(url)).statusCode).toBe(303);
  await ent.db.updateTable('kernel.accounts').set({ blocked_at: null }).where('person_id', '=', id).execute();
  await ent.db
    .updateTable('kernel.sessions')
    .set({ expires_at: new Date(0) })
    .where('account_id', 'in', ent.db.selectFrom('kernel.accounts').select('id').where('person_id', '=', id))
    .execute();
  expect((await luc.get(url)).statusCode).toBe(303);
  expect((await ent.nobody.inject({ url, cookies: { preau: `${luc.token}x` } })).statusCode).toBe(303);
});

test.for([
  ['broken JSON', 'application/json', '{"title":', 400],
  ['an unknown type', 'application/x-preau', 'title=x', 415],
  ['JSON that is not an object', 'application/json', '[1,2]', 422],
  ['a broken multipart', 'multipart/form-data; boundary=x', '--x\r\nnothing', 400],
  ['three megabytes of text', 'application/x-www-form-urlencoded', `title=${'x'.repeat(3_000_000)}`, 413],
  ['a prototype', 'application/x-www-form-urlencoded', '__proto__[title]=x&constructor=y', 422],
] as const)('%s is a clear 4xx', async ([, type, payload, status]) => {
  const answer = await teacher.inject({ method: 'POST', url, payload, headers: { 'content-type': type, 'sec-fetch-site': 'same-origin' } });
  expect(answer.statusCode).toBe(status);
});

test('a NUL, which PostgreSQL cannot hold, is dropped on the way in', async () => {
  expect((await teacher.post(url, { title: 'Bon\0jour' })).statusCode).toBe(303);
  expect(await nameOf()).toBe('Bonjour');
});

test('a line ends with one character, as the page counts it', async () => {
  expect((await teacher.post(url, { title: `${'x\r\n'.repeat(19)}fi` })).statusCode).toBe(303);
});

test('half a letter, which neither PostgreSQL nor a cookie can hold, is replaced, wherever it comes', async () => {
  const answer = await teacher.inject({
    method: 'POST',
    url,
    headers: { 'sec-fetch-site': 'same-origin', accept: 'application/json' },
    payload: { title: 'Bon\ud83djour', tags: ['a\0', '\udc00'] },
  });
  expect(answer.statusCode).toBe(201);
  expect(await nameOf()).toBe('Bon\ufffdjour');
  const { details } = await ent.db.selectFrom('kernel.audit').select('details').orderBy('id', 'desc').executeTakeFirstOrThrow();
  expect(details['tags']).toEqual(['a', '\ufffd']);
});

test('files come with their form, those nobody asked for are dropped, one that is too large is a 413', async () => {
  const part = (name: string, file: string, content: string) =>
    `--x\r\ncontent-disposition: form-data; name="${name}"; filename="${file}"\r\ncontent-type: text/plain\r\n\r\n${content}\r\n`;
  const send = (parts: string) =>
    teacher.inject({
      method: 'POST',
      url,
      payload: `--x\r\ncontent-disposition: form-data; name="title"\r\n\r\nAvec pièces\r\n${parts}--x--`,
      headers: { 'content-type': 'multipart/form-data; boundary=x', 'sec-fetch-site': 'same-origin' },
    });
  expect((await send(part('files', 'a.txt', 'un') + part('other', 'b.txt', 'deux') + part('files', 'c.txt', 'trois!'))).statusCode).toBe(
    303,
  );
  const { details } = await ent.db.selectFrom('kernel.audit').select('details').orderBy('id', 'desc').executeTakeFirstOrThrow();
  expect(details['files']).toEqual(['a.txt 2', 'c.txt 6']);
  const heavy = await send(part('files', 'gros.txt', 'x'.repeat(11_000_000)));
  expect([heavy.statusCode, heavy.body.includes('value="Avec pièces"'), heavy.body.includes('dépasse 10 Mo')]).toEqual([413, true, true]);
});

test('a file leaves under its own name, whatever its letters', async () => {
  const { headers, body } = await teacher.get(`/papier/${ce1}`);
  expect(body).toBe('%PDF');
  expect(headers['content-disposition']).toBe(
    `attachment; filename="lete 1.pdf"; filename*=UTF-8''l%E2%80%99%C3%A9t%C3%A9%20%C2%AB1%C2%BB.pdf`,
  );
});

test('the health doors answer without saying anything', async () => {
  for (const door of ['/sante', '/pret']) expect((await ent.nobody.get(door)).json()).toEqual({ ok: true });
});

async function count(table: 'audit' | 'events'): Promise<number> {
  return (await ent.db.selectFrom(`kernel.${table}`).select('id').execute()).length;
}
