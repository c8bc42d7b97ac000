import { attachable } from '#kernel/files';
import { FileField, Form, InlineForm, Submit, TextArea, useTu } from '#kernel/ui';
import { t } from './texts.ts';
import type { Ticket } from './tickets.ts';

/** For who asked: add something, or say that it is settled. Writing again opens a closed ticket. */
export function AuthorForms({ ticket: { id, state } }: { ticket: Ticket }) {
  const tu = useTu();
  return (
    <>
      <Form action={`/assistance/demandes/${id}/messages`} files label={t.addSomething}>
        <TextArea name="body" label={state === 'closed' ? t.writeAgain : t.addSomething} required rows={4} maxlength={4000} />
        {!tu && <FileField name="files" label={t.files} hint={t.filesHint({ most: 3 })} accept={attachable} multiple />}
        <Submit weight="plain">{t.send}</Submit>
      </Form>
      {state !== 'closed' && (
        <InlineForm action={`/assistance/demandes/${id}/cloture`} picture="check">
          {tu ? t.settledTu : t.settled}
        </InlineForm>
      )}
    </>
  );
}
