import { availableParallelism } from 'node:os';
import { hash, verify } from '@node-rs/argon2';

/** OWASP Password Storage Cheat Sheet, argon2id: 19 MiB, two passes, one lane; about 12 ms. */
const argon2 = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** The sign-ins of 8:30 wait for each other rather than starve everybody else. */
const places = Math.max(1, availableParallelism() - 1);
const waiting: (() => void)[] = [];
let busy = 0;

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (busy < places) busy += 1;
  else await new Promise<void>((go) => waiting.push(go));
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    // The place is handed over, not given back: nobody slips in between.
    if (next) next();
    else busy -= 1;
  }
}

/** « é » has two spellings, and an Apple keyboard does not always write the one of the others: both are the same password. */
const spelt = (password: string): string => password.normalize('NFC');

export const hashPassword = (password: string): Promise<string> => inTurn(() => hash(spelt(password), argon2));

let decoy: Promise<string> | undefined;

/** True when `password` is the one hashed. With no hash, the same time is spent on a decoy: who exists cannot be told by the clock. */
export async function isPassword(passwordHash: string | null | undefined, password: string): Promise<boolean> {
  decoy ??= hashPassword('nobody has this password');
  const right = await inTurn(async () => verify(passwordHash ?? (await decoy) ?? '', spelt(password)));
  return right && Boolean(passwordHash);
}
