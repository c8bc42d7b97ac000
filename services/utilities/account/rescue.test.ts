import { afterAll, expect, test } from 'vitest';
import { newId, sql } from '#kernel';
import { openSession, rescueCode } from '#kernel/identity';
import { startEnt } from '#kernel/testing';
import account from './service.ts';

const ent = await startEnt([account]);
afterAll(() => ent[Symbol.asyncDispose]());

const [regionId, academyId] = [newId(), newId()];
await ent.db
  .insertInto('kernel.places')
  .values([
    { id: regionId, kind: 'region', name: 'Occitanie' },
    { id: academyId, kind: 'academy', name: 'Académie de Toulouse', parent_id: regionId },
  ])
  .execute();
const school = await ent.school({ name: 'École des Tilleuls', parentId: academyId });
const classId = await ent.classroom(school);
const elsewhere = await ent.classroom(await ent.school({ name: 'École du Port', parentId: academyId }));
const give = async (name: string, kind: 'academy' | 'administrator', placeId: string) => {
  const id = await ent.person(name);
  await ent.give(id, kind, placeId);
  return id;
};

const director = await ent.director('Nadia Ferrand', school);
const colleague = await ent.teacher('Hugo Lafont', classId);
await ent.give(colleague, 'teacher', school);
const academy = await give('Irène Sabatier', 'academy', academyId);
const stranger = await ent.teacher('Paul Lointain', elsewhere);

async function lost(name: string) {
  const personId = await ent.teacher(name, classId);
  await ent.give(personId, 'teacher', school);
  const { id: accountId } = await ent.db
    .selectFrom('kernel.accounts')
    .select('id')
    .where('person_id', '=', personId)
    .executeTakeFirstOrThrow();
  await ent.db
    .insertInto('kernel.authenticators')
    .values({ account_id: accountId, sealed_secret: Buffer.alloc(60), last_step: 1 })
    .execute();
  const token = await ent.db
    .transaction()
    .execute((db) => openSession(db, { accountId, device: 'x', keep: false, now: new Date(), method: 'password' }));
  const headers = {
    cookie: `preau=${token}`,
    accept: 'text/html',
    'sec-fetch-site': 'same-origin',
    'content-type': 'application/x-www-form-urlencoded',
  };
  const use = (rescue: string) =>
    ent.app.inject({
      method: 'POST',
      url: '/connexion/second-facteur/secours',
      headers,
      payload: new URLSearchParams({ rescue }).toString(),
    });
  const what = (verb: string) => `/comptes/secours/${personId}/${verb}`;
  return { personId, accountId, use, what };
}
const codeSeenBy = async (personId: string, who: string) => {
  const { colleagues }: { colleagues: { personId: string; state: string; code: string | null }[] } = (
    await (await ent.as(who)).json('/comptes/secours')
  ).json();
  return colleagues.find((one) => one.personId === personId);
};

test('a colleague asks, the direction confirms and gives the code; it serves once and the person enrols again', async () => {
  const { personId, accountId, use, what } = await lost('Rose Perdue');
  expect((await (await ent.as(colleague)).post(what('demande'))).statusCode).toBe(303);
  expect(await codeSeenBy(personId, director)).toMatchObject({ state: 'to-confirm', code: null });
  expect((await (await ent.as(director)).post(what('confirmation'))).statusCode).toBe(303);
  const seen = await codeSeenBy(personId, director);
  expect(seen?.code).toMatch(/^[a-z3-9]{4}-[a-z3-9]{4}-[a-z3-9]{4}$/);
  // Whoever asked does not see it: two persons, to the end.
  expect(await codeSeenBy(personId, colleague)).toMatchObject({ state: 'confirmed', code: null });
  expect((await use('abcd-efgh-jkmn')).statusCode).toBe(422);
  const answers = await Promise.all(Array.from({ length: 8 }, () => use(seen?.code ?? '')));
  expect(answers.filter(({ statusCode, headers }) => statusCode === 303 && headers.location === '/connexion/second-facteur')).toHaveLength(
    1,
  );
  expect(await ent.db.selectFrom('kernel.authenticators').select('account_id').where('account_id', '=', accountId).execute()).toEqual([]);
  const { rows } = await sql<{ action: string; actor: string | null }>`
    select action, actor_id as actor from kernel.audit where action like 'account.%rescue%' order by id`.execute(ent.db);
  expect(rows).toEqual([
    { action: 'account.rescue.asked', actor: colleague },
    { action: 'account.rescue.confirmed', actor: director },
    { action: 'account.second-factor.rescued', actor: personId },
  ]);
  await ent.settle();
  const told = await ent.db.selectFrom('kernel.notifications').select('title').where('person_id', '=', personId).execute();
  expect(told.map(({ title }) => title)).toContain('Un secours est en cours pour votre deuxième preuve');
});

test('neither the same person twice, nor the person, nor somebody from elsewhere', async () => {
  const { personId, what, use, accountId } = await lost('Rose Seule');
  const [as, post] = [ent.as, async (who: string, verb: string) => (await (await as(who)).post(what(verb))).statusCode];
  expect(await post(stranger, 'demande')).toBe(404);
  expect(await post(personId, 'demande')).toBe(404);
  expect(await post(director, 'demande')).toBe(303);
  expect(await post(colleague, 'demande')).toBe(409);
  expect(await post(director, 'confirmation')).toBe(409);
  expect(await post(colleague, 'confirmation')).toBe(404);
  expect(await post(personId, 'confirmation')).toBe(404);
  // A code that was not confirmed does not exist yet.
  const { id } = await ent.db.selectFrom('kernel.rescues').select('id').where('account_id', '=', accountId).executeTakeFirstOrThrow();
  expect((await use(rescueCode(ent.secret, { id }))).statusCode).toBe(422);
  expect(await post(academy, 'confirmation')).toBe(303);
  expect((await codeSeenBy(personId, academy))?.code).toBe(rescueCode(ent.secret, { id }).replace(/(.{4})(?=.)/g, '$1-'));
  await sql`update kernel.rescues set expires_at = now() - interval '1 second' where id = ${id}`.execute(ent.db);
  expect((await use(rescueCode(ent.secret, { id }))).statusCode).toBe(422);
});

test('two confirmations at the same moment: one is kept; the one who asked is refused by the table itself', async () => {
  const { what, accountId } = await lost('Rose Course');
  await (await ent.as(colleague)).post(what('demande'));
  const answers = await Promise.all([
    (await ent.as(director)).post(what('confirmation')),
    (await ent.as(academy)).post(what('confirmation')),
  ]);
  expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([303, 409]);
  await expect(sql`update kernel.rescues set confirmed_by = asked_by where account_id = ${accountId}`.execute(ent.db)).rejects.toThrow(
    'check',
  );
});

test('a request is cancelled, and its code with it', async () => {
  const { personId, what, use } = await lost('Rose Retrouve');
  await (await ent.as(colleague)).post(what('demande'));
  await (await ent.as(director)).post(what('confirmation'));
  const code = (await codeSeenBy(personId, director))?.code ?? '';
  await (await ent.as(director)).post(what('annulation'));
  expect((await use(code)).statusCode).toBe(422);
});

test('the academy helps directors, administrators help the academy; nobody helps above themselves', async () => {
  const other = await ent.director('Luc Direction', school);
  const [ada, eve] = [await give('Ada Fabre', 'administrator', regionId), await give('Ève Fabre', 'administrator', regionId)];
  const may = async (who: string, whom: string) =>
    (await (await ent.as(who)).post(`/comptes/secours/${whom}/confirmation`)).statusCode !== 404;
  expect(await may(director, other)).toBe(false);
  expect(await may(academy, other)).toBe(true);
  expect(await may(academy, ada)).toBe(false);
  expect(await may(director, academy)).toBe(false);
  expect(await may(ada, academy)).toBe(true);
  expect(await may(ada, eve)).toBe(true);
  expect(await may(ada, ada)).toBe(false);
  expect(await may(academy, stranger)).toBe(true);
  // A parent has no second factor to lose.
  expect(await may(director, await ent.guardian('Anne Parent', await ent.pupil('Léa Enfant', classId)))).toBe(false);
});
