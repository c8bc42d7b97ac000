import { t } from './texts.ts';

type Issue = { code: string; format?: unknown; origin?: unknown; maximum?: unknown; minimum?: unknown };

/** What is wrong with a field, where its shape does not say it itself: zod's own words speak of types to people who filled a form. */
export function inPlainWords({ code, format, origin, maximum, minimum }: Issue): string | undefined {
  if (code === 'invalid_value' || (code === 'invalid_format' && format === 'uuid')) return t.chooseAgain;
  if (code === 'invalid_format' && format === 'date') return t.notADay;
  if (code === 'invalid_type') return t.missing;
  if (code === 'too_big' && origin === 'string') return t.tooLong({ most: Number(maximum) });
  if (code === 'too_small' && origin === 'string') return t.missing;
  if (code === 'too_big' && origin === 'number') return t.atMost({ most: Number(maximum) });
  if (code === 'too_small' && origin === 'number') return t.atLeast({ least: Number(minimum) });
  return undefined;
}
