import { afterAll, expect, test } from 'vitest';
import { sql } from '#kernel';
import { hashPassword, setPassword } from '#kernel/identity';
import { startEnt, startMailSink } from '#kernel/testing';
import account from './service.ts';

/** A family comes in from a device that does not know it: a code goes to its mail. */

const sink = await startMailSink();
const ent = await startEnt([account], { smtp: sink.url });
afterAll(async () => {
  await ent[Symbol.asyncDispose]();
  await sink.close();
});

const password = 'girafe tulipe velo nuage';
const passwordHash = await hashPassword(password);
const classId = await ent.classroom(await ent.school());
const pupil = await ent.pupil('Léa Martin', classId);

async function open(personId: string): Promise<{ personId: string; accountId: string; login: string }> {
  const { id: accountId, login } = await ent.db
    .selectFrom('kernel.accounts')
    .select(['id', 'login'])
    .where('person_id', '=', personId)
    .executeTakeFirstOrThrow();
  await ent.db.transaction().execute((db) => setPassword(db, { accountId, passwordHash, now: new Date(Date.now() - 60_000) }));
  return { personId, accountId, login };
}

async function parent(name: string, email: string | null) {
  const personId = await ent.guardian(name, pupil);
  if (email) await ent.db.insertInto('kernel.contacts').values({ person_id: personId, email }).execute();
  return open(personId);
}

let lines = 0;

/** A browser at a line of its own, which keeps its cookies. */
function browser() {
  lines += 1;
  const remoteAddress = `198.51.${Math.floor(lines / 250)}.${lines % 250}`;
  const jar = new Map<string, string>();
  const ask = async (method: 'GET' | 'POST', url: string, form: Record<string, string> = {}) => {
    const answer = await ent.app.inject({
      method,
      url,
      remoteAddress,
      headers: {
        accept: 'text/html',
        'sec-fetch-site': 'same-origin',
        'user-agent': 'Mozilla/5.0 (Android) Firefox/140',
        cookie: [...jar].map(([key, value]) => `${key}=${value}`).join('; '),
        ...(method === 'POST' ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
      },
      ...(method === 'POST' ? { payload: new URLSearchParams(form).toString() } : {}),
    });
    for (const { name, value } of answer.cookies) value ? jar.set(name, value) : jar.delete(name);
    return answer;
  };
  return { jar, get: (url: string) => ask('GET', url), post: (url: string, form?: Record<string, string>) => ask('POST', url, form) };
}
type Browser = ReturnType<typeof browser>;

async function codeSentTo(email: string): Promise<string> {
  await ent.settle();
  const letter = sink.letters.filter(({ to }) => to.includes(email)).at(-1);
  return /\b\d{6}\b/.exec(letter?.text ?? '')?.[0] ?? 'no code';
}
const enter = (where: Browser, login: string, form: Record<string, string> = {}) => where.post('/connexion', { login, password, ...form });
const isIn = async (where: Browser) => (await where.get('/compte')).headers.location === '/charte';

test('on a new device a parent gives the code of the mail, and goes where they were going; then the device is known', async () => {
  const { login } = await parent('Anne Courriel', 'anne@famille.invalid');
  const home = browser();
  const answer = await enter(home, login, { vers: '/compte', keep: 'on' });
  expect(answer.headers.location).toBe('/connexion/code?vers=%2Fcompte');
  expect(home.jar.has('preau')).toBe(false);
  expect(answer.cookies.find(({ name }) => name === 'preau-waiting')).toMatchObject({ httpOnly: true, sameSite: 'Lax', maxAge: 600 });
  const page = await home.get('/connexion/code');
  expect(page.statusCode).toBe(200);
  // Nothing of the address, not even its first letter.
  expect(page.body).not.toMatch(/famille|invalid|a\*|@/);
  expect((await home.post('/connexion/code', { code: '000000', vers: '/compte' })).statusCode).toBe(422);
  const code = await codeSentTo('anne@famille.invalid');
  const entered = await home.post('/connexion/code', { code: ` ${code.slice(0, 3)} ${code.slice(3)}`, vers: '/compte' });
  expect([entered.statusCode, entered.headers.location]).toEqual([303, '/compte']);
  expect(entered.cookies.find(({ name }) => name === 'preau')?.maxAge).toBe(30 * 24 * 3600);
  expect(await isIn(home)).toBe(true);
  await home.post('/deconnexion');
  expect((await enter(home, login)).headers.location).toBe('/');
  expect(await isIn(home)).toBe(true);
});

test('two parents share a computer: neither is asked again', async () => {
  const [mother, father] = [await parent('Zoé Partage', 'zoe@famille.invalid'), await parent('Paul Partage', 'paul@famille.invalid')];
  const shared = browser();
  for (const [{ login }, email] of [
    [mother, 'zoe@famille.invalid'],
    [father, 'paul@famille.invalid'],
  ] as const) {
    await enter(shared, login);
    await shared.post('/connexion/code', { code: await codeSentTo(email) });
    await shared.post('/deconnexion');
  }
  for (const { login } of [mother, father, mother]) {
    expect((await enter(shared, login)).headers.location).toBe('/');
    await shared.post('/deconnexion');
  }
});

test('the code is bound to the browser that asked, to the account, to ten minutes and to five tries', async () => {
  const { login, accountId } = await parent('Anne Liée', 'liee@famille.invalid');
  const [asked, thief, other] = [browser(), browser(), browser()];
  await enter(asked, login);
  const code = await codeSentTo('liee@famille.invalid');
  // The mail alone is not enough: another browser waits for nothing, or for another code.
  expect((await thief.post('/connexion/code', { code })).statusCode).not.toBe(200);
  expect(thief.jar.has('preau')).toBe(false);
  thief.jar.set('preau-waiting', 'forged');
  await thief.post('/connexion/code', { code });
  expect(thief.jar.has('preau')).toBe(false);
  const second = await parent('Luc Liée', 'luc@famille.invalid');
  await enter(other, second.login);
  await other.post('/connexion/code', { code });
  expect(other.jar.has('preau')).toBe(false);

  for (let at = 0; at < 5; at += 1) await asked.post('/connexion/code', { code: code === '111111' ? '222222' : '111111' });
  await asked.post('/connexion/code', { code });
  expect(asked.jar.has('preau')).toBe(false);

  await enter(asked, login);
  const late = await codeSentTo('liee@famille.invalid');
  await sql`update kernel.mail_codes set expires_at = now() - interval '1 second' where account_id = ${accountId}`.execute(ent.db);
  await asked.post('/connexion/code', { code: late });
  expect(asked.jar.has('preau')).toBe(false);
  // A new one kills the one before.
  await enter(asked, login);
  const earlier = await codeSentTo('liee@famille.invalid');
  await enter(asked, login);
  const latest = await codeSentTo('liee@famille.invalid');
  if (earlier !== latest) await asked.post('/connexion/code', { code: earlier });
  expect(asked.jar.has('preau')).toBe(false);
  await asked.post('/connexion/code', { code: latest });
  expect(asked.jar.has('preau')).toBe(true);
});

test('of one code sent twenty times at the same moment, one opens a session', async () => {
  const { login, accountId } = await parent('Anne Vingt', 'vingt@famille.invalid');
  const home = browser();
  await enter(home, login);
  const code = await codeSentTo('vingt@famille.invalid');
  // Twenty tries would be stopped at five: here the race itself is looked at.
  await sql`update kernel.mail_codes set tries = -20 where account_id = ${accountId}`.execute(ent.db);
  const answers = await Promise.all(Array.from({ length: 20 }, () => home.post('/connexion/code', { code })));
  expect(answers.filter(({ statusCode, cookies }) => statusCode === 303 && cookies.some(({ name }) => name === 'preau'))).toHaveLength(1);
  expect(await ent.db.selectFrom('kernel.sessions').select('id').where('account_id', '=', accountId).execute()).toHaveLength(1);
});

test('whoever has the password does not fill a mailbox', async () => {
  const { login } = await parent('Anne Inondée', 'inondee@famille.invalid');
  const home = browser();
  const statuses = [];
  for (let at = 0; at < 14; at += 1) statuses.push((await enter(home, login)).statusCode);
  await ent.settle();
  expect(sink.letters.filter(({ to }) => to.includes('inondee@famille.invalid')).length).toBeLessThanOrEqual(10);
  expect(statuses.at(-1)).toBe(429);
});

test('from a thousand addresses, somebody who has the password is sent twenty codes a day and no more; a known device still enters', async () => {
  const email = 'visee@famille.invalid';
  const { login } = await parent('Anne Visée', email);
  const home = browser();
  await enter(home, login);
  await home.post('/connexion/code', { code: await codeSentTo(email) });
  for (let at = 0; at < 25; at += 1) await enter(browser(), login);
  await ent.settle();
  expect(sink.letters.filter(({ to, subject }) => to.includes(email) && subject.includes('code')).length).toBe(20);
  expect((await enter(browser(), login)).statusCode).toBe(429);
  await home.post('/deconnexion');
  expect((await enter(home, login)).headers.location).toBe('/');
});

test('a family without a mail is not locked out: its password lets it in, and it is invited to do better', async () => {
  const { login, personId } = await parent('Anne Sanscourriel', null);
  const home = browser();
  expect((await enter(home, login)).headers.location).toBe('/');
  expect(await isIn(home)).toBe(true);
  expect((await (await ent.as(personId)).get('/compte')).body).toContain('aucune adresse de courriel');
});

test('a pupil is asked for nothing more; a parent who teaches is asked for a second factor, not for a mail', async () => {
  const child = await open(await ent.pupil('Zoé Élève', classId, 'CM2'));
  expect((await enter(browser(), child.login)).headers.location).toBe('/');
  const both = await parent('Rose Deux', 'rose@famille.invalid');
  await ent.give(both.personId, 'teacher', classId);
  const desk = browser();
  expect((await enter(desk, both.login)).headers.location).toBe('/');
  expect((await desk.get('/compte')).headers.location).toBe('/connexion/second-facteur?vers=%2Fcompte');
});

test('a new device is told by a notification and a mail; one chooses not to be, but not those who work here', async () => {
  const told = async (personId: string) => {
    await ent.settle();
    const { rows } = await sql<{ title: string }>`select title from kernel.notifications where person_id = ${personId} order by id`.execute(
      ent.db,
    );
    return rows.map(({ title }) => title);
  };
  const comeIn = async (login: string, email: string) => {
    const where = browser();
    await enter(where, login);
    await where.post('/connexion/code', { code: await codeSentTo(email) });
  };
  const one = await parent('Anne Prévenue', 'prevenue@famille.invalid');
  await comeIn(one.login, 'prevenue@famille.invalid');
  expect(await told(one.personId)).toEqual([]);
  await comeIn(one.login, 'prevenue@famille.invalid');
  expect(await told(one.personId)).toEqual([
    'Votre compte vient d’être ouvert sur un nouvel appareil : Firefox sur Android'.replace(' :', '\u00a0:'),
  ]);
  const letters = sink.letters.filter(({ to }) => to.includes('prevenue@famille.invalid'));
  expect(letters.at(-1)?.text).toContain('nouvel appareil');
  // A summer later its sessions are forgotten, and a stranger is still told.
  await sql`delete from kernel.sessions s using kernel.accounts a where a.id = s.account_id and a.person_id = ${one.personId}`.execute(
    ent.db,
  );
  await comeIn(one.login, 'prevenue@famille.invalid');
  expect(await told(one.personId)).toHaveLength(2);

  const visitor = await ent.as(one.personId);
  expect((await visitor.post('/compte/nouvel-appareil', {})).statusCode).toBe(303);
  await comeIn(one.login, 'prevenue@famille.invalid');
  expect(await told(one.personId)).toHaveLength(2);
  expect((await (await ent.as(await ent.teacher('Rose Toujours', classId))).post('/compte/nouvel-appareil', {})).statusCode).toBe(404);
});

test('a new password, or signing out everywhere, makes every other browser a stranger again', async () => {
  const { login, personId } = await parent('Anne Oubli', 'oubli@famille.invalid');
  const [home, phone] = [browser(), browser()];
  for (const where of [home, phone]) {
    await enter(where, login);
    await where.post('/connexion/code', { code: await codeSentTo('oubli@famille.invalid') });
  }
  const known = await ent.as(personId);
  expect((await known.post('/compte/appareils/autres/fin')).statusCode).toBe(303);
  expect((await enter(phone, login)).headers.location).toBe('/connexion/code');
});
