import { localPath, refuse, routesFor, ticked, z } from '#kernel';
import { audit } from '#kernel/audit';
import { endSessions, holderOf, newMailCode, newToken, nextStep, recognise } from '#kernel/identity';
import { queueMail } from '#kernel/mail';
import { BarePage, ButtonLink, Buttons, Checkbox, Form, InlineForm, Submit, TextField } from '#kernel/ui';
import { type OpenDoor, openDoors, whereToLeave } from '#services/utilities/federation';
import { comeIn } from './come-in.ts';
import { type DemonstrationAccount, listDemonstrationAccounts } from './demonstration.ts';
import { Destination } from './destination.tsx';
import { CurrentPassword } from './password-fields.tsx';
import { w } from './security-texts.ts';
import { tooManyCodes } from './slowed.ts';
import { t } from './texts.ts';

const { openPage, openAction } = routesFor();

const anybody = (): boolean => true;
const Known = z.object({ login: z.string(), password: z.string(), profile: z.string(), name: z.string(), school: z.string().nullable() });

export const signIn = openPage('/connexion', {
  may: anybody,
  query: z.object({ vers: z.string().max(2000).optional().catch(undefined) }),
  answer: z.object({
    to: z.string(),
    known: z.array(Known),
    doors: z.array(z.object({ name: z.enum(['educonnect', 'agents']), demonstration: z.boolean() })),
  }),
  load: async ({ me, db, query, demonstration }) => {
    const to = localPath(query.vers);
    if (me) return { see: to };
    return { to, known: demonstration ? await listDemonstrationAccounts(db) : [], doors: await openDoors(db) };
  },
  view: ({ to, known, doors }) => (
    <BarePage title={t.hello} lead={t.signInLead}>
      <Form action="/connexion">
        <TextField name="login" label={t.login} hint={t.loginHint} required literal autocomplete="username" maxlength={80} />
        <CurrentPassword />
        <Checkbox name="keep" label={t.keep} hint={t.keepHint} />
        <Destination to={to} />
        <Submit>{t.enter}</Submit>
      </Form>
      {doors.length > 0 && <Doors doors={doors} to={to} />}
      <p>
        <a href="/connexion/cle">{w.passkeySignIn}</a>
      </p>
      <p>
        <a href="/activation">{t.toActivation}</a>
      </p>
      <details class="fold">
        <summary>{t.forgotten}</summary>
        <p>{t.forgottenFamilies}</p>
        <p>{t.forgottenStaff}</p>
      </details>
      {known.length > 0 && <Demonstration known={known} to={to} />}
    </BarePage>
  ),
});

const Doors = ({ doors, to }: { doors: OpenDoor[]; to: string }) => (
  <Buttons>
    {doors.map(({ name, demonstration }) => (
      <ButtonLink key={name} href={`/federation/${name}${to === '/' ? '' : `?${new URLSearchParams({ vers: to })}`}`}>
        {demonstration ? t.demonstrationOf({ door: t[name] }) : t[name]}
      </ButtonLink>
    ))}
  </Buttons>
);

const Demonstration = ({ known, to }: { known: Omit<DemonstrationAccount, 'totpSecret'>[]; to: string }) => (
  <section aria-labelledby="demonstration">
    <h2 id="demonstration">{t.demonstration}</h2>
    <p>{t.demonstrationLead}</p>
    <ul class="known">
      {known.map(({ login, password, profile, name, school }) => (
        <li key={login}>
          <div>
            <strong>{profile}</strong> · {name}
            {school && <p class="meta">{school}</p>}
            <p>
              <code>{login}</code> · <code>{password}</code>
            </p>
          </div>
          <InlineForm
            action="/connexion"
            fields={{ login, password, ...(to === '/' ? {} : { vers: to }) }}
            label={t.enterAs({ name, profile })}
          >
            {t.enter}
          </InlineForm>
        </li>
      ))}
    </ul>
  </section>
);

export const openMySession = openAction('/connexion', {
  may: anybody,
  does: 'session.opened',
  body: z.object({
    login: z.string(t.giveLogin).trim().min(1, t.giveLogin).max(80, t.giveLogin),
    password: z.string(t.givePassword).min(1, t.givePassword).max(1000, t.givePassword),
    keep: ticked,
    vers: z.string().max(2000).optional().catch(undefined),
  }),
  redraw: signIn,
  prepare: async ({ aside, body: { login, password }, caller }) => {
    const known = await recognise(aside, { login, password, from: caller });
    if (!('failed' in known)) {
      const { accountId } = known;
      const next = nextStep(await holderOf(aside, accountId, caller));
      // Whoever has the password does not fill a mailbox.
      const wait = next.step === 'mail-code' && (await tooManyCodes(aside, accountId, caller));
      return wait || { accountId, next };
    }
    if (known.failed === 'slow') return refuse('slow', t.slow(known), { status: 429 });
    if (known.failed === 'limited') return refuse('limited', t.limited, { status: 403 });
    // ASVS 16.3.1. Never what was typed: people type their password in the wrong box.
    const details = known.accountId ? { accountId: known.accountId } : {};
    await aside.transaction().execute((db) => audit(db, { actorId: null, action: 'account.session.refused', details }));
    return refuse('wrong', t.wrong);
  },
  run: async ({ body: { keep, vers }, prepared: { accountId, next }, secret, ...door }) => {
    if (next.step === 'in') return { see: localPath(vers), ...(await comeIn(door, { accountId, keep, method: 'password' })) };
    const bearer = newToken();
    const code = await newMailCode(door.db, secret, { purpose: 'sign-in', accountId, bearer, keep, now: door.now });
    await queueMail(door.db, { to: next.email, subject: w.codeSubject, text: w.codeMail({ code }) });
    const destination = localPath(vers);
    const see = destination === '/' ? '/connexion/code' : `/connexion/code?vers=${encodeURIComponent(destination)}`;
    return { see, waiting: bearer, note: { details: { accountId, step: next.step } } };
  },
});

/** Works for whoever has no session any more, too: leaving is never refused. */
export const leave = openAction('/deconnexion', {
  may: anybody,
  does: 'session.ended',
  body: z.object({}),
  run: async ({ db, me, now, caller }) => {
    if (caller.classDevice) {
      if (me) await endSessions(db, me.accountId, { only: me.sessionId });
      return { see: '/classe', session: 'ended' };
    }
    const see = me ? await whereToLeave(db, me.sessionId, now) : '/connexion';
    if (me) await endSessions(db, me.accountId, { only: me.sessionId });
    return { see, session: 'ended', say: t.left };
  },
});
