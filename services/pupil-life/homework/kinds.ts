import type { Level } from '#kernel/db';
import type { PictureName } from '#kernel/ui';
import type { Kind } from './tables.ts';

/** No written homework outside class in primary school (circulars of 29 December 1956 and 6 September 1994): hence these kinds. */
export const kinds = ['lesson', 'reading', 'preparation', 'material'] as const satisfies Kind[];

export const pictureOf: Record<Kind, PictureName> = { lesson: 'homework', reading: 'library', preparation: 'puzzle', material: 'bag' };

export const subjects = [
  'french',
  'reading-aloud',
  'poetry',
  'spelling',
  'maths',
  'world',
  'science',
  'history',
  'civics',
  'languages',
  'arts',
  'music',
  'sport',
  'class-life',
] as const;
export type Subject = (typeof subjects)[number];

/** Minutes an evening, all together: what teachers and circonscriptions commonly hold for reasonable. No text gives a number. */
const reasonable: Record<Level, number> = { TPS: 5, PS: 5, MS: 5, GS: 5, CP: 15, CE1: 15, CE2: 20, ULIS: 15, CM1: 30, CM2: 30 };

/** That of the youngest in the class. */
export const reasonableMinutes = (levels: readonly Level[]): number =>
  Math.min(...levels.map((level) => reasonable[level]), levels.length === 0 ? 20 : 120);
