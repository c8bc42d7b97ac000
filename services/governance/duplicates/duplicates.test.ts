import { afterAll, expect, test } from 'vitest';
import { sql } from '#kernel';
import { issueCodes } from '#kernel/identity';
import { startEnt } from '#kernel/testing';
import { type Evidence, weightOf } from './evidence.ts';
import { search } from './search.ts';
import service from './service.ts';

const ent = await startEnt([service]);
afterAll(() => ent[Symbol.asyncDispose]());

const academy = await sql<{ id: string }>`
  insert into kernel.places (id, kind, name) values (gen_random_uuid(), 'academy', 'Toulouse') returning id`.execute(ent.db);
const academyId = academy.rows[0]?.id ?? '';
const school = await ent.school({ parentId: academyId });
const far = await ent.school({ name: 'École du Port', parentId: academyId });
const [ce1, cm2, away] = [await ent.classroom(school, 'CE1'), await ent.classroom(school, 'CM2'), await ent.classroom(far, 'CP')];
const director = await ent.director('Nadia Ferrand', school);
const inspectorate = await ent.person('Irène Sabatier');
await ent.give(inspectorate, 'academy', academyId);
const [lea, tom, zoe] = [await ent.pupil('Léa Martin', ce1), await ent.pupil('Tom Vidal', cm2), await ent.pupil('Zoé Cros', away)];

type About = { birth?: string; civility?: 'M.' | 'Mme'; email?: string; phone?: string; address?: string };
async function about(id: string, { birth, civility, email, phone, address }: About): Promise<string> {
  await sql`update kernel.people set birth_date = ${birth ?? null}, civility = ${civility ?? null} where id = ${id}`.execute(ent.db);
  await sql`insert into kernel.contacts (person_id, email, phone_mobile, address) values (${id}, ${email ?? null}, ${phone ?? null}, ${address ?? null})`.execute(
    ent.db,
  );
  return id;
}
const ordered = (one: string, other: string): string => [one, other].sort().join('/');
const found = async (): Promise<Record<string, string[]>> => {
  await search(ent.db, new Date());
  const { rows } = await sql<{
    pair: string;
    evidence: string[];
  }>`select one_id || '/' || other_id as pair, evidence from duplicates.pairs`.execute(ent.db);
  return Object.fromEntries(rows.map(({ pair, evidence }) => [pair, evidence]));
};
const teacher = async (name: string, card: About) => about(await ent.teacher(name, ce1), card);
const parent = async (name: string, child: string, card: About) => about(await ent.guardian(name, child), card);

test('a teacher who is also a parent is found by what both sheets share; names alone are nobody', async () => {
  const one = await teacher('Éloïse-Marie D’Étang', { email: 'eloise@exemple.fr' });
  const other = await parent('Eloise-Marie d etang', tom, { email: 'ELOISE@exemple.fr', phone: '06 12 00 00 01' });
  const homonym = await parent('Éloïse-Marie d’Étang', lea, { phone: '06 99 99 99 99' });
  const pairs = await found();
  expect(pairs[ordered(one, other)]).toEqual(['same-mail', 'same-name']);
  expect(pairs[ordered(one, homonym)]).toBeUndefined();
});

test.for<[string, About, About]>([
  ['two birth dates', { birth: '1980-01-01', email: 'a@exemple.fr' }, { birth: '1981-01-01', email: 'a@exemple.fr' }],
  ['two civilities', { civility: 'M.', email: 'b@exemple.fr' }, { civility: 'Mme', email: 'b@exemple.fr' }],
])('%s are two people, whatever else they share', async ([, one, other]) => {
  const pair = ordered(await parent('Camille Faure', lea, one), await parent('Camille Faure', tom, other));
  expect((await found())[pair]).toBeUndefined();
});

test('a child and an adult are never a pair; twins are not, and a child known twice is', async () => {
  const father = await parent('Hugo Sers', lea, { email: 'c@exemple.fr' });
  const son = await about(await ent.pupil('Hugo Sers', ce1), { email: 'c@exemple.fr' });
  const mother = await ent.guardian('Rose Cros', zoe);
  const again = await ent.pupil('Zoé Cros', ce1);
  await ent.link(mother, again);
  const twin = await ent.pupil('Chloé Cros', away);
  await ent.link(mother, twin);
  const pairs = await found();
  expect(pairs[ordered(father, son)]).toBeUndefined();
  expect(pairs[ordered(zoe, twin)]).toBeUndefined();
  expect(pairs[ordered(zoe, again)]).toEqual(['same-birth', 'same-guardian', 'same-name']);
});

test('« C’est la même personne »: one access, told to the person, and two again when the director takes it back', async () => {
  const one = await teacher('Inès Fabre', { email: 'ines@exemple.fr' });
  const other = await parent('Inès Fabre', tom, { email: 'ines@exemple.fr' });
  await found();
  const seat = await ent.as(director);
  const url = `/doublons/${ordered(one, other)}`;
  const page = (await seat.get(url)).body;
  expect(page).toContain('Même adresse électronique');
  expect(page).not.toContain('ines@exemple.fr');
  const [kept, ended] = [await ent.as(one), await ent.as(other)];
  expect((await seat.post(`${url}/reunion`)).statusCode).toBe(303);
  expect((await seat.post(`${url}/reunion`)).statusCode).toBe(404);
  expect((await kept.get('/doublons/mienne')).statusCode).toBe(200);
  expect((await ended.get('/doublons/mienne')).headers.location).toMatch(/^\/connexion/);
  await ent.settle();
  const { rows: told } = await sql<{ title: string }>`select title from kernel.notifications where person_id = ${one}`.execute(ent.db);
  expect(told.map(({ title }) => title)).toEqual(['Vos deux accès n’en font plus qu’un']);
  const { rows } = await sql<{
    id: string;
    survivor: string;
  }>`select id, survivor_id as survivor from kernel.merges order by n desc limit 1`.execute(ent.db);
  expect(rows[0]?.survivor).toBe(one);
  expect((await seat.get('/doublons')).body).toContain('Séparer');
  expect((await seat.post(`/doublons/reunions/${rows[0]?.id}/annulation`)).statusCode).toBe(303);
  expect((await seat.post(`/doublons/reunions/${rows[0]?.id}/annulation`)).statusCode).toBe(404);
  expect((await found())[ordered(one, other)]).toBeDefined();
});

test('a blocked access is not opened again by joining it to another', async () => {
  const one = await teacher('Nina Bloquée', { email: 'nina@exemple.fr' });
  const other = await parent('Nina Bloquée', tom, { email: 'nina@exemple.fr' });
  await found();
  const [seat, url] = [await ent.as(director), `/doublons/${ordered(one, other)}/reunion`];
  const block = (at: Date | null) => ent.db.updateTable('kernel.accounts').set({ blocked_at: at }).where('person_id', '=', other).execute();
  await block(new Date());
  const refused = await seat.post(url);
  expect([refused.statusCode, refused.body.includes('est bloqué')]).toEqual([403, true]);
  await block(null);
  expect((await seat.post(url)).statusCode).toBe(303);
});

test('« Ce sont deux personnes » is remembered', async () => {
  const pair = ordered(
    await teacher('Luc Pujol', { phone: '06 12 00 00 02', birth: '1979-05-05' }),
    await parent('Luc Pujol', tom, { phone: '0612000002', birth: '1979-05-05' }),
  );
  expect((await found())[pair]).toEqual(['same-birth', 'same-name', 'same-phone']);
  expect((await (await ent.as(director)).post(`/doublons/${pair}/distinction`)).statusCode).toBe(303);
  expect((await found())[pair]).toBeUndefined();
});

test('evidence that is not enough is told, and refused even to who forges the form', async () => {
  const pair = ordered(
    await teacher('Marc Sers', { phone: '06 12 00 00 03' }),
    await parent('Marc Sers', tom, { phone: '06 12 00 00 03' }),
  );
  expect((await found())[pair]).toEqual(['same-name', 'same-phone']);
  const seat = await ent.as(director);
  expect((await seat.get(`/doublons/${pair}`)).body).toContain('ne suffisent pas');
  expect((await seat.post(`/doublons/${pair}/reunion`)).statusCode).toBe(403);
  expect((await found())[pair]).toBeDefined();
});

test('the two guardians of one child are not merged by anybody but themselves', async () => {
  const same = { email: 'famille@exemple.fr', phone: '06 12 00 00 04', birth: '1985-04-04' };
  const one = await parent('Dominique Vidal', lea, same);
  const other = await parent('Dominique Vidal', lea, same);
  await found();
  const seat = await ent.as(director);
  expect((await seat.get(`/doublons/${ordered(one, other)}`)).body).toContain('ce peuvent être ses deux parents');
  expect((await seat.post(`/doublons/${ordered(one, other)}/reunion`)).statusCode).toBe(403);
  const code = await sheetOf(other);
  expect((await (await ent.as(one)).post('/doublons/mienne', code)).statusCode).toBe(303);
});

test('a director decides in their school; the academy where the director cannot; nobody about somebody above them', async () => {
  const here = await parent('Anne Delmas', lea, { birth: '1990-01-01' });
  const there = await parent('Anne Delmas', zoe, { birth: '1990-01-01' });
  const boss = await about(await ent.person('Anne Delmas'), { birth: '1990-01-01' });
  await ent.give(boss, 'academy', academyId);
  await found();
  const [mine, theirs] = [await ent.as(director), await ent.as(inspectorate)];
  expect((await mine.get(`/doublons/${ordered(here, there)}`)).statusCode).toBe(404);
  expect((await theirs.get(`/doublons/${ordered(here, there)}`)).statusCode).toBe(200);
  expect((await theirs.get(`/doublons/${ordered(here, boss)}`)).statusCode).toBe(404);
  expect((await theirs.post(`/doublons/${ordered(here, boss)}/reunion`)).statusCode).toBe(404);
});

async function sheetOf(personId: string): Promise<{ login: string; code: string }> {
  const { id, login } = await ent.db
    .selectFrom('kernel.accounts')
    .select(['id', 'login'])
    .where('person_id', '=', personId)
    .executeTakeFirstOrThrow();
  const [issued] = await ent.db
    .transaction()
    .execute((db) => issueCodes(db, { accountIds: [id], secret: ent.secret, issuedBy: null, now: new Date() }));
  return { login, code: issued?.code ?? '' };
}

test('« J’ai une autre fiche »: with its code, a parent who teaches has one access; the code serves once', async () => {
  const one = await teacher('Sami Cros', {});
  const other = await parent('Samuel Cros', tom, {});
  const seat = await ent.as(one);
  const sheet = await sheetOf(other);
  expect((await seat.post('/doublons/mienne', { ...sheet, code: 'abcd-efgh-jkmn' })).statusCode).toBe(422);
  const answers = await Promise.all([seat.post('/doublons/mienne', sheet), seat.post('/doublons/mienne', sheet)]);
  expect(answers.map(({ statusCode }) => statusCode).filter((status) => status === 303)).toHaveLength(1);
  const { rows } = await sql<{
    n: number;
  }>`select count(*) as n from kernel.guardianships where guardian_id = ${one} and pupil_id = ${tom}`.execute(ent.db);
  expect(rows[0]?.n).toBe(1);
});

test('a paper code does not open a working account that somebody already uses, nor one’s own, nor a child’s', async () => {
  const seat = await ent.as(await parent('Lou Faure', lea, {}));
  const colleague = await teacher('Lou Faure', {});
  await sql`update kernel.accounts set activated_at = now() where person_id = ${colleague}`.execute(ent.db);
  expect((await seat.post('/doublons/mienne', await sheetOf(colleague))).statusCode).toBe(403);
  expect((await seat.post('/doublons/mienne', await sheetOf(lea))).statusCode).toBe(422);
  expect((await (await ent.as(lea)).get('/doublons/mienne')).statusCode).toBe(404);
});

test('whoever already used the sheet that was joined is told at its own address; a sheet that nobody opened has nobody to tell', async () => {
  const joined = async (email: string, opened: boolean): Promise<string[]> => {
    const other = await parent('Rose Cros', tom, { email });
    await sql`update kernel.accounts set activated_at = ${opened ? new Date() : null} where person_id = ${other}`.execute(ent.db);
    const seat = await ent.as(await parent('Paul Vidal', lea, {}));
    expect((await seat.post('/doublons/mienne', await sheetOf(other))).statusCode).toBe(303);
    const mails = await ent.db.selectFrom('kernel.mails').select('subject').where('recipient', '=', email).execute();
    return mails.map(({ subject }) => subject);
  };
  expect(await joined('rose@exemple.fr', true)).toEqual(['Votre accès à Préau a été réuni à un autre']);
  expect(await joined('rosa@exemple.fr', false)).toEqual([]);
});

test('the surest pairs are shown, however many doubtful ones come before them in the alphabet', async () => {
  const pair = async (lastName: string, evidence: Evidence[]): Promise<string> => {
    const both = [await ent.guardian(`Zoé ${lastName}`, lea), await ent.guardian(`Zoé ${lastName}`, tom)].sort();
    await sql`insert into duplicates.pairs (one_id, other_id, evidence, weight, found_at)
      values (${both[0]}, ${both[1]}, ${evidence}, ${weightOf(evidence)}, now())`.execute(ent.db);
    return both.join('/');
  };
  const sure = await pair('Zyl', ['same-birth', 'same-name', 'same-mail']);
  for (let at = 0; at < 101; at += 1) await pair(`Abadie ${at}`, ['same-address', 'same-name']);
  expect((await (await ent.as(director)).get('/doublons')).body).toContain(`/doublons/${sure}`);
});
