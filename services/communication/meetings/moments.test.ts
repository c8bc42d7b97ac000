import fc from 'fast-check';
import { expect, test } from 'vitest';
import { backToBack, cut, minutesOf, overlap } from './moments.ts';

test('an hour is four quarters, or three with five minutes between', () => {
  const hour = { days: ['2026-12-01'], from: '16:30', to: '17:30', minutes: 15, pause: 0 };
  expect(cut(hour).map(({ starts, ends }) => `${starts}–${ends}`)).toEqual(['16:30–16:45', '16:45–17:00', '17:00–17:15', '17:15–17:30']);
  expect(cut({ ...hour, pause: 5 }).map(({ starts }) => starts)).toEqual(['16:30', '16:50', '17:10']);
  expect(cut({ ...hour, to: '16:30' })).toEqual([]);
});

test('whatever the hours, moments hold within them and never overlap', () => {
  const clock = fc
    .integer({ min: 0, max: 1439 })
    .map((at) => `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`);
  fc.assert(
    fc.property(clock, clock, fc.integer({ min: 5, max: 120 }), fc.integer({ min: 0, max: 60 }), (from, to, minutes, pause) => {
      const moments = cut({ days: ['2026-12-03', '2026-12-01', '2026-12-01'], from, to, minutes, pause });
      for (const [at, moment] of moments.entries()) {
        expect(moment.starts >= from && moment.ends <= to).toBe(true);
        expect(minutesOf(moment.ends) - minutesOf(moment.starts)).toBe(minutes);
        expect(moments.slice(at + 1).some((other) => overlap(moment, other))).toBe(false);
      }
    }),
  );
});

test('with the same teacher what touches comes first; with another there is time to walk; another day is not a sequel', () => {
  const free = cut({ days: ['2026-12-01', '2026-12-02'], from: '16:00', to: '17:30', minutes: 15, pause: 0 });
  const mine = [{ day: '2026-12-01', starts: '16:30', ends: '16:45', authorId: 'claire' }];
  const starts = (authorId: string) =>
    backToBack(free, { authorId, minutes: 15 }, mine).map((moment) => `${moment.day.slice(8)} ${moment.starts}`);
  expect(starts('claire')).toEqual(['01 16:15', '01 16:45', '01 16:00']);
  expect(starts('marc')).toEqual(['01 16:00', '01 17:00', '01 17:15']);
  expect(backToBack(free, { authorId: 'claire', minutes: 15 }, [])).toEqual([]);
});
