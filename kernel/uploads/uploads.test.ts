import { existsSync } from 'node:fs';
import { connect as call } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { newId, routesFor, service } from '#kernel';
import { teaches } from '#kernel/perimeter';
import { startEnt, type Visitor } from '#kernel/testing';
import { uuid, z } from '../http/index.ts';
import { dropUploads, takeUploads } from './index.ts';

const { sending } = routesFor();
const door = sending('/envois/:classId', {
  params: z.object({ classId: uuid }),
  may: ({ me, params }) => teaches(me, params.classId),
  most: 1_000_000,
});

let now = new Date('2026-11-24T16:00:00Z');
const ent = await startEnt([service({ name: 'wall', label: 'Le mur', family: 'pedagogy', needs: [], routes: [door], personalData: [] })], {
  now: () => now,
});
afterAll(() => ent[Symbol.asyncDispose]());
const school = await ent.school();
const classId = await ent.classroom(school);
const claire = await ent.teacher('Claire Benali', classId);
const marc = await ent.teacher('Marc Olive', classId);
const anne = await ent.guardian('Anne Moreau', await ent.pupil('Zélie Moreau', classId));
const origin = new URL(await ent.app.listen({ host: '127.0.0.1', port: 0 }));

const b64 = (text: string) => Buffer.from(text).toString('base64');
const headers = { 'tus-resumable': '1.0.0', 'sec-fetch-site': 'same-origin' };
const begin = (who: Visitor, key: string, length: number) =>
  who.inject({
    method: 'POST',
    url: `/envois/${classId}`,
    headers: { ...headers, 'upload-length': String(length), 'upload-metadata': `key ${b64(key)},filetype ${b64('image/webp')}` },
  });
const offsetOf = async (who: Visitor, url: string) => {
  const { statusCode, headers: told } = await who.inject({ method: 'HEAD', url, headers });
  return statusCode === 200 ? Number(told['upload-offset']) : statusCode;
};
const send = (who: Visitor, url: string, offset: number, payload: Buffer) =>
  who.inject({
    method: 'PATCH',
    url,
    headers: { ...headers, 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' },
    payload,
  });

/** Sends the head of a PATCH and some of its bytes down a real line, then cuts it. */
async function cut(who: Visitor, url: string, offset: number, announced: number, some: Buffer): Promise<void> {
  const line = call(Number(origin.port), origin.hostname);
  const head = { ...headers, host: origin.host, cookie: `preau=${who.token}`, 'upload-offset': offset, 'content-length': announced };
  const lines = Object.entries({ ...head, 'content-type': 'application/offset+octet-stream' }).map(([name, value]) => `${name}: ${value}`);
  line.write(`PATCH ${url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
  line.write(some);
  const written = offset + some.length;
  while ((await offsetOf(who, url)) !== written) await pause(10);
  line.destroy();
}

test('a file cut twice on its way goes on where it stopped, and arrives whole', async () => {
  const who = await ent.as(claire);
  const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, at) => (at * 7919) % 251));
  const { statusCode, headers: told } = await begin(who, 'photo 1', bytes.length);
  const url = String(told.location);
  expect([statusCode, await offsetOf(who, url)]).toEqual([201, 0]);
  await cut(who, url, 0, bytes.length, bytes.subarray(0, 100_000));
  await cut(who, url, 100_000, 200_000, bytes.subarray(100_000, 170_001));
  expect(await offsetOf(who, url)).toBe(170_001);
  const id = url.split('/').at(-1) ?? '';
  expect(await takeUploads(ent.db, ent.folder, claire, [id])).toBeUndefined();
  const last = await send(who, url, 170_001, bytes.subarray(170_001));
  expect([last.statusCode, last.headers['upload-offset']]).toEqual([204, '300000']);
  const [taken] = (await takeUploads(ent.db, ent.folder, claire, [id])) ?? [];
  expect(taken?.bytes.equals(bytes)).toBe(true);
  await ent.db.transaction().execute((tx) => dropUploads(tx, claire, [id]));
  await ent.settle();
  expect([await offsetOf(who, url), existsSync(join(ent.folder, 'uploads', id))]).toEqual([404, false]);
});

test('begun twice under one key, it is begun once', async () => {
  const who = await ent.as(claire);
  const [one, two] = await Promise.all([begin(who, 'photo 2', 10), begin(who, 'photo 2', 10)]);
  expect(one.headers.location).toBe(two.headers.location);
  expect((await begin(who, 'photo 2', 11)).statusCode).toBe(413);
});

test('another’s file does not exist, not even for a colleague; who may not send here finds no door', async () => {
  const who = await ent.as(claire);
  const url = String((await begin(who, 'photo 3', 10)).headers.location);
  const colleague = await ent.as(marc);
  expect(await offsetOf(colleague, url)).toBe(404);
  expect((await send(colleague, url, 0, Buffer.from('0123456789'))).statusCode).toBe(404);
  expect((await begin(await ent.as(anne), 'photo', 10)).statusCode).toBe(404);
  expect((await begin(ent.nobody, 'photo', 10)).statusCode).toBe(401);
  expect(await takeUploads(ent.db, ent.folder, marc, [url.split('/').at(-1) ?? ''])).toBeUndefined();
});

test('what does not follow is refused: a gap, too many bytes, another protocol, a file too heavy, too many of them', async () => {
  const who = await ent.as(marc);
  const url = String((await begin(who, 'photo', 10)).headers.location);
  expect((await send(who, url, 4, Buffer.from('45'))).statusCode).toBe(409);
  expect((await send(who, url, 0, Buffer.from('0123456789 and more'))).statusCode).toBe(413);
  expect((await who.inject({ method: 'HEAD', url, headers: { ...headers, 'tus-resumable': '0.2.2' } })).statusCode).toBe(412);
  expect((await begin(who, 'heavy', 1_000_001)).statusCode).toBe(413);
  expect((await begin(who, '', 10)).statusCode).toBe(400);
  expect(await offsetOf(who, `/envois/${classId}/${newId()}`)).toBe(404);
  for (let at = 0; at < 59; at += 1) expect((await begin(who, `photo ${at}`, 10)).statusCode).toBe(201);
  expect((await begin(who, 'one more', 10)).statusCode).toBe(413);
});

test('what nobody took is forgotten after a day, with its bytes', async () => {
  const who = await ent.as(claire);
  const url = String((await begin(who, 'left', 10)).headers.location);
  now = new Date(now.getTime() + 25 * 3_600_000);
  await ent.work('kernel.sweep');
  expect([await offsetOf(who, url), existsSync(join(ent.folder, 'uploads', url.split('/').at(-1) ?? ''))]).toEqual([404, false]);
});

test('a key of any letters finds its file again, even where it is cut in the middle of one', { timeout: 10_000 }, async () => {
  const paul = await ent.as(await ent.teacher('Paul Roux', classId));
  const key = `${'a'.repeat(99)}😀`;
  const [first, again] = [await begin(paul, key, 10), await begin(paul, key, 10)];
  expect([first.statusCode, again.statusCode, again.headers['location']]).toEqual([201, 201, first.headers['location']]);
  expect((await begin(paul, key, 11)).statusCode).toBe(413);
  expect(await offsetOf(paul, `/envois/${classId}/${'-'.repeat(36)}`)).toBe(404);
});
