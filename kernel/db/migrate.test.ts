import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { cloneDatabase } from '#kernel/testing';
import { connect, migrate, newId, sql } from './index.ts';

const clone = await cloneDatabase();
const folder = mkdtempSync(join(tmpdir(), 'preau-migrations-'));
const db = connect(clone.url, { max: 2 });
afterAll(async () => {
  await db.destroy();
  await clone.drop();
  rmSync(folder, { recursive: true });
});
const trial = [{ owner: 'trial', folder: pathToFileURL(`${folder}/`) }];
const write = (name: string, text: string) => writeFileSync(join(folder, name), text);

test('each migration runs once, in order, whoever starts', async () => {
  write('0002_more.sql', 'insert into trial.things values (2);');
  write('0001_things.sql', 'create schema trial; create table trial.things (id int); insert into trial.things values (1);');
  const ran = await Promise.all([migrate(clone.url, trial), migrate(clone.url, trial)]);
  expect(ran.flat()).toEqual(['trial/0001_things.sql', 'trial/0002_more.sql']);
  expect((await sql`select id from trial.things order by id`.execute(db)).rows).toEqual([{ id: 1 }, { id: 2 }]);
});

test('a migration that fails half-way leaves nothing, and says so', async () => {
  write('0003_broken.sql', 'insert into trial.things values (3); select nonsense;');
  await expect(migrate(clone.url, trial)).rejects.toThrow('nonsense');
  expect((await sql`select id from trial.things where id = 3`.execute(db)).rows).toEqual([]);
  write('0003_broken.sql', 'insert into trial.things values (3);');
  expect(await migrate(clone.url, trial)).toEqual(['trial/0003_broken.sql']);
});

test('a migration edited after it ran is refused', async () => {
  write('0001_things.sql', 'create schema trial; -- nicer');
  await expect(migrate(clone.url, trial)).rejects.toThrow('trial/0001_things.sql was edited');
});

test('ids are UUIDv7: valid, unique, and in the order of time', () => {
  const ids = Array.from({ length: 1000 }, (_, at) => newId(1_790_000_000_000 + at));
  expect(new Set(ids).size).toBe(1000);
  expect([...ids].sort()).toEqual(ids);
  expect(ids.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id))).toBe(true);
});
