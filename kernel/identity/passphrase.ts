import { randomInt } from 'node:crypto';
import { simpleWords } from './common-passwords.ts';

/** Four simple words drawn by the CSPRNG, « girafe tulipe velo nuage »: an example to follow, each time another one. */
export const passphrase = (): string => Array.from({ length: 4 }, () => simpleWords[randomInt(simpleWords.length)]).join(' ');
