import { z } from 'zod';
import { inPlainWords } from './plain-words.ts';
import { t } from './texts.ts';

/** Shapes of form fields. A browser only sends text, sends nothing for an empty box, and repeats a name for several values. */

z.config({ ...z.locales.fr(), customError: inPlainWords });

/** Several boxes of the same name: none, one or many become an array. */
export const many = <S extends z.ZodType>(item: S) =>
  z.preprocess((value) => (value === undefined || value === '' ? [] : Array.isArray(value) ? value : [value]), z.array(item));

/** A box that is ticked or not. */
export const ticked = z.preprocess((value) => value !== undefined && value !== '' && value !== 'false', z.boolean());

/** Text that may be left empty: then null. */
export const optionalText = (most: number) =>
  z
    .preprocess((value) => (typeof value === 'string' && value.trim() === '' ? null : value), z.string().trim().max(most).nullish())
    .transform((value) => value ?? null);

/** A calendar day that somebody alive may speak of. PostgreSQL counts its years from 1; z.iso.date() also takes a year 0. */
export const day = z.iso.date(t.notADay).refine((typed) => typed >= '1900' && typed < '2200', t.notADay);

/** A calendar day as a date field sends it, « 2026-11-24 », or null when empty. */
export const optionalDay = z.preprocess((value) => (value === '' || value === undefined ? null : value), day.nullable());

export const uuid = z.uuid();
