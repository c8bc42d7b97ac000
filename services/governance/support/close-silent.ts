import { newId, sql, type Writer } from '#kernel';
import type { Job } from '#kernel/service';

/** Nobody said anything since the answer: it was the right one. */
const silence = 21 * 86_400_000;

/** Each night, what was answered and left alone is closed. */
export const closeSilent: Job = {
  cron: '35 1 * * *',
  run: ({ db, now }) => db.transaction().execute((tx) => close(tx, now)),
};

async function close(tx: Writer, now: Date): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    update support.tickets set state = 'closed', closed_at = ${now}, moved_at = ${now}
    where state = 'answered' and moved_at < ${new Date(now.getTime() - silence)} returning id`.execute(tx);
  for (const { id } of rows)
    await sql`insert into support.entries (id, ticket_id, kind, at) values (${newId(now.getTime())}, ${id}, 'closed', ${now})`.execute(tx);
}
