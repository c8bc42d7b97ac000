import { afterAll, expect, test } from 'vitest';
import { newId } from '#kernel';
import { startEnt } from '#kernel/testing';
import { feedOf, phonePhoto, sendForm, tuesday, village } from './scene.ts';
import journal from './service.ts';

const ent = await startEnt([journal], { now: () => tuesday });
afterAll(() => ent[Symbol.asyncDispose]());
const v = await village(ent);
const claire = await ent.as(v.claire);
const here = `/journal/${v.ce1}`;
const webm = Buffer.from('1a45dfa39f4286810142f7810142f2810442f381084282847765626d', 'hex');

/** Zélie sends a photo, her voice and a word; gives the post. */
async function sent(caption: string, pupil = v.zelie) {
  const files = [
    { name: 'a.jpg', type: 'image/jpeg', bytes: await phonePhoto() },
    { name: 'voix', type: 'audio/webm', bytes: webm },
  ];
  const id = newId();
  expect((await sendForm(await ent.as(pupil), here, { key: id, caption }, files)).statusCode).toBe(303);
  return id;
}
const captions = async (who: string) => {
  const found = await feedOf(ent, who, v.ce1);
  return Array.isArray(found) ? found.map(({ caption, state }) => `${caption} ${state}`) : found;
};
const decide = (id: string, fields: Record<string, string>, who = claire) => who.post(`${here}/relecture/${id}`, fields);

test('what a pupil sends waits: the pupil and the teacher see it, nobody else does, and not one byte of it', async () => {
  const id = await sent('Ma cabane');
  const { pictures } = (await claire.json(`${here}/relecture`)).json().posts[0];
  expect([await captions(v.zelie), (await claire.json(`${here}/relecture`)).json().posts.length]).toEqual([['Ma cabane waiting'], 1]);
  for (const who of [v.tom, v.anne, v.karim, v.atsem, v.dominique]) {
    expect(await captions(who)).toEqual([]);
    const visitor = await ent.as(who);
    for (const url of [`/journal/publications/${id}`, `/journal/publications/${id}/voix`, `/journal/photos/${pictures[0].id}`])
      expect((await visitor.get(url)).statusCode).toBe(404);
  }
  expect((await claire.get(`/journal/publications/${id}/voix`)).statusCode).toBe(200);
});

test('published, it says who is on it like any other; a child who may not be shown stops it', async () => {
  const id = await sent('La récré');
  expect((await decide(id, { decision: 'show' })).statusCode).toBe(422);
  expect((await decide(id, { decision: 'show', pupils: v.noa })).statusCode).toBe(422);
  expect(await captions(v.anne)).toEqual([]);
  expect((await decide(id, { decision: 'show', pupils: v.zelie })).statusCode).toBe(303);
  expect(await captions(v.anne)).toEqual(['La récré shown']);
  const [post] = (await feedOf(ent, v.julie, v.ce1)) as { pictures: { names: string[] }[] }[];
  expect(post?.pictures[0]?.names).toEqual(['Zélie']);
  expect((await decide(id, { decision: 'hide' })).statusCode).toBe(409);
});

test('given back with a word and the teacher’s voice, the pupil finds both, and may take it away', async () => {
  const id = await sent('Trop vite', v.tom);
  const empty = await decide(id, { decision: 'return' });
  expect([empty.statusCode, empty.body.includes('Trop vite'), empty.body.includes('data-errors')]).toEqual([422, true, true]);
  expect((await claire.post(`/journal/${v.cm2}/relecture/${id}`, { decision: 'hide' })).statusCode).toBe(404);
  const voice = { name: 'voix', type: 'audio/webm', bytes: webm };
  const sentBack = await sendForm(claire, `${here}/relecture/${id}`, { decision: 'return', word: 'Raconte la fin !' }, [voice]);
  expect(sentBack.statusCode).toBe(303);
  await ent.settle();
  const told = await ent.db.selectFrom('kernel.notifications').select(['person_id', 'title']).where('person_id', '=', v.tom).execute();
  expect(told).toEqual([{ person_id: v.tom, title: 'Ta maîtresse ou ton maître t’a répondu' }]);
  const tom = await ent.as(v.tom);
  const page = await tom.get(here);
  expect([page.body.includes('Raconte la fin !'), page.body.includes(`/journal/publications/${id}/reponse`)]).toEqual([true, true]);
  expect((await tom.get(`/journal/publications/${id}/reponse`)).statusCode).toBe(200);
  expect((await (await ent.as(v.anne)).get(`/journal/publications/${id}/reponse`)).statusCode).toBe(404);
  expect((await tom.post(`/journal/publications/${id}/retrait`)).statusCode).toBe(303);
  expect(await captions(v.tom)).not.toContain('Trop vite returned');
});

test('hidden, it is gone from the pupil’s journal; nobody but the class’s teacher decides', async () => {
  const id = await sent('Oups');
  for (const who of [v.marc, v.atsem, v.dominique, v.anne, v.zelie])
    expect((await decide(id, { decision: 'show' }, await ent.as(who))).statusCode).toBe(404);
  expect((await decide(id, { decision: 'hide' })).statusCode).toBe(303);
  expect(await captions(v.zelie)).not.toContain('Oups waiting');
});

test('a pupil whose family said no to the voice is seen and not heard, but by the teacher before', async () => {
  const id = await sent('Mon poème', v.noa);
  expect((await decide(id, { decision: 'show', nobody: 'on' })).statusCode).toBe(303);
  const found = await feedOf(ent, v.anne, v.ce1);
  expect(Array.isArray(found) && found.find((post) => post.id === id)?.voice).toBe('silent');
  for (const who of [v.anne, v.claire, v.noa])
    expect((await (await ent.as(who)).get(`/journal/publications/${id}/voix`)).statusCode).toBe(404);
});

test('the youngest send a picture and a voice, and find nothing to type', async () => {
  const lou = await ent.pupil('Lou Bernard', v.ce1, 'MS');
  const page = await (await ent.as(lou)).get(`${here}/nouveau`);
  expect([page.body.includes('<textarea'), page.body.includes('type="file"'), page.body.includes('name="pupils"')]).toEqual([
    false,
    true,
    false,
  ]);
});
