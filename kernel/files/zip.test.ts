import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { writeZip } from './zip.ts';

test('an archive is what any system expects: its names in UTF-8, what was packed comes out, what is a picture is stored', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'preau-zip-'));
  const path = join(folder, 'dossier.zip');
  const text = 'Élève '.repeat(1000);
  const size = await writeZip(
    path,
    (async function* () {
      yield { name: 'élève/données.json', bytes: Buffer.from(text) };
      yield { name: 'fichiers/1.webp', bytes: Buffer.from([1, 2, 3]) };
    })(),
    new Date('2026-11-24T09:30:00Z'),
  );
  const bytes = await readFile(path);
  expect(bytes.length).toBe(size);
  expect(bytes.subarray(-22).toString('latin1').slice(0, 4)).toBe('PK\u0005\u0006');
  expect(bytes.readUInt16LE(bytes.length - 12)).toBe(2);
  const name = bytes.subarray(30, 30 + bytes.readUInt16LE(26)).toString();
  expect([name, bytes.readUInt16LE(8)]).toEqual(['élève/données.json', 8]);
  const from = 30 + Buffer.byteLength(name);
  expect(inflateRawSync(bytes.subarray(from, from + bytes.readUInt32LE(18))).toString()).toBe(text);
  // Another program says so too, where there is one.
  try {
    expect(execFileSync('unzip', ['-tqq', path]).toString()).toBe('');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  await rm(folder, { recursive: true });
});
