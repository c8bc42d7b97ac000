import type { Reader } from '#kernel/db';
import { workKinds } from '#kernel/perimeter';
import type { From } from './sign-in.ts';

/** What is still asked of somebody whose password was right. */
export type NextStep =
  /** Nothing more, or what the doors ask of those who work here at each session. */
  { step: 'in'; knew: boolean } | { step: 'mail-code'; email: string };

export type Holder = { works: boolean; pupil: boolean; knownDevice: boolean; email: string | null };

/**
 * Who needs what to come in (decision 0007; ASVS 6.3.3).
 * - Those who work here see many children: the doors ask for a second factor in each session, on any device.
 * - Pupils: never more than their own way in; their rights are small, and a child has neither telephone nor mail.
 * - Parents: on a browser that signed in before, the password; on a new one, also a code sent by mail.
 * - Parents without a mail: the password. They would be locked out otherwise, and the school's sheet always serves.
 */
export function nextStep({ works, pupil, knownDevice, email }: Holder): NextStep {
  if (works || pupil || knownDevice || !email) return { step: 'in', knew: knownDevice };
  return { step: 'mail-code', email };
}

/** What `nextStep` needs to know, for this account on this device. */
export async function holderOf(db: Reader, accountId: string, from: From): Promise<Holder> {
  const account = await db
    .selectFrom('kernel.accounts as account')
    .leftJoin('kernel.contacts as contact', 'contact.person_id', 'account.person_id')
    .select(['account.person_id', 'account.devices_known_since', 'contact.email'])
    .where('account.id', '=', accountId)
    .executeTakeFirstOrThrow();
  const hats = await db.selectFrom('kernel.functions_today').select('kind').where('person_id', '=', account.person_id).execute();
  const device = from.knownDevices.find((known) => known.accountId === accountId);
  return {
    works: hats.some(({ kind }) => kind !== 'pupil' && workKinds.includes(kind)),
    pupil: hats.some(({ kind }) => kind === 'pupil'),
    knownDevice: device !== undefined && device.since >= account.devices_known_since,
    email: account.email?.includes('@') ? account.email : null,
  };
}
