import { afterAll, expect, test } from 'vitest';
import { sql } from '#kernel/db';
import { startEnt } from '#kernel/testing';

const ent = await startEnt([]);
afterAll(() => ent[Symbol.asyncDispose]());

test('the day turns at midnight in Paris, in summer and in winter, wherever the server is', async () => {
  const { rows } = await sql`
    select timestamptz '2026-07-14 22:30Z'::date as summer, timestamptz '2026-12-31 23:30Z'::date as winter`.execute(ent.db);
  expect(rows).toEqual([{ summer: '2026-07-15', winter: '2027-01-01' }]);
});
