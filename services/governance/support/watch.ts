import { sql, type Writer } from '#kernel';
import { emitter } from '#kernel/outbox';
import type { Job } from '#kernel/service';
import { helpersOf } from './levels.ts';
import { notifications } from './notifications.ts';
import type { Level } from './tables.ts';

const hour = 3_600_000;
/** From the morning of the last day on. */
const ahead = 10 * hour;

/** Every hour: those who have not answered yet are told once, on the day they promised; a queue that changes is told again. */
export const remind: Job = {
  cron: '5 * * * *',
  run: ({ db, now }) => db.transaction().execute((tx) => tellDue(tx, now)),
};

async function tellDue(tx: Writer, now: Date): Promise<void> {
  const { rows } = await sql<{ id: string; number: number; level: Level; placeId: string; place: string; takenBy: string | null }>`
    update support.tickets t set reminded_at = ${now} from kernel.places place
    where place.id = t.place_id and t.state <> 'closed' and t.answered_at is null and t.reminded_at is null
      and t.answer_due < ${new Date(now.getTime() + ahead)}
    returning t.id, t.number::int as number, t.level, t.place_id as "placeId", place.name as place, t.taken_by as "takenBy"`.execute(tx);
  const emit = emitter(tx, 'support', [{ name: 'support', notifications }], null);
  for (const { id, number, level, placeId, place, takenBy } of rows) {
    const people = takenBy ? [takenBy] : await helpersOf(tx, level, placeId);
    await emit('due', { to: { people }, payload: { ticketId: id, number, place } });
  }
}
