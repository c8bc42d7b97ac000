import { expect, test } from 'vitest';
import { daysBetween, dueAfter } from './clock.ts';

test.for([
  ['2026-11-24', 1, '2026-12-24'],
  ['2026-11-25', 1, '2026-12-28'], // 25 December, then a week-end
  ['2027-01-31', 1, '2027-03-01'], // 28 February is a Sunday
  ['2028-01-31', 1, '2028-02-29'], // a leap year
  ['2026-07-14', 1, '2026-08-14'],
  ['2026-07-15', 1, '2026-08-17'], // 15 August is a Saturday
  ['2027-02-28', 1, '2027-03-30'], // 28 is Easter Sunday, 29 a holiday
  ['2026-11-24', 3, '2027-02-24'],
] as const)('what is asked on %s is answered, %i month later, by %s', ([received, months, due]) => {
  expect(dueAfter(received, months)).toBe(due);
  expect(daysBetween(received, due)).toBeGreaterThan(27);
});
