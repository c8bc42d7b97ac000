import { localPath, refuse, routesFor, z } from '#kernel';
import { checkMailCode, shownCode, useMailCode, waitingFor } from '#kernel/identity';
import { BarePage, Form, Submit } from '#kernel/ui';
import { CodeField } from './code-field.tsx';
import { comeIn } from './come-in.ts';
import { demonstrationKey } from './demonstration.ts';
import { Destination } from './destination.tsx';
import { w } from './security-texts.ts';

const { openPage, openAction } = routesFor();

const anybody = (): boolean => true;

/** The second step of a family on a new device. Says nothing of the address: whoever has the password learns no mail from it. */
export const mailCode = openPage('/connexion/code', {
  may: anybody,
  query: z.object({ vers: z.string().max(2000).optional().catch(undefined) }),
  answer: z.object({ to: z.string(), shown: z.string().nullable() }),
  load: async ({ db, query, caller, now, secret, demonstration }) => {
    const waiting = caller.waiting && (await waitingFor(db, { purpose: 'sign-in', bearer: caller.waiting, now }));
    if (!waiting) return { see: '/connexion' };
    const known = demonstration && (await demonstrationKey(db, waiting.accountId)) !== undefined;
    return { to: localPath(query.vers), shown: known ? shownCode(secret, waiting) : null };
  },
  view: ({ to, shown }) => (
    <BarePage title={w.mailCode} lead={w.mailCodeLead}>
      <Form action="/connexion/code">
        <CodeField label={w.mailCodeLabel} hint={w.mailCodeHint} shown={shown} />
        <Destination to={to} />
        <Submit>{w.confirmCode}</Submit>
      </Form>
      <p>{w.mailCodeLate}</p>
      <p>
        <a href="/connexion">{w.startAgain}</a>
      </p>
    </BarePage>
  ),
});

export const openByMailCode = openAction('/connexion/code', {
  may: anybody,
  does: 'session.opened',
  body: z.object({
    code: z.string(w.giveCode).trim().min(1, w.giveCode).max(40, w.giveCode),
    vers: z.string().max(2000).optional().catch(undefined),
  }),
  redraw: mailCode,
  prepare: async ({ aside, body: { code }, caller: { waiting = '' }, secret, now }) =>
    (await checkMailCode(aside, secret, { purpose: 'sign-in', bearer: waiting, code, now })) ??
    refuse('wrong', w.wrongCode, { field: 'code' }),
  run: async ({ body: { vers }, prepared, ...door }) => {
    if (!(await useMailCode(door.db, prepared, door.now))) return refuse('wrong', w.wrongCode, { field: 'code' });
    const { accountId, keep } = prepared;
    return { see: localPath(vers), ...(await comeIn(door, { accountId, keep, method: 'password-and-mail' })) };
  },
});
