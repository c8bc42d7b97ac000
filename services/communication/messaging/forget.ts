import { sql, type Writer } from '#kernel';
import { audit } from '#kernel/audit';

import { drawerIn } from '#kernel/files';
import { schoolYearOf } from '#kernel/people';
import type { Job } from '#kernel/service';

const day = 86_400_000;
const inTrash = 30 * day;

/** The first day whose messages are kept: those of the school year, and of the one before until a month after its end. */
export function keptSince(now: Date): string {
  return schoolYearOf(new Date(now.getTime() - 31 * day)).startsOn;
}

/** Nights: what has been a month in the trash is erased there; a month after the school year, its messages are erased everywhere. */
export const forget: Job = {
  cron: '40 2 * * *',
  run: async ({ db, now, folder }) => {
    await db.transaction().execute(async (tx) => emptyTrash(tx, now));
    const files = await db.transaction().execute(async (tx) => eraseOld(tx, now));
    for (const id of files) await drawerIn(folder).remove(id);
  },
};

/** What nobody has in their mailbox any more, and drafts thrown away, are erased at the same time. */
async function emptyTrash(tx: Writer, now: Date): Promise<void> {
  await sql`update messaging.recipients set gone_at = ${now} where trashed_at < ${new Date(now.getTime() - inTrash)} and gone_at is null`.execute(
    tx,
  );
}

async function eraseOld(tx: Writer, now: Date): Promise<string[]> {
  const erased = sql`(m.updated_at < ${keptSince(now)}::date and coalesce(m.sent_at, m.updated_at) < ${keptSince(now)}::date
    or exists (select from messaging.recipients r where r.message_id = m.id) and not exists (
      select from messaging.recipients r where r.message_id = m.id and r.gone_at is null))`;
  const { rows } = await sql<{ count: number }>`select count(*) as count from messaging.messages m where ${erased}`.execute(tx);
  const count = rows[0]?.count ?? 0;
  if (count === 0) return [];
  // Written before, with what is about to go: the line is the proof of what the deadline erased.
  await audit(tx, { actorId: null, action: 'messaging.messages.forgotten', details: { messages: count, before: keptSince(now) } });
  const files = await sql<{ id: string }>`
    delete from kernel.files f where f.id in (select a.file_id from messaging.attachments a join messaging.messages m on m.id = a.message_id where ${erased})
      and not exists (select from messaging.attachments a join messaging.messages m on m.id = a.message_id where a.file_id = f.id and not ${erased})
    returning f.id`.execute(tx);
  await sql`delete from messaging.messages m where ${erased}`.execute(tx);
  return files.rows.map(({ id }) => id);
}
