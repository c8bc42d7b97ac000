import { availableParallelism } from 'node:os';
import { hash, verify } from '@node-rs/argon2';
import { commonPasswords } from './common-passwords.ts';

/** OWASP Password Storage Cheat Sheet, argon2id: 19 MiB, two passes, one lane; about 12 ms. */
const argon2 = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** The sign-ins of 8:30 wait for each other rather than starve everybody else. */
const places = Math.max(1, availableParallelism() - 1);
const waiting: (() => void)[] = [];
let busy = 0;

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (busy >= places) await new Promise<void>((go) => waiting.push(go));
  busy += 1;
  try {
    return await work();
  } finally {
    busy -= 1;
    waiting.shift()?.();
  }
}

export const hashPassword = (password: string): Promise<string> => inTurn(() => hash(password, argon2));

let decoy: Promise<string> | undefined;

/** True when `password` is the one hashed. With no hash, the same time is spent on a decoy: who exists cannot be told by the clock. */
export async function isPassword(passwordHash: string | null | undefined, password: string): Promise<boolean> {
  decoy ??= hashPassword('nobody has this password');
  const right = await inTurn(async () => verify(passwordHash ?? (await decoy ?? ''), password));
  return right && Boolean(passwordHash);
}

export type PasswordFault = 'short' | 'long' | 'common' | 'personal';

const least = 12;
const most = 200;

/**
 * What is wrong with a new password, if anything: length and lists, no rule of composition
 * (CNIL, délibération 2022-100: 12 characters alone; NIST SP 800-63B § 3.1.1).
 * `personal`: words that anybody who knows the person would try.
 */
export function passwordFault(password: string, personal: string[]): PasswordFault | undefined {
  const symbols = [...password];
  if (symbols.length < least) return 'short';
  if (symbols.length > most) return 'long';
  const plain = password.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const bare = plain.replace(/[^a-z0-9]/g, '');
  if (isCommon(plain) || isCommon(bare) || new Set(plain).size < 5) return 'common';
  const rest = personal
    .map((word) => word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase())
    .filter((word) => word.length >= 3)
    .reduce((left, word) => left.replaceAll(word, ''), plain);
  return rest.replace(/[^a-z]/g, '').length + new Set(rest.replace(/[a-z]/g, '')).size / 2 < 4 ? 'personal' : undefined;
}

/** A common word, alone, repeated, or dressed with digits. */
const isCommon = (word: string): boolean => {
  if (commonPasswords.has(word)) return true;
  const stem = word.replace(/^[^a-z]+|[^a-z]+$/g, '');
  if (commonPasswords.has(stem)) return true;
  const half = /^(.+?)\1+$/.exec(word)?.[1];
  return half !== undefined && (half.length < 6 || commonPasswords.has(half));
};
