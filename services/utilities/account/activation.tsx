import { refuse, routesFor, ticked, z } from '#kernel';
import { activate, checkCode, hashPassword, type PasswordFault, passphrase, passwordFault } from '#kernel/identity';
import { BarePage, Checkbox, Form, Submit, TextField } from '#kernel/ui';
import { comeIn } from './come-in.ts';
import { NewPassword } from './password-fields.tsx';
import { personalWords } from './personal-words.ts';
import { t } from './texts.ts';

const { openPage, openAction } = routesFor();

const anybody = (): boolean => true;
const typed = z.string().max(80).optional().catch(undefined);

/** The paper sheet leads here: its QR code fills in the first two boxes. */
export const activation = openPage('/activation', {
  may: anybody,
  query: z.object({ identifiant: typed, code: typed }),
  answer: z.object({ login: z.string(), code: z.string(), example: z.string() }),
  load: async ({ query }) => ({ login: query.identifiant ?? '', code: query.code ?? '', example: passphrase() }),
  view: ({ login, code, example }) => (
    <BarePage title={t.activation} lead={t.activationLead}>
      <Form action="/activation">
        <TextField name="login" label={t.login} value={login} hint={t.loginHint} required literal autocomplete="username" maxlength={80} />
        <TextField name="code" label={t.code} value={code} hint={t.codeHint} required literal maxlength={80} size="m" />
        <NewPassword name="password" label={t.choosePassword} example={example} />
        <Checkbox name="keep" label={t.keep} hint={t.keepHint} />
        <Submit>{t.activate}</Submit>
      </Form>
      <p>
        <a href="/connexion">{t.toSignIn}</a>
      </p>
    </BarePage>
  ),
});

export const faultSentence = (fault: PasswordFault): string =>
  ({ short: t.passwordShort, long: t.passwordLong, common: t.passwordCommon, personal: t.passwordPersonal })[fault];

export const openMyAccount = openAction('/activation', {
  may: anybody,
  does: 'account.activated',
  body: z.object({
    login: z.string(t.giveLogin).trim().min(1, t.giveLogin).max(80, t.giveLogin),
    code: z.string(t.giveCode).trim().min(1, t.giveCode).max(80, t.giveCode),
    password: z.string(t.givePassword).min(1, t.givePassword).max(1000, t.passwordLong),
    keep: ticked,
  }),
  redraw: activation,
  prepare: async ({ aside, body: { login, code, password }, caller, secret, now }) => {
    const right = await checkCode(aside, { login, code, secret, from: caller, now });
    if ('failed' in right && right.failed === 'limited') return refuse('limited', t.limited, { status: 403 });
    if ('failed' in right) return right.failed === 'slow' ? refuse('slow', t.slow(right), { status: 429 }) : refuse('wrong', t.wrongCode);
    // After the code: only its holder learns what the ENT knows of them. The code is not used up.
    const fault = passwordFault(password, await personalWords(aside, right.accountId));
    if (fault) return refuse(fault, faultSentence(fault), { field: 'password' });
    return { ...right, passwordHash: await hashPassword(password) };
  },
  run: async ({ body: { keep }, prepared: { accountId, codeId, passwordHash }, ...door }) => {
    const { db, now } = door;
    if (!(await activate(db, { accountId, codeId, passwordHash, now }))) return refuse('wrong', t.wrongCode);
    return { see: '/', say: t.activated, ...(await comeIn(door, { accountId, keep, method: 'sheet' })) };
  },
});
