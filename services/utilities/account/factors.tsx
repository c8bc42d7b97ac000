import { hidden, type Me, type Outcome, refuse, routesFor, uuid, type Writer, z } from '#kernel';
import { keepAuthenticator, keepPasskey, offeredKey, passkeysOf, readMade, renewSession } from '#kernel/identity';
import { worksHere } from '#kernel/perimeter';
import { Card, CardList, Confirm, Notice, Page, Time } from '#kernel/ui';
import { AddApplication, AddPasskey, addTo, offers } from './factor-forms.tsx';
import { w } from './security-texts.ts';
import { slowed } from './slowed.ts';
import { t } from './texts.ts';

const { page, action } = routesFor();

/** Adults only. Whoever has not shown the factor they have adds no other one: a password alone would be enough otherwise. */
const mayAdd = ({ me }: { me: Me }): boolean => !me.functions.some(({ kind }) => kind === 'pupil') && me.secondFactorDue !== 'show';

const Factor = z.object({ id: z.string(), name: z.string(), addedAt: z.date(), usedAt: z.date().nullable() });

/** My passkeys and my application: seen, added and taken away only after a fresh proof. */
export const factors = page('/compte/securite', {
  fresh: true,
  may: mayAdd,
  answer: z.object({
    works: z.boolean(),
    passkeys: z.array(Factor),
    application: z.date().nullable(),
    offers: z.object({ add: z.unknown(), key: z.string(), picture: z.string() }),
  }),
  load: async ({ db, me, ...house }) => {
    const application = await db
      .selectFrom('kernel.authenticators')
      .select('added_at')
      .where('account_id', '=', me.accountId)
      .executeTakeFirst();
    const passkeys = await passkeysOf(db, me.accountId);
    return {
      works: worksHere(me),
      passkeys: passkeys.map(({ id, name, added_at, used_at }) => ({ id, name, addedAt: added_at, usedAt: used_at })),
      application: application?.added_at ?? null,
      offers: await offers(db, me, house),
    };
  },
  view: ({ works, passkeys, application, offers: { add, key, picture } }) => {
    const last = works && passkeys.length + (application ? 1 : 0) === 1;
    return (
      <Page
        title={w.security}
        lead={works ? w.securityLeadStaff : w.securityLead}
        family="utilities"
        narrow
        trail={[{ label: w.myAccount, href: '/compte' }]}
      >
        <section aria-labelledby="cles">
          <h2 id="cles">{w.passkeys}</h2>
          <p>{w.passkeyWhat}</p>
          {passkeys.length > 0 && (
            <CardList label={w.passkeys}>
              {passkeys.map(({ id, name, addedAt, usedAt }) => (
                <Card
                  key={id}
                  level={3}
                  title={name}
                  footer={
                    last ? (
                      <p class="hint">{w.lastFactor}</p>
                    ) : (
                      <Confirm
                        action={`/compte/cles/${id}/retrait`}
                        label={w.removePasskey({ name })}
                        sentence={w.removePasskeySentence}
                        confirm={w.removeConfirm}
                      />
                    )
                  }
                >
                  <p class="meta">
                    <span>
                      {w.addedOn} <Time at={addedAt} form="day" />
                    </span>
                    {usedAt && (
                      <span>
                        {t.seen} <Time at={usedAt} />
                      </span>
                    )}
                  </p>
                </Card>
              ))}
            </CardList>
          )}
          <AddPasskey add={add} name={w.passkeyDefault} />
        </section>
        {works && (
          <section aria-labelledby="application">
            <h2 id="application">{w.application}</h2>
            {application ? (
              <>
                <p>
                  {w.applicationOn} <Time at={application} form="day" />
                </p>
                {last ? (
                  <p class="hint">{w.lastFactor}</p>
                ) : (
                  <Confirm
                    action="/compte/application/retrait"
                    label={w.removeApplication}
                    sentence={w.removeApplicationSentence}
                    confirm={w.removeConfirm}
                  />
                )}
                <Notice>
                  <p>{w.replaceApplication}</p>
                </Notice>
              </>
            ) : (
              <p>{w.applicationWhat}</p>
            )}
            <AddApplication keyText={key} picture={picture} />
          </section>
        )}
      </Page>
    );
  },
});

/** A factor was added: it is shown by that very gesture, so the session goes on under another token; the person is told. */
async function added(db: Writer, me: Me, now: Date, how: string): Promise<Outcome> {
  const session = await renewSession(db, me.sessionId, { now, secondFactor: true });
  if (!session) return hidden;
  const see = me.secondFactorDue ? '/' : '/compte/securite';
  return { see, session, device: me.accountId, say: w.factorAdded, note: { details: { how } } };
}

export const addPasskey = action('/compte/cles', {
  beforeSecondFactor: true,
  fresh: true,
  may: mayAdd,
  does: 'second-factor.added',
  body: z.object({
    name: z.string(w.giveName).trim().min(1, w.giveName).max(60, w.giveName),
    answer: z.string(w.noAnswer).min(2, w.noAnswer).max(20_000),
  }),
  redraw: factors,
  prepare: async ({ me, body: { answer }, secret, now, origin }) =>
    (await readMade(answer, { origin, secret, to: addTo(me), now })) ?? refuse('wrong', w.wrongPasskey),
  run: async ({ db, me, now, emit, body: { name }, prepared }) => {
    if (!(await keepPasskey(db, { accountId: me.accountId, name, made: prepared, now }))) return refuse('wrong', w.wrongPasskey);
    await emit('factors', { to: { people: [me.personId] }, payload: {}, urgent: true });
    return added(db, me, now, 'passkey');
  },
});

export const addApplication = action('/compte/application', {
  beforeSecondFactor: true,
  fresh: true,
  may: mayAdd,
  does: 'second-factor.added',
  body: z.object({ code: z.string(w.giveCode).trim().min(1, w.giveCode).max(40, w.giveCode) }),
  redraw: factors,
  prepare: async ({ aside, me: { accountId }, caller }) => slowed(aside, { purpose: 'totp', subject: accountId, accountId }, caller),
  run: async ({ db, me, now, emit, body: { code }, secret }) => {
    const { accountId, sessionId } = me;
    const key = await offeredKey(db, { accountId, sessionId, secret });
    if (!(await keepAuthenticator(db, { accountId, key, code, secret, now }))) return refuse('wrong', w.wrongTotp, { field: 'code' });
    await emit('factors', { to: { people: [me.personId] }, payload: {}, urgent: true });
    return added(db, me, now, 'application');
  },
});

/** Whoever works here keeps one factor at least: two tabs that each take one away wait for each other. */
async function mayTakeOneAway(db: Writer, me: Me): Promise<boolean> {
  await db.selectFrom('kernel.accounts').select('id').where('id', '=', me.accountId).forUpdate().execute();
  const passkeys = await passkeysOf(db, me.accountId);
  const application = await db.selectFrom('kernel.authenticators').select('account_id').where('account_id', '=', me.accountId).execute();
  return !worksHere(me) || passkeys.length + application.length > 1;
}

export const removePasskey = action('/compte/cles/:passkeyId/retrait', {
  params: z.object({ passkeyId: uuid }),
  fresh: true,
  may: mayAdd,
  does: 'second-factor.removed',
  body: z.object({}),
  run: async ({ db, me, emit, params: { passkeyId } }) => {
    const mine = await passkeysOf(db, me.accountId);
    if (!mine.some(({ id }) => id === passkeyId)) return hidden;
    if (!(await mayTakeOneAway(db, me))) return refuse('last', w.lastFactor, { status: 409 });
    const gone = await db
      .deleteFrom('kernel.passkeys')
      .where('id', '=', passkeyId)
      .where('account_id', '=', me.accountId)
      .executeTakeFirst();
    if (gone.numDeletedRows === 0n) return hidden;
    await emit('factors', { to: { people: [me.personId] }, payload: {}, urgent: true });
    return { see: '/compte/securite', say: w.factorRemoved, note: { details: { how: 'passkey' } } };
  },
});

export const removeApplication = action('/compte/application/retrait', {
  fresh: true,
  may: mayAdd,
  does: 'second-factor.removed',
  body: z.object({}),
  run: async ({ db, me, emit }) => {
    if (!(await mayTakeOneAway(db, me))) return refuse('last', w.lastFactor, { status: 409 });
    await db.deleteFrom('kernel.authenticators').where('account_id', '=', me.accountId).execute();
    await emit('factors', { to: { people: [me.personId] }, payload: {}, urgent: true });
    return { see: '/compte/securite', say: w.factorRemoved, note: { details: { how: 'application' } } };
  },
});
