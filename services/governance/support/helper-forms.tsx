import { attachable } from '#kernel/files';
import { Buttons, Checkbox, Confirm, FileField, Form, InlineForm, Select, Submit, TextArea } from '#kernel/ui';
import { e } from './editor-texts.ts';
import type { Level } from './tables.ts';
import { t } from './texts.ts';
import type { Ticket } from './tickets.ts';

type Props = { ticket: Ticket; next: Level | null; macros: { id: string; title: string }[]; ready: string };

/** For those of its queue: answer, take it, send it farther, close it. A ready answer comes by the address: no script needed. */
export function HelperForms({ ticket: { id, state, level, takenBy }, next, macros, ready }: Props) {
  const at = `/assistance/demandes/${id}`;
  return (
    <>
      <h2 id="repondre">{t.answerTitle}</h2>
      {macros.length > 0 && (
        <Form action={`${at}#repondre`} method="get" label={t.macros}>
          <Select name="reponse" label={t.macro} options={macros.map(({ id: value, title }) => ({ value, label: title }))} />
          <Submit weight="plain">{t.insertMacro}</Submit>
        </Form>
      )}
      <Form action={`${at}/messages`} files label={t.answerTitle}>
        <TextArea name="body" label={t.yourAnswer} value={ready} required rows={7} maxlength={4000} />
        <FileField name="files" label={t.files} hint={t.filesHint({ most: 3 })} accept={attachable} multiple />
        <Checkbox name="note" label={t.asNote} hint={t.asNoteHint} />
        <Submit>{t.send}</Submit>
      </Form>
      <Buttons>
        {!takenBy && state !== 'closed' && (
          <InlineForm action={`${at}/prise`} picture="person">
            {t.take}
          </InlineForm>
        )}
        {state === 'closed' ? (
          <InlineForm action={`${at}/reouverture`}>{t.reopen}</InlineForm>
        ) : (
          <InlineForm action={`${at}/cloture`} picture="check">
            {t.close}
          </InlineForm>
        )}
        {next && state !== 'closed' && (
          <Confirm
            action={`${at}/transfert`}
            label={t.passTo({ level: next })}
            sentence={next === 'editor' ? e.passSentence : t.passSentence({ level, next })}
            confirm={t.passYes}
          >
            {next === 'editor' ? (
              <TextArea name="why" label={e.summary} hint={e.summaryHint} required rows={5} maxlength={2000} />
            ) : (
              <TextArea name="why" label={t.passWhy} hint={t.passWhyHint} rows={3} maxlength={2000} />
            )}
          </Confirm>
        )}
      </Buttons>
    </>
  );
}
