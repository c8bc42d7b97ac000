import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, expect, test } from 'vitest';
import { drawerIn, readied } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'preau-files-'));
afterAll(() => rmSync(folder, { recursive: true }));

const upload = (name: string, mediaType: string, bytes: Buffer) => readied({ field: 'files', name, mediaType, bytes });

test('a photo loses where it was taken, stands upright, and becomes light', async () => {
  const photo = await sharp({ create: { width: 3000, height: 2000, channels: 3, background: '#c80' } })
    .withExif({ IFD0: { Copyright: 'Secret' }, IFD3: { GPSLatitude: '43/1 36/1 0/1' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
  const ready = await upload('Sortie à la ferme.JPG', 'image/jpeg', photo);
  if ('refused' in ready) throw new Error(ready.refused);
  const { exif, width, height, format } = await sharp(ready.bytes).metadata();
  expect([exif, format, ready.name]).toEqual([undefined, 'webp', 'Sortie à la ferme.webp']);
  expect([width, height]).toEqual([1067, 1600]);
  expect(ready.bytes.length).toBeLessThan(150_000);
});

test.for([
  ['a picture that is not one', 'photo.png', 'image/png', Buffer.from('<script>')],
  ['a PDF that is not one', 'a.pdf', 'application/pdf', Buffer.from('MZ')],
  ['a program', 'a.exe', 'application/octet-stream', Buffer.from('MZ')],
  ['a page', 'a.html', 'text/html', Buffer.from('<p>')],
  ['a binary that says it is text', 'a.txt', 'text/plain', Buffer.from([65, 0, 66])],
  ['a drawing that could hold a script', 'a.svg', 'image/svg+xml', Buffer.from('<svg')],
] as const)('%s is refused with a sentence', async ([, name, mediaType, bytes]) => {
  expect(await upload(name, mediaType, bytes)).toEqual({ refused: expect.stringContaining(name) });
});

test('a name cannot lead elsewhere', async () => {
  const ready = await upload('../../etc/pass\u0000wd.txt', 'text/plain', Buffer.from('bonjour'));
  expect(ready).toMatchObject({ name: '....etcpasswd.txt' });
});

test('what is put in the drawer is found again, until removed', async () => {
  const drawer = drawerIn(folder);
  await drawer.put('0190-ab', Buffer.from('été'));
  expect((await drawer.get('0190-ab')).toString()).toBe('été');
  await drawer.remove('0190-ab');
  await expect(drawer.get('0190-ab')).rejects.toThrow('ENOENT');
});
