import { afterAll, expect, test } from 'vitest';
import { sql } from '#kernel/db';
import { drawerIn } from '#kernel/files';
import { forgetDue, forgetsOf } from '#kernel/personal-data';
import { services } from '../preau.ts';
import { sampleWorld } from './sample-world.ts';

/** Three years go by in a house where every service has something: what was to end has ended, those who left have left. */

let now = new Date();
const day = 86_400_000;
const began = now.getTime();
const { ent, people } = await sampleWorld({ now: () => now });
const { db, folder, secret } = ent;
afterAll(() => ent[Symbol.asyncDispose]());

/** All that the nights do, in the order of the clock. */
const nightly = services
  .flatMap(({ jobs = {} }) => Object.values(jobs))
  .filter(({ cron }) => /^\d+ \d+ \* \* \*$/.test(cron ?? ''))
  .sort((one, other) => hourOf(one.cron) - hourOf(other.cron));
function hourOf(cron = ''): number {
  const [minute = 0, hour = 0] = cron.split(' ').map(Number);
  return hour * 60 + minute;
}

async function night(days: number): Promise<void> {
  now = new Date(began + days * day);
  const work = { db, now, folder, secret, services, payload: undefined as never };
  for (const job of nightly) await job.run(work);
  await ent.settle();
  await forgetDue(db, forgetsOf(services), now);
}

const { rows: tables } = await sql<{ name: string }>`
  select table_schema || '.' || table_name as name from information_schema.tables
  where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema', 'graphile_worker')`.execute(db);

/** Every table with a row in which this text stands, in whatever column: keys, JSON, lists and words. */
async function tracesOf(text: string): Promise<string[]> {
  const found: string[] = [];
  for (const { name } of tables) {
    const { rows } = await sql`select from ${sql.table(name)} x where x::text like ${`%${text}%`} limit 1`.execute(db);
    if (rows.length > 0) found.push(name);
  }
  return found;
}

const leavers = [people.guardian, people.pupil, people.teacher];
/** What keeps for a year the number of somebody whom no table names any more: the journal of security and what was announced. */
const ofTheLaw = ['kernel.audit', 'kernel.events'];

test('three months after they left, no table holds a parent, a pupil nor a teacher, but what the law keeps; the others are whole', {
  timeout: 300_000,
}, async () => {
  await db.insertInto('kernel.contacts').values({ person_id: people.guardian, email: 'anne@partie.example' }).execute();
  const parent = await ent.as(people.guardian);
  expect((await parent.post('/donnees/dossier', { personId: people.guardian })).statusCode).toBe(303);
  await ent.settle();
  const { file_id: fileId } = await sql<{ file_id: string }>`
    select file_id from privacy.files where asked_by = ${people.guardian} and file_id is not null order by size desc limit 1`
    .execute(db)
    .then(({ rows: [row = { file_id: '' }] }) => row);
  expect((await drawerIn(folder).get(fileId)).length).toBeGreaterThan(100);
  for (const id of leavers) expect((await tracesOf(id)).length).toBeGreaterThan(8);

  // The academy fed them; what the town or the school made by hand would hold them.
  await db.updateTable('kernel.functions').set({ source: 'aaf' }).where('person_id', 'in', leavers).execute();
  await db.updateTable('kernel.people').set({ leaving_since: now }).where('id', 'in', leavers).execute();
  await night(59);
  expect(
    (await db.selectFrom('kernel.people').select('id').where('id', 'in', leavers).where('trashed_at', 'is', null).execute()).length,
  ).toBe(3);
  await night(60);
  await night(75);
  await night(89);
  expect((await db.selectFrom('kernel.people').select('id').where('id', 'in', leavers).execute()).length).toBe(3);
  await night(90);
  await ent.settle();
  for (const id of leavers) expect((await tracesOf(id)).filter((table) => !ofTheLaw.includes(table))).toEqual([]);
  expect((await tracesOf('anne@partie.example')).filter((table) => table !== 'kernel.mails')).toEqual([]);
  await expect(drawerIn(folder).get(fileId)).rejects.toThrow('ENOENT');
  expect((await db.selectFrom('kernel.people').select('id').where('id', '=', people.director).execute()).length).toBe(1);
});

test('the ledger says how many rows went with them, and names nobody', async () => {
  const lines = await db.selectFrom('kernel.deletions').selectAll().where('why', '=', 'leaving').execute();
  expect(lines.find(({ table_name }) => table_name === 'kernel.people')?.rows).toBe(3);
  expect(new Set(lines.map(({ table_name }) => table_name)).size).toBeGreaterThan(10);
  const text = JSON.stringify(lines);
  for (const name of ['Martin', 'Lafont', ...leavers]) expect(text).not.toContain(name);
  const academy = await ent.as(people.academy);
  const jour = lines[0]?.day;
  const paper = await academy.get(`/donnees/effacements/certificat?jour=${jour}`);
  expect([paper.statusCode, paper.rawPayload.subarray(0, 5).toString()]).toEqual([200, '%PDF-']);
});

test('after a year not even a number is left of those who left', { timeout: 300_000 }, async () => {
  for (const days of [120, 200, 300, 366, 380]) await night(days);
  for (const id of leavers) expect(await tracesOf(id)).toEqual([]);
});

/** Tables of which something stays after three years, and why. */
const stays: Record<string, string> = {
  'attendance.closes': 'ten years, names nobody',
  'badges.badges': 'badges that still serve',
  'privacy.breaches': 'breaches that nobody closed; closed, five years',
  'privacy.requests': 'requests that nobody answered yet',
  'support.tickets': 'tickets that nobody closed',
  'training.sessions': 'three years after their day, which was still to come',
};

test('after three years every table that ends is empty of what was there, though nobody else left', { timeout: 300_000 }, async () => {
  for (const days of [500, 640, 780, 920, 1060, 1096]) await night(days);
  const left: string[] = [];
  for (const table of new Set(forgetsOf(services).map((one) => one.table))) {
    const { rows } = await sql`select from ${sql.table(table)} limit 1`.execute(db);
    if (rows.length > 0) left.push(table);
  }
  expect(left.filter((table) => !(table in stays))).toEqual([]);
});
