import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { sql } from '#kernel/db';
import { merge, unmerge } from '#kernel/people';
import { startEnt } from '#kernel/testing';
import { importFolder } from '#services/governance/imports';
import { services } from '../preau.ts';
import { synth } from '../synth/index.ts';

/** A whole invented town, read from its academy's files, in which some teachers turn out to be parents. */

const ent = await startEnt(services);
const folder = await mkdtemp(join(tmpdir(), 'preau-town-'));
await synth({ folder });
afterAll(async () => {
  await ent[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

let day = 0;
const imported = async () => {
  day += 1;
  const report = await importFolder(ent.db, { folder, by: null, now: new Date(Date.UTC(2026, 8, 1 + day)), approve: 'all' });
  expect(report.state).toBe('applied');
  return report.fates;
};
const tables = ['people', 'contacts', 'functions', 'guardianships', 'accounts', 'places', 'schools'];
const picture = async () => {
  const all = [];
  for (const table of tables)
    all.push((await sql`select to_jsonb(t)::text as row from ${sql.table(`kernel.${table}`)} t order by 1`.execute(ent.db)).rows);
  return all;
};
const nothing = { created: 0, updated: 0, moved: 0, returned: 0, leaving: 0 };

test('a town imported, merged, imported again, parted, imported again: nothing moves that was not asked', {
  timeout: 120_000,
}, async () => {
  await imported();
  const first = await picture();
  const { rows: couples } = await sql<{ staff: string; guardian: string }>`
    select s.id as staff, g.id as guardian from
      (select row_number() over (order by p.id) as n, p.id from kernel.people p
        where exists (select from kernel.functions f where f.person_id = p.id and f.kind <> 'pupil')) s
      join (select row_number() over (order by md5(p.id::text)) as n, p.id from kernel.people p
        where exists (select from kernel.guardianships g where g.guardian_id = p.id)) g using (n)
    limit 12`.execute(ent.db);
  expect(couples.length).toBe(12);
  const done: string[] = [];
  for (const [at, { staff, guardian }] of couples.entries()) {
    const [survivorId, mergedId] = at % 2 === 0 ? [staff, guardian] : [guardian, staff];
    const one = await ent.db
      .transaction()
      .execute((db) => merge(db, { survivorId, mergedId, evidence: ['same-mail'], by: null, now: new Date() }));
    if (one) done.push(one.id);
  }
  expect(done).toHaveLength(12);
  const merged = await picture();
  expect(merged).not.toEqual(first);
  expect(await imported()).toMatchObject(nothing);
  expect(await picture()).toEqual(merged);
  for (const id of done.reverse()) await ent.db.transaction().execute((db) => unmerge(db, { id, by: null, now: new Date() }));
  expect(await picture()).toEqual(first);
  expect(await imported()).toMatchObject(nothing);
  expect(await picture()).toEqual(first);
});
