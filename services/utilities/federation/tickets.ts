import { createHash, randomBytes } from 'node:crypto';

/** Ten minutes to sign in elsewhere and come back; what is kept of each token is its hash. */
export const tenMinutes = 10 * 60_000;

export const newTicket = (): string => randomBytes(32).toString('base64url');
export const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();
