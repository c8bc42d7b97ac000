import { localPath, refuse, routesFor, ticked, z } from '#kernel';
import { optionsToShow, readShown, usePasskey } from '#kernel/identity';
import { BarePage, Checkbox, Form } from '#kernel/ui';
import { comeIn } from './come-in.ts';
import { Destination } from './destination.tsx';
import { PasskeyButton } from './passkey-button.tsx';
import { w } from './security-texts.ts';
import { t } from './texts.ts';

const { openPage, openAction } = routesFor();

const anybody = (): boolean => true;
const to = 'sign-in';

/** A passkey alone: the device knows whose it is, and asked for a finger, a face or a PIN. It counts as both factors. */
export const passkeySignIn = openPage('/connexion/cle', {
  may: anybody,
  query: z.object({ vers: z.string().max(2000).optional().catch(undefined) }),
  answer: z.object({ to: z.string(), show: z.unknown() }),
  load: async ({ me, query, secret, now, origin }) =>
    me ? { see: localPath(query.vers) } : { to: localPath(query.vers), show: await optionsToShow({ origin, secret, to, now }) },
  view: ({ to: destination, show }) => (
    <BarePage title={w.passkeySignIn} lead={w.passkeySignInLead}>
      <Form action="/connexion/cle">
        <Checkbox name="keep" label={t.keep} hint={t.keepHint} />
        <Destination to={destination} />
        <PasskeyButton show={show} label={w.usePasskey} />
      </Form>
      <p>
        <a href="/connexion">{w.toPassword}</a>
      </p>
    </BarePage>
  ),
});

export const openByPasskey = openAction('/connexion/cle', {
  may: anybody,
  does: 'session.opened',
  body: z.object({
    answer: z.string(w.noAnswer).min(2, w.noAnswer).max(20_000),
    keep: ticked,
    vers: z.string().max(2000).optional().catch(undefined),
  }),
  redraw: passkeySignIn,
  // Not counted: a signature cannot be guessed, and a whole school signs in from one line.
  prepare: async ({ aside, body: { answer }, secret, now, origin }) => {
    const shown = await readShown(aside, answer, { origin, secret, to, now });
    if (shown?.frozen) return refuse('limited', t.limited, { status: 403 });
    return shown ?? refuse('wrong', w.wrongPasskey);
  },
  run: async ({ body: { keep, vers }, prepared, ...door }) => {
    if (!(await usePasskey(door.db, prepared, door.now))) return refuse('wrong', w.wrongPasskey);
    const guest = { accountId: prepared.accountId, keep, method: 'passkey' as const, secondFactor: true };
    return { see: localPath(vers), ...(await comeIn(door, guest)) };
  },
});
