import { type Me, type Reader, refuse, routesFor, sql, type Writer, z } from '#kernel';
import { checkCode, useCode } from '#kernel/identity';
import { queueMail } from '#kernel/mail';
import { merge } from '#kernel/people';
import { workKinds } from '#kernel/perimeter';
import { ButtonLink, Form, Hidden, Page, Submit, TextField } from '#kernel/ui';
import { openDoors, provedPeople, useProof } from '#services/utilities/federation';
import { isAdult } from './policy.ts';
import { sameAge, sheetsOf } from './sheets.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { page, action } = routesFor<Tables>();

/** « J’ai une autre fiche »: somebody signed in brings the proof that they are somebody else too. */
export const mine = page('/doublons/mienne', {
  may: isAdult,
  query: z.object({ billet: z.string().max(200).optional().catch(undefined) }),
  answer: z.object({ ticket: z.string().nullable(), proved: z.array(z.string()), educonnect: z.boolean() }),
  load: async ({ db, me, now, caller, query: { billet } }) => {
    const proved = billet ? await provedPeople(db, { ticket: billet, door: caller.door, me, now }) : [];
    return {
      ticket: billet ?? null,
      proved: (await sheetsOf(db, proved)).map(({ name, children }) => [name, ...children].join(' · ')),
      educonnect: (await openDoors(db)).some(({ name }) => name === 'educonnect'),
    };
  },
  view: ({ ticket, proved, educonnect }) => (
    <Page title={t.mine} lead={t.mineLead} family="utilities" narrow>
      {ticket && <Proved ticket={ticket} proved={proved} />}
      <p>{t.mineHow}</p>
      <Form action="/doublons/mienne">
        <TextField name="login" label={t.login} required literal maxlength={80} />
        <TextField name="code" label={t.code} required literal maxlength={80} size="m" />
        <Submit>{t.join}</Submit>
      </Form>
      {educonnect && !ticket && (
        <section aria-labelledby="educonnect">
          <h2 id="educonnect">{t.byEduconnect}</h2>
          <p>{t.byEduconnectLead}</p>
          <ButtonLink href="/federation/educonnect?lier">{t.byEduconnectButton}</ButtonLink>
        </section>
      )}
    </Page>
  ),
});

const Proved = ({ ticket, proved }: { ticket: string; proved: string[] }) =>
  proved.length === 0 ? (
    <p>{t.provedNone}</p>
  ) : (
    <>
      <p>{t.proved({ count: proved.length })}</p>
      <ul>
        {proved.map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
      <Form action="/doublons/mienne/educonnect">
        <Hidden name="billet" value={ticket} />
        <Submit>{t.join}</Submit>
      </Form>
    </>
  );

type Wrong = ReturnType<typeof refuse>;

/** Why this person may not become mine, whatever was proved. A sheet lets nobody round the second factor of an account that works. */
async function obstacle(db: Reader, me: Me, personId: string): Promise<Wrong | undefined> {
  if (personId === me.personId) return refuse('mine', t.alreadyMine, { field: 'login' });
  if (!(await sameAge(db, me.personId, personId))) return refuse('child', t.notSame, { field: 'login' });
  const { rows } = await sql`
    select from kernel.accounts a join kernel.functions_today f on f.person_id = a.person_id and f.kind = any (${workKinds}::text[])
    where a.person_id = ${personId} and a.activated_at is not null limit 1`.execute(db);
  return rows.length > 0 ? refuse('works', t.works, { status: 403 }) : undefined;
}

/** Whoever used this sheet until now is told at its own address: a paper that was stolen must not pass unseen. */
async function tellItsUser(db: Writer, personId: string): Promise<void> {
  const known = await db
    .selectFrom('kernel.accounts as account')
    .innerJoin('kernel.contacts as contact', 'contact.person_id', 'account.person_id')
    .select('contact.email')
    .where('account.person_id', '=', personId)
    .where('account.activated_at', 'is not', null)
    .executeTakeFirst();
  if (known?.email) await queueMail(db, { to: known.email, subject: t.joinedSubject, text: t.joinedMail });
}

/** With the code of the other sheet: used up, like an activation. */
export const mineByCode = action('/doublons/mienne', {
  may: isAdult,
  does: 'people.joined',
  body: z.object({
    login: z.string(t.giveLogin).trim().min(1, t.giveLogin).max(80, t.giveLogin),
    code: z.string(t.giveCode).trim().min(1, t.giveCode).max(80, t.giveCode),
  }),
  redraw: mine,
  prepare: async ({ aside, body: { login, code }, secret, caller, now }) => {
    const right = await checkCode(aside, { login, code, secret, from: caller, now });
    if ('failed' in right) return right.failed === 'slow' ? refuse('slow', t.slow(right), { status: 429 }) : refuse('wrong', t.wrongCode);
    return right;
  },
  run: async ({ db, me, now, prepared: { accountId, codeId }, emit }) => {
    const { person_id: mergedId } = await db
      .selectFrom('kernel.accounts')
      .select('person_id')
      .where('id', '=', accountId)
      .executeTakeFirstOrThrow();
    const wrong = await obstacle(db, me, mergedId);
    if (wrong) return wrong;
    if (!(await useCode(db, codeId, now))) return refuse('wrong', t.wrongCode);
    await tellItsUser(db, mergedId);
    const done = await merge(db, { survivorId: me.personId, mergedId, evidence: ['sheet-code'], by: me.personId, now });
    if (!done) return refuse('gone', t.gone, { status: 409 });
    await emit('merged', { to: { people: [me.personId] }, payload: {} });
    return { see: '/compte', say: t.mineJoined, note: { details: { mergeId: done.id, mergedId } } };
  },
});

/** With what ÉduConnect just proved, in this browser, for this account. */
export const mineByEduconnect = action('/doublons/mienne/educonnect', {
  may: isAdult,
  does: 'people.joined',
  body: z.object({ billet: z.string().max(200) }),
  redraw: mine,
  run: async ({ db, me, now, caller, body: { billet }, emit }) => {
    const proved = await useProof(db, { ticket: billet, door: caller.door, me, now });
    if (proved.length === 0) return refuse('none', t.provedNone, { status: 409 });
    const merges: string[] = [];
    for (const mergedId of proved) {
      const wrong = await obstacle(db, me, mergedId);
      if (wrong) return wrong;
      await tellItsUser(db, mergedId);
      const done = await merge(db, { survivorId: me.personId, mergedId, evidence: ['educonnect'], by: me.personId, now });
      if (done) merges.push(done.id);
    }
    await emit('merged', { to: { people: [me.personId] }, payload: {} });
    return { see: '/compte', say: t.mineJoined, note: { details: { merges, proved } } };
  },
});
