import { afterAll, expect, test } from 'vitest';
import { newId, sql } from '#kernel';
import { startEnt } from '#kernel/testing';
import { filled, opened, statesOf, tuesday, village } from './scene.ts';
import attendance from './service.ts';

const ent = await startEnt([attendance], { now: () => tuesday });
afterAll(() => ent[Symbol.asyncDispose]());
const v = await village(ent);
const claire = await ent.as(v.claire);
const director = await ent.as(v.dominique);
const at = (time: string) => `2026-11-24T07:${time}:00.000Z`;
const takes = async () => Number((await sql<{ n: number }>`select count(*) as n from attendance.takes`.execute(ent.db)).rows[0]?.n);

test('two sheets of one class that knew nothing of each other are merged: of each child the last touch wins, whichever came first', async () => {
  const morning = `/appel/${v.ce1}/2026-11-24/matin`;
  const [mine, theirs] = [await opened(claire, morning), await opened(director, morning)];
  // Sent first, touched last.
  await claire.post(morning, filled(mine, { [v.zelie]: 'absent', [v.tom]: 'late 08:38' }, { [v.zelie]: at('31'), [v.tom]: at('38') }));
  // Touched before, arrives after: Tom was absent at that moment; Léa was seen by this one only; Zélie was left untouched.
  await director.post(morning, filled(theirs, { [v.tom]: 'absent', [v.lea]: 'absent' }, { [v.tom]: at('32'), [v.lea]: at('33') }));
  const merged = await opened(claire, morning);
  expect(statesOf(merged)).toEqual({ 'Léa Aubin': 'absent', 'Tom Petit': 'late 08:38', 'Zélie Moreau': 'absent' });
  expect(merged.differences.map(({ name, said }) => [name, said.map(({ state }) => state)])).toEqual([
    ['Léa Aubin', ['present', 'absent']],
    ['Zélie Moreau', ['present', 'absent']],
    ['Tom Petit', ['absent', 'late']],
  ]);
  expect((await claire.get(morning)).body).toContain('Deux appels diffèrent pour 3 enfants');
  await claire.post(`${morning}/vu`);
  expect((await opened(claire, morning)).differences).toEqual([]);
});

test('the same sheet sent again changes nothing; the same page, changed and sent again, is taken', async () => {
  const afternoon = `/appel/${v.cm2}/2026-11-24/apres-midi`;
  const marc = await ent.as(v.marc);
  const blank = await opened(marc, afternoon);
  const before = await takes();
  for (let time = 0; time < 3; time += 1) expect((await marc.post(afternoon, filled(blank, { [v.ali]: 'absent' }))).statusCode).toBe(303);
  expect(await takes()).toBe(before + 1);
  await marc.post(afternoon, filled(blank, { [v.ali]: 'present' }));
  expect(await takes()).toBe(before + 2);
  expect(statesOf(await opened(marc, afternoon))['Ali Kaya']).toBe('present');
});

test('sheets sent at the same moment are taken one after the other, and none is lost', async () => {
  const afternoon = `/appel/${v.ce1}/2026-11-24/apres-midi`;
  const sheets = await Promise.all(Array.from({ length: 8 }, () => opened(claire, afternoon)));
  const answers = await Promise.all(
    sheets.map((sheet, one) => claire.post(afternoon, filled(sheet, { [v.tom]: `late 08:4${one}` }, { [v.tom]: at(`1${one}`) }))),
  );
  expect(answers.map(({ statusCode }) => statusCode)).toEqual(Array(8).fill(303));
  expect(statesOf(await opened(claire, afternoon))['Tom Petit']).toBe('late 08:47');
});

test('a device whose clock is an hour fast does not win by its clock', async () => {
  const monday = `/appel/${v.ce1}/2026-11-23/matin`;
  const [mine, theirs] = [await opened(claire, monday), await opened(director, monday)];
  const fast = { sentAt: '2026-11-24T08:40:00.000Z' };
  await claire.post(monday, { ...filled(mine, { [v.tom]: 'absent' }, { [v.tom]: '2026-11-24T08:31:00.000Z' }), ...fast });
  await director.post(monday, filled(theirs, { [v.tom]: 'late 08:50' }, { [v.tom]: at('35') }));
  expect(statesOf(await opened(claire, monday))['Tom Petit']).toBe('late 08:50');
});

test('a sheet drawn again on a device and sent again undoes nothing that it does not touch', async () => {
  const address = `/appel/${v.ce1}/2026-11-19/matin`;
  const blank = await opened(claire, address);
  const sentAt = '2026-11-24T07:40:00.000Z';
  await claire.post(address, { ...filled(blank, { [v.zelie]: 'absent' }, { [v.zelie]: at('31') }), sentAt });
  await claire.post(address, { ...filled(blank, { [v.tom]: 'late 08:38' }, { [v.tom]: at('35') }), sentAt });
  const merged = await opened(claire, address);
  expect(statesOf(merged)).toMatchObject({ 'Tom Petit': 'late 08:38', 'Zélie Moreau': 'absent' });
  expect(merged.differences.map(({ name }) => name)).toEqual(['Zélie Moreau']);
});

test('two classes called at once under one key are two sheets', async () => {
  const marc = await ent.as(v.marc);
  const [ce1, cm2] = [`/appel/${v.ce1}/2026-11-20/matin`, `/appel/${v.cm2}/2026-11-20/matin`];
  const key = newId();
  const [mine, theirs] = [filled({ ...(await opened(claire, ce1)), key }), filled({ ...(await opened(marc, cm2)), key })];
  const answers = await Promise.all([claire.post(ce1, mine), marc.post(cm2, theirs)]);
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([303, 303]);
  expect([(await opened(claire, ce1)).seen, (await opened(marc, cm2)).seen]).toEqual([1, 1]);
});

test.for(['0000-01-01T00:00:00Z', '9999-12-31T00:00:00Z'])('a device that says it is %s is believed for one day at most', async (clock) => {
  const address = `/appel/${v.ce1}/2026-11-17/matin`;
  const sheet = filled(await opened(claire, address), { [v.tom]: 'absent' }, { [v.tom]: clock });
  expect((await claire.post(address, sheet)).statusCode).toBe(303);
  expect((await claire.post(address, { ...sheet, key: newId(), sentAt: clock })).statusCode).toBe(303);
  expect(statesOf(await opened(claire, address))['Tom Petit']).toBe('absent');
});
