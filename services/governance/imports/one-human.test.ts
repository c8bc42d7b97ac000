import { afterAll, expect, test } from 'vitest';
import { sql } from '#kernel';
import { merge, unmerge } from '#kernel/people';
import { startEnt } from '#kernel/testing';
import { complet, lay, pictureSql, type SmallAcademy, village } from './aaf.fixture.ts';
import { importFolder } from './import.ts';
import { leave } from './leavers.ts';
import service from './service.ts';

/** The academy's files go on naming two people after a merge: they are found to be one, and nothing moves. */

const ent = await startEnt([service]);
afterAll(() => ent[Symbol.asyncDispose]());

const now = new Date('2026-09-02T08:00:00Z');
const days = (count: number): Date => new Date(now.getTime() + count * 86_400_000);
/** Hugo teaches in both schools and is Tom's father; a second staff sheet, in the other academy, is his too. */
const academy: SmallAcademy = {
  ...village,
  pupils: village.pupils?.map((pupil) => (pupil.id === '902' ? { ...pupil, guardians: ['801$10', '805$20'] } : pupil)),
  guardians: [...(village.guardians ?? []), { id: '805', name: 'Hugo Lafont', mail: 'hugo@exemple.fr', phone: '0639980005' }],
};
const elsewhere: SmallAcademy = {
  schools: [{ id: '20', uai: '0310584S' }],
  staff: [{ id: '702', name: 'Hugo Lafont', functions: ['20$ENS$ENSEIGNEMENT$G0170$X'] }],
};
let day = 0;
async function imported(files: Record<string, SmallAcademy>, at = now) {
  day += 1;
  const stamp = `202609${String(day).padStart(2, '0')}`;
  const laid = await lay(Object.fromEntries(Object.entries(files).map(([name, one]) => [name, complet(one, stamp)])));
  try {
    return await importFolder(ent.db, { folder: laid.folder, by: null, now: at, approve: 'all' });
  } finally {
    await laid.away();
  }
}
const both = { TOULOUSE: academy, MONTPELLIER: elsewhere };
const picture = async () => (await ent.db.pool.query(pictureSql)).rows;
const idOf = async (key: string): Promise<string> =>
  (await ent.db.selectFrom('kernel.people').select('id').where('external_id', '=', key).executeTakeFirstOrThrow()).id;
const nothing = { created: 0, updated: 0, moved: 0, returned: 0, leaving: 0 };
const join = (survivorId: string, mergedId: string) =>
  ent.db.transaction().execute((db) => merge(db, { survivorId, mergedId, evidence: ['same-mail'], by: null, now }));
const part = (id: string) => ent.db.transaction().execute((db) => unmerge(db, { id, by: null, now }));
const hats = async (personId: string) => {
  const { rows } = await sql<{ place: string }>`
    select place.external_id || ' ' || f.kind as place from kernel.functions_today f join kernel.places place on place.id = f.place_id
    where f.person_id = ${personId} union all
    select 'guardian of ' || p.external_id from kernel.guardianships g join kernel.people p on p.id = g.pupil_id where g.guardian_id = ${personId}
    order by 1`.execute(ent.db);
  return rows.map(({ place }) => place);
};

await imported(both);
const teacher = await idOf('TOULOUSE-702');
const parent = await idOf('TOULOUSE-805');
const colleague = await idOf('MONTPELLIER-702');
const first = await picture();

test('merged, the same Complet changes nothing; undone, the same Complet changes nothing', async () => {
  const one = await join(teacher, parent);
  const two = await join(teacher, colleague);
  const merged = await picture();
  expect(await hats(teacher)).toEqual(['MONTPELLIER-20 teacher', 'TOULOUSE-10 teacher', 'TOULOUSE-11 teacher', 'guardian of TOULOUSE-902']);
  expect(await hats(parent)).toEqual([]);
  expect((await imported(both)).fates).toMatchObject(nothing);
  expect((await imported({ TOULOUSE: academy })).fates).toMatchObject(nothing);
  expect((await imported({ MONTPELLIER: elsewhere })).fates).toMatchObject(nothing);
  expect(await picture()).toEqual(merged);
  expect(await part(one?.id ?? '')).toBeUndefined();
  expect(await part(two?.id ?? '')).toBeDefined();
  expect(await part(one?.id ?? '')).toBeDefined();
  expect(await picture()).toEqual(first);
  expect((await imported(both)).fates).toMatchObject(nothing);
  expect(await picture()).toEqual(first);
});

test('two sheets that name the same child and the same school are one hat, and come back as two', async () => {
  const doubled: SmallAcademy = {
    ...academy,
    pupils: academy.pupils?.map((pupil) => (pupil.id === '901' ? { ...pupil, guardians: ['801$10', '802$20', '806$1'] } : pupil)),
    guardians: [...(academy.guardians ?? []), { id: '806', name: 'Anne Fabre' }],
    staff: [...(academy.staff ?? []), { id: '709', name: 'Hugo Lafont', functions: ['10$ENS$ENSEIGNEMENT$G0170$X'] }],
  };
  await imported({ TOULOUSE: doubled });
  const before = await picture();
  const one = await join(await idOf('TOULOUSE-801'), await idOf('TOULOUSE-806'));
  const two = await join(teacher, await idOf('TOULOUSE-709'));
  const merged = await picture();
  expect(await hats(await idOf('TOULOUSE-801'))).toEqual(['guardian of TOULOUSE-901', 'guardian of TOULOUSE-902']);
  expect((await imported({ TOULOUSE: doubled })).fates).toMatchObject(nothing);
  expect(await picture()).toEqual(merged);
  await part(two?.id ?? '');
  await part(one?.id ?? '');
  expect(await picture()).toEqual(before);
  expect((await imported({ TOULOUSE: doubled })).fates).toMatchObject(nothing);
  await imported({ TOULOUSE: academy });
});

test('what the files say later of a merged sheet goes to the human; undone, it goes back to the sheet', async () => {
  const done = await join(teacher, parent);
  const grown: SmallAcademy = {
    ...academy,
    pupils: academy.pupils?.map((pupil) => (pupil.id === '904' ? { ...pupil, guardians: ['804$1', '805$20'] } : pupil)),
    guardians: academy.guardians?.map((one) => (one.id === '805' ? { ...one, phone: '0639980055' } : one)),
  };
  expect((await imported({ TOULOUSE: grown })).fates).toMatchObject({ created: 0, leaving: 0 });
  expect(await hats(teacher)).toContain('guardian of TOULOUSE-904');
  const { rows } = await sql`select phone_mobile from kernel.contacts where person_id = ${parent}`.execute(ent.db);
  expect(rows).toEqual([{ phone_mobile: '06 39 98 00 55' }]);
  expect((await imported({ TOULOUSE: grown })).fates).toMatchObject(nothing);
  await part(done?.id ?? '');
  await imported({ TOULOUSE: grown });
  expect(await hats(parent)).toEqual(['guardian of TOULOUSE-902', 'guardian of TOULOUSE-904']);
  expect((await imported({ TOULOUSE: grown })).fates).toMatchObject(nothing);
});

test('one hat leaves, the human stays with the other; when both have left, sixty days later the human goes too', async () => {
  const done = await join(parent, teacher);
  const without: SmallAcademy = { ...academy, staff: academy.staff?.filter(({ id }) => id !== '702') };
  expect((await imported({ TOULOUSE: without })).fates).toMatchObject({ leaving: 1 });
  await leave(ent.db, days(61), []);
  const state = async (id: string) => ent.db.selectFrom('kernel.people').select('trashed_at').where('id', '=', id).executeTakeFirst();
  expect((await state(parent))?.trashed_at).toBeNull();
  expect(await hats(parent)).toEqual(['guardian of TOULOUSE-902']);
  await imported({ TOULOUSE: academy }, days(62));
  expect(await hats(parent)).toContain('TOULOUSE-10 teacher');
  await imported({ TOULOUSE: without }, days(63));
  const childless = { ...without, pupils: without.pupils?.filter(({ id }) => id !== '902') };
  await imported({ TOULOUSE: { ...childless, guardians: childless.guardians?.filter(({ id }) => id !== '805') } }, days(100));
  await leave(ent.db, days(130), []);
  expect((await state(parent))?.trashed_at).toBeNull();
  await leave(ent.db, days(161), []);
  expect((await state(parent))?.trashed_at).toEqual(days(160));
  await leave(ent.db, days(191), []);
  expect([await state(parent), await state(teacher)]).toEqual([undefined, undefined]);
  expect(done).toBeDefined();
});
