import { type Reader, refuse, routesFor, sql, ticked, z } from '#kernel';
import { seal } from '#kernel/identity';
import { administers } from '#kernel/perimeter';
import { Checkbox, Form, Page, PasswordField, Submit, TextField } from '#kernel/ui';
import { e } from './editor-texts.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { page, action } = routesFor<Tables>();

/** What the key is sealed for, and to which row. */
export const sealedFor = { use: 'support', owner: 'editor' } as const;

export type Channel = 'webhook' | 'mail';

/** The ways to the editor that are open. */
export async function openChannels(db: Reader<Tables>): Promise<Channel[]> {
  const row = await db.selectFrom('support.editor').select(['webhook', 'mail']).executeTakeFirst();
  return [...(row?.webhook ? (['webhook'] as const) : []), ...(row?.mail ? (['mail'] as const) : [])];
}

const may = ({ me }: { me: Parameters<typeof administers>[0] }): boolean => administers(me);

export const editorPage = page('/assistance/editeur', {
  may,
  fresh: true,
  answer: z.object({ webhook: z.boolean(), url: z.string(), mail: z.boolean(), email: z.string() }),
  load: async ({ db }) => {
    const row = await db.selectFrom('support.editor').select(['webhook', 'url', 'mail', 'email']).executeTakeFirst();
    return { webhook: row?.webhook ?? false, url: row?.url ?? '', mail: row?.mail ?? false, email: row?.email ?? '' };
  },
  view: ({ webhook, url, mail, email }) => (
    <Page title={e.editor} lead={e.lead} family="governance" narrow trail={[{ label: t.label, href: '/assistance' }]}>
      <Form action="/assistance/editeur">
        <Checkbox name="webhook" label={e.webhook} hint={e.webhookHint} checked={webhook} />
        <TextField name="url" type="url" label={e.url} hint={e.urlHint} value={url} maxlength={500} literal />
        <PasswordField name="key" label={e.key} hint={e.keyHint} required={false} autocomplete="new-password" />
        <Checkbox name="mail" label={e.mail} checked={mail} />
        <TextField name="email" type="email" label={e.email} value={email} maxlength={200} literal />
        <Submit>{e.save}</Submit>
      </Form>
    </Page>
  ),
});

/** https, or http towards this very machine: what is sent is not read on the way. */
function isSafe(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, username } = new URL(url);
  return username === '' && (protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', '[::1]', 'localhost'].includes(hostname)));
}

const orNull = <S extends z.ZodType>(shape: S) =>
  z.preprocess((typed) => (typeof typed === 'string' && typed.trim() === '' ? null : typed), shape.nullable().default(null));

export const saveEditor = action('/assistance/editeur', {
  may,
  fresh: true,
  does: 'editor.changed',
  body: z.object({
    webhook: ticked,
    url: orNull(z.string().trim().max(500).refine(isSafe, e.badUrl)),
    key: orNull(z.string().min(32, e.shortKey).max(200, e.shortKey)),
    mail: ticked,
    email: orNull(z.email(e.badEmail).max(200)),
  }),
  redraw: editorPage,
  run: async ({ db, secret, body: { webhook, url, key, mail, email } }) => {
    const known = await db.selectFrom('support.editor').select('sealed').executeTakeFirst();
    const sealed = key ? seal(secret, sealedFor.use, sealedFor.owner, key) : (known?.sealed ?? null);
    if (webhook && !url) return refuse('url', e.needsUrl, { field: 'url' });
    if (webhook && !sealed) return refuse('key', e.needsKey, { field: 'key' });
    if (mail && !email) return refuse('email', e.needsEmail, { field: 'email' });
    const row = { webhook, url, sealed, mail, email };
    await db
      .insertInto('support.editor')
      .values(row)
      .onConflict((conflict) => conflict.column('one').doUpdateSet(row))
      .execute();
    return { see: '/assistance/editeur', say: e.saved, note: { details: { webhook, mail } } };
  },
});

export const Relay = z.object({
  id: z.string(),
  channel: z.enum(['webhook', 'mail']),
  sentAt: z.date().nullable(),
  tries: z.number(),
  fault: z.string().nullable(),
});
export type Relay = z.infer<typeof Relay>;

export const relaysOf = async (db: Reader<Tables>, ticketId: string): Promise<Relay[]> => {
  const { rows } = await sql<Relay>`
    select r.id, r.channel, coalesce(r.sent_at, m.sent_at) as "sentAt", r.tries, r.fault from support.relays r
    left join kernel.mails m on m.key = 'support relay ' || r.id
    where r.ticket_id = ${ticketId} order by r.queued_at, r.id`.execute(db);
  return rows;
};
