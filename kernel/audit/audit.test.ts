import { afterAll, expect, test } from 'vitest';
import { newId } from '#kernel/db';
import { forgetDue, forgetsOf } from '#kernel/personal-data';
import { startEnt } from '#kernel/testing';
import { audit } from './index.ts';

const ent = await startEnt([]);
afterAll(() => ent[Symbol.asyncDispose]());

test('the journal keeps a year, to the day, and what waits to be delivered is never forgotten', async () => {
  await ent.db.transaction().execute((tx) => audit(tx, { actorId: null, action: 'trial.happened', details: { count: 2 } }));
  const { at } = await ent.db.selectFrom('kernel.audit').select('at').executeTakeFirstOrThrow();
  const event = { service: 'trial', event: 'told', circle: '{}', payload: '{}', school_id: null, emitted_by: null, emitted_at: at };
  await ent.db
    .insertInto('kernel.events')
    .values([
      { ...event, id: newId(), delivered_at: at },
      { ...event, id: newId(), delivered_at: null },
    ])
    .execute();
  const left = async () =>
    [await ent.db.selectFrom('kernel.audit').select('id').execute(), await ent.db.selectFrom('kernel.events').select('id').execute()].map(
      (rows) => rows.length,
    );
  const [almost, after] = [new Date(at), new Date(at)];
  almost.setUTCFullYear(at.getUTCFullYear() + 1);
  after.setUTCFullYear(at.getUTCFullYear() + 1, at.getUTCMonth(), at.getUTCDate() + 1);
  await forgetDue(ent.db, forgetsOf([]), almost);
  expect(await left()).toEqual([1, 2]);
  await forgetDue(ent.db, forgetsOf([]), after);
  expect(await left()).toEqual([0, 1]);
});
