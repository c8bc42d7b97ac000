import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { type Database, newId, type Writer } from '#kernel/db';
import type { Upload } from '#kernel/http';
import { t } from './texts.ts';
import { isVoice, voiceFrom } from './voice.ts';

export { attachable, downloadOf, readyAll } from './attached.ts';
export { type Photo, photoFrom } from './photo.ts';
export { isVoice, voiceFrom } from './voice.ts';
export { writeZip, type ZipEntry } from './zip.ts';

/** Bytes on disk under an id, names and types in the database. */
export type Drawer = {
  put: (id: string, bytes: Uint8Array) => Promise<void>;
  get: (id: string) => Promise<Buffer>;
  remove: (id: string) => Promise<void>;
  /** Where a file too large for memory is written, and read from. */
  place: (id: string) => Promise<string>;
};

export function drawerIn(folder: string): Drawer {
  const place = (id: string) => join(folder, 'files', id.slice(-2), id);
  const made = async (id: string): Promise<string> => {
    await mkdir(join(folder, 'files', id.slice(-2)), { recursive: true });
    return place(id);
  };
  return {
    place: made,
    put: async (id, bytes) => writeFile(await made(id), bytes),
    get: (id) => readFile(place(id)),
    remove: (id) => rm(place(id), { force: true }),
  };
}

export type Ready = { name: string; mediaType: string; bytes: Buffer };

const documents: Record<string, string> = {
  'application/pdf': 'pdf',
  'application/vnd.oasis.opendocument.text': 'odt',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'text/plain': 'txt',
};

/** A photo of 100 megapixels is the most a phone makes; more is a bomb. */
const most = { limitInputPixels: 120_000_000, failOn: 'error' } as const;

/**
 * Makes a file fit to be shared: pictures are turned upright, shrunk to 1600 px and rewritten without EXIF nor GPS;
 * voices lose what is not sound; documents pass if their first bytes say what their type says. Gives a sentence when the file is refused.
 */
export async function readied({ name, mediaType, bytes }: Upload): Promise<Ready | { refused: string }> {
  const clean =
    name
      .replace(/[\p{C}/\\]/gu, '')
      .trim()
      .slice(-120) || t.unnamed;
  if (mediaType.startsWith('image/')) {
    try {
      const webp = await sharp(bytes, most)
        .rotate()
        .resize(1600, 1600, { fit: 'inside', withoutEnlargement: true })
        .webp({ quality: 72 })
        .toBuffer();
      return { name: `${clean.replace(/\.\w+$/, '')}.webp`, mediaType: 'image/webp', bytes: webp };
    } catch {
      return { refused: t.notAPicture({ name: clean }) };
    }
  }
  if (isVoice(mediaType)) {
    const voice = voiceFrom(bytes);
    return voice ? { name: clean, ...voice } : { refused: t.notAVoice({ name: clean }) };
  }
  if (!documents[mediaType] || !beginsAs(mediaType, bytes)) return { refused: t.unknownType({ name: clean }) };
  return { name: clean, mediaType, bytes };
}

function beginsAs(mediaType: string, bytes: Buffer): boolean {
  if (mediaType === 'application/pdf') return bytes.subarray(0, 1024).includes('%PDF-');
  if (mediaType === 'text/plain') return !bytes.includes(0);
  return bytes.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004';
}

/** Records a file; its bytes are put in the drawer under the id given, before the transaction commits. */
export async function keepFile(
  db: Writer,
  drawer: Drawer,
  file: Ready,
  { schoolId, by }: { schoolId: string | null; by: string },
): Promise<string> {
  const id = newId();
  await db
    .insertInto('kernel.files')
    .values({
      id,
      school_id: schoolId,
      name: file.name,
      media_type: file.mediaType,
      size: file.bytes.length,
      sha256: createHash('sha256').update(file.bytes).digest(),
      uploaded_by: by,
    })
    .execute();
  await drawer.put(id, file.bytes);
  return id;
}

/** Files that nothing shows any more: their rows, then their bytes. Done twice, it does nothing. */
export async function dropFiles(db: Database, folder: string, ids: string[]): Promise<void> {
  await db.deleteFrom('kernel.files').where('id', 'in', ids).execute();
  for (const id of ids) await drawerIn(folder).remove(id);
}
