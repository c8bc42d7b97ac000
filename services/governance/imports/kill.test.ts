import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { startEnt } from '#kernel/testing';
import { complet, lay, pictureSql, type SmallAcademy, uaiOf } from './aaf.fixture.ts';
import { approve, importFolder } from './import.ts';
import service from './service.ts';
import { undoImport } from './undo.ts';

const ent = await startEnt([service]);
afterAll(() => ent[Symbol.asyncDispose]());
const now = new Date('2026-09-02T08:00:00Z');

/** Thirty schools of twenty children, who share some parents with the next school. */
const schools = Array.from({ length: 30 }, (_, at) => at);
const academy: SmallAcademy = {
  schools: schools.map((at) => ({ id: String(100 + at), uai: uaiOf(200 + at) })),
  pupils: schools.flatMap((at) =>
    Array.from({ length: 20 }, (_, child) => ({
      id: `${9000 + at * 20 + child}`,
      name: 'Léa Fabre',
      school: String(100 + at),
      room: `${at}-${child % 2}`,
      level: 'CE1',
      guardians: [`${5000 + at * 10 + child}$10`],
    })),
  ),
  guardians: Array.from({ length: 310 }, (_, at) => ({ id: String(5000 + at), name: 'Anne Fabre', mail: `anne${at}@exemple.fr` })),
};

type Standing = { key: string; state: string; place: number; functions: number; links: number; accounts: number };
/** What stands of each school, beside what its state says. */
const standing = async (importId: string): Promise<Standing[]> =>
  (
    await ent.db.pool.query<Standing>(
      `select s.key, s.state,
         (select count(*) from kernel.places p where p.id = s.school_id) as place,
         (select count(*) from kernel.functions f where f.school_id = s.school_id) as functions,
         (select count(*) from kernel.guardianships g join kernel.functions f on f.person_id = g.pupil_id where f.school_id = s.school_id) as links,
         (select count(*) from kernel.accounts a join kernel.functions f on f.person_id = a.person_id where f.school_id = s.school_id) as accounts
       from imports.schools s where import_id = $1 and school_id is not null order by s.key`,
      [importId],
    )
  ).rows;

test('killed at any moment, each school is before or after, never between; run again, all are after', { timeout: 120_000 }, async () => {
  const laid = await lay({ TOULOUSE: complet(academy) });
  const before = (await ent.db.pool.query(pictureSql)).rows;
  const { importId } = await importFolder(ent.db, { folder: laid.folder, by: null, now, approve: false });
  await laid.away();
  expect(await approve(ent.db, importId, { by: null })).toBe(31);
  const { rows } = await ent.db.pool.query<{ name: string }>('select current_database() as name');
  const url = new URL(process.env['PREAU_TEST_SERVER'] ?? '');
  url.pathname = `/${rows[0]?.name}`;

  const applied = async () => (await standing(importId)).filter(({ state }) => state === 'applied').length;
  const left: number[] = [];
  // Killed as soon as so many schools are done, at whatever point of the next ones that happens to be.
  for (const enough of [0, 1, 4, 9, 15, 22]) {
    const child = spawn(process.execPath, [fileURLToPath(new URL('./kill.fixture.ts', import.meta.url)), url.href, importId], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    while ((await applied()) < enough) await new Promise((wait) => setTimeout(wait, 2));
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    for (const school of await standing(importId)) {
      const full = school.state === 'applied';
      expect(school, `killed after ${enough} schools`).toMatchObject({
        state: full ? 'applied' : 'approved',
        place: full ? 1 : 0,
        functions: full ? 20 : 0,
        links: full ? 20 : 0,
        accounts: full ? 20 : 0,
      });
    }
    left.push(schools.length - (await applied()));
  }
  expect(left.some((count) => count > 0 && count < schools.length)).toBe(true);

  const child = spawn(process.execPath, [fileURLToPath(new URL('./kill.fixture.ts', import.meta.url)), url.href, importId], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  expect((await once(child, 'exit'))[0]).toBe(0);
  expect((await standing(importId)).map(({ state }) => state)).toEqual(schools.map(() => 'applied'));
  expect(await undoImport(ent.db, importId, { by: null, now })).toMatchObject({ kept: 0 });
  expect((await ent.db.pool.query(pictureSql)).rows).toEqual(before);
});
