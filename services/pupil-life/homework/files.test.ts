import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Reader } from '#kernel';
import { startEnt } from '#kernel/testing';
import { poem, tuesday, village } from './scene.ts';
import homework from './service.ts';
import type { Tables } from './tables.ts';

let now = tuesday;
const ent = await startEnt([homework], { now: () => now });
afterAll(() => ent[Symbol.asyncDispose]());
const v = await village(ent);
const claire = await ent.as(v.claire);
const db: Reader<Tables> = ent.db;

/** What a browser sends: fields, and a text file when there is one. */
const send = (url: string, fields: Record<string, string | string[]>, file?: { name: string; type: string; content: string }) => {
  const part = (head: string, content: string) => `--xx\r\ncontent-disposition: form-data; ${head}\r\n\r\n${content}\r\n`;
  const payload = Object.entries(fields).flatMap(([name, value]) => [value].flat().map((one) => part(`name="${name}"`, one)));
  if (file) payload.push(part(`name="files"; filename="${file.name}"\r\ncontent-type: ${file.type}`, file.content));
  return claire.inject({
    method: 'POST',
    url,
    payload: `${payload.join('')}--xx--\r\n`,
    headers: { 'content-type': 'multipart/form-data; boundary=xx', 'sec-fetch-site': 'same-origin' },
  });
};
const days = ['2026-11-26', '2026-11-27'];
const poetry = { name: 'poésie.txt', type: 'text/plain', content: 'Il pleut, il mouille.' };
const attached = () => db.selectFrom('homework.attachments').select(['work_id', 'file_id']).orderBy('work_id').execute();
const onDisk = (fileId: string) => existsSync(join(ent.folder, 'files', fileId.slice(-2), fileId));

test('a page attached to two days is kept once, opens for the class’s families and for nobody else, and goes with the last day that shows it', async () => {
  expect((await send(`/devoirs/${v.ce1}`, { ...poem, days }, poetry)).statusCode).toBe(303);
  const rows = await attached();
  const fileId = rows[0]?.file_id ?? '';
  expect(rows.map(({ file_id }) => file_id)).toEqual([fileId, fileId]);
  const url = `/devoirs/travaux/${rows[0]?.work_id}/pieces/${fileId}`;
  for (const reader of [v.zelie, v.anne, v.karim, v.claire]) expect((await (await ent.as(reader)).get(url)).body).toBe(poetry.content);
  for (const stranger of [v.emine, v.lou]) expect((await (await ent.as(stranger)).get(url)).statusCode).toBe(404);
  await send(`/devoirs/travaux/${rows[0]?.work_id}`, { ...poem, scope: 'one', drop: fileId });
  await ent.settle();
  expect([(await attached()).length, onDisk(fileId)]).toEqual([1, true]);
  await send(`/devoirs/travaux/${rows[1]?.work_id}`, { ...poem, scope: 'one', drop: fileId });
  await ent.settle();
  expect([(await attached()).length, onDisk(fileId)]).toEqual([0, false]);
});

test('a program dressed as a document is refused with a sentence, and nothing is given', async () => {
  const before = await db.selectFrom('homework.works').select('id').execute();
  const sent = await send(`/devoirs/${v.ce1}`, { ...poem, days }, { name: 'jeu.exe', type: 'application/x-msdownload', content: 'MZ' });
  expect(sent.statusCode).toBe(422);
  expect(sent.body).toContain('jeu.exe');
  expect(await db.selectFrom('homework.works').select('id').execute()).toEqual(before);
});

test('two school years later a work is forgotten with its file; last year’s stays, to be copied', async () => {
  await send(`/devoirs/${v.ce1}`, { ...poem, days: ['2026-11-26'] }, poetry);
  const [{ file_id: fileId } = { file_id: '' }] = await attached();
  const left = async () => (await db.selectFrom('homework.works').select('id').execute()).length;
  const before = await left();
  now = new Date('2027-09-15T02:00:00Z');
  await ent.work('kernel.forget');
  expect([await left(), onDisk(fileId)]).toEqual([before, true]);
  now = new Date('2028-09-15T02:00:00Z');
  await ent.work('kernel.forget');
  await ent.settle();
  expect([await left(), onDisk(fileId)]).toEqual([0, false]);
});
