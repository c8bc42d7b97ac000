import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { sql } from '#kernel';
import { newId } from '#kernel/db';
import { pagesOf, startEnt } from '#kernel/testing';
import { filled, opened, tuesday, village } from '../scene.ts';
import attendance from '../service.ts';
import { ofFile, ofSchool } from './command.ts';
import { readDocument, sealed } from './document.ts';
import { verifySchool } from './verify.ts';

let now = tuesday;
const december = new Date('2026-12-01T08:00:00Z');
const ent = await startEnt([attendance], { now: () => now });
const file = join(tmpdir(), `registre-${process.pid}.pdf`);
afterAll(async () => {
  await rm(file, { force: true });
  await ent[Symbol.asyncDispose]();
});
const v = await village(ent);
const [claire, marc, director] = [await ent.as(v.claire), await ent.as(v.marc), await ent.as(v.dominique)];
const lines = async () =>
  (
    await sql<{
      line: number;
      payload: string;
    }>`select line, payload from attendance.register where school_id = ${v.school} order by line`.execute(ent.db)
  ).rows;
const verdict = () => verifySchool(ent.db, v.school);
const uaiOf = async () =>
  (await ent.db.selectFrom('kernel.schools').select('uai').where('id', '=', v.school).executeTakeFirstOrThrow()).uai;

test('each call and each correction is one more line; what changes nothing writes nothing', async () => {
  const morning = `/appel/${v.ce1}/2026-11-24/matin`;
  await claire.post(morning, filled(await opened(claire, morning), { [v.zelie]: 'absent' }));
  await claire.post(morning, filled(await opened(claire, morning)));
  await claire.post(morning, filled(await opened(claire, morning), { [v.zelie]: 'late 09:05' }));
  const afternoon = `/appel/${v.cm2}/2026-11-23/apres-midi`;
  await marc.post(afternoon, filled(await opened(marc, afternoon)));
  const kinds = (await lines()).map(({ payload }) => {
    const { kind, marks } = JSON.parse(payload);
    return [kind, marks.length];
  });
  expect(kinds).toEqual([
    ['call', 3],
    ['correction', 1],
    ['call', 1],
  ]);
  expect(await verdict()).toEqual({ valid: true, lines: 3 });
});

test('the register names nobody, and says no motive: neither names nor ids of people are in it', async () => {
  const all = (await lines()).map(({ payload }) => payload).join();
  for (const secret of ['Zélie', 'Moreau', 'Benali', v.zelie, v.tom, v.claire]) expect(all).not.toContain(secret);
});

test('PostgreSQL itself refuses that a line be changed, taken away or the whole be emptied', async () => {
  for (const change of ["update attendance.register set payload = '{}'", 'delete from attendance.register', 'truncate attendance.register'])
    await expect(sql.raw(change).execute(ent.db)).rejects.toThrow('written once');
});

test('a month is closed once, when it is over, by the director: on paper, with a code', async () => {
  const address = `/appel/ecoles/${v.school}/registre/2026-11`;
  expect((await director.post(address)).statusCode).toBe(409);
  now = december;
  for (const who of [claire, await ent.as(v.lou), await ent.as(v.anne)]) {
    expect((await who.post(address)).statusCode).toBe(404);
    expect((await who.get(`/appel/ecoles/${v.school}/registre`)).statusCode).toBe(404);
    expect((await who.get(`${address}/document`)).statusCode).toBe(404);
  }
  expect((await director.post(address)).statusCode).toBe(303);
  expect((await director.post(address)).statusCode).toBe(409);
  expect((await director.post(`/appel/ecoles/${v.school}/registre/2026-10`)).statusCode).toBe(404);
  const pdf = (await director.get(`${address}/document`)).rawPayload;
  await writeFile(file, pdf);
  const text = (await pagesOf(pdf)).join(' ').replace(/\s+/g, ' ');
  const { months } = (await director.json(`/appel/ecoles/${v.school}/registre`)).json();
  expect(months).toEqual([{ month: '2026-11', calls: 2, over: true, code: expect.stringMatching(/^([A-Z0-9]{4}-){3}[A-Z0-9]{4}$/) }]);
  expect(text).toContain(months[0].code);
  expect(text).toContain('Moreau Zélie');
  expect(await verdict()).toEqual({ valid: true, lines: 4 });
});

test('« preau register verify » recognises the document, and the register of the school', async () => {
  const { code } = (await director.json(`/appel/ecoles/${v.school}/registre`)).json().months[0];
  expect(await ofFile(ent.db, file, ent.secret)).toEqual({ valid: true, sentence: expect.stringContaining(code) });
  expect((await ofSchool(ent.db, await uaiOf())).valid).toBe(true);
  expect((await ofSchool(ent.db, '0000000A')).valid).toBe(false);
  expect((await ofFile(ent.db, '/nowhere.pdf', ent.secret)).valid).toBe(false);
});

test('whichever bit of a stored payload, hash or head is turned, it is found, and the line is named', { timeout: 120_000 }, async () => {
  const columns = [
    ...(await lines()).flatMap(({ line }) =>
      ['payload', 'previous', 'hash'].map((column) => ({
        table: 'register',
        column,
        where: `school_id = '${v.school}' and line = ${line}`,
        line,
      })),
    ),
    ...['hash', 'first_previous'].map((column) => ({ table: 'heads', column, where: `school_id = '${v.school}'`, line: undefined })),
    { table: 'closes', column: 'hash', where: `school_id = '${v.school}'`, line: undefined },
  ];
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...columns), fc.nat(), fc.integer({ min: 0, max: 6 }), async (place, byte, bit) => {
      const { table, column, where, line } = place;
      const turned = column === 'payload' ? `convert_to(payload, 'UTF8')` : column;
      const found = await ent.db
        .transaction()
        .execute(async (tx) => {
          await sql.raw('alter table attendance.register disable trigger user').execute(tx);
          const value = `set_byte(${turned}, ${byte} % octet_length(${turned}), get_byte(${turned}, ${byte} % octet_length(${turned})) # ${1 << bit})`;
          const stored = column === 'payload' ? `convert_from(${value}, 'LATIN1')` : value;
          await sql.raw(`update attendance.${table} set ${column} = ${stored} where ${where}`).execute(tx);
          const seen = await verifySchool(tx, v.school);
          throw Object.assign(new Error('undone'), { seen });
        })
        .catch((error: Error & { seen?: Awaited<ReturnType<typeof verifySchool>> }) => {
          if (!('seen' in error)) throw error;
          return error.seen;
        });
      expect(found?.valid).toBe(false);
      if (line !== undefined && found && !found.valid) expect([line, line + 1]).toContain(found.line);
    }),
    { numRuns: 150 },
  );
  expect((await verdict())?.valid).toBe(true);
});

test('a line taken out of the middle, or the last ones, is found', async () => {
  for (const line of [2, 4]) {
    await ent.db
      .transaction()
      .execute(async (tx) => {
        await sql.raw('alter table attendance.register disable trigger user').execute(tx);
        await sql`delete from attendance.register where school_id = ${v.school} and line = ${line}`.execute(tx);
        expect(await verifySchool(tx, v.school)).toEqual({ valid: false, line, why: 'missing' });
        throw new Error('undone');
      })
      .catch((error: Error) => expect(error.message).toBe('undone'));
  }
});

test('whichever byte of the document is changed, it is found', { timeout: 120_000 }, async () => {
  const pdf = (await director.get(`/appel/ecoles/${v.school}/registre/2026-11/document`)).rawPayload;
  const changed = (at: number, bit: number) => {
    const copy = Buffer.from(pdf);
    copy[at] = (copy[at] ?? 0) ^ (1 << bit);
    return readDocument(copy, ent.secret).valid;
  };
  expect(readDocument(pdf, ent.secret).valid).toBe(true);
  fc.assert(
    fc.property(fc.nat(pdf.length - 1), fc.integer({ min: 0, max: 7 }), (at, bit) => !changed(at, bit)),
    { numRuns: 1500 },
  );
  for (let at = pdf.length - 200; at < pdf.length; at += 1) expect(changed(at, at % 8)).toBe(false);
  expect(readDocument(pdf.subarray(0, -1), ent.secret).valid).toBe(false);
  expect(readDocument(Buffer.concat([pdf, Buffer.from('%')]), ent.secret).valid).toBe(false);
});

test('a document made again and sealed by somebody else, or by another month’s lines, is not ours', async () => {
  const pdf = (await director.get(`/appel/ecoles/${v.school}/registre/2026-11/document`)).rawPayload;
  const bare = pdf.subarray(0, pdf.lastIndexOf('%preau-register'));
  const forged = readDocument(sealed(bare, Buffer.from('another secret, 32 bytes long...')), ent.secret);
  expect(forged).toEqual({ valid: false, where: 'foreign' });
  await ent.db.transaction().execute(async (tx) => {
    await sql`update attendance.closes set hash = sha256('other') where school_id = ${v.school}`.execute(tx);
    expect((await ofFile(tx, file, ent.secret)).sentence).toContain('a été clôturé sous le code');
    await sql`update attendance.closes set hash = (select hash from attendance.register r where r.school_id = closes.school_id and r.line = closes.line)`.execute(
      tx,
    );
  });
  expect((await ofFile(ent.db, file, ent.secret)).valid).toBe(true);
});

test('a child who is erased takes their key along: the chain still holds, and says nothing of them any more', async () => {
  expect((await sql`select from attendance.salts where person_id = ${v.zelie}`.execute(ent.db)).rows.length).toBe(1);
  await sql`delete from kernel.people where id = ${v.zelie}`.execute(ent.db);
  expect((await sql`select from attendance.salts where of_id = ${v.zelie}`.execute(ent.db)).rows.length).toBe(0);
  expect(await verdict()).toEqual({ valid: true, lines: 4 });
});

test('a new school year forgets each child’s half-days and keeps the register; ten years later the old lines go, and the rest still holds', async () => {
  const old = await ent.school({ name: 'École d’avant' });
  await sql`insert into attendance.heads (school_id, line, hash, first_previous) values (${old}, 0, '\\x00', '\\x00')`.execute(ent.db);
  const { append } = await import('./record.ts');
  const entry = { kind: 'correction' as const, class: newId(), day: '2016-10-03', half: 'morning' as const, by: null, marks: [] };
  await ent.db.transaction().execute(async (tx) => {
    await append(tx, old, new Date('2015-10-03T08:00:00Z'), entry);
    await append(tx, old, new Date('2016-01-03T08:00:00Z'), entry);
    await append(tx, old, new Date('2026-10-03T08:00:00Z'), entry);
  });
  now = new Date('2027-09-02T01:00:00Z');
  await ent.work('kernel.forget');
  await ent.work('attendance.forget');
  expect((await sql`select from attendance.standings`.execute(ent.db)).rows.length).toBe(0);
  expect(await verdict()).toEqual({ valid: true, lines: 4 });
  expect(await verifySchool(ent.db, old)).toEqual({ valid: true, lines: 1 });
});
