import { hidden, refuse, routesFor, uuid, z } from '#kernel';
import { keepFile, readyAll } from '#kernel/files';
import { docShape, plainOf } from '#kernel/rich-text';
import { InlineForm, Page } from '#kernel/ui';
import { addTo } from './add.ts';
import { addresseesOf, whoWillReceive } from './addressees.ts';
import { Composer } from './composer.tsx';
import { draftFields, fields, incomplete, line, mostFiles } from './draft-fields.ts';
import { dropFiles } from './drop-files.ts';
import { attachmentsOf, messageIn } from './messages.ts';
import { isPupil, isShut, mayHurry, ownsDraft } from './policy.ts';
import { suggestionShape, suggestionsFor } from './suggestions.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { page, action } = routesFor<Tables>();
const params = z.object({ draftId: uuid });

export const draftShape = z.object({
  id: z.uuid(),
  subject: z.string(),
  body: docShape,
  urgentReason: z.string().nullable(),
  noReply: z.boolean(),
  returnedWord: z.string().nullable(),
  pupil: z.boolean(),
  mayHurry: z.boolean(),
  q: z.string(),
  field: z.enum(fields),
  addressees: z.array(
    z.object({
      id: z.uuid(),
      field: z.enum(fields),
      kind: z.enum(['person', 'circle', 'group']),
      label: z.string(),
      personId: z.string().nullable(),
    }),
  ),
  suggestions: z.array(suggestionShape),
  everybody: z.boolean(),
  attachments: z.array(z.object({ id: z.uuid(), name: z.string(), mediaType: z.string(), size: z.number() })),
  answered: z.object({ sender: z.string(), at: z.date().nullable(), body: docShape }).nullable(),
});

export const draftPage = page('/messagerie/brouillons/:draftId', {
  params,
  query: z.object({ q: line(60).catch(''), champ: z.enum(fields).catch('to').default('to') }),
  may: ownsDraft,
  answer: draftShape,
  load: async ({ me, params, query, db, now }) => {
    const draft = await messageIn(db, me, params.draftId, now);
    if (!draft) return hidden;
    const answered = draft.answersId ? await messageIn(db, me, draft.answersId, now) : undefined;
    return {
      ...draft,
      pupil: isPupil(me),
      mayHurry: mayHurry(me),
      q: query.q,
      field: query.champ,
      addressees: await addresseesOf(db, draft.id),
      ...(await suggestionsFor(db, me, query.q)),
      attachments: await attachmentsOf(db, draft.id),
      answered:
        answered?.state === 'sent' && !(await isShut(db, me, answered, now))
          ? { sender: answered.sender, at: answered.sentAt, body: answered.body }
          : null,
    };
  },
  view: (draft) => (
    <Page
      title={draft.subject || (draft.pupil ? t.newMessageTu : t.newMessage)}
      family="communication"
      trail={[{ label: draft.pupil ? t.messagesTu : t.messages, href: '/messagerie' }]}
    >
      <Composer draft={draft} />
      <InlineForm action="/messagerie/rangement" fields={{ ids: draft.id, press: 'trash' }} weight="quiet">
        {draft.pupil ? t.dropDraftTu : t.dropDraft}
      </InlineForm>
    </Page>
  ),
});

/** Saves what is there, as unfinished as it is: the form, and the enhancer while one types, both end here. */
export const saveDraft = action('/messagerie/brouillons/:draftId', {
  params,
  may: ownsDraft,
  does: 'draft.saved',
  unlogged: true,
  body: draftFields,
  redraw: draftPage,
  uploads: { field: 'files', most: mostFiles },
  prepare: ({ uploads }) => readyAll(uploads),
  run: async ({ me, params, body, db, now, drawer, prepared }) => {
    const id = params.draftId;
    const draft = await db.selectFrom('messaging.messages').select('state').where('id', '=', id).forUpdate().executeTakeFirst();
    if (draft?.state !== 'draft') return hidden;
    const staying = (await attachmentsOf(db, id)).filter((file) => file.id !== body.removeFile).length;
    if (staying + prepared.length > mostFiles) return refuse('too-many-files', t.tooManyFiles({ most: mostFiles }), { field: 'files' });
    await db
      .updateTable('messaging.messages')
      .set({
        subject: body.subject,
        body: JSON.stringify(body.text),
        plain: plainOf(body.text),
        urgent_reason: mayHurry(me) && body.urgent ? body.urgent : null,
        no_reply: body.quiet && !isPupil(me),
        updated_at: now,
      })
      .where('id', '=', id)
      .execute();
    // The pupil's one list is ticked and sent with the rest: it is the whole truth of whom the message is for.
    if (isPupil(me) && body.press) await db.deleteFrom('messaging.addressees').where('message_id', '=', id).execute();
    const added = body.press || isPupil(me) ? body.add : [];
    const leftOut = await addTo(db, me, { draftId: id, field: isPupil(me) ? 'to' : body.field, added, now });
    if (body.remove) await db.deleteFrom('messaging.addressees').where('message_id', '=', id).where('id', '=', body.remove).execute();
    if (body.press === 'preview') {
      const wrong = incomplete({ subject: body.subject, body: body.text, resolved: await whoWillReceive(db, me, id, now) });
      if (wrong) return wrong;
    }
    if (body.removeFile)
      await dropFiles(
        db,
        drawer,
        id,
        (await attachmentsOf(db, id)).flatMap((file) => (file.id === body.removeFile ? [file.id] : [])),
      );
    const school = me.functions.find(({ schoolId }) => schoolId)?.schoolId ?? me.children[0]?.schoolId ?? null;
    for (const file of prepared) {
      const fileId = await keepFile(db, drawer, file, { schoolId: school, by: me.personId });
      await db.insertInto('messaging.attachments').values({ message_id: id, file_id: fileId }).execute();
    }
    const asked =
      body.press === 'search' || (body.press === 'enter' && body.q)
        ? `?${new URLSearchParams({ q: body.q, champ: body.field })}#destinataires`
        : '';
    return {
      see: `/messagerie/brouillons/${id}${body.press === 'preview' ? '/apercu' : asked}`,
      ...(leftOut > 0 ? { say: isPupil(me) ? t.leftOutTu : t.leftOut } : {}),
      ...(body.press === 'save' ? { say: isPupil(me) ? t.draftSavedTu : t.draftSaved } : {}),
    };
  },
});
