import { shortDayText } from '#kernel/ui';
import type { ImportState } from './tables.ts';
import { fieldText, t } from './texts.ts';

/** « Complet du 01/09/2026 » */
export const titleOf = ({ kind, day }: { kind: 'complet' | 'delta' | 'onde'; day: string }): string => t[kind]({ day: shortDayText(day) });

export const stateStatus = {
  reading: 'waiting',
  refused: 'refused',
  review: 'missing',
  applying: 'waiting',
  applied: 'done',
  cancelled: 'refused',
  undoing: 'waiting',
  undone: 'refused',
} as const satisfies Record<ImportState, string>;

const isField = (name: string): name is keyof typeof fieldText => name in fieldText;
/** The French name of a column. */
export const fieldName = (name: string): string => (isField(name) ? fieldText[name] : name);
