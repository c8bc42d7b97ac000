import { randomInt } from 'node:crypto';
import { simpleWords } from './common-passwords.ts';

/**
 * Five simple words drawn by the CSPRNG, « girafe tulipe velo nuage sable »: an example to follow, each time another one.
 * 53 bits; the CNIL asks for 50 where tries are slowed down (délibération 2022-100).
 */
export const passphrase = (): string => Array.from({ length: 5 }, () => simpleWords[randomInt(simpleWords.length)]).join(' ');
