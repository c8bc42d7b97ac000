import { hidden, routesFor, uuid, z } from '#kernel';
import { renderPdf } from '#kernel/paper';
import { printsClass } from './policy.ts';
import { classNamed, pupilsOf } from './pupils.ts';
import { t } from './texts.ts';

const { download } = routesFor();

/** First names for coat hooks and boxes, 24 on a sheet of 70 × 37 mm: in script, or in the three writings. Two Léas have a letter more. */
export const labels = download('/imprimer/:classId/etiquettes', {
  params: z.object({ classId: uuid }),
  query: z.object({ ecriture: z.enum(['une', 'trois']).catch('une').default('une') }),
  may: printsClass,
  load: async ({ db, params: { classId }, query: { ecriture } }) => {
    const place = await classNamed(db, classId);
    if (!place) return hidden;
    const pupils = await pupilsOf(db, classId);
    const alike = Map.groupBy(pupils, ({ first }) => first.toLocaleLowerCase('fr'));
    return {
      name: `${t.labelsFile(place)}.pdf`,
      mediaType: 'application/pdf',
      inline: true,
      bytes: await renderPdf({
        template: new URL('./sheets/labels.typ', import.meta.url),
        data: {
          title: t.labelsFile(place),
          three: ecriture === 'trois',
          empty: t.noPupil,
          names: pupils.map(({ first, last }) =>
            (alike.get(first.toLocaleLowerCase('fr'))?.length ?? 0) > 1 ? `${first} ${last.slice(0, 1)}.` : first,
          ),
        },
      }),
    };
  },
});
