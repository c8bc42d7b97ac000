import { afterAll, expect, test } from 'vitest';
import { startEnt } from '#kernel/testing';
import { poem, village } from './scene.ts';
import homework from './service.ts';

let now = new Date('2025-12-08T16:00:00Z');
const ent = await startEnt([homework], { now: () => now });
afterAll(() => ent[Symbol.asyncDispose]());
const v = await village(ent);
const claire = await ent.as(v.claire);
const give = (fields: Record<string, string | string[]>) => claire.post(`/devoirs/${v.ce1}`, { ...poem, ...fields });
const copyOf = async (week: string, from: string) => (await claire.json(`/devoirs/${v.ce1}/semaine/${week}/copie?de=${from}`)).json();
const inWeek = async (week: string) =>
  (await claire.json(`/devoirs/${v.ce1}/semaine/${week}`))
    .json()
    .days.flatMap(({ day, works }: { day: string; works: { body: string; forSome: string[] }[] }) =>
      works.map(({ body, forSome }) => [day, body, ...forSome].join(' ')),
    );
type Line = { id: string; what: string };

test('the same week of last year: what the teacher wrote for a whole class, on the days that have class, after a look', async () => {
  await give({ text: 'Le sapin, couplet 1.', days: ['2025-12-11'] });
  await give({ text: 'Sac de piscine.', kind: 'material', days: ['2025-12-12'] });
  await give({ text: 'Pour Tom, alors.', days: ['2025-12-12'], whom: 'some', pupils: [v.tom] });
  await (await ent.as(v.marc)).post(`/devoirs/${v.cm2}`, { ...poem, text: 'De Marc.', days: ['2025-12-11'] });
  now = new Date('2026-12-04T16:00:00Z');
  const preview = await copyOf('2026-12-07', 'annee');
  expect(preview.fitting.map(({ what }: Line) => what)).toEqual([
    'jeudi 10 décembre · Poésie · Le sapin, couplet 1.',
    'vendredi 11 décembre · Poésie · Sac de piscine.',
  ]);
  const form = { de: 'annee', works: preview.fitting.map(({ id }: Line) => id) };
  const taps = await Promise.all([1, 2].map(() => claire.post(`/devoirs/${v.ce1}/semaine/2026-12-07/copie`, form)));
  expect(taps.map(({ statusCode }) => statusCode).sort()).toEqual([303, 422]);
  expect(await inWeek('2026-12-07')).toEqual(['2026-12-10 Le sapin, couplet 1.', '2026-12-11 Sac de piscine.']);
});

test('last week’s, groups and all; what falls in the holidays is shown and not copied', async () => {
  now = new Date('2026-12-13T10:00:00Z');
  for (const day of ['2026-12-14', '2026-12-18']) await give({ text: `Du ${day}.`, days: [day], whom: 'some', pupils: [v.zelie] });
  now = new Date('2026-12-16T10:00:00Z');
  const holidays = await copyOf('2026-12-21', 'semaine');
  expect([holidays.fitting.length, holidays.others.length]).toEqual([0, 2]);
  const past = await copyOf('2026-12-14', 'semaine');
  expect(past.fitting.map(({ what }: Line) => what)).toEqual([
    'jeudi 17 décembre · Poésie · Le sapin, couplet 1.',
    'vendredi 18 décembre · Poésie · Sac de piscine.',
  ]);
  now = new Date('2026-12-09T10:00:00Z');
  await give({ text: 'Pour Zélie.', days: ['2026-12-10'], whom: 'some', pupils: [v.zelie] });
  const [line] = (await copyOf('2026-12-14', 'semaine')).fitting.filter(({ what }: Line) => what.includes('Pour Zélie'));
  await claire.post(`/devoirs/${v.ce1}/semaine/2026-12-14/copie`, { de: 'semaine', works: [line.id] });
  expect(await inWeek('2026-12-14')).toContain('2026-12-17 Pour Zélie. Zélie');
});
