import { Button, ButtonLink, Buttons, Confirm, CopyButton, InlineForm, PrintButton, Submit } from './buttons.tsx';
import { Checkbox, Checkboxes, Radios } from './choices.tsx';
import { useView, ViewContext } from './context.ts';
import { DateField, FileField, PasswordField, Select, TextArea, TextField } from './fields.tsx';
import { Form } from './form.tsx';
import { refused } from './house-mock.ts';
import { tell } from './house-words.ts';

const here = '/maison';

export function HouseForms() {
  const view = useView();
  return (
    <>
      <h2>{tell.forms}</h2>
      <ViewContext.Provider value={{ ...view, form: refused(here) }}>
        <Form action={here} files>
          <TextField name="objet" label={tell.object} hint={tell.objectHint} required maxlength={120} />
          <TextArea name="mot" label={tell.body} seyes maxlength={600} required />
          <DateField name="jour" label={tell.day} required />
          <Select
            name="classe"
            label={tell.klass}
            options={[
              { value: 'ce1a', label: 'CE1 A' },
              { value: 'ce1b', label: tell.classOf },
            ]}
          />
          <TextField name="adresse" label={tell.email} type="email" autocomplete="email" size="m" required />
          <Radios
            name="raison"
            label={tell.reason}
            required
            options={[
              { value: 'malade', label: tell.ill },
              { value: 'famille', label: tell.family },
              { value: 'transport', label: tell.transport },
              { value: 'autre', label: tell.other, hint: tell.otherHint },
            ]}
          />
          <Checkboxes
            name="jours"
            label={tell.days}
            inline
            options={[
              { value: 'lundi', label: tell.monday },
              { value: 'mardi', label: tell.tuesday },
              { value: 'jeudi', label: tell.thursday },
              { value: 'vendredi', label: tell.friday },
            ]}
          />
          <FileField name="certificat" label={tell.file} hint={tell.fileHint} accept="image/*,application/pdf" />
          <PasswordField name="phrase" label={tell.password} />
          <Checkbox name="accord" label={tell.agree} required />
          <Buttons>
            <Submit>{tell.sendNote}</Submit>
            <Button name="brouillon" value="oui">
              {tell.keep}
            </Button>
          </Buttons>
        </Form>
      </ViewContext.Provider>
      <h2>{tell.buttons}</h2>
      <Buttons>
        <Button weight="main">{tell.sign}</Button>
        <Button>{tell.answer}</Button>
        <Button weight="quiet" picture="pencil">
          {tell.keep}
        </Button>
        <Button weight="danger">{tell.removeYes}</Button>
        <ButtonLink href={here} picture="calendar">
          {tell.agenda}
        </ButtonLink>
        <InlineForm action={here} label={tell.callOf} picture="megaphone">
          {tell.call}
        </InlineForm>
        <PrintButton />
        <CopyButton text={tell.handsText} />
      </Buttons>
      <Confirm action={here} label={tell.remove} sentence={tell.removeSentence} confirm={tell.removeYes} />
    </>
  );
}
