import { afterAll, expect, test } from 'vitest';
import { schoolDays } from '#kernel/calendar';
import { startEnt } from '#kernel/testing';
import school from './service.ts';

const ent = await startEnt([school], { now: () => new Date('2026-11-24T10:00:00Z') });
afterAll(() => ent[Symbol.asyncDispose]());
const tilleuls = await ent.school();
const lac = await ent.school({ name: 'École du Lac' });
const director = await ent.director('Dominique Rey', tilleuls);
const dominique = await ent.as(director);
const week = `/ecole/${tilleuls}/semaine`;

const fourDays = Object.fromEntries(
  [1, 2, 4, 5].flatMap((day) => [
    [`morning-${day}-starts`, '09:00'],
    [`morning-${day}-ends`, '12:00'],
    [`afternoon-${day}-starts`, '14:00'],
    [`afternoon-${day}-ends`, '17:00'],
  ]),
);
const between = async (from: string, to: string) =>
  (await schoolDays(ent.db, tilleuls, from, to)).map(
    ({ day, morning, afternoon }) => `${day.slice(8)} ${morning?.starts ?? '-'} ${afternoon?.ends ?? '-'}`,
  );

test('the director writes a week of four days from a Monday on: the one before stays as it was', async () => {
  expect((await dominique.get(week)).body.replaceAll('\u00a0', ' ')).toContain('de 8 h 30 à 11 h 45');
  expect((await dominique.post(week, { ...fourDays, validFrom: '2026-11-30' })).statusCode).toBe(303);
  expect(await between('2026-11-25', '2026-12-02')).toEqual([
    '25 08:30 -',
    '26 08:30 15:45',
    '27 08:30 15:45',
    '30 09:00 17:00',
    '01 09:00 17:00',
  ]);
  expect((await dominique.json(week)).json().coming).toHaveLength(1);
  expect((await dominique.post(`${week}/retrait`, { validFrom: '2026-11-30' })).statusCode).toBe(303);
  expect(await between('2026-12-02', '2026-12-02')).toEqual(['02 08:30 -']);
});

test('hours that cannot be are said beside their field, and the past is left alone', async () => {
  const wrong: [Record<string, string>, string][] = [
    [{ validFrom: '2026-11-20' }, 'ce qui est passé ne change plus'],
    [{ validFrom: '2026-12-01', 'morning-1-ends': '' }, 'donnez un début et une fin'],
    [{ validFrom: '2026-12-01', 'morning-2-ends': '08:00' }, 'donnez un début et une fin'],
    [{ validFrom: '2026-12-01', 'morning-4-ends': '15:00' }, 'commence avant la fin du matin'],
  ];
  for (const [form, sentence] of wrong) {
    const answer = await dominique.post(week, { ...fourDays, ...form });
    expect([answer.statusCode, sentence]).toEqual([422, sentence]);
    expect(answer.body).toContain(sentence);
  }
  expect((await dominique.post(week, { validFrom: '2026-12-01' })).body).toContain('au moins une demi-journée');
  expect(await ent.db.selectFrom('kernel.school_weeks').selectAll().execute()).toEqual([]);
});

test('a bridge takes a day away, a Saturday morning gives one, and both can be taken back', async () => {
  const half = `/ecole/${tilleuls}/demi-journees`;
  await dominique.post(half, { day: '2026-12-04', half: 'both', reason: 'Journée de formation' });
  await dominique.post(half, { day: '2026-12-05', half: 'morning', reason: 'Samedi travaillé', starts: '09:00', ends: '12:00' });
  expect(await between('2026-12-03', '2026-12-06')).toEqual(['03 08:30 15:45', '05 09:00 -']);
  expect((await dominique.post(half, { day: '2026-12-07', half: 'both', reason: 'x', starts: '09:00', ends: '10:00' })).statusCode).toBe(
    422,
  );
  expect((await dominique.post(half, { day: '2026-12-07', half: 'morning', reason: 'x', starts: '09:00' })).statusCode).toBe(422);
  expect((await dominique.post(half, { day: '2026-11-23', half: 'morning', reason: 'x' })).statusCode).toBe(422);
  expect((await dominique.get(week)).body).toContain('Samedi travaillé');
  await dominique.post(`${half}/retrait`, { day: '2026-12-04', half: 'morning' });
  expect(await between('2026-12-04', '2026-12-05')).toEqual(['04 08:30 -', '05 09:00 -']);
  expect((await dominique.post(`${half}/retrait`, { day: '2026-12-04', half: 'morning' })).statusCode).toBe(404);
});

test('another school’s week is not there, whoever asks', async () => {
  expect((await dominique.get(`/ecole/${lac}/semaine`)).statusCode).toBe(404);
  expect((await dominique.post(`/ecole/${lac}/semaine`, { ...fourDays, validFrom: '2026-12-01' })).statusCode).toBe(404);
  const teacher = await ent.as(await ent.teacher('Claire Benali', await ent.classroom(tilleuls)));
  expect((await teacher.get(week)).statusCode).toBe(404);
});
