import { language } from '#kernel/texts';

/** Art. 4: 45 € TTC a school and a year, whatever the day it was listed; an amount is a whole number of cents, always. */
export const usualUnitCents = 4500;

/** No pro rata: a school listed is a school counted. */
export const totalOf = ({ unitCents, schools }: { unitCents: number; schools: number }): number => unitCents * schools;

export const sumOf = (cents: readonly number[]): number => cents.reduce((sum, one) => sum + one, 0);

/** « 1 234,50 », written from the digits of the cents: no fraction is ever computed. */
export function amountText(cents: number): string {
  const digits = String(cents).padStart(3, '0');
  return `${new Intl.NumberFormat(language()).format(BigInt(digits.slice(0, -2)))},${digits.slice(-2)}`;
}

/** « 225,00 € » */
export const eurosText = (cents: number): string => `${amountText(cents)}\u00a0€`;

/** « 225,00 », for a spreadsheet: no space between thousands. */
export const plainAmount = (cents: number): string => {
  const digits = String(cents).padStart(3, '0');
  return `${digits.slice(0, -2)},${digits.slice(-2)}`;
};

/** « 180 », « 180,5 », « 1 180,50 € » → cents; nothing for what is no amount. */
export function centsIn(typed: string): number | undefined {
  const [, whole, fraction = ''] = /^(\d{1,7})(?:[.,](\d{1,2}))?$/.exec(typed.replace(/[\s€]/g, '')) ?? [];
  return whole === undefined ? undefined : Number(`${whole}${fraction.padEnd(2, '0')}`);
}
