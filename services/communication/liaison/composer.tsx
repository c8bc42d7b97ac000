import type { z } from '#kernel';
import { attachable } from '#kernel/files';
import { RichField } from '#kernel/rich-text';
import {
  Button,
  Buttons,
  Checkboxes,
  DateField,
  FilesOrVoice,
  Form,
  Hidden,
  Radios,
  Select,
  Submit,
  sizeText,
  TextArea,
  TextField,
} from '#kernel/ui';
import type { draftShape } from './draft.tsx';
import { mostFiles } from './draft-fields.ts';
import { categories, replyKinds } from './kinds.ts';
import { t } from './texts.ts';

type Draft = z.infer<typeof draftShape>;

/** One form, saved as one types; its buttons save, then look at who will receive it. */
export function Composer({ draft }: { draft: Draft }) {
  const action = `/liaison/brouillons/${draft.id}`;
  return (
    <Form action={action} files autosave={action}>
      <OnEnter />
      <TextField name="title" label={t.noteTitle} value={draft.title} required maxlength={160} />
      <RichField name="text" label={t.noteText} value={draft.body} required />
      <Files draft={draft} />
      <Select
        name="category"
        label={t.category}
        required
        blank={false}
        value={draft.category}
        options={categories.map((value) => ({ value, label: t[value] }))}
      />
      <Question draft={draft} />
      <DateField name="deadline" label={t.deadline} hint={t.deadlineHint} value={draft.deadline ?? ''} />
      <Whom draft={draft} />
      <Buttons>
        <Button weight="main" name="press" value="preview" picture="people">
          {t.toPreview}
        </Button>
        <Submit weight="plain" name="press" value="save">
          {t.saveDraft}
        </Submit>
      </Buttons>
    </Form>
  );
}

/** What the Enter key presses, and nobody sees: without it, it would press the first button there is, « remove a file ». */
const OnEnter = () => <button class="sr" type="submit" name="press" value="save" tabindex={-1} aria-label={t.saveDraft} />;

const Question = ({ draft }: { draft: Draft }) => (
  <>
    <Radios
      name="reply"
      label={t.whatIsAsked}
      required
      value={draft.replyKind}
      options={replyKinds.map((value) => ({ value, label: t.asks({ kind: value }), hint: t.asksHint({ kind: value }) }))}
    />
    <div data-when="signature">
      <Radios
        name="signers"
        label={t.whoSigns}
        hint={t.whoSignsHint}
        value={draft.signers}
        options={[
          { value: 'one', label: t.oneSigns },
          { value: 'all', label: t.allSign },
        ]}
      />
    </div>
    <div data-when="choice">
      <TextArea name="options" label={t.options} hint={t.optionsHint} rows={3} value={draft.options.join('\n')} />
    </div>
  </>
);

/** Removing a file also saves what was typed: it is a button of the same form. */
const Files = ({ draft }: { draft: Draft }) => (
  <>
    {draft.attachments.length > 0 && (
      <ul>
        {draft.attachments.map((file) => (
          <li key={file.id}>
            <a href={`/liaison/mots/${draft.id}/pieces/${file.id}`}>{file.name}</a> <span class="meta">{sizeText(file.size)}</span>{' '}
            <Button weight="quiet" name="remove" value={file.id} picture="cross" label={t.removeFile({ name: file.name })}>
              {t.remove}
            </Button>
          </li>
        ))}
      </ul>
    )}
    {draft.attachments.length < mostFiles && (
      <FilesOrVoice name="files" label={t.files} hint={t.filesHint({ most: mostFiles })} multiple accept={attachable} />
    )}
  </>
);

function Whom({ draft }: { draft: Draft }) {
  const chosen = draft.classes.flatMap(({ pupils }) => pupils.filter((pupil) => pupil.chosen).map(({ id }) => id));
  const only = draft.classes.length === 1 ? draft.classes[0] : undefined;
  return (
    <>
      {only ? (
        <Hidden name="classes" value={only.id} />
      ) : (
        <Checkboxes
          name="classes"
          label={t.forWhichClasses}
          required
          inline
          options={draft.classes.map(({ id, name }) => ({ value: id, label: name }))}
          value={draft.classes.filter((one) => one.chosen).map(({ id }) => id)}
        />
      )}
      <Radios
        name="whom"
        label={t.forWhom}
        required
        inline
        value={chosen.length > 0 ? 'some' : 'all'}
        options={[
          { value: 'all', label: only ? t.wholeClass({ name: only.name }) : t.wholeClasses },
          { value: 'some', label: t.somePupils },
        ]}
      />
      {draft.classes.map((one) => (
        <details key={one.id} open={one.pupils.some((pupil) => pupil.chosen)}>
          <summary class="button is-quiet">
            <span>{t.choosePupilsOf({ name: one.name })}</span>
          </summary>
          <Checkboxes
            name="pupils"
            label={t.pupilsOf({ name: one.name })}
            inline
            options={one.pupils.map(({ id, name }) => ({ value: id, label: name }))}
            value={chosen}
          />
        </details>
      ))}
    </>
  );
}
