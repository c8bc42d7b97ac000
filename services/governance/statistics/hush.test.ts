import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fewest, hush } from './hush.ts';

const row = (value: string, users: number) => ({ value, visits: users * 2, users, seconds: users * 60 });

test('of fewer than five people nothing is said', () => {
  expect(hush([row('parent', 40), row('eleve', 30), row('collectivite', 3)]).map(({ users }) => users)).toEqual([40, null, null]);
  expect(hush([row('parent', 40), row('eleve', 0)]).map(({ users }) => users)).toEqual([40, 0]);
  expect(hush([row('parent', 4)]).map(({ users }) => users)).toEqual([null]);
});

test('whoever knows the sum never learns a number below five', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 12 }), { minLength: 1, maxLength: 8 }), (counts) => {
      const said = hush(counts.map((users, at) => row(String(at), users)));
      const hidden = counts.filter((_, at) => said[at]?.users === null);
      const left = hidden.reduce((sum, users) => sum + users, 0);
      for (const [at, one] of said.entries()) if (one.users !== null) expect(counts[at] === 0 || (counts[at] ?? 0) >= fewest).toBe(true);
      // What a subtraction gives is of several, or of enough, people; unless there was nobody else to hide it with.
      expect(hidden.length === 0 || left >= fewest || hidden.length === counts.filter((users) => users > 0).length).toBe(true);
    }),
  );
});
