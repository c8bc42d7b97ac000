import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { sql } from '#kernel/db';
import { resumeMails } from '#kernel/mail';
import { emitter } from '#kernel/outbox';
import { startEnt, startMailSink } from '#kernel/testing';
import { notes } from '../kernel/outbox/notes.fixture.ts';

const evening = '2026-11-24T21:30:00+01:00';
const morning = '2026-11-25T07:00:00+01:00';
let clock = new Date(evening);
const sink = await startMailSink();
const ent = await startEnt([notes], { now: () => clock, smtp: sink.url });
afterAll(async () => {
  await ent[Symbol.asyncDispose]();
  await sink.close();
});

const [families, events] = [60, 40];
const school = await ent.school({ calm: true });
const ce1 = await ent.classroom(school);
const pupils: string[] = [];
for (let at = 0; at < families; at += 1) {
  const pupil = await ent.pupil(`Élève${at} Martin`, ce1);
  const parent = await ent.guardian(`Parent${at} Martin`, pupil);
  await ent.db
    .insertInto('kernel.contacts')
    .values({ person_id: parent, email: `parent${at}@famille.invalid` })
    .execute();
  await ent.db.updateTable('kernel.accounts').set({ activated_at: new Date() }).where('person_id', '=', parent).execute();
  pupils.push(pupil);
}

const count = async (what: 'made' | 'arrived' | 'mailed') => {
  const { rows } = await sql<Record<typeof what, number>>`
    select count(*)::int as made, count(*) filter (where arrived_at is not null)::int as arrived,
      (select count(*)::int from kernel.mails where sent_at is not null) as mailed
    from kernel.notifications`.execute(ent.db);
  return rows[0]?.[what] ?? 0;
};

/** Two servers work at this moment, until so much is done; then both are killed, whatever they are doing. */
async function workUntil(moment: string, what: 'made' | 'arrived' | 'mailed', enough: number): Promise<void> {
  const { rows } = await ent.db.pool.query<{ name: string }>('select current_database() as name');
  const url = new URL(process.env['PREAU_TEST_SERVER'] ?? '');
  url.pathname = `/${rows[0]?.name}`;
  const program = fileURLToPath(new URL('./delivery-kill.fixture.ts', import.meta.url));
  const servers = [1, 2].map(() =>
    spawn('node', [program, url.href, sink.url, moment, ent.folder], { stdio: ['ignore', 'pipe', 'inherit'] }),
  );
  for (const late = Date.now() + 15_000; Date.now() < late && (await count(what)) < enough; )
    await new Promise((wait) => setTimeout(wait, 15));
  await Promise.all(
    servers.map(async (server) => {
      const ended = once(server, 'exit');
      server.kill('SIGKILL');
      await ended;
    }),
  );
}

test('two servers killed eight times: nothing is lost, nothing arrives twice, nothing arrives in the night', {
  timeout: 300_000,
}, async () => {
  await ent.db.transaction().execute(async (tx) => {
    const emit = emitter(tx, 'notes', [notes], null);
    for (let number = 0; number < events; number += 1)
      await emit('sent', { to: { guardiansOf: pupils }, schoolId: school, payload: { number }, urgent: number % 4 === 0 });
  });
  const [all, urgent] = [families * events, (families * events) / 4];
  for (const enough of [1, 500, 1200]) await workUntil(evening, 'made', enough);
  await workUntil(evening, 'made', all);
  for (const enough of [20, 150, 400]) await workUntil(evening, 'mailed', enough);
  expect(await count('made')).toBe(all);
  expect(await count('arrived')).toBeLessThanOrEqual(urgent);
  // What a killed server had in its hands is taken up again.
  await resumeMails(ent.db, new Date(Date.now() + 11 * 60_000));
  await ent.settle();
  expect([await count('arrived'), await count('mailed')]).toEqual([urgent, urgent]);
  for (const enough of [urgent + 100, urgent + 900]) await workUntil(morning, 'arrived', enough);
  clock = new Date(morning);
  await ent.settle();

  expect([await count('made'), await count('arrived')]).toEqual([all, all]);
  const twice = await sql`select from kernel.notifications group by person_id, about_id, title having count(*) > 1`.execute(ent.db);
  expect(twice.rows).toEqual([]);
  // By mail: every one, none unknown; one sent twice by a server killed before it could note it has the same Message-ID both times.
  const ids = new Set(sink.letters.map(({ messageId }) => messageId));
  expect(ids.size).toBe(urgent);
  expect(sink.letters.length - ids.size).toBeLessThanOrEqual(9 * 2 * 2);
});
