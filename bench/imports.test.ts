import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { connect, type Database } from '#kernel/db';
import { cloneDatabase } from '#kernel/testing';
import { importFolder } from '#services/governance/imports';
import { synth } from '../synth/index.ts';

const first = new Date('2026-09-01T20:00:00Z');
const later = new Date('2026-09-15T20:00:00Z');

/** Who is who, where and whose, by the academies' keys: ids are of each database. Logins are left out: homonyms may come in another order. */
const pictureSql = `
  select 'person' as what, p.external_id, to_jsonb(p) - 'id' - 'created_at' as row from kernel.people p
  union all select 'contact', p.external_id, to_jsonb(c) - 'person_id' from kernel.contacts c join kernel.people p on p.id = c.person_id
    where coalesce(c.email, c.academic_email, c.phone_home, c.phone_work, c.phone_mobile, c.address) is not null
  union all select 'function', p.external_id, jsonb_build_object('at', place.external_id, 'kind', f.kind, 'level', f.level)
    from kernel.functions f join kernel.people p on p.id = f.person_id join kernel.places place on place.id = f.place_id
    where p.leaving_since is null
  union all select 'link', p.external_id, jsonb_build_object('guardian', g.external_id, 'kind', l.kind)
    from kernel.guardianships l join kernel.people p on p.id = l.pupil_id join kernel.people g on g.id = l.guardian_id
    where p.leaving_since is null
  union all select 'account', p.external_id, '{}' from kernel.accounts a join kernel.people p on p.id = a.person_id
  union all select 'school', s.uai, to_jsonb(s) - 'id' - 'town_id' || jsonb_build_object('name', p.name) from kernel.schools s join kernel.places p on p.id = s.id
  union all select 'class', c.external_id, jsonb_build_object('name', c.name) from kernel.places c where c.kind = 'class' and c.closed_on is null
  order by 1, 2, 3`;

const told = async (folder: string, second: 'delta' | 'next') => {
  const clone = await cloneDatabase();
  const db: Database = connect(clone.url, { max: 5 });
  const options = { schools: 9, seed: 7 };
  await synth({ ...options, folder: join(folder, second, '1') });
  await synth({ ...options, folder: join(folder, second, '2'), [second]: true });
  const one = await importFolder(db, { folder: join(folder, second, '1'), by: null, now: first, approve: 'all' });
  const two = await importFolder(db, { folder: join(folder, second, '2'), by: null, now: later, approve: 'all' });
  const { rows } = await db.pool.query(pictureSql);
  await db.destroy();
  await clone.drop();
  return { states: [one.state, two.state], kind: two.kind, rows, fates: two.fates };
};

test('a Complet and its Delta lead where the next Complet leads', { timeout: 120_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'preau-both-'));
  const [delta, next] = [await told(folder, 'delta'), await told(folder, 'next')];
  await rm(folder, { recursive: true });
  expect([delta.states, next.states]).toEqual([
    ['applied', 'applied'],
    ['applied', 'applied'],
  ]);
  expect([delta.kind, next.kind]).toEqual(['delta', 'complet']);
  expect(delta.fates.rejected + next.fates.rejected).toBe(0);
  for (const fate of ['created', 'updated', 'moved', 'leaving'] as const) {
    expect(next.fates[fate], fate).toBeGreaterThan(0);
    expect([fate, delta.fates[fate]]).toEqual([fate, next.fates[fate]]);
  }
  expect(delta.rows).toEqual(next.rows);
});
