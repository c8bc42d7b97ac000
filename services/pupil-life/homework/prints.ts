import type { Print, PrintsAsk } from '#kernel';
import { teaches } from '#kernel/perimeter';
import { parisDay } from '#kernel/ui';
import { t } from './texts.ts';
import { mondayOf } from './week.ts';

/** This week of each class: slips for the paper notebook, poster for the door, cahier-journal. */
export async function prints({ me, now, classes }: PrintsAsk): Promise<Print[]> {
  const week = mondayOf(parisDay(now));
  return classes.flatMap(({ id }) => [
    { classId: id, label: t.printsSlips, href: `/devoirs/${id}/semaine/${week}/papillons` },
    { classId: id, label: t.printsPoster, href: `/devoirs/${id}/semaine/${week}/affiche` },
    // The cahier-journal is its teacher's own.
    ...(teaches(me, id) ? [{ classId: id, label: t.printsDiary, href: `/devoirs/${id}/cahier-journal/${week}/imprimer` }] : []),
  ]);
}
