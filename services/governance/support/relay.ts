import { createHmac } from 'node:crypto';
import { newId, sql, type Writer } from '#kernel';
import type { Database } from '#kernel/db';
import { unseal } from '#kernel/identity';
import { enqueue } from '#kernel/jobs';
import { queueMail } from '#kernel/mail';
import type { Job } from '#kernel/service';
import { type Channel, sealedFor } from './editor.tsx';
import { e } from './editor-texts.ts';
import type { Category, Diagnostics, Tables } from './tables.ts';
import { t } from './texts.ts';

type Told = { number: number; category: Category; blocking: boolean; diagnostics: Diagnostics | null; openedAt: Date; uai: string | null };

/** All that the editor learns of a ticket, beside what the academy wrote for it: no name, no word of who asked. */
async function toldOf(db: Pick<Writer, 'getExecutor'>, ticketId: string): Promise<Told | undefined> {
  const { rows } = await sql<Told>`
    select t.number::int as number, t.category, t.blocking, t.diagnostics, t.opened_at as "openedAt", s.uai
    from support.tickets t left join kernel.schools s on s.id = t.school_id where t.id = ${ticketId}`.execute(db);
  return rows[0];
}

/** Queues what leaves, by each way that is open, in the transaction that passes the ticket on. */
export async function queueRelays(
  db: Writer<Tables>,
  { ticketId, summary, channels, now }: { ticketId: string; summary: string; channels: Channel[]; now: Date },
): Promise<void> {
  const told = await toldOf(db, ticketId);
  const editor = await db.selectFrom('support.editor').select('email').executeTakeFirst();
  if (!told) return;
  for (const channel of channels) {
    const id = newId(now.getTime());
    await db.insertInto('support.relays').values({ id, ticket_id: ticketId, channel, summary, queued_at: now }).execute();
    if (channel === 'webhook') await enqueue(db, 'support.relay', { id }, { key: `support relay ${id}` });
    else if (editor?.email)
      await queueMail(db, {
        to: editor.email,
        subject: e.subject(told),
        text: e.mailText({ summary, facts: factsOf(told) }),
        key: `support relay ${id}`,
      });
  }
}

function factsOf({ category, diagnostics, uai }: Told): string {
  const facts: [string, string | null | undefined][] = [
    [t.about, t.category({ category })],
    [e.school, uai],
    [t.browser, diagnostics?.browser],
    [t.version, diagnostics?.version],
    [t.page, diagnostics?.page],
    [t.error, diagnostics?.error],
  ];
  return facts.flatMap(([name, value]) => (value ? [e.fact({ name, value })] : [])).join('\n');
}

/** « t=1795629600,v1=… »: HMAC-SHA-256 of the moment, a dot and the body, so that an old call cannot be played again. */
export const signatureOf = (key: string, body: string, now: Date): string => {
  const at = Math.floor(now.getTime() / 1000);
  return `t=${at},v1=${createHmac('sha256', key).update(`${at}.${body}`).digest('hex')}`;
};

const patience = 10_000;

/**
 * Calls the editor's address. Anything but a 2xx throws: the queue tries again, later and later, and the ticket says why it has not
 * left. The same `preau-delivery` twice is the same call: the editor may have taken it and we not have heard.
 */
export const relay: Job = {
  run: async ({ db, payload, now, secret }: { db: Database; payload: { id: string }; now: Date; secret: Buffer }) => {
    const { rows } = await sql<{ ticketId: string; summary: string; url: string | null; sealed: Buffer | null }>`
      select r.ticket_id as "ticketId", r.summary, e.url, e.sealed from support.relays r, support.editor e
      where r.id = ${payload.id} and r.sent_at is null and e.webhook`.execute(db);
    const [waiting] = rows;
    const told = waiting && (await toldOf(db, waiting.ticketId));
    // Sent already, or the way was closed since.
    if (!told || !waiting.url || !waiting.sealed) return;
    const body = JSON.stringify({ id: payload.id, ...told, summary: waiting.summary });
    try {
      const key = unseal(secret, sealedFor.use, sealedFor.owner, waiting.sealed);
      const answer = await fetch(waiting.url, {
        method: 'POST',
        body,
        redirect: 'error',
        signal: AbortSignal.timeout(patience),
        headers: { 'content-type': 'application/json', 'preau-delivery': payload.id, 'preau-signature': signatureOf(key, body, now) },
      });
      if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
    } catch (error) {
      const fault = error instanceof Error ? error.message.slice(0, 120) : 'error';
      await sql`update support.relays set tries = tries + 1, fault = ${fault} where id = ${payload.id}`.execute(db);
      throw error;
    }
    await sql`update support.relays set tries = tries + 1, sent_at = ${now}, fault = null where id = ${payload.id}`.execute(db);
  },
};
