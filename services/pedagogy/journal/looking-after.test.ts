import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { newId } from '#kernel';
import { tokenHash } from '#kernel/identity';
import { meBySession } from '#kernel/perimeter';
import { startEnt } from '#kernel/testing';
import { phonePhoto, sendForm, tuesday, village } from './scene.ts';
import journal from './service.ts';

let now = tuesday;
const ent = await startEnt([journal], { now: () => now });
afterAll(() => ent[Symbol.asyncDispose]());
const v = await village(ent);
const claire = await ent.as(v.claire);
const here = `/journal/${v.ce1}`;

async function posted(caption: string, photos = 2, who = claire) {
  const id = newId();
  const files = await Promise.all(
    Array.from({ length: photos }, async (_, at) => ({ name: 'a.jpg', type: 'image/jpeg', bytes: await phonePhoto(at + 1) })),
  );
  await sendForm(who, here, { key: id, caption, nobody: 'on' }, files);
  return id;
}
const onDisk = (id: string) => existsSync(join(ent.folder, 'files', id.slice(-2), id));
const filesOf = async (postId: string) =>
  (
    await ent.db
      .selectFrom('kernel.files')
      .select('id')
      .where('id', 'in', await idsOf(postId))
      .execute()
  ).map(({ id }) => id);
async function idsOf(postId: string): Promise<string[]> {
  const { rows } = await ent.db.pool.query<{ id: string }>(
    'select unnest(array[large_id, small_id]) as id from journal.pictures where post_id = $1',
    [postId],
  );
  return rows.map(({ id }) => id);
}

test('words are corrected and a photo is taken out, by the teacher or whoever posted it, and its files go', async () => {
  const atsem = await ent.as(v.atsem);
  const id = await posted('La mar a gelé', 2, atsem);
  const files = await filesOf(id);
  expect((await atsem.post(`/journal/publications/${id}/legende`, { caption: 'La mare a gelé' })).statusCode).toBe(303);
  const page = (await claire.json(`/journal/publications/${id}`)).json();
  expect([page.post.caption, page.mayChange]).toEqual(['La mare a gelé', true]);
  const [first] = page.post.pictures;
  expect((await claire.post(`/journal/publications/${id}/photos`, { picture: first.id })).statusCode).toBe(303);
  await ent.settle();
  expect([(await filesOf(id)).length, files.filter(onDisk).length]).toEqual([2, 2]);
  for (const who of [v.anne, v.zelie, v.marc, v.dominique])
    expect((await (await ent.as(who)).post(`/journal/publications/${id}/legende`, { caption: 'Non' })).statusCode).toBe(404);
});

test('the director takes a post away, after being asked if it is sure; nothing of it stays', async () => {
  const id = await posted('À retirer');
  const files = await filesOf(id);
  const dominique = await ent.as(v.dominique);
  expect((await dominique.get(`/journal/publications/${id}`)).body).toContain('disparaîtront pour tout le monde');
  for (const who of [v.anne, v.zelie, v.lou])
    expect((await (await ent.as(who)).post(`/journal/publications/${id}/retrait`)).statusCode).toBe(404);
  expect((await dominique.post(`/journal/publications/${id}/retrait`)).headers.location).toBe(here);
  await ent.settle();
  expect([files.length, files.filter(onDisk).length, (await dominique.get(`/journal/publications/${id}`)).statusCode]).toEqual([4, 0, 404]);
});

test('a parent says that a post hurts: the school has it once, whoever posted does not see who; taken back everywhere, it is hidden', async () => {
  const id = await posted('Moquerie');
  const anne = await ent.as(v.anne);
  const say = (why: string) => anne.post(`/journal/publications/${id}/signalement`, { why });
  expect((await say('')).statusCode).toBe(422);
  await say('Mon fils y est moqué.');
  await say('Encore.');
  expect((await claire.post(`/journal/publications/${id}/signalement`, { why: 'moi' })).statusCode).toBe(404);
  const reports = await ent.db.selectFrom('kernel.reports').select(['thing_id', 'author_id']).execute();
  expect(reports).toEqual([{ thing_id: id, author_id: v.claire }]);
  const { hashOf, recall, show } = journal.moderated ?? {};
  expect((await show?.({ db: ent.db, thingIds: [id] }))?.get(id)).toMatchObject({ author: 'Claire Benali', text: 'Moquerie' });
  const contentHash = await hashOf?.({ db: ent.db, thingId: id });
  if (!contentHash) throw new Error('no hash');
  expect(await ent.db.transaction().execute(async (db) => recall?.({ db, contentHash, schoolIds: [v.school], now }))).toBe(1);
  expect((await anne.get(`/journal/publications/${id}`)).statusCode).toBe(404);
});

test('families are told once a day about each child, by the child’s name and nothing more; nobody of another class is', async () => {
  await ent.settle();
  const told = await ent.db.selectFrom('kernel.notifications').select(['person_id', 'about_id', 'title']).execute();
  expect(told.map(({ person_id }) => person_id).sort()).toEqual([v.anne, v.karim, v.julie, v.paul].sort());
  expect(told.find(({ person_id }) => person_id === v.julie)).toMatchObject({ title: 'Du nouveau dans le journal de la classe de Tom' });
});

test('the journal that a school stopped takes nothing more; the one it closed is not read', async () => {
  const brake = (state: 'read-only' | 'closed') => ({
    ...{ id: newId(), place_id: v.school, feature: 'journal', profiles: null, state, reason: 'Photo volée', set_by: v.dominique },
    ...{ set_at: now, ends_at: new Date(now.getTime() + 3_600_000) },
  });
  await ent.db.insertInto('kernel.brakes').values(brake('read-only')).execute();
  expect((await sendForm(claire, here, { key: newId(), caption: 'Non' })).statusCode).toBe(403);
  expect((await (await ent.as(v.anne)).get(here)).statusCode).toBe(200);
  await ent.db.insertInto('kernel.brakes').values(brake('closed')).execute();
  expect((await (await ent.as(v.anne)).get(here)).statusCode).toBe(403);
  await ent.db.deleteFrom('kernel.brakes').execute();
});

test('fifty posts on a page, the older ones behind a door', async () => {
  for (let at = 0; at < 55; at += 1) await sendForm(claire, here, { key: newId(), caption: `Jour ${at}` });
  const page = (await claire.json(here)).json();
  expect([page.posts.length, page.first]).toEqual([50, true]);
  const older = (await claire.json(`${here}?avant=${page.older}`)).json();
  expect(older.posts.length).toBeGreaterThan(4);
  const all = [...page.posts, ...older.posts].map(({ id }: { id: string }) => id);
  expect(new Set(all).size).toBe(all.length);
});

test('who has not said yes nor no about their child is asked to; the teacher is told what waits', async () => {
  const todoOf = async (who: string) => {
    const seen = await meBySession(ent.db, tokenHash((await ent.as(who)).token));
    const todos = seen ? await journal.todo?.({ db: ent.db, me: seen.me, now }) : [];
    return todos?.map(({ href, title }) => `${href} ${title}`);
  };
  expect([await todoOf(v.anne), await todoOf(v.emine)]).toEqual([[], [`/accords/${v.ali} Les photos d’Ali\u00a0: d’accord ou non\u00a0?`]]);
  await sendForm(await ent.as(v.zelie), here, { key: newId(), caption: 'À relire' });
  expect(await todoOf(v.claire)).toEqual([`${here}/relecture 1 publication d’élève à relire`]);
});

test('three months after the school year, its journal is forgotten with its files, and not a day before', async () => {
  const { rows } = await ent.db.pool.query<{ id: string }>('select large_id as id from journal.pictures');
  const left = async () => (await ent.db.pool.query('select from journal.posts')).rowCount;
  const before = await left();
  now = new Date('2027-11-30T03:00:00Z');
  await ent.work('kernel.forget');
  expect([await left(), rows.length > 0]).toEqual([before, true]);
  now = new Date('2027-12-01T03:00:00Z');
  await ent.work('kernel.forget');
  await ent.settle();
  expect([await left(), rows.filter(({ id }) => onDisk(id)).length]).toEqual([0, 0]);
});
