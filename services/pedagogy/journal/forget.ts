import { sql } from '#kernel';
import { audit } from '#kernel/audit';
import { schoolYearOf } from '#kernel/people';
import type { Job } from '#kernel/service';
import { dropLater } from './files.ts';

/** The first day whose posts are kept: three months after its end, a school year's journal is forgotten. */
export const keptSince = (now: Date): string => {
  const before = new Date(now);
  before.setUTCMonth(before.getUTCMonth() - 3);
  return schoolYearOf(before).startsOn;
};

/** Each night: the journals of the school year that ended three months ago go with their photos, voices and albums. */
export const forget: Job = {
  cron: '35 2 * * *',
  run: async ({ db, now }) => {
    await db.transaction().execute(async (tx) => {
      const first = keptSince(now);
      await sql`delete from journal.tellings where told_on < ${now}::timestamptz::date - 31`.execute(tx);
      const { rows: files } = await sql<{ id: string }>`
        select unnest(array[x.large_id, x.small_id]) as id from journal.pictures x join journal.posts p on p.id = x.post_id
        where p.posted_at < ${first}::date
        union select unnest(array[p.voice_id, p.returned_voice_id]) from journal.posts p where p.posted_at < ${first}::date
        union select unnest(array[b.pdf_id, b.html_id]) from journal.books b where b.asked_at < ${first}::date`.execute(tx);
      await sql`delete from journal.books where asked_at < ${first}::date`.execute(tx);
      const { rows: posts } = await sql`delete from journal.posts where posted_at < ${first}::date returning id`.execute(tx);
      if (posts.length === 0) return;
      await audit(tx, { actorId: null, action: 'journal.posts.forgotten', details: { posts: posts.length, before: first } });
      await dropLater(
        tx,
        files.flatMap(({ id }) => id ?? []),
      );
    });
  },
};
