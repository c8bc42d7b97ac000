import { unescapeTwice } from './entities.ts';

/** One line of text as people write it: composed accents, single spaces, nothing around. Null when nothing is left. */
export function line(text: string | undefined, most = 200): string | null {
  if (!text) return null;
  const once = unescapeTwice(text);
  if (usual.test(once)) return once.slice(0, most);
  const plain = once
    .normalize('NFC')
    // PostgreSQL refuses U+0000; the other controls and the marks that turn writing around have no place in a name.
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is taken out
    .replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\s]+/g, ' ')
    .trim();
  return plain === '' ? null : plain.slice(0, most);
}

/** Most texts: words of ASCII and of composed Latin-1 letters, one space between two. Nothing to do. */
const usual = /^[!-~À-ÿ]+(?: [!-~À-ÿ]+)*$/;

export const name = (text: string | undefined): string | null => line(text, 100);

/** « 04/05/2018 » or « 2018-05-04 » as an ISO day; null when it is not a day of the calendar. */
export function day(text: string | undefined): string | null {
  const plain = text?.trim() ?? '';
  const [, d, m, y] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(plain) ?? [];
  const iso = y && m && d ? `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}` : plain;
  const [, year, month, dayOfMonth] = /^((?:19|20)\d\d)-(\d\d)-(\d\d)$/.exec(iso)?.map(Number) ?? [];
  if (!year || !month || !dayOfMonth) return null;
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const length = month === 2 && leap ? 29 : monthLengths[month - 1];
  return length !== undefined && dayOfMonth <= length ? iso : null;
}
const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

export function civility(text: string | undefined): 'M.' | 'Mme' | null {
  const plain = (text ?? '').trim().toLowerCase().replace('.', '');
  if (['m', 'mr', 'monsieur'].includes(plain)) return 'M.';
  return ['mme', 'mlle', 'madame', 'mademoiselle'].includes(plain) ? 'Mme' : null;
}

/** « 0612345678 », « +33 6 12 34 56 78 » → « 06 12 34 56 78 »; another country's number stays as it was written. */
export function phone(text: string | undefined): string | null {
  const plain = line(text, 30);
  if (!plain) return null;
  const digits = plain.replace(/[\s().-]/g, '').replace(/^(\+|00)33(\(0\))?0?/, '0');
  if (/^0[1-9]\d{8}$/.test(digits)) return digits.replace(/(\d\d)(?=\d)/g, '$1 ');
  return /\d/.test(plain) ? plain : null;
}

export function email(text: string | undefined): string | null {
  const plain = line(text, 254);
  return plain && /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/.test(plain) ? plain.toLowerCase() : null;
}

/** Lines joined by `$` in AAF, by a line break here. */
export function address(text: string | undefined): string | null {
  const lines = (text ?? '')
    .split('$')
    .map((one) => line(one))
    .filter((one) => one !== null);
  return lines.length === 0 ? null : lines.join('\n').slice(0, 500);
}

export const yes = (text: string | undefined): boolean => ['O', 'OUI', '1'].includes((text ?? '').trim().toUpperCase());

/** The `$` parts of a value, each one trimmed. */
export const parts = (text: string): string[] =>
  unescapeTwice(text)
    .split('$')
    .map((part) => part.trim());

const small = new Set(['de', 'du', 'des', 'la', 'le', 'les', 'et', 'sur', 'sous', 'en', 'aux', 'au', 'lès', 'lez', 'd', 'l']);

/** « SAINT-ORENS-DE-GAMEVILLE » → « Saint-Orens-de-Gameville ». A text that already has small letters is left alone. */
export function titled(text: string): string {
  if (text !== text.toLocaleUpperCase('fr')) return text;
  let first = true;
  return text.toLocaleLowerCase('fr').replace(/[\p{L}\d]+/gu, (word) => {
    const kept = !first && small.has(word);
    first = false;
    return kept ? word : word.slice(0, 1).toLocaleUpperCase('fr') + word.slice(1);
  });
}
