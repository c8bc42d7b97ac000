import { hidden, routesFor, uuid, z } from '#kernel';
import { endSessions, revokeCodes } from '#kernel/identity';
import { Confirm, Definition, Form, Notice, Page, Submit, Time } from '#kernel/ui';
import { hatsOf } from './hats.ts';
import { holder, stateOf } from './holders.ts';
import { mayBlock, mayHelp } from './policy.ts';
import { AccountState } from './state.tsx';
import { t } from './texts.ts';

const { page, action } = routesFor();
const One = z.object({ personId: uuid });

/** An account I look after: where it stands, a new sheet, and for a director the bolt. */
export const oneAccount = page('/comptes/personnes/:personId', {
  params: One,
  may: mayHelp,
  answer: z.object({
    id: z.string(),
    name: z.string(),
    login: z.string(),
    state: z.enum(['blocked', 'active', 'issued', 'none']),
    issuedAt: z.date().nullable(),
    hats: z.array(z.object({ kind: z.string(), place: z.string(), school: z.string().nullable() })),
    children: z.array(z.string()),
    mayBlock: z.boolean(),
  }),
  load: async ({ db, me, params }) => {
    const one = await holder(db, me, params.personId);
    if (!one) return hidden;
    return { ...one, state: stateOf(one), hats: await hatsOf(db, { personId: one.id }), mayBlock: await mayBlock({ me, db, params }) };
  },
  view: ({ id, name, login, state, issuedAt, hats, children, mayBlock: bolt }) => (
    <Page title={name} family="utilities" narrow trail={[{ label: t.label, href: '/comptes' }]}>
      <Definition
        entries={[
          { term: t.login, children: <code>{login}</code> },
          { term: t.state, children: <AccountState state={state} /> },
          ...hats.map(({ kind, place, school }) => ({ term: kind, children: [place, school].filter(Boolean).join(' · ') })),
          ...(children.length > 0 ? [{ term: t.parentOf, children: children.join(', ') }] : []),
          ...(issuedAt ? [{ term: t.sheetOn, children: <Time at={issuedAt} form="day" /> }] : []),
        ]}
      />
      {state !== 'blocked' && (
        <section aria-labelledby="fiche">
          <h2 id="fiche">{t.newSheet}</h2>
          <Notice kind="warning">
            <p>{state === 'active' ? t.newSheetActive : t.newSheetWarning}</p>
          </Notice>
          <Form action={`/comptes/personnes/${id}/fiche`} forFile>
            <Submit picture="print">{t.printOne}</Submit>
          </Form>
        </section>
      )}
      {bolt &&
        (state === 'blocked' ? (
          <Confirm
            action={`/comptes/personnes/${id}/deblocage`}
            label={t.unblock}
            sentence={t.unblockSentence({ name })}
            confirm={t.unblock}
          />
        ) : (
          <Confirm
            action={`/comptes/personnes/${id}/blocage`}
            label={t.block}
            sentence={t.blockSentence({ name })}
            confirm={t.blockConfirm}
          />
        ))}
    </Page>
  ),
});

/** Shuts an account at once: its sessions end. What the person wrote stays. */
export const block = action('/comptes/personnes/:personId/blocage', {
  params: One,
  may: mayBlock,
  does: 'account.blocked',
  body: z.object({}),
  run: async ({ db, now, params: { personId } }) => {
    const account = await db
      .updateTable('kernel.accounts')
      .set({ blocked_at: now })
      .where('person_id', '=', personId)
      .where('blocked_at', 'is', null)
      .returning('id')
      .executeTakeFirst();
    if (!account) return hidden;
    const sessions = await endSessions(db, account.id, {});
    await revokeCodes(db, [account.id], now);
    return { see: `/comptes/personnes/${personId}`, say: t.blocked, note: { details: { personId, sessions } } };
  },
});

export const unblock = action('/comptes/personnes/:personId/deblocage', {
  params: One,
  may: mayBlock,
  does: 'account.unblocked',
  body: z.object({}),
  run: async ({ db, params: { personId } }) => {
    await db.updateTable('kernel.accounts').set({ blocked_at: null }).where('person_id', '=', personId).execute();
    return { see: `/comptes/personnes/${personId}`, say: t.unblocked, note: { details: { personId } } };
  },
});
