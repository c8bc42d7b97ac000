import type { z } from '#kernel';
import { attachable } from '#kernel/files';
import { Rich, RichField } from '#kernel/rich-text';
import {
  Button,
  Buttons,
  Card,
  Checkbox,
  Checkboxes,
  FileField,
  Form,
  Notice,
  Submit,
  sizeText,
  TextArea,
  TextField,
  Time,
} from '#kernel/ui';
import { Addressees } from './addressee-fields.tsx';
import type { draftShape } from './draft.tsx';
import { mostFiles } from './draft-fields.ts';
import { t } from './texts.ts';

type Draft = z.infer<typeof draftShape>;
const plainWords = (draft: Draft) =>
  draft.body.content
    .map((block) =>
      'content' in block && block.type === 'paragraph'
        ? (block.content ?? []).map((run) => (run.type === 'text' ? run.text : '\n')).join('')
        : '',
    )
    .join('\n\n');

/** One form, saved as one types; its buttons add people, save, then look at who will receive it. */
export function Composer({ draft }: { draft: Draft }) {
  const action = `/messagerie/brouillons/${draft.id}`;
  return (
    <>
      {draft.returnedWord && <Notice kind="warning">{t.returnedWith({ word: draft.returnedWord })}</Notice>}
      <Form action={action} files={!draft.pupil} autosave={action}>
        {draft.pupil ? <ChildFields draft={draft} /> : <AdultFields draft={draft} />}
      </Form>
      {draft.answered && (
        <Card title={t.inAnswerTo({ sender: draft.answered.sender })} meta={draft.answered.at && <Time at={draft.answered.at} />}>
          <Rich doc={draft.answered.body} />
        </Card>
      )}
    </>
  );
}

/** What the Enter key presses, and nobody sees: without it, it would press the first button there is, « remove somebody ». */
const OnEnter = () => <button class="sr" type="submit" name="press" value="enter" tabindex={-1} aria-label={t.saveDraft} />;

function AdultFields({ draft }: { draft: Draft }) {
  return (
    <>
      <OnEnter />
      <Addressees draft={draft} />
      <TextField name="subject" label={t.subject} value={draft.subject} required maxlength={160} />
      <RichField name="text" label={t.text} value={draft.body} required />
      <Files draft={draft} />
      {draft.mayHurry && (
        <details class="form" open={draft.urgentReason !== null}>
          <summary class="button is-quiet">
            <span>{t.options}</span>
          </summary>
          <Checkbox name="quiet" label={t.noReplyAsk} hint={t.noReplyHint} checked={draft.noReply} />
          <TextField name="urgent" label={t.urgentWhy} hint={t.urgentHint} value={draft.urgentReason ?? ''} maxlength={200} />
        </details>
      )}
      <Buttons>
        <Button weight="main" name="press" value="preview" picture="people">
          {t.toPreview}
        </Button>
        <Submit weight="plain" name="press" value="save">
          {t.saveDraft}
        </Submit>
      </Buttons>
    </>
  );
}

const Files = ({ draft }: { draft: Draft }) => (
  <>
    {draft.attachments.length > 0 && (
      <ul aria-label={t.files}>
        {draft.attachments.map(({ id, name, size }) => (
          <li key={id}>
            {name} <span class="meta">{sizeText(size)}</span>{' '}
            <Button weight="quiet" name="removeFile" value={id} label={t.removeFile({ name })}>
              {t.remove}
            </Button>
          </li>
        ))}
      </ul>
    )}
    <FileField name="files" label={t.addFiles} hint={t.filesHint({ most: mostFiles })} multiple accept={attachable} />
  </>
);

/** For whom (tick), what, and a word to send it: no copy, no file, no ornament. */
const ChildFields = ({ draft }: { draft: Draft }) => (
  <>
    {draft.suggestions.length === 0 ? (
      <Notice>{t.closedTu}</Notice>
    ) : (
      <Checkboxes
        name="add"
        label={t.forWhomTu}
        required
        inline
        options={draft.suggestions.map(({ value, label }) => ({ value, label }))}
        value={draft.addressees.flatMap(({ personId }) => (personId ? [`person:${personId}`] : []))}
      />
    )}
    <TextField name="subject" label={t.subjectTu} value={draft.subject} required maxlength={80} />
    <TextArea name="text" label={t.textTu} value={plainWords(draft)} rows={7} required seyes />
    <Notice>{t.kindWords}</Notice>
    <Buttons>
      <Button weight="main" name="press" value="preview" picture="letter">
        {t.toPreviewTu}
      </Button>
      <Submit weight="plain" name="press" value="save">
        {t.saveDraftTu}
      </Submit>
    </Buttons>
  </>
);
