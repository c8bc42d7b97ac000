import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type Database, type FunctionKind, newId, type PlaceKind, sql } from '#kernel/db';
import { createAccount, openSession, tokenHash } from '#kernel/identity';
import { type Me, meBySession, searchReach } from '#kernel/perimeter';
import { rawCluster } from '#kernel/testing';
import { importFolder } from '#services/governance/imports';
import { attachTeachers } from '../demonstration/people.ts';
import { migrateAll } from '../preau.ts';
import { synth } from '../synth/index.ts';
import { median, type Row } from './row.ts';

/** 620 schools make about 170 000 persons. */
const schools = 620;
/** What a search may last, 95 times out of 100, in milliseconds. */
const allowed = 50;
/** Beginnings, whole names, slips of the finger, nothing found. */
const typed = ['ma', 'mart', 'bernrad', 'du', 'lefebvre', 'le', 'zz', 'nicola', 'b', 'garsia'];

/**
 * Searching a recipient among 170 000 persons, as each profile, against fetching as many people bare by their keys. The search
 * works out whom one may write to, folds names and forgives slips; the reference only reads rows.
 */
export async function bench(): Promise<Row[]> {
  const cluster = await rawCluster();
  const folder = await mkdtemp(join(tmpdir(), 'preau-bench-'));
  const db = connect(cluster.url);
  try {
    await migrateAll(cluster.url);
    await synth({ folder, schools });
    await importFolder(db, { folder, by: null, now: new Date(), approve: 'all' });
    await attachTeachers(db);
    await db.pool.query('vacuum analyze');
    const people = await count(db);
    const rows: Row[] = [];
    for (const [profile, personId] of Object.entries(await seats(db)))
      rows.push(await searched(db, profile, await meOf(db, personId), people));
    return rows;
  } finally {
    await db.destroy();
    await cluster.stop();
    await rm(folder, { recursive: true });
  }
}

async function searched(db: Database, profile: string, me: Me, people: number): Promise<Row> {
  const reached = (await searchReach(db, me, { q: '', limit: 100_000 })).map(({ id }) => id);
  const [searches, lookups]: [number[], number[]] = [[], []];
  for (let round = 0; round < 200; round += 1) {
    searches.push(await timed(() => searchReach(db, me, { q: typed[round % typed.length] ?? '' })));
    lookups.push(
      await timed(() => db.selectFrom('kernel.people').select(['id', 'first_name', 'last_name']).where('id', 'in', reached).execute()),
    );
  }
  const p95 = searches.toSorted((one, other) => one - other)[Math.floor(searches.length * 0.95)] ?? 0;
  return {
    name: `recipient search of a ${profile}`,
    value: `p95 ${p95.toFixed(1)} ms, median ${median(searches).toFixed(1)} ms (reaches ${reached.length} of ${people})`,
    reference: `${allowed} ms allowed; ${reached.length} bare lookups ${median(lookups).toFixed(1)} ms (× ${(median(searches) / median(lookups)).toFixed(1)})`,
    ratio: p95 / allowed,
    target: 1,
  };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

async function count(db: Database): Promise<number> {
  const { rows } = await db.pool.query<{ count: number }>('select count(*) as count from kernel.people');
  return rows[0]?.count ?? 0;
}

/** One person of each profile: where there are many, the one who reaches most. */
async function seats(db: Database): Promise<Record<string, string>> {
  const largest = await first(
    db,
    sql<{ id: string }>`select school_id as id from kernel.functions where kind = 'pupil' group by 1 order by count(*) desc limit 1`,
  );
  const widest = await first(
    db,
    sql<{ id: string }>`
      select c.id from kernel.places c join kernel.place_ancestors below on below.ancestor_id = c.id
      where c.kind = 'circonscription' group by 1 order by count(*) desc limit 1`,
  );
  const inSchool = (kind: string) =>
    first(
      db,
      sql<{ id: string }>`
        select f.person_id as id from kernel.functions f where f.school_id = ${largest} and f.kind = ${kind}
        order by f.place_id = f.school_id, f.id limit 1`,
    );
  const parent = await first(
    db,
    sql<{ id: string }>`
      select g.guardian_id as id from kernel.guardianships g join kernel.functions f on f.person_id = g.pupil_id
      where f.school_id = ${largest} group by 1 order by count(*) desc limit 1`,
  );
  return {
    parent,
    teacher: await inSchool('teacher'),
    director: await inSchool('director'),
    inspector: await invent(db, 'inspector', 'circonscription', widest),
    administrator: await invent(db, 'administrator', 'region'),
  };
}

async function first(db: Database, query: ReturnType<typeof sql<{ id: string }>>): Promise<string> {
  const { rows } = await query.execute(db);
  if (!rows[0]) throw new Error('the directory has nobody of this profile');
  return rows[0].id;
}

/** Somebody whom the academy's files do not bring. */
async function invent(db: Database, kind: FunctionKind, placeKind: PlaceKind, at?: string): Promise<string> {
  const placeId = at ?? (await first(db, sql<{ id: string }>`select id from kernel.places where kind = ${placeKind} limit 1`));
  const id = newId();
  await db.transaction().execute(async (tx) => {
    await tx.insertInto('kernel.people').values({ id, first_name: 'Camille', last_name: 'Mesure' }).execute();
    await tx.insertInto('kernel.functions').values({ id: newId(), person_id: id, place_id: placeId, kind }).execute();
    await createAccount(tx, { id, firstName: 'Camille', lastName: 'Mesure' });
  });
  return id;
}

async function meOf(db: Database, personId: string): Promise<Me> {
  const { id: accountId } = await db.selectFrom('kernel.accounts').select('id').where('person_id', '=', personId).executeTakeFirstOrThrow();
  const token = await db
    .transaction()
    .execute((tx) => openSession(tx, { accountId, device: 'bench', keep: true, now: new Date(), method: 'machine', secondFactor: true }));
  const seen = await meBySession(db, tokenHash(token));
  if (!seen) throw new Error('this account cannot sign in');
  return seen.me;
}
