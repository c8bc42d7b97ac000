const KEYS = 'ABCDEFGHJKLMNPRSTUVWXYZ';

/** Seven digits and their key: the number modulo 23 in an alphabet without I, O, Q (standards 9.1). `0312599` → `0312599G`. */
export const uaiOf = (digits: string): string => `${digits}${KEYS[Number(digits) % 23]}`;

/** Luhn's sum of a digit string, 0 modulo 10 when the last digit is the right key (SIREN, SIRET). */
function luhn(digits: string): number {
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits[digits.length - 1 - index]);
    const weighted = index % 2 === 1 ? digit * 2 : digit;
    sum += weighted > 9 ? weighted - 9 : weighted;
  }
  return sum % 10;
}

/** The first establishment of a commune: SIREN, then NIC 0001 and the key. `213102825` → `21310282500014`. */
export function siretOf(siren: string): string {
  const body = `${siren}0001`;
  return `${body}${(10 - luhn(`${body}0`)) % 10}`;
}

/**
 * INE in the RNIE shape, 9 digits and 2 letters (standards 9.2). Multiplying by a number prime with 10⁹ is a bijection:
 * two pupils of one academy never share their digits; the first letter tells the academies apart.
 */
export function ineOf(jointure: string, academyCode: string): string {
  const digits = String((Number(jointure) * 387420489) % 1_000_000_000).padStart(9, '0');
  const letters = 'ABCDEFGHJK';
  const first = academyCode === '16' ? letters[Number(jointure) % 5]! : letters[5 + (Number(jointure) % 5)]!;
  return `${digits}${first}${letters[Number(digits[4])]!}`;
}
