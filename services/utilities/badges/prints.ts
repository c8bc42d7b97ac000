import type { Print, PrintsAsk } from '#kernel';
import { t } from './texts.ts';

/** Printing a badge draws a new secret: it is asked for on the page of the class, never by a mere address. */
export const prints = async ({ classes }: PrintsAsk): Promise<Print[]> =>
  classes.map(({ id }) => ({ classId: id, label: t.printsBadges, href: `/badges/classes/${id}` }));
