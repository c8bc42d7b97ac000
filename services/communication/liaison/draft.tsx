import { hidden, refuse, routesFor, sql, uuid, z } from '#kernel';
import { keepFile, readyAll } from '#kernel/files';
import { docShape, plainOf } from '#kernel/rich-text';
import { Confirm, Page } from '#kernel/ui';
import { Composer } from './composer.tsx';
import { draftFields, incomplete, mostFiles } from './draft-fields.ts';
import { categories, replyKinds } from './kinds.ts';
import { attachmentsOf, noteById } from './notes.ts';
import { mayWriteTo, myClasses, ownsDraft } from './policy.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { page, action } = routesFor<Tables>();
const params = z.object({ draftId: uuid });

export const draftShape = z.object({
  id: z.uuid(),
  school: z.string(),
  category: z.enum(categories),
  title: z.string(),
  body: docShape,
  deadline: z.string().nullable(),
  replyKind: z.enum(replyKinds),
  options: z.array(z.string()),
  signers: z.enum(['one', 'all']),
  attachments: z.array(z.object({ id: z.uuid(), name: z.string(), mediaType: z.string(), size: z.number() })),
  classes: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      chosen: z.boolean(),
      pupils: z.array(z.object({ id: z.uuid(), name: z.string(), chosen: z.boolean() })),
    }),
  ),
});

export const draftPage = page('/liaison/brouillons/:draftId', {
  params,
  may: ownsDraft,
  answer: draftShape,
  load: async ({ me, params, db }) => {
    const note = await noteById(db, params.draftId);
    if (!note) return hidden;
    const { rows } = await sql<z.infer<typeof draftShape>['classes'][number]>`
      select class.id, class.name,
        exists (select from liaison.addressees a where a.note_id = ${note.id} and a.class_id = class.id) as chosen,
        coalesce(json_agg(json_build_object('id', child.id, 'name', child.first_name || ' ' || child.last_name,
          'chosen', exists (select from liaison.addressees a where a.note_id = ${note.id} and a.pupil_id = child.id and a.class_id = class.id))
          order by child.last_name, child.first_name, child.id) filter (where child.id is not null), '[]') as pupils
      from kernel.places class
      left join kernel.functions_today f on f.place_id = class.id and f.kind = 'pupil'
      left join kernel.people child on child.id = f.person_id
      where class.kind = 'class' and class.closed_on is null and class.school_id = ${note.schoolId} and class.id in ${myClasses(me)}
      group by class.id, class.name order by class.name`.execute(db);
    return { ...note, attachments: await attachmentsOf(db, note.id), classes: rows };
  },
  view: (draft) => (
    <Page title={draft.title || t.newNote} family="communication" trail={[{ label: t.carnet, href: '/liaison' }]}>
      <Composer draft={draft} />
      <Confirm
        action={`/liaison/brouillons/${draft.id}/suppression`}
        label={t.dropDraft}
        sentence={t.dropDraftSure}
        confirm={t.dropDraftYes}
      />
    </Page>
  ),
});

/** Saves what is there, as unfinished as it is: the form, and the enhancer while one types, both end here. */
export const saveDraft = action('/liaison/brouillons/:draftId', {
  params,
  may: ownsDraft,
  does: 'draft.saved',
  unlogged: true,
  body: draftFields,
  redraw: draftPage,
  uploads: { field: 'files', most: mostFiles },
  prepare: ({ uploads }) => readyAll(uploads),
  run: async ({ me, params, body, db, now, drawer, prepared }) => {
    const noteId = params.draftId;
    const note = await db
      .selectFrom('liaison.notes')
      .select(['school_id', 'state'])
      .where('id', '=', noteId)
      .forUpdate()
      .executeTakeFirst();
    if (note?.state !== 'draft') return hidden;
    const allowed = await db
      .selectFrom('kernel.places')
      .select(['id', 'school_id'])
      .where('kind', '=', 'class')
      .where('school_id', '=', note.school_id)
      .execute();
    const classes = allowed.filter((one) => body.classes.includes(one.id) && mayWriteTo(me, one)).map(({ id }) => id);
    if (classes.length !== new Set(body.classes).size) return hidden;
    const staying = (await attachmentsOf(db, noteId)).filter(({ id }) => id !== body.remove).length;
    // Every refusal comes before the drawer is opened: undoing the transaction would not bring a file back, nor take one out.
    if (staying + prepared.length > mostFiles) return refuse('too-many-files', t.tooManyFiles({ most: mostFiles }), { field: 'files' });
    if (body.press === 'preview') {
      const wrong = incomplete({ ...body, body: body.text, replyKind: body.reply }, now);
      if (wrong) return wrong;
      if (classes.length === 0) return refuse('nobody', t.chooseClass, { field: 'classes' });
      if (body.whom === 'some' && body.pupils.length === 0) return refuse('nobody', t.choosePupil, { field: 'whom' });
    }

    await db
      .updateTable('liaison.notes')
      .set({
        category: body.category,
        title: body.title,
        body: JSON.stringify(body.text),
        plain: plainOf(body.text),
        deadline: body.deadline,
        reply_kind: body.reply,
        options: body.reply === 'choice' ? body.options : [],
        signers: body.reply === 'signature' ? body.signers : 'one',
        updated_at: now,
      })
      .where('id', '=', noteId)
      .execute();
    await db.deleteFrom('liaison.addressees').where('note_id', '=', noteId).execute();
    if (body.whom === 'some') {
      await sql`
        insert into liaison.addressees (note_id, class_id, pupil_id)
        select distinct ${noteId}::uuid, f.place_id, f.person_id from kernel.functions f
        where f.kind = 'pupil' and f.place_id = any (${classes}::uuid[]) and f.person_id = any (${body.pupils}::uuid[])`.execute(db);
    } else if (classes.length > 0) {
      await db
        .insertInto('liaison.addressees')
        .values(classes.map((id) => ({ note_id: noteId, class_id: id, pupil_id: null })))
        .execute();
    }

    if (body.remove) {
      const gone = await db
        .deleteFrom('liaison.attachments')
        .where('note_id', '=', noteId)
        .where('file_id', '=', body.remove)
        .returning('file_id')
        .execute();
      for (const { file_id } of gone) {
        await db.deleteFrom('kernel.files').where('id', '=', file_id).execute();
        await drawer.remove(file_id);
      }
    }
    for (const file of prepared) {
      const id = await keepFile(db, drawer, file, { schoolId: note.school_id, by: me.personId });
      await db.insertInto('liaison.attachments').values({ note_id: noteId, file_id: id }).execute();
    }

    return {
      see: `/liaison/brouillons/${noteId}${body.press === 'preview' ? '/apercu' : ''}`,
      ...(body.press === 'save' ? { say: t.draftSaved } : {}),
      note: { schoolId: note.school_id, details: { note: noteId } },
    };
  },
});

export const dropDraft = action('/liaison/brouillons/:draftId/suppression', {
  params,
  may: ownsDraft,
  does: 'draft.dropped',
  body: z.object({}),
  run: async ({ params, db, drawer }) => {
    const gone = await db.deleteFrom('liaison.attachments').where('note_id', '=', params.draftId).returning('file_id').execute();
    const note = await db
      .deleteFrom('liaison.notes')
      .where('id', '=', params.draftId)
      .where('state', '=', 'draft')
      .returning('school_id')
      .executeTakeFirst();
    if (!note) return hidden;
    for (const { file_id } of gone) {
      await db.deleteFrom('kernel.files').where('id', '=', file_id).execute();
      await drawer.remove(file_id);
    }
    return { see: '/liaison?rayon=drafts', say: t.draftDropped, note: { schoolId: note.school_id, details: { note: params.draftId } } };
  },
});
