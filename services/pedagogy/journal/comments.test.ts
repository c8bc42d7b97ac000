import { afterAll, expect, test } from 'vitest';
import { newId } from '#kernel';
import { tokenHash } from '#kernel/identity';
import { meBySession } from '#kernel/perimeter';
import { startEnt } from '#kernel/testing';
import { sendForm, tuesday, village } from './scene.ts';
import journal from './service.ts';

let now = tuesday;
const ent = await startEnt([journal], { now: () => now });
afterAll(() => ent[Symbol.asyncDispose]());
const v = await village(ent);
const [claire, anne, karim, zelie] = [await ent.as(v.claire), await ent.as(v.anne), await ent.as(v.karim), await ent.as(v.zelie)];
const postId = newId();
await sendForm(claire, `/journal/${v.ce1}`, { key: postId, caption: 'La mare a gelé.' });
const here = `/journal/publications/${postId}`;

type Said = { id: string; author: string; body: string; waits: boolean };
const readBy = async (who: string): Promise<Said[]> => (await (await ent.as(who)).json(here)).json().said;
const wordsFor = async (who: string) =>
  (await readBy(who)).map(({ author, body, waits }) => `${author}: ${body}${waits ? ' (attend)' : ''}`);
function write(who: Awaited<ReturnType<typeof ent.as>>, body: string) {
  now = new Date(now.getTime() + 60_000);
  return who.post(`${here}/commentaires`, { body });
}
const waiting = async (): Promise<(Said & { postId: string })[]> => (await claire.json(`/journal/${v.ce1}/relecture`)).json().comments;

test('off until the teacher opens them: nobody writes, nothing offers to', async () => {
  expect((await write(anne, 'Brr')).statusCode).toBe(404);
  expect((await anne.get(here)).body).not.toContain('Commentaires');
  for (const who of [anne, zelie, await ent.as(v.marc), await ent.as(v.dominique)])
    expect((await who.post(`/journal/${v.ce1}/commentaires`, { open: 'yes' })).statusCode).toBe(404);
  expect((await claire.post(`/journal/${v.ce1}/commentaires`, { open: 'yes' })).statusCode).toBe(303);
});

test('a parent’s words wait for the teacher: their author and the teacher read them, the other home and the class do not', async () => {
  expect((await write(anne, ' ')).statusCode).toBe(422);
  expect((await write(anne, 'x'.repeat(501))).statusCode).toBe(422);
  expect((await write(anne, 'Quelle patience !\nBravo <b>')).statusCode).toBe(303);
  expect(await wordsFor(v.anne)).toEqual(['Anne (Zélie): Quelle patience !\nBravo <b> (attend)']);
  for (const who of [v.karim, v.julie, v.zelie, v.dominique]) expect(await wordsFor(who)).toEqual([]);
  const seen = await meBySession(ent.db, tokenHash(claire.token));
  const todo = seen && (await journal.todo?.({ db: ent.db, me: seen.me, now: tuesday }));
  expect(todo?.map(({ title }) => title)).toEqual(['1 commentaire à relire']);
  const [one] = await waiting();
  expect([one?.author, one?.postId]).toEqual(['Anne (Zélie)', postId]);
  for (const who of [anne, karim, await ent.as(v.marc)])
    expect((await who.post(`/journal/commentaires/${one?.id}/decision`, { decision: 'show' })).statusCode).toBe(404);
  expect((await claire.post(`/journal/commentaires/${one?.id}/decision`, { decision: 'show' })).statusCode).toBe(303);
  for (const who of [v.karim, v.julie, v.zelie]) expect(await wordsFor(who)).toEqual(['Anne (Zélie): Quelle patience !\nBravo <b>']);
  expect((await karim.get(here)).body).toContain('Bravo &lt;b>');
  expect((await karim.json(`/journal/${v.ce1}`)).json().posts[0].comments).toBe(1);
});

test('hidden, nobody reads it; decided twice, the first decision stays', async () => {
  await write(karim, 'Des mots qui blessent');
  const [one] = await waiting();
  await claire.post(`/journal/commentaires/${one?.id}/decision`, { decision: 'hide' });
  await claire.post(`/journal/commentaires/${one?.id}/decision`, { decision: 'show' });
  expect((await wordsFor(v.karim)).length).toBe(1);
  expect(await waiting()).toEqual([]);
});

test('the teacher’s own words are shown at once; pupils read and do not write, other classes neither', async () => {
  await write(claire, 'Merci !');
  expect(await wordsFor(v.zelie)).toContain('Claire Benali: Merci !');
  for (const who of [zelie, await ent.as(v.emine), await ent.as(v.lou)]) expect((await write(who, 'Moi')).statusCode).toBe(404);
});

test('its author takes it away, or who keeps the journal; anybody who reads it may report it, and the school decides', async () => {
  const [hers] = await readBy(v.julie);
  const url = `/journal/commentaires/${hers?.id}`;
  expect((await karim.post(`${url}/retrait`)).statusCode).toBe(404);
  expect((await anne.post(`${url}/signalement`)).statusCode).toBe(404);
  expect((await karim.post(`${url}/signalement`)).statusCode).toBe(303);
  const reported = await ent.db.selectFrom('kernel.reports').select(['thing_id', 'author_id', 'reported_by']).execute();
  expect(reported).toEqual([{ thing_id: hers?.id, author_id: v.anne, reported_by: v.karim }]);
  const { moderated } = journal;
  if (!moderated) throw new Error('nobody looks after it');
  const asked = await moderated.show({ db: ent.db, thingIds: [hers?.id ?? ''] });
  expect(asked?.get(hers?.id ?? '')).toMatchObject({ title: 'Commentaire dans le journal de CE1 A', text: 'Quelle patience !\nBravo <b>' });
  const contentHash = await moderated.hashOf({ db: ent.db, thingId: hers?.id ?? '' });
  if (!contentHash) throw new Error('no hash');
  const taken = await ent.db.transaction().execute((db) => moderated.recall({ db, contentHash, schoolIds: [v.school], now }));
  expect(taken).toBe(1);
  expect(await wordsFor(v.julie)).toEqual(['Claire Benali: Merci !']);
  await ent.db.transaction().execute((db) => moderated.release({ db, thingId: hers?.id ?? '', now }));
  expect((await anne.post(`${url}/retrait`)).statusCode).toBe(303);
  expect(await wordsFor(v.anne)).toEqual(['Claire Benali: Merci !']);
});

test('closed again, what was read stays and nobody writes', async () => {
  await claire.post(`/journal/${v.ce1}/commentaires`, { open: 'no' });
  expect((await write(anne, 'Encore')).statusCode).toBe(404);
  expect(await wordsFor(v.anne)).toEqual(['Claire Benali: Merci !']);
});

test('an erased author leaves words without a name; the year over, they go with their post', async () => {
  await claire.post(`/journal/${v.ce1}/commentaires`, { open: 'yes' });
  await write(anne, 'À bientôt');
  const [one] = await waiting();
  await claire.post(`/journal/commentaires/${one?.id}/decision`, { decision: 'show' });
  await ent.db.deleteFrom('kernel.people').where('id', '=', v.anne).execute();
  expect((await readBy(v.karim)).map(({ author, body }) => [author, body])).toContainEqual([null, 'À bientôt']);
  now = new Date('2027-12-15T02:00:00Z');
  await ent.work('kernel.forget');
  expect((await ent.db.pool.query('select from journal.comments')).rowCount).toBe(0);
});
