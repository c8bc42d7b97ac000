import type { ComponentChildren } from 'preact';
import { hidden, refuse, routesFor, sql, uuid, z } from '#kernel';
import { docShape, Rich } from '#kernel/rich-text';
import { Button, Buttons, Byline, Card, CardList, Confirm, EmptyState, Form, InlineForm, Page, TextField } from '#kernel/ui';
import { line } from './draft-fields.ts';
import { classesRelayed, relays, relaysIt } from './policy.ts';
import { release } from './send.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { page, action } = routesFor<Tables>();

const shape = z.object({
  id: z.uuid(),
  subject: z.string(),
  body: docShape,
  sender: z.string(),
  to: z.array(z.string()),
  at: z.date(),
  held: z.boolean(),
  className: z.string(),
});

/** What the pupils of my classes write to each other: to read before it arrives, then the last thirty days. */
export const relayPage = page('/messagerie/a-relire', {
  may: relays,
  answer: z.object({ messages: z.array(shape) }),
  load: async ({ me, db, now }) => {
    const { rows } = await sql<z.infer<typeof shape>>`
      select m.id, m.subject, m.body, concat_ws(' ', p.first_name, p.last_name) as sender, m.sent_at as at, m.state = 'held' as held,
        class.name as "className", array(select concat_ws(' ', q.first_name, q.last_name) from messaging.recipients r
          join kernel.people q on q.id = r.person_id where r.message_id = m.id and r.field <> 'from' order by q.last_name, q.id) as to
      from messaging.messages m
      join kernel.people p on p.id = m.sender_id
      join kernel.places class on class.id = m.class_id
      where m.class_id = any (${classesRelayed(me)}::uuid[])
        and ((m.state = 'held' and m.held_for = 'class') or (m.state = 'sent' and m.sent_at > ${now}::timestamptz - interval '30 days'))
      order by m.state = 'held' desc, m.sent_at desc limit 100`.execute(db);
    return { messages: rows };
  },
  view: ({ messages }) => {
    const waiting = messages.filter(({ held }) => held);
    const arrived = messages.filter(({ held }) => !held);
    return (
      <Page title={t.relay} family="communication" narrow lead={t.relayLead} trail={[{ label: t.messages, href: '/messagerie' }]}>
        {waiting.length === 0 ? (
          <EmptyState drawing="boat" sentence={t.relayEmpty} />
        ) : (
          <CardList label={t.relayWaiting}>
            {waiting.map((message) => (
              <One key={message.id} message={message}>
                <InlineForm
                  action={`/messagerie/a-relire/${message.id}/accord`}
                  weight="main"
                  picture="check"
                  label={t.approveThis({ sender: message.sender })}
                >
                  {t.approve}
                </InlineForm>
                <Form action={`/messagerie/a-relire/${message.id}/retour`}>
                  <TextField name="word" label={t.returnWord} hint={t.returnHint} required maxlength={200} />
                  <Buttons>
                    <Button picture="back">{t.giveBack}</Button>
                  </Buttons>
                </Form>
              </One>
            ))}
          </CardList>
        )}
        {arrived.length > 0 && (
          <>
            <h2>{t.relayArrived}</h2>
            <CardList label={t.relayArrived}>
              {arrived.map((message) => (
                <One key={message.id} message={message}>
                  <Confirm
                    action={`/messagerie/a-relire/${message.id}/retrait`}
                    label={t.takeBack}
                    sentence={t.takeBackSure}
                    confirm={t.takeBackYes}
                  />
                </One>
              ))}
            </CardList>
          </>
        )}
      </Page>
    );
  },
});

const One = ({ message, children }: { message: z.infer<typeof shape>; children: ComponentChildren }) => (
  <Card
    level={3}
    title={message.subject || t.untitled}
    meta={
      <>
        <Byline who={message.sender} at={message.at} /> <span>{t.saidIn({ field: 'to', labels: message.to })}</span>{' '}
        <span>{message.className}</span>
      </>
    }
  >
    <Rich doc={message.body} />
    {children}
  </Card>
);

const params = z.object({ relayId: uuid });

export const approve = action('/messagerie/a-relire/:relayId/accord', {
  params,
  may: relaysIt,
  does: 'message.approved',
  body: z.object({}),
  run: async ({ params, db, now }) =>
    (await release(db, { messageId: params.relayId, heldFor: 'class', now }))
      ? { see: '/messagerie/a-relire', say: t.approved, note: { details: { message: params.relayId } } }
      : hidden,
});

/** With a word that the child reads on their draft. */
export const giveBack = action('/messagerie/a-relire/:relayId/retour', {
  params,
  may: relaysIt,
  does: 'message.returned',
  body: z.object({ word: line(200).pipe(z.string().min(1, { error: () => t.returnWordMissing })) }),
  redraw: relayPage,
  run: async ({ params, body, db, now }) => {
    const held = await db
      .updateTable('messaging.messages')
      .set({ state: 'draft', held_for: null, class_id: null, sent_at: null, returned_word: body.word, updated_at: now })
      .where('id', '=', params.relayId)
      .where('state', '=', 'held')
      .where('held_for', '=', 'class')
      .returning('id')
      .executeTakeFirst();
    if (!held) return refuse('gone', t.relayGone, { status: 409 });
    await db.deleteFrom('messaging.recipients').where('message_id', '=', params.relayId).where('field', '<>', 'from').execute();
    await db.updateTable('messaging.recipients').set({ arrives_at: null }).where('message_id', '=', params.relayId).execute();
    return { see: '/messagerie/a-relire', say: t.returned, note: { details: { message: params.relayId } } };
  },
});

/** What arrived among pupils and should not stay: they see that it was taken back. */
export const takeBack = action('/messagerie/a-relire/:relayId/retrait', {
  params,
  may: relaysIt,
  does: 'message.taken-back',
  body: z.object({}),
  run: async ({ params, db, now }) => {
    const taken = await db
      .updateTable('messaging.messages')
      .set({ state: 'recalled', recalled_at: now })
      .where('id', '=', params.relayId)
      .where('state', '=', 'sent')
      .returning('id')
      .executeTakeFirst();
    if (!taken) return refuse('gone', t.relayGone, { status: 409 });
    return { see: '/messagerie/a-relire', say: t.takenBack, note: { details: { message: params.relayId } } };
  },
});
