import { connect, type Database, newId, sql } from '#kernel/db';
import { arrive, deliver, emitter } from '#kernel/outbox';
import { service } from '#kernel/service';
import { rawCluster } from '#kernel/testing';
import { worldIn } from '../kernel/testing/world.ts';
import { migrateAll } from '../preau.ts';
import { median, type Row } from './row.ts';

const [families, events] = [2000, 25];
const all = families * events;
const perMinute = 50_000;

/** Asks of each recipient what a real service asks: is this child still theirs? */
const notes = service({
  name: 'notes',
  label: 'Mots',
  family: 'communication',
  needs: [],
  routes: [],
  personalData: [],
  notifications: {
    sent: {
      title: ({ about }) => `Un mot pour ${about}`,
      href: ({ aboutId }) => `/mots/${aboutId}`,
      stillMay: async ({ db, personId, aboutId }) =>
        (await sql`select from kernel.guardianships where guardian_id = ${personId} and pupil_id = ${aboutId}`.execute(db)).rows.length > 0,
    },
  },
});

/**
 * Delivering 50 000 notifications: circles worked out, each person asked again at arrival, feeds filled, open pages told;
 * against writing as many rows bare, by the same batches, in a table with the same indexes.
 */
export async function bench(): Promise<Row[]> {
  const cluster = await rawCluster();
  const db = connect(cluster.url);
  try {
    await migrateAll(cluster.url);
    const { school, pupils } = await village(db);
    await db.pool.query('create table bare (like kernel.notifications including all)');
    const [whole, bare]: [number[], number[]] = [[], []];
    for (let round = 0; round < 3; round += 1) {
      bare.push(await timed(() => writeBare(db)));
      whole.push(await timed(() => deliverAll(db, school, pupils)));
    }
    const [value, against] = [median(whole), median(bare)];
    const speed = Math.round((all / value) * 60);
    if (speed < perMinute) throw new Error(`${speed} notifications a minute: fewer than ${perMinute}`);
    return [
      {
        name: 'delivery of 50 000 notifications',
        value: `${speed.toLocaleString('fr')} a minute`,
        reference: `${Math.round((all / against) * 60).toLocaleString('fr')} bare rows a minute`,
        ratio: value / against,
        target: 20,
      },
    ];
  } finally {
    await db.destroy();
    await cluster.stop();
  }
}

async function timed(work: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1000;
}

async function village(db: Database): Promise<{ school: string; pupils: string[] }> {
  const world = worldIn(db);
  const school = await world.school();
  const classId = await world.classroom(school);
  const pupils = Array.from({ length: families }, () => newId());
  const parents = pupils.map(() => newId());
  await sql`insert into kernel.people (id, first_name, last_name) select id, 'Léa', 'Martin' from unnest(${[...pupils, ...parents]}::uuid[]) id`.execute(
    db,
  );
  await sql`insert into kernel.functions (id, person_id, place_id, school_id, kind)
    select gen_random_uuid(), id, ${classId}, ${school}, 'pupil' from unnest(${pupils}::uuid[]) id`.execute(db);
  await sql`insert into kernel.guardianships (pupil_id, guardian_id, kind)
    select pupil, parent, 'mother' from unnest(${pupils}::uuid[], ${parents}::uuid[]) as home (pupil, parent)`.execute(db);
  await db.pool.query('vacuum analyze');
  return { school, pupils };
}

async function deliverAll(db: Database, school: string, pupils: string[]): Promise<void> {
  await db.transaction().execute(async (tx) => {
    for (let event = 0; event < events; event += 1)
      await emitter(tx, 'notes', [notes], null)('sent', { to: { guardiansOf: pupils }, schoolId: school, payload: {} });
  });
  const now = new Date();
  while ((await db.transaction().execute((tx) => deliver(tx, [notes], now))) > 0);
  while ((await db.transaction().execute((tx) => arrive(tx, [notes], { now, origin: '' }))) > 0);
}

/** The same rows, by events, then marked by batches of 500. */
async function writeBare(db: Database): Promise<void> {
  await db.pool.query('truncate bare');
  const now = new Date();
  for (let event = 0; event < events; event += 1) {
    const rows = Array.from({ length: families }, () => ({ id: newId(), event_id: newId(), person_id: newId() }));
    await db.pool.query(
      `insert into bare (id, event_id, person_id, title, href, arrives_at)
       select id, event_id, person_id, 'Un mot pour Léa', '/mots', $2 from json_to_recordset($1::json) as row (id uuid, event_id uuid, person_id uuid)`,
      [JSON.stringify(rows), now],
    );
    for (let at = 0; at < rows.length; at += 500)
      await db.pool.query('update bare set arrived_at = $2 where id = any ($1)', [rows.slice(at, at + 500).map(({ id }) => id), now]);
  }
}
