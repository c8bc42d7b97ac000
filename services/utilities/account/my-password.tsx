import { refuse, routesFor, z } from '#kernel';
import { confirmPassword, hashPassword, passwordFault, setPassword } from '#kernel/identity';
import { signedIn } from '#kernel/perimeter';
import { faultSentence } from './activation.tsx';
import { mine } from './mine.tsx';
import { personalWords } from './personal-words.ts';
import { t } from './texts.ts';

const { action } = routesFor();

/** A new password ends every other session, and a sheet that was still lying about. */
export const changeMyPassword = action('/compte/mot-de-passe', {
  may: signedIn,
  does: 'password.changed',
  body: z.object({
    current: z.string(t.givePassword).min(1, t.givePassword).max(1000, t.wrongCurrent),
    password: z.string(t.givePassword).min(1, t.givePassword).max(1000, t.passwordLong),
  }),
  redraw: mine,
  prepare: async ({ aside, me, body: { current, password }, caller }) => {
    const known = await confirmPassword(aside, { accountId: me.accountId, password: current, from: caller });
    if ('failed' in known)
      return known.failed === 'slow'
        ? refuse('slow', t.slow(known), { status: 429, field: 'current' })
        : refuse('wrong', t.wrongCurrent, { field: 'current' });
    const fault = passwordFault(password, await personalWords(aside, me.accountId));
    return fault ? refuse(fault, faultSentence(fault), { field: 'password' }) : { passwordHash: await hashPassword(password) };
  },
  run: async ({ db, me, now, emit, prepared: { passwordHash } }) => {
    await setPassword(db, { accountId: me.accountId, passwordHash, now, keep: me.sessionId });
    await emit('password', { to: { people: [me.personId] }, payload: {} });
    return { see: '/compte', say: t.passwordChanged, device: me.accountId };
  },
});
