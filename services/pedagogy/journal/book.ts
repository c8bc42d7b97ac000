import sharp from 'sharp';
import { type Reader, sql, type Writer, z } from '#kernel';
import { drawerIn, keepFile } from '#kernel/files';
import { renderPdf } from '#kernel/paper';
import type { Job } from '#kernel/service';
import { dayText, parisDay } from '#kernel/ui';
import { type BookData, bookHtml, type Sound } from './book-html.tsx';
import { dropLater } from './files.ts';
import { classById, postsWhere } from './posts.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const Payload = z.object({ bookId: z.uuid() });
/** A class that posts ten times a day all year. */
const mostPosts = 2000;

/** Makes the album: what may be shown at this very moment, each photo brought to the size of half a sheet, in both forms. */
export const book: Job = {
  run: async ({ db: house, payload, now, folder }) => {
    const db: Reader<Tables> = house;
    const { bookId } = Payload.parse(payload);
    const asked = await db.selectFrom('journal.books').selectAll().where('id', '=', bookId).executeTakeFirst();
    const one = asked && (await classById(db, asked.class_id));
    if (!asked || !one || asked.state !== 'making') return;
    try {
      const posts = (
        await postsWhere(db, sql`p.class_id = ${one.id} and p.project = ${asked.project} and p.state = 'shown'`, now, mostPosts)
      ).reverse();
      const shown = posts.flatMap(({ pictures }) => pictures.filter((picture) => picture.shown));
      await sql`update journal.books set out_of = ${shown.length + 1} where id = ${bookId}`.execute(db);
      const bytes = new Map<string, Buffer>();
      for (const { id } of shown) {
        bytes.set(id, await onPaper(db, folder, id));
        await sql`update journal.books set done = ${bytes.size} where id = ${bookId}`.execute(db);
      }
      const voices = await voicesOf(
        db,
        folder,
        posts.filter(({ voice }) => voice === 'heard').map(({ id }) => id),
      );
      const data = await written(db, { classId: one.id, name: one.name, project: asked.project }, posts);
      const pictures = new Map([...bytes].map(([id, jpeg]): [string, Buffer] => [`/${id}.jpg`, jpeg]));
      const pdf = await renderPdf({ template: new URL('./sheets/album.typ', import.meta.url), data, pictures });
      const html = bookHtml(data, { pictures: bytes, voices });
      await house.transaction().execute(async (all) => {
        const tx: Writer<Tables> = all;
        const keep = (name: string, mediaType: string, file: Uint8Array) =>
          keepFile(
            tx,
            drawerIn(folder),
            { name, mediaType, bytes: Buffer.from(file) },
            { schoolId: one.schoolId, by: asked.asked_by ?? '' },
          );
        const made = {
          state: 'ready' as const,
          ...{ done: shown.length + 1, pictures: shown.map(({ id }) => id), posts: posts.map(({ id }) => id), voices: [...voices.keys()] },
          pdf_id: await keep(`${data.file}.pdf`, 'application/pdf', pdf),
          html_id: await keep(`${data.file}.html`, 'text/html', Buffer.from(html)),
        };
        await tx.updateTable('journal.books').set(made).where('id', '=', bookId).execute();
        const { rows: before } = await sql<{ id: string }>`
          with gone as (delete from journal.books where class_id = ${one.id} and id <> ${bookId} and asked_at < ${asked.asked_at} returning pdf_id, html_id)
          select unnest(array[pdf_id, html_id]) as id from gone`.execute(tx);
        await dropLater(
          tx,
          before.flatMap(({ id }) => id ?? []),
        );
      });
    } catch (error) {
      await sql`update journal.books set state = 'failed' where id = ${bookId}`.execute(db);
      throw error;
    }
  },
};

/** What is heard, for the file that opens without a network: paper has no voice. */
async function voicesOf(db: Reader<Tables>, folder: string, postIds: string[]): Promise<Map<string, Sound>> {
  const { rows } = await sql<{ postId: string; fileId: string; mediaType: string }>`
    select p.id as "postId", f.id as "fileId", f.media_type as "mediaType"
    from journal.posts p join kernel.files f on f.id = p.voice_id where p.id = any (${postIds}::uuid[])`.execute(db);
  const voices = new Map<string, Sound>();
  for (const { postId, fileId, mediaType } of rows) voices.set(postId, { mediaType, bytes: await drawerIn(folder).get(fileId) });
  return voices;
}

async function onPaper(db: Reader<Tables>, folder: string, pictureId: string): Promise<Buffer> {
  const { large_id } = await db.selectFrom('journal.pictures').select('large_id').where('id', '=', pictureId).executeTakeFirstOrThrow();
  const webp = await drawerIn(folder).get(large_id);
  return sharp(webp).resize(1000, 1000, { fit: 'inside', withoutEnlargement: true }).jpeg({ quality: 72 }).toBuffer();
}

type Year = { classId: string; name: string; project: string };

async function written(
  db: Reader<Tables>,
  { classId, name, project }: Year,
  posts: Awaited<ReturnType<typeof postsWhere>>,
): Promise<BookData> {
  const { rows } = await sql<{ name: string; teaches: boolean; school: string }>`
    select p.first_name || case when f.kind = 'teacher' then ' ' || p.last_name else '' end as name, f.kind = 'teacher' as teaches, s.name as school
    from kernel.functions_today f join kernel.people p on p.id = f.person_id join kernel.places s on s.id = f.school_id
    where f.place_id = ${classId} and f.kind in ('pupil', 'teacher') order by p.first_name, p.last_name`.execute(db);
  const year = project.split(' ')[1] ?? '';
  const months = new Map<string, BookData['months'][number]>();
  for (const { id, at, caption, author, byPupil, pictures, voice } of posts) {
    const kept = pictures.filter(({ shown }) => shown);
    if (kept.length === 0 && caption === '' && voice !== 'heard') continue;
    const day = parisDay(at);
    const month = months.get(day.slice(0, 7)) ?? { title: monthText(day), posts: [] };
    months.set(day.slice(0, 7), month);
    month.posts.push({
      id,
      day: dayText(day),
      caption,
      author: byPupil ? (author?.split(' ')[0] ?? '') : '',
      pictures: kept.map((picture) => ({
        ...picture,
        alt: picture.names.length > 0 ? t.photoWith({ names: picture.names }) : caption || t.photo,
      })),
    });
  }
  return {
    title: t.albumOf({ name, year }),
    file: t.albumFile({ name, year }),
    school: rows[0]?.school ?? '',
    words: { album: t.album, listen: t.listen, ourClass: t.ourClass, withTeachers: t.withTeachers, empty: t.monthEmpty },
    teachers: rows.filter(({ teaches }) => teaches).map((one) => one.name),
    pupils: rows.filter(({ teaches }) => !teaches).map((one) => one.name),
    months: [...months.values()],
  };
}

const monthText = (day: string): string =>
  new Intl.DateTimeFormat('fr', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${day}T12:00:00Z`));
