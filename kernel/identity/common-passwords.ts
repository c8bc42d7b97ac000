import { readFileSync } from 'node:fs';

const listIn = (file: string): string[] =>
  readFileSync(new URL(file, import.meta.url), 'utf8')
    .replace(/^#.*$/gm, '')
    .split(/\s+/)
    .filter((word) => /^[a-z0-9]+$/.test(word));

/** Short French words without accents that a child can spell: what passphrases are drawn from. */
export const simpleWords: readonly string[] = [...new Set(listIn('./simple-words.txt'))];

/** Words that attackers try first, and any simple word, which alone is no secret either. No network is asked. */
export const commonWords: ReadonlySet<string> = new Set([...listIn('./common-passwords.txt'), ...simpleWords]);
