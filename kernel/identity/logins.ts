/**
 * The stem of a login, « prenom.nom »: without accents, apostrophes of either kind, spaces or hyphens; each part cut at 30.
 * « Éloïse-Marie » « d’Étang » gives eloisemarie.detang. A name with no Latin letter gives « personne ».
 */
export const loginStem = (firstName: string, lastName: string): string => [firstName, lastName].map(part).join('.');

/** A login as somebody types it: capitals, accents and spaces do not count. */
export const typedLogin = (typed: string): string =>
  typed
    .normalize('NFD')
    .replace(/[\p{M}\s]/gu, '')
    .toLowerCase();

const ligatures: Record<string, string> = {
  œ: 'oe',
  Œ: 'oe',
  æ: 'ae',
  Æ: 'ae',
  ß: 'ss',
  ø: 'o',
  Ø: 'o',
  ł: 'l',
  Ł: 'l',
  đ: 'd',
  Đ: 'd',
  ı: 'i',
};

function part(name: string): string {
  const plain = name
    .replace(/[œŒæÆßøØłŁđĐı]/g, (letter) => ligatures[letter] ?? '')
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .slice(0, 30);
  return plain || 'personne';
}
