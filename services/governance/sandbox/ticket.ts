import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { sql, type Writer, z } from '#kernel';
import { roles } from './roles.ts';
import type { Tables } from './tables.ts';

/** What a house of real people asks of its sandbox. It says nothing of who asks: nobody real is known there. */
const Asked = z.union([
  z.object({ does: z.literal('enter'), role: z.enum(roles), to: z.string().max(300) }),
  z.object({ does: z.literal('reset') }),
]);
export type Asked = z.infer<typeof Asked>;
const Ticket = z.object({ asked: Asked, number: z.string().min(16).max(64), at: z.number() });

const lives = 60_000;
/** Two machines may not agree on the second. */
const drift = 5000;

const signature = (key: Buffer, said: string): Buffer => createHmac('sha256', key).update(said).digest();

/** A ticket good for a minute, once: what it says and its HMAC-SHA-256. */
export function ticketFor(key: Buffer, asked: Asked, now: Date): string {
  const said = Buffer.from(JSON.stringify({ asked, number: randomBytes(16).toString('base64url'), at: now.getTime() })).toString(
    'base64url',
  );
  return `${said}.${signature(key, said).toString('base64url')}`;
}

/** What a ticket asks, and its number; nothing when it is not one of ours, is too old, or is of before `since`. */
export function readTicket(
  key: Buffer,
  ticket: string,
  { now, since }: { now: Date; since: Date },
): { asked: Asked; number: string } | undefined {
  const [said = '', signed = ''] = ticket.split('.');
  const [right, given] = [signature(key, said), Buffer.from(signed, 'base64url')];
  if (right.length !== given.length || !timingSafeEqual(right, given)) return;
  const read = Ticket.safeParse(JSON.parse(Buffer.from(said, 'base64url').toString()));
  if (!read.success) return;
  const { at, asked, number } = read.data;
  const age = now.getTime() - at;
  // The numbers that served went with the database: a ticket of before it was made anew opens nothing.
  return age < lives && age > -drift && at > since.getTime() - drift ? { asked, number } : undefined;
}

/** Of two that show the same ticket at the same moment, one is let in. */
export async function useTicket(db: Pick<Writer<Tables>, 'getExecutor'>, number: string, now: Date): Promise<boolean> {
  await sql`delete from sandbox.used_tickets where used_at < ${new Date(now.getTime() - 10 * lives)}`.execute(db);
  const { rows } = await sql`
    insert into sandbox.used_tickets (number, used_at) values (${number}, ${now}) on conflict do nothing returning number`.execute(db);
  return rows.length > 0;
}
