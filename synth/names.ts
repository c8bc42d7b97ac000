import { boys, girls, men, women } from './first-names.ts';
import { lastNames, trickyLastNames } from './last-names.ts';
import type { Random } from './random.ts';

export type Sex = 'F' | 'M';

export const lastName = (random: Random): string => (random.chance(0.04) ? random.pick(trickyLastNames) : random.common(lastNames));
export const childName = (sex: Sex, random: Random): string => random.common(sex === 'F' ? girls : boys);
export const adultName = (sex: Sex, random: Random): string => random.common(sex === 'F' ? women : men);

/** Zero to two other given names, of an older generation for the children. */
export function otherNames(sex: Sex, random: Random, first: string): string[] {
  const count = random.pick([0, 0, 1, 1, 2]);
  const names = Array.from({ length: count }, () => random.common(sex === 'F' ? women : men));
  return [...new Set(names)].filter((name) => name !== first);
}

/** `Éloïse-Marie` + `D’ÉTANG` → `eloisemarie.detang` (standards 2.9). */
export function mailName(first: string, last: string): string {
  const plain = (text: string): string =>
    text
      .toLowerCase()
      .replaceAll('œ', 'oe')
      .replaceAll('æ', 'ae')
      .normalize('NFD')
      .replace(/[^a-z]/g, '');
  return `${plain(first)}.${plain(last)}`;
}

/** An ISO day of a year; months 1–12, days 1–28 so that every month will do. */
export function day(year: number, random: Random, fromMonth = 1): string {
  const month = random.int(fromMonth, 12);
  return `${year}-${String(month).padStart(2, '0')}-${String(random.int(1, 28)).padStart(2, '0')}`;
}
