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

async function posted(pupils: string[], caption: string) {
  const file = { name: 'a.jpg', type: 'image/jpeg', bytes: await phonePhoto() };
  await sendForm(claire, here, { key: newId(), caption, ...(pupils.length > 0 ? { pupils } : { nobody: 'on' }) }, [file]);
}
const picturesOf = async (who: string) => {
  const found = await feedOf(ent, who, v.ce1);
  return new Map(Array.isArray(found) ? found.map(({ caption, pictures }) => [caption, pictures[0]]) : []);
};
await posted([v.zelie, v.tom], 'Ensemble');
await posted([v.tom], 'Tom seul');
await posted([], 'La mare');

test('a parent who takes consent back hides at once the past photos of this child, for everybody, and no other', async () => {
  const both = (await picturesOf(v.julie)).get('Ensemble');
  const answers = async () =>
    Promise.all(
      ['', '/vignette'].map(async (size) => (await (await ent.as(v.julie)).get(`/journal/photos/${both?.id}${size}`)).statusCode),
    );
  expect([both?.shown, await answers()]).toEqual([true, [200, 200]]);
  await v.agree(v.karim, v.zelie, false);
  for (const who of [v.anne, v.karim, v.julie, v.tom, v.claire, v.dominique]) {
    const seen = await picturesOf(who);
    expect([...seen].map(([caption, one]) => [caption, one?.shown, one?.names])).toEqual([
      ['La mare', true, []],
      ['Tom seul', true, ['Tom']],
      ['Ensemble', false, []],
    ]);
  }
  expect(await answers()).toEqual([404, 404]);
  const page = await (await ent.as(v.julie)).get(here);
  expect([page.body.includes('Photo retirée'), page.body.includes(`/journal/photos/${both?.id}`)]).toEqual([true, false]);
  await v.agree(v.karim, v.zelie);
  expect(await answers()).toEqual([200, 200]);
});

test('a child erased from the directory stays hidden on the photos that named them', async () => {
  await ent.db.deleteFrom('kernel.people').where('id', '=', v.tom).execute();
  const seen = await picturesOf(v.anne);
  expect([seen.get('Tom seul')?.shown, seen.get('Ensemble')?.shown, seen.get('La mare')?.shown]).toEqual([false, false, true]);
});
