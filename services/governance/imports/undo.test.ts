import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { startEnt } from '#kernel/testing';
import { complet, lay, pictureSql, type SmallAcademy, type SmallPupil, uaiOf, village } from './aaf.fixture.ts';
import { applyImport } from './apply.ts';
import { approve, importFolder, openImport, readFolder } from './import.ts';
import service from './service.ts';
import { undoImport } from './undo.ts';

const ent = await startEnt([service]);
afterAll(() => ent[Symbol.asyncDispose]());

const now = new Date('2026-09-02T08:00:00Z');
const picture = async () => (await ent.db.pool.query(pictureSql)).rows;
const imported = async (academy: SmallAcademy, day = '20260901') => {
  const laid = await lay({ TOULOUSE: complet(academy, day) });
  try {
    return await importFolder(ent.db, { folder: laid.folder, by: null, now, approve: 'all' });
  } finally {
    await laid.away();
  }
};
const undo = (importId: string, at = now) => undoImport(ent.db, importId, { by: null, now: at });

const pupils = fc.uniqueArray(
  fc.record({
    id: fc.integer({ min: 900, max: 912 }).map(String),
    name: fc.constantFrom('Léa Fabre', 'Tom Fabre', 'Éloïse-Marie d’Étang', 'Lea Fabre'),
    school: fc.constantFrom('10', '11', '12'),
    room: fc.constantFrom(undefined, 'A', 'B'),
    level: fc.constantFrom('CE1', 'CE2', ''),
    guardians: fc.uniqueArray(
      fc.tuple(fc.integer({ min: 800, max: 806 }), fc.constantFrom('10', '20', '51')).map(([id, kind]) => `${id}$${kind}`),
      { maxLength: 2, selector: (link) => link.split('$')[0] },
    ),
  }),
  { selector: (pupil) => pupil.id, minLength: 1, maxLength: 9 },
);
const academy: fc.Arbitrary<SmallAcademy> = fc
  .record({
    pupils,
    mails: fc.array(fc.constantFrom('', 'a@exemple.fr', 'b@exemple.fr'), { minLength: 7, maxLength: 7 }),
    staff: fc.uniqueArray(
      fc.tuple(fc.integer({ min: 700, max: 704 }), fc.constantFrom('10', '11', '12'), fc.constantFrom('ENS', 'DIR', 'AES')),
      {
        selector: ([id]) => id,
        maxLength: 4,
      },
    ),
    phone: fc.constantFrom('0536490001', '0536490002'),
  })
  .map(({ pupils, mails, staff, phone }) => ({
    schools: ['10', '11', '12'].map((id) => ({ id, uai: uaiOf(Number(id)), phone })),
    // A class belongs to one school: its id says which.
    pupils: pupils.map((pupil): SmallPupil => ({ ...pupil, room: pupil.room && `${pupil.room}${pupil.school}` })),
    guardians: mails.map((mail, at) => ({ id: String(800 + at), name: `Camille Fabre`, mail: mail || undefined })),
    staff: staff.map(([id, school, code]) => ({ id: String(id), name: 'Hugo Lafont', functions: [`${school}$${code}$X$X$X`] })),
  }));

test('whatever an import did, undoing it gives back every row as it was', { timeout: 240_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(academy, { minLength: 1, maxLength: 3 }), async (deliveries) => {
      const done: { importId: string; before: unknown[] }[] = [];
      for (const [at, delivery] of deliveries.entries()) {
        const before = await picture();
        const report = await imported(delivery, `2026090${at + 1}`);
        expect(report.state).toBe('applied');
        done.push({ importId: report.importId, before });
      }
      for (const { importId, before } of done.reverse()) {
        expect(await undo(importId)).toMatchObject({ kept: 0 });
        expect(await picture()).toEqual(before);
      }
    }),
    { numRuns: 12 },
  );
});

test('every row of the files ends in one fate, and saying it twice changes nothing', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(academy, async (delivery) => {
      const first = await imported(delivery);
      const rows =
        (delivery.schools?.length ?? 0) +
        (delivery.pupils?.length ?? 0) +
        (delivery.guardians?.length ?? 0) +
        (delivery.staff?.length ?? 0);
      expect(first.fates.created + first.fates.rejected).toBe(rows);
      const after = await picture();
      const again = await imported(delivery);
      expect(again.fates).toMatchObject({ created: 0, updated: 0, moved: 0, returned: 0, leaving: 0, unchanged: first.fates.created });
      expect(await picture()).toEqual(after);
      await undo(again.importId);
      await undo(first.importId);
    }),
    { numRuns: 8 },
  );
});

test.each(['904', '901'])('a school where somebody signed in since stays, and says so; the other goes back (%s)', async (pupil) => {
  const before = await picture();
  const report = await imported(village);
  await ent.db.pool.query(
    `update kernel.accounts set activated_at = now() where person_id = (select id from kernel.people where external_id = $1)`,
    [`TOULOUSE-${pupil}`],
  );
  expect(await undo(report.importId)).toEqual({ undone: 2, kept: 1 });
  const { rows } = await ent.db.pool.query(`select key, state, undo_trouble from imports.schools where import_id = $1 order by key`, [
    report.importId,
  ]);
  expect(rows).toEqual([
    { key: 'TOULOUSE', state: 'undone', undo_trouble: null },
    ...['TOULOUSE-10', 'TOULOUSE-11'].map((key) =>
      (key === 'TOULOUSE-11') === (pupil === '904')
        ? { key, state: 'kept', undo_trouble: { code: 'signed-in', people: 1 } }
        : { key, state: 'undone', undo_trouble: null },
    ),
  ]);
  await ent.db.pool.query(`update kernel.accounts set activated_at = null`);
  expect(await undo(report.importId)).toEqual({ undone: 1, kept: 0 });
  expect(await picture()).toEqual(before);
});

test('what somebody wrote since an import is left alone by its undo', async () => {
  const first = await imported(village);
  const second = await imported({
    ...village,
    guardians: village.guardians?.map((one) => (one.id === '801' ? { ...one, mail: 'neuf@exemple.fr', phone: '0639980009' } : one)),
  });
  await ent.db.pool.query(
    `update kernel.contacts set email = 'a.moi@exemple.fr', own_fields = '{email}' where person_id = (select id from kernel.people where external_id = 'TOULOUSE-801')`,
  );
  await undo(second.importId);
  const { rows } = await ent.db.pool.query(
    `select email, phone_mobile from kernel.contacts c join kernel.people p on p.id = c.person_id where p.external_id = 'TOULOUSE-801'`,
  );
  expect(rows).toEqual([{ email: 'a.moi@exemple.fr', phone_mobile: '06 39 98 00 01' }]);
  await undo(first.importId);
});

test('after seven days an import cannot be undone, and a later import on the same school forbids it before', async () => {
  const first = await imported(village);
  expect(await undo(first.importId, new Date('2026-09-09T08:00:01Z'))).toEqual({ undone: 0, kept: 0 });
  const second = await imported({ ...village, pupils: village.pupils?.slice(1) });
  const { rows } = await ent.db.pool.query(`select state from imports.imports where id = $1`, [first.importId]);
  expect(rows[0].state).not.toBe('undone');
  expect(await undo(first.importId)).toMatchObject({ undone: 0 });
  await undo(second.importId);
  expect(await undo(first.importId)).toMatchObject({ kept: 0 });
  expect(await approve(ent.db, first.importId, { by: null })).toBe(0);
});

test('an import read first and applied last is the later one: the other cannot be undone under it', async () => {
  const laid = await lay({ TOULOUSE: complet({ ...village, pupils: village.pupils?.slice(1) }, '20260902') });
  const early = await openImport(ent.db, { folder: laid.folder, by: null, now });
  const first = await imported(village);
  await readFolder(ent.db, early.importId, { now });
  await laid.away();
  await approve(ent.db, early.importId, { by: null, schools: 'all' });
  await applyImport(ent.db, early.importId, { now: new Date(now.getTime() + 60_000) });
  expect(await undo(first.importId)).toMatchObject({ undone: 0 });
  expect(await undo(early.importId)).toMatchObject({ kept: 0 });
  expect(await undo(first.importId)).toMatchObject({ kept: 0 });
});
