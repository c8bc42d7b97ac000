import { createWriteStream } from 'node:fs';
import { mkdir, open, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Database, newId, type Reader, type Writer } from '#kernel/db';
import type { Upload } from '#kernel/http';
import { enqueue } from '#kernel/jobs';

/** Files that arrive in pieces over a bad line, kept until a form takes them, a day at most. */

export type Begun = { id: string; length: number };

/** What one person may leave waiting: a class outing, twice. */
const most = { waiting: 60, bytes: 120 * 1024 * 1024 };
const keptFor = 24 * 3_600_000;

const place = (folder: string, id: string): string => join(folder, 'uploads', id);

/** Begins a file, or finds the one that this device already began under the same key. Nothing when too much waits. */
export async function beginUpload(
  db: Database,
  folder: string,
  { personId, key, mediaType, length, now }: { personId: string; key: string; mediaType: string; length: number; now: Date },
): Promise<Begun | undefined> {
  const waiting = await db.selectFrom('kernel.uploads').select(['id', 'key', 'length']).where('person_id', '=', personId).execute();
  if (waiting.some((one) => one.key === key)) return begunUnder(db, personId, key, length);
  if (waiting.length >= most.waiting || waiting.reduce((sum, one) => sum + one.length, length) > most.bytes) return;
  const id = newId(now.getTime());
  await mkdir(join(folder, 'uploads'), { recursive: true });
  await (await open(place(folder, id), 'w')).close();
  const row = { id, person_id: personId, key, media_type: mediaType, length, begun_at: now };
  const { numInsertedOrUpdatedRows: made } = await db
    .insertInto('kernel.uploads')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  if (made) return row;
  await rm(place(folder, id), { force: true });
  return begunUnder(db, personId, key, length);
}

const begunUnder = (db: Database, personId: string, key: string, length: number): Promise<Begun | undefined> =>
  db
    .selectFrom('kernel.uploads')
    .select(['id', 'length'])
    .where('person_id', '=', personId)
    .where('key', '=', key)
    .where('length', '=', length)
    .executeTakeFirst();

export const uploadOf = (db: Reader, personId: string, id: string): Promise<Begun | undefined> =>
  db.selectFrom('kernel.uploads').select(['id', 'length']).where('id', '=', id).where('person_id', '=', personId).executeTakeFirst();

/** How many bytes have arrived. */
export const arrivedBytes = async (folder: string, id: string): Promise<number> => (await stat(place(folder, id))).size;

/**
 * Writes what comes from `offset` on. When the line is cut, what came stays; two senders of the same bytes write them at the same
 * places. Gives how many have arrived. Throws when the line is cut, or when more comes than was announced.
 */
export async function continueUpload(folder: string, { id, length }: Begun, offset: number, body: Readable): Promise<number> {
  const announced = async function* (bytes: AsyncIterable<Buffer>) {
    let at = offset;
    for await (const piece of bytes) {
      at += piece.length;
      if (at > length) throw Object.assign(new Error('more than announced'), { statusCode: 413 });
      yield piece;
    }
  };
  await pipeline(body, announced, createWriteStream(place(folder, id), { flags: 'r+', start: offset }));
  return arrivedBytes(folder, id);
}

/** Whole files of this person, in the order asked; nothing if one is missing or has not wholly arrived. */
export async function takeUploads(db: Reader, folder: string, personId: string, ids: string[]): Promise<Upload[] | undefined> {
  if (ids.length === 0) return [];
  const rows = await db.selectFrom('kernel.uploads').selectAll().where('person_id', '=', personId).where('id', 'in', ids).execute();
  const taken = await Promise.all(
    ids.map(async (id): Promise<Upload | undefined> => {
      const row = rows.find((one) => one.id === id);
      if (!row) return;
      const bytes = await readFile(place(folder, id));
      return bytes.length === row.length ? { field: 'upload', name: row.key, mediaType: row.media_type, bytes } : undefined;
    }),
  );
  const whole = taken.filter((one) => one !== undefined);
  return whole.length === ids.length ? whole : undefined;
}

/** Taken: they are forgotten with the commit, and their bytes right after it. */
export async function dropUploads(db: Writer, personId: string, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  await db.deleteFrom('kernel.uploads').where('person_id', '=', personId).where('id', 'in', ids).execute();
  await enqueue(db, 'kernel.uploads', { ids });
}

export const eraseUploads = async (folder: string, ids: string[]): Promise<void> => {
  for (const id of ids) await rm(place(folder, id), { force: true });
};

/** What nobody took within a day. */
export async function sweepUploads(db: Database, folder: string, now: Date): Promise<void> {
  const old = await db
    .deleteFrom('kernel.uploads')
    .where('begun_at', '<', new Date(now.getTime() - keptFor))
    .returning('id')
    .execute();
  await eraseUploads(
    folder,
    old.map(({ id }) => id),
  );
}
