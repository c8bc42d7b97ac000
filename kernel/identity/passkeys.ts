import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { type Database, newId, type Reader, type Writer } from '#kernel/db';
import { type Challenge, isOurs, newChallenge, spend } from './challenges.ts';

/**
 * Passkeys (WebAuthn level 3). The device asks for a finger, a face or a PIN each time (user verification): one passkey is two
 * factors. `origin` is the public address of the ENT; a passkey made there answers to no other.
 */
export type Place = { origin: string };

const nameOfHouse = 'Préau';
/** EdDSA, ES256, RS256 (COSE): what telephones, computers and security keys sign with. */
const supportedAlgorithmIDs = [-8, -7, -257];
const hostOf = ({ origin }: Place): string => new URL(origin).hostname;

export type Passkey = { id: string; name: string; added_at: Date; used_at: Date | null };

export const passkeysOf = (db: Reader, accountId: string): Promise<Passkey[]> =>
  db
    .selectFrom('kernel.passkeys')
    .select(['id', 'name', 'added_at', 'used_at'])
    .where('account_id', '=', accountId)
    .orderBy('added_at')
    .execute();

/** What the browser needs to make a passkey; one that this account already has is not made twice. */
export async function optionsToAdd(
  db: Reader,
  { accountId, login, name, origin, ...challenge }: { accountId: string; login: string; name: string } & Place & Challenge,
) {
  const known = await db.selectFrom('kernel.passkeys').select('credential_id').where('account_id', '=', accountId).execute();
  return generateRegistrationOptions({
    rpName: nameOfHouse,
    rpID: hostOf({ origin }),
    userID: new Uint8Array(Buffer.from(accountId)),
    userName: login,
    userDisplayName: name,
    challenge: newChallenge(challenge),
    attestationType: 'none',
    supportedAlgorithmIDs,
    excludeCredentials: known.map(({ credential_id }) => ({ id: credential_id })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
}

/** What the browser needs to show a passkey: any of this house, chosen by the person on their device. */
export const optionsToShow = ({ origin, ...challenge }: Place & Challenge) =>
  generateAuthenticationOptions({ rpID: hostOf({ origin }), challenge: newChallenge(challenge), userVerification: 'required' });

type Signed = { challenge: string };
export type Made = Signed & { credential: { id: string; publicKey: Uint8Array; counter: number; transports: string[] } };
/** `frozen`: whoever holds the key is told so, as whoever knows the password is (RGPD, art. 18); it opens nothing. */
export type Shown = Signed & { passkeyId: string; accountId: string; counter: number; frozen: boolean };

/** What a browser made, verified; nothing when it is not what was asked, here, in time. */
export async function readMade(answer: string, { origin, ...challenge }: Place & Challenge): Promise<Made | undefined> {
  const response: RegistrationResponseJSON | undefined = parsed(answer);
  if (!response) return;
  const seen = { challenge: '' };
  const verified = await verifyRegistrationResponse({
    response,
    expectedChallenge: noting(seen, challenge),
    expectedOrigin: origin,
    expectedRPID: hostOf({ origin }),
    requireUserVerification: true,
    supportedAlgorithmIDs,
  }).catch(() => undefined);
  if (!verified?.verified) return;
  const { id, publicKey, counter, transports = [] } = verified.registrationInfo.credential;
  return { ...seen, credential: { id, publicKey, counter, transports } };
}

/** Whose passkey signed, verified; nothing when unknown, forged, late, or made for another place. */
export async function readShown(db: Database, answer: string, { origin, ...challenge }: Place & Challenge): Promise<Shown | undefined> {
  const response: AuthenticationResponseJSON | undefined = parsed(answer);
  if (!response) return;
  const known = await db
    .selectFrom('kernel.passkeys as passkey')
    .innerJoin('kernel.accounts as account', 'account.id', 'passkey.account_id')
    .innerJoin('kernel.people as person', 'person.id', 'account.person_id')
    .select(['passkey.id', 'passkey.account_id', 'passkey.credential_id', 'passkey.public_key', 'passkey.counter', 'person.limited_since'])
    .where('credential_id', '=', String(response.id))
    .where('account.blocked_at', 'is', null)
    .where('person.trashed_at', 'is', null)
    .executeTakeFirst();
  if (!known) return;
  const seen = { challenge: '' };
  const verified = await verifyAuthenticationResponse({
    response,
    expectedChallenge: noting(seen, challenge),
    expectedOrigin: origin,
    expectedRPID: hostOf({ origin }),
    requireUserVerification: true,
    credential: { id: known.credential_id, publicKey: new Uint8Array(known.public_key), counter: Number(known.counter) },
  }).catch(() => undefined);
  if (!verified?.verified) return;
  const { newCounter: counter } = verified.authenticationInfo;
  return { ...seen, passkeyId: known.id, accountId: known.account_id, counter, frozen: known.limited_since !== null };
}

const noting = (seen: Signed, challenge: Challenge) => (given: string) => {
  seen.challenge = given;
  return isOurs(given, challenge);
};

const parsed = <T>(answer: string): T | undefined => {
  try {
    const value: T = JSON.parse(answer);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
};

/** Adds a passkey that was made. False when its challenge has already served, or somebody has this passkey. */
export async function keepPasskey(
  db: Writer,
  { accountId, name, made: { challenge, credential }, now }: { accountId: string; name: string; made: Made; now: Date },
): Promise<boolean> {
  if (!(await spend(db, challenge, now))) return false;
  const kept = await db
    .insertInto('kernel.passkeys')
    .values({
      id: newId(now.getTime()),
      account_id: accountId,
      credential_id: credential.id,
      public_key: Buffer.from(credential.publicKey),
      counter: credential.counter,
      transports: credential.transports,
      name,
      added_at: now,
    })
    .onConflict((known) => known.column('credential_id').doNothing())
    .executeTakeFirst();
  return kept.numInsertedOrUpdatedRows === 1n;
}

/** Uses an answer up. False when it has served, or when the counter went back: somebody copied the key (WebAuthn § 6.1.1). */
export async function usePasskey(db: Writer, { challenge, passkeyId, counter }: Shown, now: Date): Promise<boolean> {
  if (!(await spend(db, challenge, now))) return false;
  const used = await db
    .updateTable('kernel.passkeys')
    .set({ counter, used_at: now })
    .where('id', '=', passkeyId)
    .where((is) => is.or([is('counter', '<', String(counter)), is.and([is('counter', '=', '0'), is.lit(counter === 0)])]))
    .executeTakeFirst();
  return used.numUpdatedRows === 1n;
}
