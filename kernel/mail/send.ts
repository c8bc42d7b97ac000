import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import type { Database } from '#kernel/db';

type Mail = { id: string; key: string; to: string; subject: string; text: string };
/** Gives a mail to whoever carries it; throws when they did not take it. */
export type Carrier = { carry: (mail: Mail) => Promise<void>; close: () => void };

export type MailRoute = {
  /** `smtp://user:password@host:587`; nothing: mails are laid as .eml files in the folder. */
  smtp?: string | undefined;
  /** « Préau <ne-pas-repondre@ent.example> » */
  from: string;
};

export function carrierBy({ smtp, from }: MailRoute, folder: string): Carrier {
  const transport = smtp ? createTransport({ url: smtp, pool: true, maxConnections: 2 }) : undefined;
  const written = createTransport({ streamTransport: true, buffer: true, newline: 'unix' });
  return {
    async carry({ id, key, to, subject, text }) {
      const letter = {
        from,
        to,
        subject,
        text,
        messageId: messageIdOf(key, from),
        headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
      };
      if (transport) return void (await transport.sendMail(letter));
      const { message } = await written.sendMail(letter);
      await mkdir(join(folder, 'mail'), { recursive: true });
      await writeFile(join(folder, 'mail', `${id}.eml`), message as Buffer);
    },
    close: () => transport?.close(),
  };
}

/** The same mail has the same Message-ID, even sent again by a server that was killed before it could note that it had sent it. */
export const messageIdOf = (key: string, from: string): string =>
  `<${createHash('sha256').update(key).digest('hex').slice(0, 40)}@${/@([\w.-]+)/.exec(from)?.[1] ?? 'preau'}>`;

/**
 * Sends one queued mail and wipes what it says, in one transaction that holds its row: two workers never send it both, and a
 * worker killed on the way leaves it to be sent again. Throws when it was not taken: the queue tries again, later and later.
 */
export const sendMail = (db: Database, carrier: Carrier, id: string, now: Date): Promise<void> =>
  db.transaction().execute(async (tx) => {
    const mail = await tx
      .selectFrom('kernel.mails')
      .select(['key', 'recipient as to', 'subject', 'body'])
      .where('id', '=', id)
      .where('sent_at', 'is', null)
      .forUpdate()
      .executeTakeFirst();
    if (mail?.body == null) return;
    await carrier.carry({ id, key: mail.key, to: mail.to, subject: mail.subject, text: mail.body });
    await tx.updateTable('kernel.mails').set({ sent_at: now, body: null }).where('id', '=', id).execute();
  });
