import { hidden, newId, type Outcome, optionalText, refuse, routesFor, sql, uuid, type Writer, z } from '#kernel';
import { openChannels } from './editor.tsx';
import { e } from './editor-texts.ts';
import { helpersOf, nextLevel } from './levels.ts';
import { helps, writes, wrote } from './policy.ts';
import { queueRelays } from './relay.ts';
import type { EntryKind, Level, Tables } from './tables.ts';
import { t } from './texts.ts';
import { ticketPage } from './ticket.tsx';
import { type Ticket, ticketById } from './tickets.ts';
import { newsOf } from './write.ts';

const { action } = routesFor<Tables>();
const params = z.object({ ticketId: uuid });
const nothing = z.object({});

/** One at a time: whoever comes second sees what the first did. */
async function locked(db: Writer<Tables>, ticketId: string, now: Date): Promise<Ticket | undefined> {
  await sql`select from support.tickets where id = ${ticketId} for update`.execute(db);
  return ticketById(db, ticketId, now);
}

type Happened = { ticketId: string; by: string; kind: EntryKind; now: Date; level?: Level | null; body?: string | null };
const happened = (db: Writer<Tables>, { ticketId, by, kind, now, level = null, body = null }: Happened) =>
  db
    .insertInto('support.entries')
    .values({ id: newId(now.getTime()), ticket_id: ticketId, author_id: by, kind, level, body, at: now })
    .execute();

const done = ({ id, schoolId }: Ticket, say: string, details: Record<string, unknown> = {}): Outcome => ({
  see: `/assistance/demandes/${id}`,
  say,
  note: { schoolId, details: { ticket: id, ...details } },
});

/** « Je m’en occupe »: the others of the queue know it. */
export const take = action('/assistance/demandes/:ticketId/prise', {
  params,
  may: helps,
  does: 'ticket.taken',
  body: nothing,
  run: async ({ db, me, now, params: { ticketId } }) => {
    const ticket = await locked(db, ticketId, now);
    if (!ticket) return hidden;
    if (ticket.takenBy) return refuse('taken', t.alreadyTaken({ name: ticket.takenBy }), { status: 409 });
    await db.updateTable('support.tickets').set({ taken_by: me.personId, moved_at: now }).where('id', '=', ticketId).execute();
    await happened(db, { ticketId, by: me.personId, kind: 'taken', now });
    return done(ticket, t.takenNow);
  },
});

/** Sends it to the next queue; this one still reads it, and who asked is told where it went. */
export const pass = action('/assistance/demandes/:ticketId/transfert', {
  params,
  may: helps,
  does: 'ticket.passed',
  body: z.object({ why: optionalText(2000) }),
  redraw: ticketPage,
  run: async ({ db, me, now, params: { ticketId }, body, emit }) => {
    const ticket = await locked(db, ticketId, now);
    // Somebody of the same queue may have sent it a moment ago.
    if (!ticket || !(await helps({ me, db, params: { ticketId } }))) return hidden;
    if (ticket.state === 'closed') return refuse('closed', t.isClosed, { status: 409 });
    const channels = await openChannels(db);
    const next = await nextLevel(db, { ...ticket, editor: channels.length > 0 });
    if (!next) return refuse('last', t.noFarther, { status: 409 });
    if (next === 'editor' && !body.why) return refuse('summary', e.giveSummary, { field: 'why' });
    await sql`
      update support.tickets set level = ${next}, levels = levels || ${next}::text, state = 'waiting', taken_by = null, reminded_at = null,
        moved_at = ${now} where id = ${ticketId}`.execute(db);
    if (body.why) await happened(db, { ticketId, by: me.personId, kind: 'note', now, level: ticket.level, body: body.why });
    await happened(db, { ticketId, by: me.personId, kind: 'moved', now, level: next });
    if (next === 'editor') {
      await queueRelays(db, { ticketId, summary: body.why ?? '', channels, now });
      return done(ticket, t.passed({ level: next }), { level: next });
    }
    const people = (await helpersOf(db, next, ticket.placeId)).filter((person) => person !== me.personId);
    await emit('asked', { to: { people }, payload: newsOf(ticket) });
    return done(ticket, t.passed({ level: next }), { level: next });
  },
});

/** Settled: said by who asked, or by who helps. */
export const close = action('/assistance/demandes/:ticketId/cloture', {
  params,
  may: writes,
  does: 'ticket.closed',
  body: nothing,
  run: async ({ db, me, now, params: { ticketId }, emit }) => {
    const ticket = await locked(db, ticketId, now);
    if (!ticket) return hidden;
    if (ticket.state === 'closed') return refuse('closed', t.isClosed, { status: 409 });
    await db.updateTable('support.tickets').set({ state: 'closed', closed_at: now, moved_at: now }).where('id', '=', ticketId).execute();
    await happened(db, { ticketId, by: me.personId, kind: 'closed', now });
    if (!(await wrote({ me, db, params: { ticketId } }))) {
      const row = await db.selectFrom('support.tickets').select('author_id').where('id', '=', ticketId).executeTakeFirst();
      if (row?.author_id) await emit('answered', { to: { people: [row.author_id] }, schoolId: ticket.schoolId, payload: newsOf(ticket) });
    }
    return done(ticket, t.closedNow);
  },
});

export const reopen = action('/assistance/demandes/:ticketId/reouverture', {
  params,
  may: helps,
  does: 'ticket.reopened',
  body: nothing,
  run: async ({ db, me, now, params: { ticketId } }) => {
    const ticket = await locked(db, ticketId, now);
    if (!ticket) return hidden;
    if (ticket.state !== 'closed') return refuse('open', t.isOpen, { status: 409 });
    await db.updateTable('support.tickets').set({ state: 'waiting', closed_at: null, moved_at: now }).where('id', '=', ticketId).execute();
    await happened(db, { ticketId, by: me.personId, kind: 'reopened', now });
    return done(ticket, t.reopenedNow);
  },
});
