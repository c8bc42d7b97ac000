import { afterAll, expect, test } from 'vitest';
import { startEnt } from '#kernel/testing';
import reading from './service.ts';

/** Each reads as they like, on any device; a class meets one writing first. */

const ent = await startEnt([reading]);
afterAll(() => ent[Symbol.asyncDispose]());
const school = await ent.school();
const gs = await ent.classroom(school, 'GS');
const elsewhere = await ent.classroom(await ent.school({ name: 'École du Lac' }), 'CP');
const claire = await ent.teacher('Claire Benali', gs);
const lou = await ent.teacher('Lou Ferrand', elsewhere);
const zelie = await ent.pupil('Zélie Moreau', gs, 'GS');
const anne = await ent.guardian('Anne Moreau', zelie);
const handShown = async (personId: string): Promise<string | undefined> =>
  (await (await ent.as(personId)).get('/lecture')).body.match(/data-hand="(\w+)"/)?.[1];

test('capitals until the middle of nursery school, then script; adults have no writing to choose', async () => {
  for (const [level, hand] of [
    ['PS', 'capitals'],
    ['MS', 'capitals'],
    ['GS', 'script'],
    ['CP', 'script'],
    ['CM2', 'script'],
  ] as const)
    expect([level, await handShown(await ent.pupil(`Élève ${level}`, gs, level))]).toEqual([level, hand]);
  expect(await handShown(anne)).toBeUndefined();
  expect((await (await ent.as(anne)).post('/lecture/ecriture', { hand: 'cursive' })).statusCode).toBe(404);
});

test('the class’s writing, then the child’s own, which wins; taken back, the level’s', async () => {
  const teacher = await ent.as(claire);
  expect((await teacher.post(`/lecture/classes/${gs}`, { hand: 'cursive' })).statusCode).toBe(303);
  expect(await handShown(zelie)).toBe('cursive');
  const child = await ent.as(zelie);
  expect((await child.post('/lecture/ecriture', { hand: 'capitals', vers: '/messagerie' })).headers.location).toBe('/messagerie');
  expect(await handShown(zelie)).toBe('capitals');
  expect((await child.post('/lecture/ecriture', { hand: 'script', vers: '//ailleurs.example/' })).headers.location).toBe('/');
  expect((await child.post('/lecture/ecriture', { hand: 'gothique' })).statusCode).toBe(422);
  await teacher.post(`/lecture/classes/${gs}`, { hand: 'level' });
  expect(await handShown(await ent.pupil('Tom Petit', gs, 'MS'))).toBe('capitals');
});

test('only its teachers choose for a class', async () => {
  for (const other of [lou, anne, zelie])
    expect((await (await ent.as(other)).post(`/lecture/classes/${gs}`, { hand: 'capitals' })).statusCode).toBe(404);
});

test('comfort is for everybody, and follows them', async () => {
  const parent = await ent.as(anne);
  expect((await parent.post('/lecture', { comfort: ['spaced', 'dyslexic'] })).statusCode).toBe(303);
  expect((await parent.get('/lecture')).body).toContain('data-comfort="spaced dyslexic"');
  expect((await parent.post('/lecture', { comfort: ['rose'] })).statusCode).toBe(422);
  await parent.post('/lecture', {});
  expect((await parent.get('/lecture')).body).not.toContain('data-comfort');
});
