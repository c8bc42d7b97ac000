import type { Print, PrintsAsk } from '#kernel';
import { t } from './texts.ts';

/** What this service itself prints, for each class. */
export const prints = async ({ classes }: PrintsAsk): Promise<Print[]> =>
  classes.flatMap(({ id }) => [
    { classId: id, label: t.list, href: `/imprimer/${id}/liste` },
    { classId: id, label: t.emergency, href: `/imprimer/${id}/liste?avec=contacts` },
    { classId: id, label: t.labels, href: `/imprimer/${id}/etiquettes` },
    { classId: id, label: t.labelsThree, href: `/imprimer/${id}/etiquettes?ecriture=trois` },
  ]);
