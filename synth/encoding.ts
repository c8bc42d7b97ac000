/** The eight places where ISO-8859-15 leaves ISO-8859-1. */
const latin9 = new Map([
  ['€', '\u00a4'],
  ['Š', '\u00a6'],
  ['š', '\u00a8'],
  ['Ž', '\u00b4'],
  ['ž', '\u00b8'],
  ['Œ', '\u00bc'],
  ['œ', '\u00bd'],
  ['Ÿ', '\u00be'],
]);
const latin9Taken = new Set(latin9.values());

/** Windows-1252 is ISO-8859-1 but for 0x80–0x9F; these are the characters French school files use there. */
const windows1252 = new Map([
  ['€', '\u0080'],
  ['Š', '\u008a'],
  ['Œ', '\u008c'],
  ['Ž', '\u008e'],
  ['‘', '\u0091'],
  ['’', '\u0092'],
  ['“', '\u0093'],
  ['”', '\u0094'],
  ['–', '\u0096'],
  ['—', '\u0097'],
  ['š', '\u009a'],
  ['œ', '\u009c'],
  ['ž', '\u009e'],
  ['Ÿ', '\u009f'],
]);

const unusual = /[¤¦¨´¸¼-¾]|[^\t\n\r -ÿ]/gu;

/** XML bytes in ISO-8859-15; a character it lacks (’ above all) becomes a character reference, which loses nothing. */
export function latin9Xml(text: string): Buffer {
  const written = text.replace(unusual, (character) => {
    const place = latin9.get(character);
    if (place) return place;
    return latin9Taken.has(character) || character > '\u00ff' ? `&#${character.codePointAt(0)};` : character;
  });
  return Buffer.from(written, 'latin1');
}

/** CSV bytes in windows-1252, `?` for what it lacks. */
export function windows1252Csv(text: string): Buffer {
  return Buffer.from(
    text.replace(/[^\t\n\r -~\u00a0-ÿ]/gu, (character) => windows1252.get(character) ?? '?'),
    'latin1',
  );
}
