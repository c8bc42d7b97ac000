import { hidden, newId, type Outcome, routesFor, sql, ticked, uuid, z } from '#kernel';
import { keepFile, readyAll } from '#kernel/files';
import { helpersOf } from './levels.ts';
import { helps, writes, wrote } from './policy.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';
import { ticketPage } from './ticket.tsx';
import { type Ticket, ticketById } from './tickets.ts';

const { action } = routesFor<Tables>();
const params = z.object({ ticketId: uuid });

export const newsOf = ({ id, number, place }: Ticket) => ({ ticketId: id, number, place });

/** A family hears when its school is open; whoever works here hears at once. */
export const calmFor = ({ askedAs, schoolId }: Ticket): string | null => (askedAs === 'family' || askedAs === 'pupil' ? schoolId : null);

/** Who asked adds something; those of the queue answer, or leave each other a note. */
export const write = action('/assistance/demandes/:ticketId/messages', {
  params,
  may: writes,
  does: 'ticket.written',
  body: z.object({ body: z.string(t.giveAnswer).trim().min(1, t.giveAnswer).max(4000, t.longBody), note: ticked }),
  uploads: { field: 'files', most: 3 },
  redraw: ticketPage,
  prepare: async ({ uploads }) => readyAll(uploads),
  run: async ({ db, me, now, params, body, prepared: files, drawer, emit }): Promise<Outcome> => {
    await sql`select from support.tickets where id = ${params.ticketId} for update`.execute(db);
    const ticket = await ticketById(db, params.ticketId, now);
    const ask = { me, db, params };
    const mine = await wrote(ask);
    // It may have left this queue while the answer was being typed.
    if (!ticket || !(mine || (await helps(ask)))) return hidden;
    const kind = mine ? 'message' : body.note ? 'note' : 'answer';
    const id = newId(now.getTime());
    await db
      .insertInto('support.entries')
      .values({ id, ticket_id: ticket.id, author_id: me.personId, kind, level: mine ? null : ticket.level, body: body.body, at: now })
      .execute();
    for (const file of files) {
      const fileId = await keepFile(db, drawer, file, { schoolId: ticket.schoolId, by: me.personId });
      await db.insertInto('support.attachments').values({ ticket_id: ticket.id, file_id: fileId, entry_id: id }).execute();
    }
    if (kind === 'message')
      await db
        .updateTable('support.tickets')
        .set({ state: 'waiting', moved_at: now, closed_at: null })
        .where('id', '=', ticket.id)
        .execute();
    if (kind === 'answer')
      await sql`
        update support.tickets set state = 'answered', moved_at = ${now}, closed_at = null, answered_at = coalesce(answered_at, ${now}),
          taken_by = coalesce(taken_by, ${me.personId}) where id = ${ticket.id}`.execute(db);
    if (kind === 'answer') await tellAuthor(ticket);
    if (kind === 'message')
      await emit('said', { to: { people: await inCharge(ticket) }, schoolId: calmFor(ticket), payload: newsOf(ticket) });
    return {
      see: `/assistance/demandes/${ticket.id}`,
      say: kind === 'note' ? t.noted : t.sent,
      note: { schoolId: ticket.schoolId, details: { ticket: ticket.id, kind } },
    };

    async function tellAuthor(told: Ticket): Promise<void> {
      const { author_id: authorId } = await db
        .selectFrom('support.tickets')
        .select('author_id')
        .where('id', '=', told.id)
        .executeTakeFirstOrThrow();
      if (authorId) await emit('answered', { to: { people: [authorId] }, schoolId: calmFor(told), payload: newsOf(told) });
    }

    async function inCharge(told: Ticket): Promise<string[]> {
      const { taken_by: takenBy } = await db
        .selectFrom('support.tickets')
        .select('taken_by')
        .where('id', '=', told.id)
        .executeTakeFirstOrThrow();
      return takenBy ? [takenBy] : (await helpersOf(db, told.level, told.placeId)).filter((person) => person !== me.personId);
    }
  },
});
