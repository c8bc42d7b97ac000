import type { VNode } from 'preact';
import { describe, expect, it } from 'vitest';
import {
  BarePage,
  Checkbox,
  Checkboxes,
  Confirm,
  DateField,
  FileField,
  Form,
  InlineForm,
  PasswordField,
  Radios,
  renderPage,
  Select,
  Submit,
  TextArea,
  TextField,
  type View,
} from './index.ts';

const view = (more: Partial<View> = {}): View => ({ skin: 'adultes', path: '/', menu: [], asset: (name) => `/assets/${name}`, ...more });
const seen = (page: VNode, more?: Partial<View>) => renderPage(view(more), <BarePage title="Essai">{page}</BarePage>);
const hostile = '"><script>alert(1)</script>';
const form = (
  <Form action="/mots">
    <TextField name="objet" label="Objet" hint="Une phrase" required />
    <TextArea name="mot" label="Mot" maxlength={200} />
    <DateField name="jour" label="Jour" required />
    <Select
      name="classe"
      label="Classe"
      options={[
        { value: 'a', label: 'CE1 A' },
        { value: 'b', label: 'CE1 B' },
      ]}
    />
    <Radios
      name="motif"
      label="Motif"
      options={[
        { value: 'x', label: 'X' },
        { value: 'y', label: 'Y' },
      ]}
    />
    <Checkboxes
      name="jours"
      label="Jours"
      value={['l']}
      options={[
        { value: 'l', label: 'L' },
        { value: 'm', label: 'M' },
      ]}
    />
    <Checkbox name="accord" label="D’accord" checked />
    <PasswordField name="phrase" label="Phrase de passe" />
    <FileField name="piece" label="Pièce" />
    <Submit />
  </Form>
);
const back = {
  action: '/mots',
  values: { objet: hostile, mot: 'Bonjour', jour: '2026-12-04', classe: 'b', motif: 'y', jours: ['m'], phrase: 'secret-de-zoe' },
  errors: [
    { field: 'objet', message: 'Écrivez l’objet.' },
    { field: 'motif', message: 'Dites pourquoi.' },
  ],
};

describe('a form that came back with mistakes', () => {
  const page = seen(form, { form: back });
  it('says each mistake at the top, with a way to its field', () => {
    expect(page).toMatch(/role="alert" tabindex="-1" data-errors/);
    expect(page).toContain('Il reste 2 points à corriger');
    expect(page).toContain('<a href="#f-mots-objet">Écrivez l’objet.</a>');
    expect(page).toContain('<a href="#f-mots-motif">Dites pourquoi.</a>');
    expect(page).toMatch(/<fieldset[^>]*id="f-mots-motif"[^>]*tabindex="-1"/);
  });
  it('says each mistake again beside its field, tied to it', () => {
    const field = /<input[^>]*id="f-mots-objet"[^>]*>/.exec(page)?.[0];
    expect(field).toContain('aria-invalid="true"');
    expect(field).toContain('aria-describedby="f-mots-objet-hint f-mots-objet-error"');
    expect(page).toMatch(/id="f-mots-objet-error"><span class="sr">Erreur\u00a0: <\/span>Écrivez l’objet\./);
  });
  it('keeps what was typed, chosen and ticked', () => {
    expect(page).toContain('>Bonjour</textarea>');
    expect(page).toMatch(/type="date"[^>]*value="2026-12-04"|value="2026-12-04"[^>]*type="date"/);
    expect(page).toMatch(/<option[^>]*value="b"[^>]*selected|<option[^>]*selected[^>]*value="b"/);
    expect(page).toMatch(/<input[^>]*value="y"[^>]*checked/);
    expect(page).toMatch(/<input[^>]*value="m"[^>]*checked/);
  });
  it('does not tick again what the person had unticked', () => {
    expect(page).not.toMatch(/<input[^>]*value="l"[^>]*checked/);
    expect(page).not.toMatch(/<input[^>]*name="accord"[^>]*checked/);
  });
  it('never sends a pass phrase back', () => {
    expect(page).not.toContain('secret-de-zoe');
  });
  it('shows hostile words as words', () => {
    expect(page).not.toContain('<script>alert');
    expect(page).toContain('value="&quot;>&lt;script>alert(1)&lt;/script>"');
  });
  it('speaks as one speaks to a child, in a child’s skin', () => {
    expect(seen(form, { form: back, skin: 'petits' })).toContain('Essaie encore, ou appelle un adulte');
  });
});

describe('a refusal that no form of the page takes up', () => {
  it('is said under the title', () => {
    const page = seen(<InlineForm action="/mots/1/relance">Relancer</InlineForm>, { form: { ...back, action: '/mots/1/relance' } });
    expect(page).toMatch(/role="status">.*Écrivez l’objet\. Dites pourquoi\./);
  });
});

describe('another form of the same page', () => {
  it('is left alone by the mistakes of its neighbour', () => {
    const page = seen(form, { form: { ...back, action: '/ailleurs' } });
    expect(page).not.toContain('data-errors');
    expect(page).not.toContain('aria-invalid');
    expect(page).toMatch(/<input[^>]*value="l"[^>]*checked/);
  });
});

describe('every field', () => {
  const page = seen(form);
  it('has a label that points at it', () => {
    for (const [, id] of page.matchAll(/<(?:input|textarea|select)[^>]*\bid="([^"]+)"/g)) expect(page).toContain(`for="${id}"`);
  });
  it('says in words whether it must be filled', () => {
    expect(page).toMatch(/Objet <span class="duty">\(obligatoire\)/);
    expect(page).toMatch(/Mot <span class="duty">\(facultatif\)/);
  });
});

describe('what cannot be undone', () => {
  const page = seen(
    <Confirm action="/mots/1/retrait" label="Retirer" sentence="Les familles ne le verront plus." confirm="Oui, retirer" />,
  );
  it('is behind a sentence, and needs no script', () => {
    expect(page).toMatch(
      /<details[^>]*><summary[^>]*>.*Retirer.*<\/summary><form action="\/mots\/1\/retrait" method="post"><p>Les familles/,
    );
  });
});

it('one button of a list is named by its whole sentence', () => {
  const page = seen(
    <InlineForm action="/relance" fields={{ famille: '7' }} label="Relancer la famille de Naïm">
      Relancer
    </InlineForm>,
  );
  expect(page).toContain('aria-label="Relancer la famille de Naïm"');
  expect(page).toContain('<input type="hidden" name="famille" value="7"');
});
