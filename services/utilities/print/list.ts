import { hidden, routesFor, uuid, z } from '#kernel';
import { renderPdf } from '#kernel/paper';
import { dayText } from '#kernel/ui';
import { printsClass } from './policy.ts';
import { classNamed, pupilsOf } from './pupils.ts';
import { t } from './texts.ts';

const { download } = routesFor();

/** The class on one sheet: twelve columns to tick, or whom to call. Only the second holds telephones, and says to keep it locked. */
export const list = download('/imprimer/:classId/liste', {
  params: z.object({ classId: uuid }),
  query: z.object({ avec: z.enum(['contacts']).optional().catch(undefined) }),
  may: printsClass,
  load: async ({ db, now, params: { classId }, query: { avec } }) => {
    const place = await classNamed(db, classId);
    if (!place) return hidden;
    const pupils = await pupilsOf(db, classId);
    const calls = avec === 'contacts';
    return {
      name: `${t.listFile(place)}.pdf`,
      mediaType: 'application/pdf',
      inline: true,
      bytes: await renderPdf({
        template: new URL('./sheets/list.typ', import.meta.url),
        data: {
          title: place.name,
          school: place.school,
          printed: t.printedOn({ day: dayText(now, now) }),
          note: calls ? t.confidential : '',
          heads: calls ? [t.children, t.birth, t.toCall] : [t.children],
          columns: calls ? 0 : 12,
          empty: t.noPupil,
          rows: pupils.map(({ first, last, birth, contacts }) => ({
            name: `${last} ${first}`,
            birth: calls && birth ? dayText(birth, now) : '',
            calls: calls ? contacts.map(({ name, phones }) => [name, ...phones].join(' · ')) : [],
          })),
        },
      }),
    };
  },
});
