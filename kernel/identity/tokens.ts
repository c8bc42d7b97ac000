import { createHash, createHmac, randomBytes, randomInt } from 'node:crypto';

/** 256 bits that only the browser keeps. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/** What the database keeps of a token: a dump opens no session. */
export const tokenHash = (token: string): Buffer => createHash('sha256').update(token).digest();

/** No letter or digit that is mistaken for another on paper: i l o q u 0 1 2 are out. */
export const alphabet = 'abcdefghjkmnprstvwxyz3456789';
const codeLength = 12;

/** An activation code: 12 symbols of 28, 57 bits from the CSPRNG. Written in groups of four, « abcd-efgh-jkmn ». */
export const newCode = (): string => Array.from({ length: codeLength }, () => alphabet[randomInt(alphabet.length)]).join('');

export const writtenCode = (code: string): string => code.replace(/(.{4})(?=.)/g, '$1-');

/** A code as typed by somebody: capitals, spaces and dashes do not count. */
export const typedCode = (typed: string): string => typed.toLowerCase().replace(/[^a-z0-9]/g, '');

/** What the database keeps of a code: useless without the secret, which is not in the database. */
export const codeHmac = (secret: Buffer, accountId: string, code: string): Buffer =>
  createHmac('sha256', secret).update(`activation ${accountId} ${code}`).digest();
