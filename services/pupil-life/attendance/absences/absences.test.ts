import { afterAll, expect, test } from 'vitest';
import { pagesOf, startEnt } from '#kernel/testing';
import { filled, opened, tuesday, village } from '../scene.ts';
import attendance from '../service.ts';

const ent = await startEnt([attendance], { now: () => tuesday });
afterAll(() => ent[Symbol.asyncDispose]());
const v = await village(ent);
const [claire, director, anne] = [await ent.as(v.claire), await ent.as(v.dominique), await ent.as(v.anne)];
const list = `/appel/ecoles/${v.school}/absences/2026-11`;
const called = async (day: string, half: string, absent: string[]) => {
  const address = `/appel/${v.ce1}/${day}/${half}`;
  await claire.post(address, filled(await opened(claire, address), Object.fromEntries(absent.map((id) => [id, 'absent']))));
};
for (const half of ['matin', 'apres-midi']) {
  await called('2026-11-16', half, [v.zelie, v.tom]);
  await called('2026-11-17', half, [v.zelie, v.tom]);
}
await called('2026-10-12', 'matin', [v.tom]);
const over = async () => (await director.json(list)).json().over.map(({ name }: { name: string }) => name);

test('four half-days in a month that nothing justifies bring a child on the director’s list; those of another month do not count', async () => {
  expect(await over()).toEqual(['Zélie Moreau', 'Tom Petit']);
  const october = (await director.json(`/appel/ecoles/${v.school}/absences/2026-10`)).json();
  expect([october.over.length, october.others.length]).toEqual([0, 1]);
});

test('a legitimate motive takes them off; another motive is for the school to appreciate, and leaves them there', async () => {
  await (await ent.as(v.julie)).post(`/appel/enfants/${v.tom}/2026-11-16/matin`, { motive: 'other' });
  expect(await over()).toEqual(['Zélie Moreau', 'Tom Petit']);
  await anne.post(`/appel/enfants/${v.zelie}/2026-11-16/matin`, { motive: 'illness', all: 'on' });
  expect(await over()).toEqual(['Tom Petit']);
});

test('the teacher or the director decides, and may decide again', async () => {
  const decision = `/appel/enfants/${v.tom}/2026-11-16/matin/avis`;
  expect((await claire.post(decision, { justified: 'on', back: list })).statusCode).toBe(303);
  expect(await over()).toEqual([]);
  await director.post(decision, { justified: '' });
  expect(await over()).toEqual(['Tom Petit']);
  for (const who of [v.marc, v.lou, v.julie, v.tom, v.atsem])
    expect((await (await ent.as(who)).post(decision, { justified: 'on' })).statusCode).toBe(404);
});

test('the sheet for meeting the family prints the half-days, what was said and what was decided', async () => {
  const address = `/appel/enfants/${v.tom}/mois/2026-11/fiche`;
  const [text = ''] = await pagesOf((await director.get(address)).rawPayload);
  const words = text.replace(/\s+/g, ' ');
  expect(words).toContain('4 demi-journées non justifiées');
  expect(words).toContain('Un autre motif, que l’école appréciera');
  expect(words).toContain('L131-8');
  for (const who of [v.claire, v.lou, v.julie]) expect((await (await ent.as(who)).get(address)).statusCode).toBe(404);
});

test.for([
  ['director', 'dominique', 200, 200],
  ['teacher of the class', 'claire', 404, 200],
  ['teacher of another class', 'marc', 404, 404],
  ['guardian', 'julie', 404, 404],
] as const)('%s, %s: reads the list of the school %s, of the class %s', async ([, who, school, ofClass]) => {
  const visitor = await ent.as(v[who]);
  expect((await visitor.get(list)).statusCode).toBe(school);
  expect((await visitor.get(`/appel/${v.ce1}/absences/2026-11`)).statusCode).toBe(ofClass);
});
