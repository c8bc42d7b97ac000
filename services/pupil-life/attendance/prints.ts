import type { Print, PrintsAsk } from '#kernel';
import { directs, teaches } from '#kernel/perimeter';
import { t } from './texts.ts';

/** Who is here now: for the yard, when the alarm rings. */
export const prints = async ({ me, classes }: PrintsAsk): Promise<Print[]> => [
  ...[...new Set(classes.map(({ schoolId }) => schoolId))].flatMap((schoolId) =>
    directs(me, schoolId) ? [{ label: t.printsSchool, href: `/appel/ecoles/${schoolId}/presents` }] : [],
  ),
  ...classes.flatMap(({ id, schoolId }) =>
    teaches(me, id) || directs(me, schoolId) ? [{ classId: id, label: t.printsClass, href: `/appel/${id}/presents` }] : [],
  ),
];
