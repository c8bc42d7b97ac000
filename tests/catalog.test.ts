import { afterAll, expect, test } from 'vitest';
import { sql } from '#kernel/db';
import { kernelPersonalData } from '#kernel/personal-data';
import { startEnt } from '#kernel/testing';
import { services } from '../preau.ts';

/** The walls of the house, read in the catalogue of the database. */

const ent = await startEnt(services);
afterAll(() => ent[Symbol.asyncDispose]());

const { rows: keys } = await sql<{ column: string; schema: string; to: string; cascades: boolean }>`
  select n.nspname || '.' || c.relname || '.' || a.attname as column, n.nspname as schema, fn.nspname || '.' || f.relname as to,
    k.confdeltype in ('c', 'n') as cascades
  from pg_constraint k
  join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
  join pg_class f on f.oid = k.confrelid join pg_namespace fn on fn.oid = f.relnamespace
  join pg_attribute a on a.attrelid = c.oid and a.attnum = any (k.conkey)
  where k.contype = 'f' and n.nspname not in ('graphile_worker')`.execute(ent.db);

const declared = [...kernelPersonalData, ...services.flatMap((service) => service.personalData)];

test('every column that points at a person, or at their account, is declared in the register, and nothing else is', () => {
  const pointing = keys.filter(({ to }) => to === 'kernel.people' || to === 'kernel.accounts').map(({ column }) => column);
  const columns = declared.map(({ column }) => column);
  expect(pointing.filter((column) => !columns.includes(column))).toEqual([]);
  expect(columns.filter((column, at) => columns.indexOf(column) !== at)).toEqual([]);
});

test('every declared column exists', async () => {
  const { rows } = await sql<{ column: string }>`
    select table_schema || '.' || table_name || '.' || column_name as column from information_schema.columns`.execute(ent.db);
  const existing = new Set(rows.map(({ column }) => column));
  expect(declared.map(({ column }) => column).filter((column) => !existing.has(column))).toEqual([]);
});

test('erasing a person is never refused by a table: each key to a person cascades or lets go', () => {
  expect(keys.filter(({ to, cascades }) => to === 'kernel.people' && !cascades).map(({ column }) => column)).toEqual([]);
});

test('a key that carries a person follows them: when two sheets are one human, it is updated with the row it points at', async () => {
  const { rows } = await sql<{ key: string }>`
    select k.conrelid::regclass || ' ' || k.conname as key from pg_constraint k
    where k.contype = 'f' and cardinality(k.conkey) > 1 and k.confupdtype <> 'c' and exists (
      select from pg_constraint person where person.contype = 'f' and person.conrelid = k.confrelid
        and person.confrelid = 'kernel.people'::regclass and person.conkey <@ k.confkey)`.execute(ent.db);
  expect(rows).toEqual([]);
});

test('a service’s tables refer to themselves or to the kernel', () => {
  const sideways = keys.filter(({ schema, to }) => !to.startsWith('kernel.') && !to.startsWith(`${schema}.`));
  expect(sideways).toEqual([]);
});

test('a service writes in the schema that bears its name', async () => {
  const { rows } = await sql<{ schema: string }>`
    select distinct table_schema as schema from information_schema.tables
    where table_schema not in ('pg_catalog', 'information_schema', 'graphile_worker', 'public')`.execute(ent.db);
  const names = ['kernel', ...services.map(({ name }) => name)];
  expect(rows.map(({ schema }) => schema).filter((schema) => !names.includes(schema))).toEqual([]);
});

test('every foreign key has an index that begins with it, or the erasure of one person reads whole tables', async () => {
  const { rows } = await sql<{ column: string }>`
    select n.nspname || '.' || c.relname || '.' || a.attname as column
    from pg_constraint k
    join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum = k.conkey[1]
    where k.contype = 'f' and k.confrelid = 'kernel.people'::regclass
      and not exists (select from pg_index i where i.indrelid = c.oid and i.indkey[0] = k.conkey[1])`.execute(ent.db);
  expect(rows.map(({ column }) => column)).toEqual([]);
});
