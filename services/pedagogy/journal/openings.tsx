import { hidden, routesFor, uuid, z } from '#kernel';
import { Form, Page, Submit } from '#kernel/ui';
import { commentsOpen, keeps } from './policy.ts';
import { classById } from './posts.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { page, action } = routesFor<Tables>();
const OneClass = z.object({ classId: uuid });

/** May the adults of a class leave a word under its posts? Its teacher says. */
export const openingPage = page('/journal/:classId/commentaires', {
  params: OneClass,
  may: keeps,
  answer: z.object({ classId: z.string(), name: z.string(), open: z.boolean() }),
  load: async ({ db, params: { classId } }) => {
    const one = await classById(db, classId);
    return one ? { classId, name: one.name, open: await commentsOpen(db, classId) } : hidden;
  },
  view: ({ classId, name, open }) => (
    <Page
      title={t.comments}
      family="pedagogy"
      narrow
      lead={open ? t.commentsAreOpen : t.commentsAreClosed}
      trail={[{ label: t.journalOf({ name }), href: `/journal/${classId}` }]}
    >
      <p>{t.commentsRule}</p>
      <Form action={`/journal/${classId}/commentaires`}>
        <input type="hidden" name="open" value={open ? 'no' : 'yes'} />
        <Submit weight={open ? 'plain' : 'main'}>{open ? t.closeComments : t.openComments}</Submit>
      </Form>
    </Page>
  ),
});

export const setOpening = action('/journal/:classId/commentaires', {
  params: OneClass,
  may: keeps,
  does: 'comments.opened-or-closed',
  body: z.object({ open: z.enum(['yes', 'no']) }),
  run: async ({ db, me, params: { classId }, body: { open }, now }) => {
    const one = await classById(db, classId);
    if (!one) return hidden;
    if (open === 'no') await db.deleteFrom('journal.comment_openings').where('class_id', '=', classId).execute();
    else
      await db
        .insertInto('journal.comment_openings')
        .values({ class_id: classId, opened_by: me.personId, opened_at: now })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    const say = open === 'yes' ? t.commentsOpened : t.commentsClosed;
    return { see: `/journal/${classId}`, say, note: { schoolId: one.schoolId, details: { class: classId, open } } };
  },
});
