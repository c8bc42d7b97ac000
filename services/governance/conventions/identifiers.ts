/** The numbers by which the State knows a public body, a commune and a school. */

const luhn = (digits: string): number =>
  [...digits].reverse().reduce((total, digit, at) => {
    const value = Number(digit) * (at % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0) % 10;

/** A SIREN whose establishments had no key left under Luhn: theirs only sum to a multiple of five. */
const laPoste = '356000000';

/** 14 digits without their spaces, or nothing when the key is wrong. */
export function siretIn(typed: string): string | undefined {
  const digits = typed.replace(/[\s.]/g, '');
  if (!/^\d{14}$/.test(digits)) return undefined;
  if (luhn(digits) === 0) return digits;
  const sum = [...digits].reduce((total, digit) => total + Number(digit), 0);
  return digits.startsWith(laPoste) && sum % 5 === 0 ? digits : undefined;
}

export const sirenOf = (siret: string): string => siret.slice(0, 9);

/** « 213 102 825 00014 » */
export const siretText = (siret: string): string => siret.replace(/^(\d{3})(\d{3})(\d{3})(\d{5})$/, '$1\u00a0$2\u00a0$3\u00a0$4');

const insee = /^(?!20)(?:(?:0[1-9]|[1-8]\d|9[0-5]|2[AB])\d{3}|97[1-8]\d{2}|98[4-9]\d{2})$/;
export const inseeIn = (typed: string): string | undefined => {
  const code = typed.replace(/\s/g, '').toUpperCase();
  return insee.test(code) ? code : undefined;
};

/**
 * Does this SIRET look like that commune's? Usually « 21 », the department, a zero, the number of the commune; not for one in sixty
 * (communes nouvelles, budgets of their own): a doubt to say, never a reason to refuse.
 */
export const looksLike = (siret: string, code: string): boolean => siret.startsWith(`21${code.slice(0, 2)}0${code.slice(2)}`);

/** « 0312599G » → « 31 », « 6200123X » → « 2A » */
export function departmentOf(uai: string): string {
  const code = uai.slice(0, 3);
  return code === '620' ? '2A' : code === '720' ? '2B' : code.startsWith('0') ? code.slice(1) : code;
}

/** « 031-213102825-20240529-DEL22024040-DE »: department, SIREN, day, the town's own number, kind of act. */
export const actesShape = /^(?:0\d\d|02[AB]|9[78]\d)-(\d{9})-(\d{4})(\d{2})(\d{2})-[A-Z0-9_]{1,15}-[A-Z]{2}$/;
