import { timingSafeEqual } from 'node:crypto';
import { type MachineAnswer, newId, routesFor, sql, z } from '#kernel';
import { unseal } from '#kernel/identity';
import { sealedFor } from './editor.tsx';
import { signatureOf } from './relay.ts';
import type { Tables } from './tables.ts';

const { machine } = routesFor<Tables>();

/** `id`: the editor's number of this answer. `relay`: the `id` of the call it answers. */
const Said = z.object({ id: z.uuid(), relay: z.uuid(), body: z.string().trim().min(1).max(4000) });
/** The JSON as it was signed, to the last byte, and `t=SECONDS,v1=HEX` of it. */
const Sent = z.object({ reponse: z.string().max(20_000), signature: z.string().max(120) });

const oldest = 5 * 60_000;

const told = (status: number, why: string): MachineAnswer => ({ status, mediaType: 'application/json', body: JSON.stringify({ why }) });
const nowhere = told(404, 'unknown');

/** Signed with the key that signs what leaves, less than five minutes ago. */
function isSigned(key: string, { reponse, signature }: z.infer<typeof Sent>, now: Date): boolean {
  const at = Number(/^t=(\d{1,12}),/.exec(signature)?.[1] ?? Number.NaN) * 1000;
  if (!(Math.abs(now.getTime() - at) < oldest)) return false;
  const [right, given] = [Buffer.from(signatureOf(key, reponse, new Date(at))), Buffer.from(signature)];
  return right.length === given.length && timingSafeEqual(right, given);
}

/**
 * The editor's answer to what was passed on to it: a note that the academy reads on the ticket, and passes on in its own words. It proves
 * itself by the key agreed; the same answer twice is taken once; a call of ours that it names wrongly does not exist.
 */
export const editorAnswers = machine('/assistance/editeur/reponses', {
  method: 'POST',
  may: () => true,
  run: async ({ aside, body, now, secret }) => {
    const { rows: keys } = await sql<{ sealed: Buffer }>`select sealed from support.editor where webhook and sealed is not null`.execute(
      aside,
    );
    const [key] = keys;
    // No way is open to the editor: none is open from it.
    if (!key) return nowhere;
    const sent = Sent.safeParse(body);
    if (!sent.success) return told(sent.error.issues.some(({ code }) => code === 'too_big') ? 413 : 422, 'shape');
    if (!isSigned(unseal(secret, sealedFor.use, sealedFor.owner, key.sealed), sent.data, now)) return told(403, 'signature');
    const said = Said.safeParse(jsonIn(sent.data.reponse));
    if (!said.success) return told(422, 'shape');
    const { id, relay } = said.data;
    return aside.transaction().execute(async (db) => {
      const { rows } = await sql<{ ticketId: string }>`
        select t.id as "ticketId" from support.relays r join support.tickets t on t.id = r.ticket_id
        where r.id = ${relay} and r.channel = 'webhook' for update of t`.execute(db);
      const [found] = rows;
      if (!found) return nowhere;
      const { rows: fresh } = await sql`
        insert into support.editor_answers (id, relay_id, taken_at) values (${id}, ${relay}, ${now}) on conflict do nothing returning id`.execute(
        db,
      );
      if (fresh.length === 0) return told(200, 'known');
      await sql`
        insert into support.entries (id, ticket_id, author_id, kind, level, body, at)
        values (${newId(now.getTime())}, ${found.ticketId}, null, 'note', 'editor', ${said.data.body}, ${now})`.execute(db);
      await sql`update support.tickets set moved_at = ${now} where id = ${found.ticketId} and state <> 'closed'`.execute(db);
      return told(201, 'taken');
    });
  },
});

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
