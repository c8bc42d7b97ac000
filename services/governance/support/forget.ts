import { newId, sql, type Writer } from '#kernel';
import { drawerIn } from '#kernel/files';
import type { Job } from '#kernel/service';

const day = 86_400_000;
/** Nobody said anything since the answer: it was the right one. */
const silence = 21 * day;
const kept = 365 * day;

/** Each night: what was answered and left alone is closed; what has been closed for a year is erased, with its files. */
export const forget: Job = {
  cron: '35 2 * * *',
  run: async ({ db, now, folder }) => {
    await db.transaction().execute((tx) => closeSilent(tx, now));
    const files = await db.transaction().execute((tx) => eraseOld(tx, now));
    for (const id of files) await drawerIn(folder).remove(id);
  },
};

async function closeSilent(tx: Writer, now: Date): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    update support.tickets set state = 'closed', closed_at = ${now}, moved_at = ${now}
    where state = 'answered' and moved_at < ${new Date(now.getTime() - silence)} returning id`.execute(tx);
  for (const { id } of rows)
    await sql`insert into support.entries (id, ticket_id, kind, at) values (${newId(now.getTime())}, ${id}, 'closed', ${now})`.execute(tx);
}

async function eraseOld(tx: Writer, now: Date): Promise<string[]> {
  const before = new Date(now.getTime() - kept);
  const { rows } = await sql<{ id: string }>`
    delete from kernel.files f using support.attachments a, support.tickets t
    where a.file_id = f.id and t.id = a.ticket_id and t.closed_at < ${before} returning f.id`.execute(tx);
  await sql`delete from support.tickets where closed_at < ${before}`.execute(tx);
  return rows.map(({ id }) => id);
}
