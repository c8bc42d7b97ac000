import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#kernel';
import { csv } from '#kernel/csv';
import { startEnt, type Visitor } from '#kernel/testing';
import { complet, type SmallAcademy, village } from './aaf.fixture.ts';
import service from './service.ts';

const ent = await startEnt([service]);
afterAll(() => ent[Symbol.asyncDispose]());

let admin: Visitor;
let director: Visitor;
beforeAll(async () => {
  const region = newId();
  await ent.db.insertInto('kernel.places').values({ id: region, kind: 'region', name: 'Occitanie' }).execute();
  const person = await ent.person('Irène Sabatier');
  await ent.give(person, 'administrator', region);
  admin = await ent.as(person);
  const school = await ent.school({ uai: '0312599G' });
  director = await ent.as(await ent.director('Nadia Ferrand', school));
});

const lay = async (content: SmallAcademy, day: string) => {
  const folder = join(ent.folder, 'aaf', 'TOULOUSE');
  await mkdir(folder, { recursive: true });
  for (const [name, text] of Object.entries(complet(content, day))) await writeFile(join(folder, name), text);
};
const start = async (day: string): Promise<string> => {
  const { headers, statusCode } = await admin.post('/imports', { day, kind: 'complet' });
  expect(statusCode).toBe(303);
  await ent.settle();
  return String(headers.location);
};
const json = async (url: string) => (await admin.json(url)).json();

test('the admin reads what was laid down, sees each school, applies, and goes back', async () => {
  expect((await admin.get('/imports')).body).toContain('Rien n’a été déposé');
  await lay(village, '20260901');
  expect((await admin.get('/imports')).body).toContain('Complet du 01/09/2026');
  const url = await start('2026-09-01');
  const read = await json(url);
  expect(read).toMatchObject({ state: 'review', totals: { created: 13 } });
  expect(await ent.db.selectFrom('kernel.people').select('id').where('external_id', 'is not', null).execute()).toEqual([]);
  const page = await admin.get(url);
  expect(page.body).toContain('École élémentaire N10');
  expect(page.body).toContain('Appliquer les 3 écoles prêtes');

  const school = read.schools.find((one: { key: string }) => one.key === 'TOULOUSE-10');
  const people = await admin.get(`${url}/ecoles/${school.school_id}?sort=created`);
  expect(people.body).toContain('Zoé d’Étang');
  expect((await json(`${url}/ecoles/${school.school_id}?q=etang`)).people).toEqual([]);
  expect((await json(`${url}/ecoles/${school.school_id}?q=d’Étang`)).people).toHaveLength(1);
  expect((await admin.get(`${url}/ecoles/TOULOUSE`)).body).toContain('Sans école (Toulouse)');

  expect((await admin.post(`${url}/accord`)).statusCode).toBe(303);
  await ent.settle();
  expect(await json(url)).toMatchObject({ state: 'applied' });
  expect((await admin.get(url)).body).toContain('Revenir en arrière');
  expect((await admin.post(`${url}/accord`)).statusCode).toBe(409);
  expect((await admin.post(`${url}/retour`)).statusCode).toBe(303);
  await ent.settle();
  expect(await json(url)).toMatchObject({ state: 'undone' });
  expect(await ent.db.selectFrom('kernel.people').select('id').where('external_id', 'is not', null).execute()).toEqual([]);
});

test('a school above the thresholds waits for a yes of its own', async () => {
  await lay(village, '20260901');
  const first = await start('2026-09-01');
  await admin.post(`${first}/accord`);
  await ent.settle();
  await lay({ ...village, pupils: village.pupils?.filter(({ school }) => school === '11') }, '20260908');
  const url = await start('2026-09-08');
  expect((await admin.get(url)).body).toContain('1 école est à vérifier');
  expect((await admin.get(url)).body).toContain('Toute la classe CLASSE A partirait (2 élèves).');
  await admin.post(`${url}/accord`);
  await ent.settle();
  expect((await json(url)).schools.find((one: { key: string }) => one.key === 'TOULOUSE-10').state).toBe('check');
  expect((await admin.post(`${url}/accord`, { school: 'TOULOUSE-10' })).statusCode).toBe(303);
  await ent.settle();
  expect((await json(url)).schools.find((one: { key: string }) => one.key === 'TOULOUSE-10').state).toBe('applied');
});

test('a delivery refused says why on its page, and its report can be downloaded without a formula', async () => {
  const folder = join(ent.folder, 'aaf', 'TOULOUSE');
  for (const [name, text] of Object.entries(complet(village, '20260915')))
    await writeFile(join(folder, name), text.replace('</ficAlimMENESR>', ''));
  const url = await start('2026-09-15');
  const page = await admin.get(url);
  expect(page.body).toContain('Ces fichiers n’ont pas été acceptés');
  expect(page.body).toContain('il a sans doute été coupé pendant l’envoi');
  await ent.db.insertInto('kernel.people').values({ id: newId(), first_name: 'x', last_name: 'y' }).execute();
  await ent.db.pool.query(
    `insert into imports.lines (import_id, severity, code, args, external_id) values ($1, 'remark', 'other-function', '{"code": "X"}', '=cmd|calc')`,
    [url.split('/').at(-1)],
  );
  const file = await admin.get(`${url}/rapport.csv`);
  expect(file.headers['content-disposition']).toContain('attachment');
  expect(file.body).toContain(`"'=cmd|calc"`);
  expect(csv([['=1', '+1', '-1', '@a', 'a"b;c']])).toBe(`\ufeff"'=1";"'+1";"'-1";"'@a";"a""b;c"\r\n`);
  expect((await admin.get(`${url}/rapport?nature=remark`)).body).toContain('La fonction X n’ouvre pas de droit');
});

test('for a director, a teacher, a parent and nobody, imports do not exist', async () => {
  const { rows } = await ent.db.pool.query<{ id: string }>('select id from imports.imports order by asked_at limit 1');
  const url = `/imports/${rows[0]?.id}`;
  for (const path of ['/imports', url, `${url}/rapport`, `${url}/rapport.csv`, `${url}/ecoles/TOULOUSE`]) {
    expect((await director.get(path)).statusCode, path).toBe(404);
    expect((await ent.nobody.get(path)).statusCode, path).toBe(303);
    expect((await admin.get(path)).statusCode, path).toBe(200);
  }
  for (const path of ['/imports', `${url}/accord`, `${url}/retour`, `${url}/arret`, `${url}/reprise`, `${url}/comparaison`])
    expect((await director.post(path, { day: '2026-09-01', kind: 'complet' })).statusCode, path).toBe(404);
  for (const path of [`/imports/${newId()}`, '/imports/pas-un-id', `${url}/ecoles/${newId()}`, `${url}/ecoles/..%2f..`])
    expect((await admin.get(path)).statusCode, path).toBe(404);
  const gone = await admin.post('/imports', { day: '1999-01-01', kind: 'complet' });
  expect(gone.statusCode).toBe(409);
  expect(gone.body).toContain('Cette livraison n’est plus dans le dossier.');
  expect((await admin.post('/imports', { day: 'x', kind: 'y' })).statusCode).toBe(422);
});

test('a folder with a wrong name is said on the page, not shown as an empty folder', async () => {
  const wrong = join(ent.folder, 'aaf', 'BORDEAUX');
  await mkdir(wrong);
  await writeFile(join(wrong, 'ENT1D_Complet_20260901_Eleve_0000.xml'), '');
  expect((await admin.get('/imports')).body).toContain('« BORDEAUX » ne dit pas de quelle académie il s’agit');
  await rm(wrong, { recursive: true });
});

test('two imports are decided one after the other; a part applied can still be taken back', async () => {
  await rm(join(ent.folder, 'aaf'), { recursive: true });
  const with905: SmallAcademy = {
    ...village,
    pupils: [...(village.pupils ?? []), { id: '905', name: 'Inès Roux', school: '10', room: 'A' }],
  };
  await lay(with905, '20260916');
  await lay(village, '20260917');
  const [one, other] = [await start('2026-09-16'), await start('2026-09-17')];
  const keyOf = 'TOULOUSE-10';
  expect((await admin.post(`${one}/accord`, { school: keyOf })).statusCode).toBe(303);
  // Neither while the first one is being applied, nor after: what was compared is no longer true.
  expect((await admin.post(`${other}/accord`)).body).toContain('Un autre import est en cours d’application');
  expect((await admin.post(`${one}/arret`)).statusCode).toBe(303);
  await ent.settle();
  expect((await json(one)).state).toBe('review');
  await admin.post(`${one}/accord`, { school: 'TOULOUSE-11' });
  await ent.settle();
  expect((await admin.post(`${other}/accord`)).body).toContain('Un autre import a été appliqué depuis cette comparaison');
  expect((await admin.get(one)).body).toContain('Revenir en arrière');
});

test('seven days later the traces are purged and what the import did stays', async () => {
  const { purge } = await import('./purge.ts');
  const before = await ent.db.selectFrom('kernel.people').select('id').execute();
  const held = await ent.db.pool.query(`select key from imports.schools where state in ('ready', 'check', 'approved')`);
  expect(held.rows.length).toBeGreaterThan(0);
  expect(await purge(ent.db, new Date(Date.now() + 8 * 86_400_000))).toBeGreaterThan(0);
  const { rows } = await ent.db.pool.query(
    `select (select count(*) from imports.read_people) + (select count(*) from imports.changes) + (select count(*) from imports.fates) as left`,
  );
  expect(rows).toEqual([{ left: 0 }]);
  // Applied now, without its rows, a school left waiting would lose its classes.
  const waiting = await ent.db.pool.query(`select key from imports.schools where state in ('ready', 'check', 'approved')`);
  expect(waiting.rows).toEqual([]);
  expect(await ent.db.selectFrom('kernel.people').select('id').execute()).toEqual(before);
});
