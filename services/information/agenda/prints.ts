import type { Print, PrintsAsk } from '#kernel';
import { t } from './texts.ts';

/** This month: mine, and the poster of each class. */
export const prints = async ({ classes }: PrintsAsk): Promise<Print[]> => [
  { label: t.printsMine, href: '/agenda/imprimer' },
  ...classes.map(({ id }) => ({ classId: id, label: t.printsPoster, href: `/agenda/imprimer?lieu=${id}` })),
];
