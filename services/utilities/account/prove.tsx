import { hidden, localPath, type Me, type Outcome, refuse, routesFor, type Writer, z } from '#kernel';
import { confirmPassword, optionsToShow, passkeysOf, renewSession, usePasskey } from '#kernel/identity';
import { signedIn, worksHere } from '#kernel/perimeter';
import { Form, Page, Submit } from '#kernel/ui';
import { CodeField } from './code-field.tsx';
import { shownTotp } from './demonstration.ts';
import { Destination } from './destination.tsx';
import { PasskeyButton } from './passkey-button.tsx';
import { CurrentPassword } from './password-fields.tsx';
import { proveByApplication, readMyPasskey } from './proofs.ts';
import { w } from './security-texts.ts';
import { t } from './texts.ts';

const { page, action } = routesFor();

const to = (me: Me): string => `prove ${me.sessionId}`;
const vers = z.string().max(2000).optional().catch(undefined);

/**
 * Before something that a stolen session must not change: who is there proves it again, for five minutes (ASVS 7.5.1). Those
 * who work here show their second factor; a family, its password or a passkey.
 */
export const prove = page('/compte/preuve', {
  may: signedIn,
  query: z.object({ vers }),
  answer: z.object({
    to: z.string(),
    show: z.unknown(),
    passkey: z.boolean(),
    application: z.boolean(),
    password: z.boolean(),
    shown: z.string().nullable(),
  }),
  load: async ({ db, me, query, secret, now, origin, demonstration }) => {
    const account = await db
      .selectFrom('kernel.accounts')
      .leftJoin('kernel.authenticators', 'account_id', 'id')
      .select(['password_hash', 'account_id'])
      .where('id', '=', me.accountId)
      .executeTakeFirstOrThrow();
    return {
      to: localPath(query.vers),
      show: await optionsToShow({ origin, secret, to: to(me), now }),
      passkey: (await passkeysOf(db, me.accountId)).length > 0,
      application: account.account_id !== null,
      password: account.password_hash !== null && !worksHere(me),
      shown: demonstration ? await shownTotp(db, me.accountId, now) : null,
    };
  },
  view: ({ to: destination, show, passkey, application, password, shown }) => (
    <Page title={w.prove} lead={w.proveLead} family="utilities" narrow trail={[{ label: w.myAccount, href: '/compte' }]}>
      {passkey && (
        <Form action="/compte/preuve/cle">
          <Destination to={destination} />
          <PasskeyButton show={show} label={w.usePasskey} />
        </Form>
      )}
      {application && (
        <Form action="/compte/preuve/code">
          <CodeField label={w.totpLabel} hint={w.totpHint} shown={shown} />
          <Destination to={destination} />
          <Submit>{w.confirmCode}</Submit>
        </Form>
      )}
      {password && (
        <Form action="/compte/preuve/mot-de-passe">
          <CurrentPassword />
          <Destination to={destination} />
          <Submit>{w.confirmPassword}</Submit>
        </Form>
      )}
      {!passkey && !application && !password && <p>{w.proveBySigningIn}</p>}
    </Page>
  ),
});

async function proved(db: Writer, me: Me, now: Date, destination: string | undefined, how: string): Promise<Outcome> {
  const session = await renewSession(db, me.sessionId, { now, secondFactor: false });
  return session ? { see: localPath(destination), session, note: { details: { how } } } : hidden;
}

export const proveByPassword = action('/compte/preuve/mot-de-passe', {
  may: ({ me }) => !worksHere(me),
  does: 'identity.proved',
  body: z.object({ password: z.string(t.givePassword).min(1, t.givePassword).max(1000, t.wrongCurrent), vers }),
  redraw: prove,
  prepare: async ({ aside, me: { accountId }, body: { password }, caller }) => {
    const known = await confirmPassword(aside, { accountId, password, from: caller });
    if (!('failed' in known)) return undefined;
    return known.failed === 'slow'
      ? refuse('slow', t.slow(known), { status: 429 })
      : refuse('wrong', t.wrongCurrent, { field: 'password' });
  },
  run: async ({ db, me, now, body }) => proved(db, me, now, body.vers, 'password'),
});

export const proveByCode = action('/compte/preuve/code', {
  may: signedIn,
  does: 'identity.proved',
  body: z.object({ code: z.string(w.giveCode).trim().min(1, w.giveCode).max(40, w.giveCode), vers }),
  redraw: prove,
  prepare: async ({ body: { code }, ...ask }) => proveByApplication(ask, code),
  run: async ({ db, me, now, body }) => proved(db, me, now, body.vers, 'application'),
});

export const proveByPasskey = action('/compte/preuve/cle', {
  may: signedIn,
  does: 'identity.proved',
  body: z.object({ answer: z.string(w.noAnswer).min(2, w.noAnswer).max(20_000), vers }),
  redraw: prove,
  prepare: async ({ body: { answer }, ...ask }) => readMyPasskey(ask, answer, to(ask.me)),
  run: async ({ db, me, now, body, prepared }) =>
    (await usePasskey(db, prepared, now)) ? proved(db, me, now, body.vers, 'passkey') : refuse('wrong', w.wrongPasskey),
});
