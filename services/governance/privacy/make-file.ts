import { newId, type Reader, sql, z } from '#kernel';
import { drawerIn, writeZip, type ZipEntry } from '#kernel/files';
import { type Chapter, chaptersOf, countChapters, type Subject, withheldOf } from '#kernel/personal-data';
import type { Job, Service } from '#kernel/service';
import { momentText } from '#kernel/ui';
import { htmlChapter, htmlEnd, htmlHead } from './file-html.ts';
import { f } from './file-texts.ts';
import type { Tables } from './tables.ts';

const Payload = z.object({ id: z.uuid() });

/** Makes the file that was asked for. A worker that is killed leaves it « making »: the queue takes it up again from the start. */
export const makeFile: Job = {
  run: async ({ db: house, payload, now, folder, services }) => {
    const db: Reader<Tables> = house;
    const { id } = Payload.parse(payload);
    const asked = await db.selectFrom('privacy.files').selectAll().where('id', '=', id).where('state', '=', 'making').executeTakeFirst();
    if (!asked) return;
    const fileId = newId(now.getTime());
    const place = await drawerIn(folder).place(fileId);
    try {
      const subject: Subject = { id: asked.person_id, askedBy: asked.asked_by, now };
      const progress = (done: number) => sql`update privacy.files set done = ${done} where id = ${id}`.execute(house);
      await sql`update privacy.files set out_of = ${countChapters(services)} where id = ${id}`.execute(house);
      const names = await namesOf(db, subject);
      const entries = await house
        .transaction()
        .setAccessMode('read only')
        .setIsolationLevel('repeatable read')
        .execute((tx) => entriesOf(tx, services, subject, names, progress));
      const size = await writeZip(place, withFiles(entries, folder), now);
      await house.transaction().execute(async (tx) => {
        const name = `${f.fileName({ name: names.name })}.zip`;
        await tx
          .insertInto('kernel.files')
          .values({ id: fileId, school_id: null, name, media_type: 'application/zip', size, sha256: Buffer.alloc(32), uploaded_by: null })
          .execute();
        await sql`update privacy.files set state = 'ready', file_id = ${fileId}, size = ${size}, done = out_of where id = ${id}`.execute(
          tx,
        );
      });
    } catch (error) {
      await drawerIn(folder).remove(fileId);
      await sql`update privacy.files set state = 'failed' where id = ${id}`.execute(house);
      throw error;
    }
  },
};

type Names = { name: string; by: string };

async function namesOf(db: Reader<Tables>, { id, askedBy }: Subject): Promise<Names> {
  const people = await db.selectFrom('kernel.people').select(['id', 'first_name', 'last_name']).where('id', 'in', [id, askedBy]).execute();
  const nameOf = (one: string): string => {
    const person = people.find((known) => known.id === one);
    return person ? `${person.first_name} ${person.last_name}` : '';
  };
  return { name: nameOf(id), by: nameOf(askedBy) };
}

type Entries = { texts: ZipEntry[]; files: { id: string; path: string }[] };

/** The page and the data, written from one moment of the database, and the list of the files they speak of. */
export async function entriesOf(
  db: Reader,
  services: Service[],
  subject: Subject,
  names: Names,
  progress?: (done: number) => unknown,
): Promise<Entries> {
  const chapters: Chapter[] = [];
  for await (const chapter of chaptersOf(db, services, subject)) {
    chapters.push(chapter);
    await progress?.(chapters.length);
  }
  const paths = await pathsOf(db, chapters);
  const at = momentText(subject.now, subject.now);
  const title = f.titleOf(names);
  const pathsIn = ({ files }: Chapter): string[][] => files.map((ids) => ids.flatMap((id) => paths.get(id) ?? []));
  const html = [
    htmlHead({ title, lead: f.leadOf({ ...names, at }), chapters: chapters.map((one) => ({ title: one.title, count: one.rows.length })) }),
    ...chapters.map((chapter, n) => htmlChapter(chapter, pathsIn(chapter), n, subject.now)),
    htmlEnd(withheldOf(services)),
  ];
  const data = {
    title,
    madeAt: subject.now,
    chapters: chapters.map((chapter) => {
      const files = pathsIn(chapter);
      return { title: chapter.title, rows: chapter.rows.map((row, n) => (files[n]?.length ? { ...row, [f.files]: files[n] } : row)) };
    }),
    withheld: withheldOf(services),
  };
  return {
    texts: [
      { name: 'index.html', bytes: Buffer.from(html.join('\n')) },
      { name: 'donnees.json', bytes: Buffer.from(JSON.stringify(data, null, 1)) },
    ],
    files: [...paths].map(([id, path]) => ({ id, path })),
  };
}

/** Each file once, under a name that tells what it is. */
async function pathsOf(db: Reader, chapters: Chapter[]): Promise<Map<string, string>> {
  const ids = [...new Set(chapters.flatMap(({ files }) => files.flat()))];
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from kernel.files where id = any (${ids}::uuid[]) order by uploaded_at, id`.execute(db);
  const digits = String(rows.length).length;
  return new Map(
    rows.map(({ id, name }, at) => [id, `fichiers/${String(at + 1).padStart(digits, '0')} ${name.replace(/[/\\:*?"<>|]/g, '_')}`]),
  );
}

/** Texts first, so that whoever opens the archive sees them first; then files, read one by one. One whose bytes are gone is left out. */
async function* withFiles({ texts, files }: Entries, folder: string): AsyncGenerator<ZipEntry> {
  yield* texts;
  for (const { id, path } of files) {
    const bytes = await drawerIn(folder)
      .get(id)
      .catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return;
        throw error;
      });
    if (bytes) yield { name: path, bytes };
  }
}
