import { hidden, optionalDay, refuse, routesFor, uuid, z } from '#kernel';
import { docShape, plainOf, RichField, richText, writable } from '#kernel/rich-text';
import { Buttons, DateField, Form, Hidden, Page, Radios, Submit, TextField } from '#kernel/ui';
import { incomplete } from './draft-fields.ts';
import { contentHash, noteById } from './notes.ts';
import { ownsSent } from './policy.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { page, action } = routesFor<Tables>();
const params = z.object({ noteId: uuid });

export const amendPage = page('/liaison/mots/:noteId/correction', {
  params,
  may: ownsSent,
  answer: z.object({
    id: z.uuid(),
    title: z.string(),
    body: docShape,
    deadline: z.string().nullable(),
    version: z.number(),
    answered: z.number(),
  }),
  load: async ({ params, db }) => {
    const note = await noteById(db, params.noteId);
    if (!note) return hidden;
    const given = await db
      .selectFrom('liaison.standings')
      .select((e) => e.fn.countAll<number>().as('count'))
      .where('note_id', '=', note.id)
      .where('replied_at', 'is not', null)
      .executeTakeFirst();
    return { ...note, answered: given?.count ?? 0 };
  },
  view: (note) => (
    <Page
      title={t.correctTitle}
      family="communication"
      trail={[
        { label: t.carnet, href: '/liaison' },
        { label: note.title, href: `/liaison/mots/${note.id}/suivi` },
      ]}
    >
      <Form action={`/liaison/mots/${note.id}/versions`}>
        <Hidden name="from" value={String(note.version)} />
        <TextField name="title" label={t.noteTitle} value={note.title} required maxlength={160} />
        <RichField name="text" label={t.noteText} value={note.body} required />
        <DateField name="deadline" label={t.deadline} value={note.deadline ?? ''} />
        <Radios
          name="meaning"
          label={t.meaning}
          required
          options={[
            { value: 'same', label: t.meaningSame, hint: t.meaningSameHint },
            { value: 'changed', label: t.meaningChanged, hint: t.meaningChangedHint({ count: note.answered }) },
          ]}
        />
        <Buttons>
          <Submit>{t.publishCorrection}</Submit>
        </Buttons>
      </Form>
    </Page>
  ),
});

/** A new version. Answers to the earlier ones are kept; they count on unless the meaning changed. */
export const amend = action('/liaison/mots/:noteId/versions', {
  params,
  may: ownsSent,
  does: 'note.amended',
  body: z.object({
    from: z.coerce.number().int(),
    title: z
      .string()
      .max(160)
      .transform((typed) => writable(typed).replace(/\s+/g, ' ').trim()),
    text: richText(),
    deadline: optionalDay,
    meaning: z.enum(['same', 'changed'], { error: () => t.meaningMissing }),
  }),
  redraw: amendPage,
  run: async ({ me, params, body, db, now, emit }) => {
    const locked = await db.selectFrom('liaison.notes').select('state').where('id', '=', params.noteId).forUpdate().executeTakeFirst();
    const note = await noteById(db, params.noteId);
    if (!note || locked?.state !== 'sent') return hidden;
    if (body.from !== note.version) return refuse('changed-meanwhile', t.correctedMeanwhile, { status: 409 });
    const next = { ...note, title: body.title, body: body.text, deadline: body.deadline };
    const wrong = incomplete(note.deadline === body.deadline ? { ...next, deadline: null } : next, now);
    if (wrong) return wrong;
    const version = note.version + 1;
    const asksAgain = body.meaning === 'changed';
    await db
      .updateTable('liaison.notes')
      .set({
        title: next.title,
        body: JSON.stringify(next.body),
        plain: plainOf(next.body),
        deadline: next.deadline,
        version,
        updated_at: now,
        ...(asksAgain ? { asked_version: version, reminded_at: null } : {}),
      })
      .where('id', '=', note.id)
      .execute();
    await db
      .insertInto('liaison.versions')
      .values({
        note_id: note.id,
        version,
        title: next.title,
        body: JSON.stringify(next.body),
        deadline: next.deadline,
        asks_again: asksAgain,
        written_by: me.personId,
        written_at: now,
        content_sha256: await contentHash(db, note.id, next),
      })
      .execute();
    if (asksAgain) {
      const pupils = await db.selectFrom('liaison.pupils').select('pupil_id').where('note_id', '=', note.id).execute();
      await emit('amended', {
        to: { guardiansOf: pupils.map((one) => one.pupil_id) },
        schoolId: note.schoolId,
        payload: { noteId: note.id },
      });
    }
    return {
      see: `/liaison/mots/${note.id}/suivi`,
      say: asksAgain ? t.amendedAsks : t.amendedQuietly,
      note: { schoolId: note.schoolId, details: { note: note.id, version, asksAgain } },
    };
  },
});
