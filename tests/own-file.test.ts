import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { newId, sql } from '#kernel/db';
import { kernelPersonalData } from '#kernel/personal-data';
import { openBrowser, violations } from '#kernel/testing';
import { services } from '../preau.ts';
import { sampleWorld } from './sample-world.ts';
import { unzip } from './unzip.ts';

/** What somebody receives when they ask for all that is kept about them, in a house where every service has something. */

const { ent, people } = await sampleWorld();
const browser = await openBrowser();
const folder = await mkdtemp(join(tmpdir(), 'preau-own-file-'));
afterAll(async () => {
  await browser.close();
  await ent[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const declared = [...kernelPersonalData, ...services.flatMap(({ personalData }) => personalData)];
type Data = { chapters: { title: string; rows: Record<string, unknown>[] }[]; withheld: string[] };

/** Asks for the file of this person, waits, and takes it. */
async function fileOf(askedBy: string, personId: string): Promise<Map<string, Buffer>> {
  const visitor = await ent.as(askedBy);
  expect((await visitor.post('/donnees/dossier', { personId })).statusCode).toBe(303);
  await ent.settle();
  const { rows } = await sql<{ id: string; state: string }>`
    select id, state from privacy.files where person_id = ${personId} and asked_by = ${askedBy} order by asked_at desc limit 1`.execute(
    ent.db,
  );
  expect(rows[0]?.state).toBe('ready');
  const taken = await visitor.post(`/donnees/dossier/${rows[0]?.id}`);
  expect([taken.statusCode, taken.headers['content-type']]).toEqual([200, 'application/zip']);
  return unzip(taken.rawPayload);
}

const dataOf = (entries: Map<string, Buffer>): Data => JSON.parse(entries.get('donnees.json')?.toString() ?? '{}');

/** Another parent of the same child, who wrote, answered, and has an address of their own. */
async function otherParent(): Promise<string> {
  const karim = await ent.guardian('Karim Discret', people.pupil);
  await ent.db
    .insertInto('kernel.contacts')
    .values({ person_id: karim, email: 'karim@discret.example', phone_mobile: '0600000042' })
    .execute();
  await sql`insert into liaison.recipients (note_id, pupil_id, guardian_id, holds_authority)
    select note_id, pupil_id, ${karim}, true from liaison.pupils where pupil_id = ${people.pupil}`.execute(ent.db);
  await sql`insert into liaison.replies (id, note_id, pupil_id, guardian_id, number, version, answer, at)
    select ${newId()}, note_id, pupil_id, ${karim}, 1, 1, 'La réponse de Karim', now() from liaison.pupils where pupil_id = ${people.pupil} limit 1`.execute(
    ent.db,
  );
  await sql`insert into kernel.consents (id, pupil_id, guardian_id, project, medium, given, answered_at, ends_on)
    values (${newId()}, ${people.pupil}, ${karim}, 'projet de Karim', 'voice', false, now(), current_date + 30)`.execute(ent.db);
  await sql`insert into attendance.declarations (id, school_id, pupil_id, declared_by, kind, from_day, to_day, motive, declared_at)
    select ${newId()}, school_id, person_id, ${karim}, 'absence', '2026-03-03', '2026-03-03', 'transport', now()
    from kernel.functions where person_id = ${people.pupil} limit 1`.execute(ent.db);
  return karim;
}

test('everybody who may ask receives a chapter for each thing that is given, and the reasons for what is not', async () => {
  const chapters = declared.flatMap(({ access }) => ('given' in access ? [access.given] : []));
  for (const profile of ['guardian', 'teacher', 'director', 'town', 'academy'] as const) {
    const data = dataOf(await fileOf(people[profile], people[profile]));
    expect(
      data.chapters.map(({ title }) => title),
      profile,
    ).toEqual(chapters);
    expect(data.withheld.length, profile).toBeGreaterThan(5);
    expect(data.chapters.find(({ title }) => title === 'Identité')?.rows.length, profile).toBe(1);
  }
});

test('it is complete: as many messages, notes, notifications and lines of the journal as the database holds', async () => {
  const data = dataOf(await fileOf(people.guardian, people.guardian));
  const rowsOf = (title: string) => data.chapters.find((one) => one.title === title)?.rows.length;
  const count = async (table: string, where: string) =>
    (await ent.db.pool.query<{ count: number }>(`select count(*)::int as count from ${table} where ${where}`, [people.guardian])).rows[0]
      ?.count;
  for (const [title, table, where] of [
    ['Messages écrits', 'messaging.messages', 'sender_id = $1'],
    ['Notifications', 'kernel.notifications', 'person_id = $1 and arrived_at is not null'],
    ['Réponses et signatures', 'liaison.replies', 'guardian_id = $1'],
    ['Rendez-vous pris', 'meetings.bookings', 'guardian_id = $1'],
    ['Sondages et volontariats', 'polls.answers', 'person_id = $1'],
    ['Fichiers déposés', 'kernel.files', 'uploaded_by = $1'],
    ['Appareils connectés', 'kernel.sessions', 'account_id = (select id from kernel.accounts where person_id = $1)'],
  ] as const)
    expect(rowsOf(title), title).toBe(await count(table, where));
  expect(rowsOf('Messages reçus')).toBeGreaterThan(0);
  const done = data.chapters.flatMap(({ rows }) => rows.map((row) => row['Action'])).filter((action) => action !== undefined);
  expect(done).toContain('Dossier de ses données demandé');
  expect(done.filter((action) => /^[a-z]+\.[a-z.-]+$/.test(String(action)))).toEqual([]);
});

test('a child’s file made for one parent says nothing of the other: neither name, address, answer, nor motive', async () => {
  const karim = await otherParent();
  const entries = await fileOf(people.guardian, people.pupil);
  const all = [entries.get('index.html'), entries.get('donnees.json')].join('\n');
  expect(all).toContain('Léa');
  for (const secret of ['Karim', 'Discret', 'karim@discret.example', '0600000042', karim, 'projet de Karim', 'Transport empêché'])
    expect(all, secret).not.toContain(secret);
  const his = dataOf(await fileOf(karim, people.pupil));
  expect(JSON.stringify(his)).toContain('La réponse de Karim');
});

test('nobody takes the file of somebody else, nor a parent without authority that of a child, nor a child any', async () => {
  const grandmother = await ent.person('Odile Martin');
  await ent.link(grandmother, people.pupil, { kind: 'grandparent', holdsAuthority: false });
  for (const [who, whose] of [
    [grandmother, people.pupil],
    [people.teacher, people.pupil],
    [people.director, people.guardian],
    [people.pupil, people.pupil],
  ] as const)
    expect((await (await ent.as(who)).post('/donnees/dossier', { personId: whose })).statusCode).toBe(404);
  const { rows } = await sql<{ id: string }>`select id from privacy.files where asked_by = ${people.guardian} and state = 'ready'`.execute(
    ent.db,
  );
  for (const who of [people.teacher, people.director, people.administrator])
    expect((await (await ent.as(who)).post(`/donnees/dossier/${rows[0]?.id}`)).statusCode).toBe(404);
  const { rows: lines } = await sql`select from kernel.audit where action = 'privacy.file.taken' and actor_id = ${people.guardian}`.execute(
    ent.db,
  );
  expect(lines.length).toBeGreaterThan(0);
});

test('it opens from the disk of a computer without internet: readable, accessible, its files one click away', async () => {
  const entries = await fileOf(people.teacher, people.teacher);
  for (const [name, bytes] of entries) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), bytes);
  }
  const page = await (await browser.newContext({ viewport: { width: 390, height: 844 } })).newPage();
  const asked: string[] = [];
  const said: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  page.on('console', (line) => said.push(line.text()));
  await page.goto(pathToFileURL(join(folder, 'index.html')).href);
  expect(asked.every((url) => url.startsWith('file:'))).toBe(true);
  expect(said).toEqual([]);
  expect(await page.title()).toContain('Hugo Lafont');
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  expect(await violations(page)).toEqual([]);
  const links = await page
    .locator('a[href^="fichiers/"]')
    .evaluateAll((all) => all.map((link) => decodeURIComponent(link.getAttribute('href') ?? '')));
  expect(links.filter((link) => !entries.has(link))).toEqual([]);
});
