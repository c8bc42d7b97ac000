import { optionalText, refuse, routesFor, sql, type Writer, z } from '#kernel';
import { checkMailCode, newMailCode, useMailCode, waitingFor } from '#kernel/identity';
import { queueMail } from '#kernel/mail';
import { Form, Notice, Page, Submit, TextField } from '#kernel/ui';
import { CodeField } from './code-field.tsx';
import { adult } from './new-device.tsx';
import { w } from './security-texts.ts';
import { slowed } from './slowed.ts';

const { page, action } = routesFor();

/** Where I can be reached. A mail counts once its code came back; a telephone is for the school, and verified by nothing. */
export const myContacts = page('/compte/coordonnees', {
  fresh: true,
  may: adult,
  answer: z.object({ email: z.string().nullable(), phone: z.string().nullable(), waiting: z.string().nullable() }),
  load: async ({ db, me, now }) => {
    const contact = await db
      .selectFrom('kernel.contacts')
      .select(['email', 'phone_mobile'])
      .where('person_id', '=', me.personId)
      .executeTakeFirst();
    const waiting = await waitingFor(db, { purpose: 'address', bearer: me.sessionId, now });
    return { email: contact?.email ?? null, phone: contact?.phone_mobile ?? null, waiting: waiting?.email ?? null };
  },
  view: ({ email, phone, waiting }) => (
    <Page title={w.contacts} lead={w.contactsLead} family="utilities" narrow trail={[{ label: w.myAccount, href: '/compte' }]}>
      <section aria-labelledby="courriel">
        <h2 id="courriel">{w.email}</h2>
        <p>{email ? w.emailKnown({ email }) : w.emailNone}</p>
        {waiting && (
          <>
            <Notice>
              <p>{w.emailWaiting({ email: waiting })}</p>
            </Notice>
            <Form action="/compte/courriel/code">
              <CodeField label={w.mailCodeLabel} hint={w.mailCodeHint} />
              <Submit>{w.confirmCode}</Submit>
            </Form>
          </>
        )}
        <Form action="/compte/courriel">
          <TextField name="email" label={w.newEmail} type="email" autocomplete="email" required literal maxlength={200} />
          <Submit weight={waiting ? 'plain' : 'main'}>{w.sendCode}</Submit>
        </Form>
      </section>
      <section aria-labelledby="telephone">
        <h2 id="telephone">{w.phone}</h2>
        <p>{w.phoneWhat}</p>
        <Form action="/compte/telephone">
          <TextField
            name="phone"
            label={w.phoneLabel}
            hint={w.phoneHint}
            value={phone ?? ''}
            type="tel"
            autocomplete="tel"
            literal
            maxlength={30}
            size="m"
          />
          <Submit weight="plain">{w.savePhone}</Submit>
        </Form>
      </section>
    </Page>
  ),
});

export const askEmail = action('/compte/courriel', {
  fresh: true,
  may: adult,
  does: 'email.asked',
  body: z.object({ email: z.email(w.badEmail).max(200, w.badEmail) }),
  redraw: myContacts,
  prepare: async ({ aside, me: { accountId }, caller }) => slowed(aside, { purpose: 'mail-code', subject: accountId, accountId }, caller),
  run: async ({ db, me, now, secret, body: { email } }) => {
    const code = await newMailCode(db, secret, { purpose: 'address', accountId: me.accountId, bearer: me.sessionId, email, now });
    await queueMail(db, { to: email, subject: w.addressSubject, text: w.addressMail({ code }) });
    return { see: '/compte/coordonnees', say: w.codeSent };
  },
});

/** The new address answered: it counts from now on, imports leave it alone, and the address before is told. */
export const confirmEmail = action('/compte/courriel/code', {
  fresh: true,
  may: adult,
  does: 'email.changed',
  body: z.object({ code: z.string(w.giveCode).trim().min(1, w.giveCode).max(40, w.giveCode) }),
  redraw: myContacts,
  prepare: async ({ aside, me, body: { code }, secret, now }) =>
    (await checkMailCode(aside, secret, { purpose: 'address', bearer: me.sessionId, code, now })) ??
    refuse('wrong', w.wrongCode, { field: 'code' }),
  run: async ({ db, me, now, emit, prepared }) => {
    if (!prepared.email || prepared.accountId !== me.accountId || !(await useMailCode(db, prepared, now)))
      return refuse('wrong', w.wrongCode, { field: 'code' });
    const before = await db.selectFrom('kernel.contacts').select('email').where('person_id', '=', me.personId).executeTakeFirst();
    await write(db, me.personId, { email: prepared.email });
    if (before?.email && before.email !== prepared.email)
      await queueMail(db, { to: before.email, subject: w.changedSubject, text: w.changedMail });
    await emit('email', { to: { people: [me.personId] }, payload: {}, urgent: true });
    return { see: '/compte/coordonnees', say: w.emailChanged };
  },
});

export const savePhone = action('/compte/telephone', {
  fresh: true,
  may: adult,
  does: 'phone.changed',
  body: z.object({ phone: optionalText(30).refine((phone) => phone === null || /^\+?[\d .()-]{6,30}$/.test(phone), w.badPhone) }),
  redraw: myContacts,
  run: async ({ db, me, body: { phone } }) => {
    await write(db, me.personId, { phone_mobile: phone });
    return { see: '/compte/coordonnees', say: w.phoneSaved };
  },
});

/** Writes one's own contacts and marks them as one's own: an import of the academy's files leaves them alone. */
async function write(db: Writer, personId: string, change: { email: string } | { phone_mobile: string | null }): Promise<void> {
  const own = Object.keys(change);
  await db
    .insertInto('kernel.contacts')
    .values({ person_id: personId, ...change, own_fields: own })
    .onConflict((known) =>
      known.column('person_id').doUpdateSet({
        ...change,
        own_fields: sql<string[]>`(select array_agg(distinct field) from unnest(kernel.contacts.own_fields || ${own}::text[]) field)`,
      }),
    )
    .execute();
}
