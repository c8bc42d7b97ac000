import { hidden, localPath, type Me, type Outcome, refuse, routesFor, type Writer, z } from '#kernel';
import { endSessions, isRescueCode, optionsToShow, passkeysOf, renewSession, usePasskey, useRescue } from '#kernel/identity';
import { signedIn } from '#kernel/perimeter';
import { BarePage, Form, InlineForm, Submit, TextField } from '#kernel/ui';
import { CodeField } from './code-field.tsx';
import { shownTotp } from './demonstration.ts';
import { Destination } from './destination.tsx';
import { AddFirst, offers } from './factor-forms.tsx';
import { PasskeyButton } from './passkey-button.tsx';
import { noteRefusal, proveByApplication, readMyPasskey } from './proofs.ts';
import { w } from './security-texts.ts';
import { slowed } from './slowed.ts';
import { t } from './texts.ts';

const { page, action } = routesFor();

const to = (me: Me): string => `second factor ${me.sessionId}`;
const isDue = (me: Me): boolean => me.secondFactorDue === 'show';
const vers = z.string().max(2000).optional().catch(undefined);

const Offers = z.object({ add: z.unknown(), key: z.string(), picture: z.string() });

/** The door of those who work here: show a second factor, or enrol a first one. */
export const secondFactor = page('/connexion/second-facteur', {
  beforeSecondFactor: true,
  may: signedIn,
  query: z.object({ vers }),
  answer: z.object({
    to: z.string(),
    offers: Offers.nullable(),
    show: z.unknown(),
    hasPasskey: z.boolean(),
    hasApplication: z.boolean(),
    shown: z.string().nullable(),
  }),
  load: async ({ me, db, query, ...house }) => {
    const { secret, now, origin, demonstration } = house;
    const destination = localPath(query.vers);
    if (me.secondFactorDue === undefined) return { see: destination };
    if (me.secondFactorDue === 'enrol')
      return { to: '/', offers: await offers(db, me, house), show: null, hasPasskey: false, hasApplication: false, shown: null };
    const application = await db
      .selectFrom('kernel.authenticators')
      .select('account_id')
      .where('account_id', '=', me.accountId)
      .executeTakeFirst();
    return {
      to: destination,
      offers: null,
      show: await optionsToShow({ origin, secret, to: to(me), now }),
      hasPasskey: (await passkeysOf(db, me.accountId)).length > 0,
      hasApplication: application !== undefined,
      shown: demonstration ? await shownTotp(db, me.accountId, now) : null,
    };
  },
  view: ({ offers: enrol, ...show }) => (enrol ? <AddFirst {...enrol} /> : <ShowIt {...show} />),
});

type Show = { to: string; show: unknown; hasPasskey: boolean; hasApplication: boolean; shown: string | null };

const ShowIt = ({ to: destination, show, hasPasskey, hasApplication, shown }: Show) => (
  <BarePage title={w.secondFactor} lead={w.secondFactorLead}>
    {hasPasskey && (
      <Form action="/connexion/second-facteur/cle">
        <Destination to={destination} />
        <PasskeyButton show={show} label={w.usePasskey} />
      </Form>
    )}
    {hasApplication && (
      <Form action="/connexion/second-facteur/code">
        <CodeField label={w.totpLabel} hint={w.totpHint} shown={shown} />
        <Destination to={destination} />
        <Submit>{w.confirmCode}</Submit>
      </Form>
    )}
    <details class="fold">
      <summary>{w.lost}</summary>
      <p>{w.lostHow}</p>
      <Form action="/connexion/second-facteur/secours">
        <TextField name="rescue" label={w.rescueCode} hint={w.rescueCodeHint} required literal maxlength={40} size="m" />
        <Submit weight="plain">{w.useRescue}</Submit>
      </Form>
    </details>
    <InlineForm action="/deconnexion" weight="quiet">
      {t.notNow}
    </InlineForm>
  </BarePage>
);

/** The session goes on under another token, the second factor shown. */
async function passed(db: Writer, me: Me, now: Date, see: string, how: string): Promise<Outcome> {
  const session = await renewSession(db, me.sessionId, { now, secondFactor: true });
  return session ? { see, session, device: me.accountId, note: { details: { how } } } : hidden;
}

export const showCode = action('/connexion/second-facteur/code', {
  beforeSecondFactor: true,
  may: signedIn,
  does: 'second-factor.shown',
  body: z.object({ code: z.string(w.giveCode).trim().min(1, w.giveCode).max(40, w.giveCode), vers }),
  redraw: secondFactor,
  prepare: async ({ body: { code }, ...ask }) => (isDue(ask.me) ? proveByApplication(ask, code) : undefined),
  run: async ({ db, me, now, body }) =>
    isDue(me) ? passed(db, me, now, localPath(body.vers), 'application') : { see: localPath(body.vers) },
});

export const showPasskey = action('/connexion/second-facteur/cle', {
  beforeSecondFactor: true,
  may: signedIn,
  does: 'second-factor.shown',
  body: z.object({ answer: z.string(w.noAnswer).min(2, w.noAnswer).max(20_000), vers }),
  redraw: secondFactor,
  prepare: async ({ body: { answer }, ...ask }) => (isDue(ask.me) ? readMyPasskey(ask, answer, to(ask.me)) : undefined),
  run: async ({ db, me, now, body, prepared }) => {
    if (!prepared) return { see: localPath(body.vers) };
    return (await usePasskey(db, prepared, now)) ? passed(db, me, now, localPath(body.vers), 'passkey') : refuse('wrong', w.wrongPasskey);
  },
});

/** The code that two others gave back: what was lost is forgotten, other sessions end, and the next page enrols again. */
export const useRescueCode = action('/connexion/second-facteur/secours', {
  beforeSecondFactor: true,
  may: signedIn,
  does: 'second-factor.rescued',
  body: z.object({ rescue: z.string(w.giveCode).trim().min(1, w.giveCode).max(80, w.giveCode) }),
  redraw: secondFactor,
  prepare: async ({ aside, me, body: { rescue }, caller, secret, now }) => {
    if (!isDue(me)) return undefined;
    const { accountId } = me;
    const wait = await slowed(aside, { purpose: 'rescue', subject: accountId, accountId }, caller);
    if (wait) return wait;
    if (await isRescueCode(aside, { accountId, code: rescue, secret, now })) return undefined;
    await noteRefusal(aside, me, 'rescue');
    return refuse('wrong', w.wrongRescue, { field: 'rescue' });
  },
  run: async ({ db, me, now, emit }) => {
    if (!isDue(me)) return { see: '/' };
    if (!(await useRescue(db, me.accountId, now))) return refuse('wrong', w.wrongRescue, { field: 'rescue' });
    await endSessions(db, me.accountId, { except: me.sessionId });
    const session = await renewSession(db, me.sessionId, { now, secondFactor: false });
    await emit('factors', { to: { people: [me.personId] }, payload: {}, urgent: true });
    return session ? { see: '/connexion/second-facteur', session } : hidden;
  },
});
