import type { z } from '#kernel';
import { Button, Buttons, Checkboxes, Island, Radios, TextField } from '#kernel/ui';
import type { draftShape } from './draft.tsx';
import { fields } from './draft-fields.ts';
import { t } from './texts.ts';

type Draft = z.infer<typeof draftShape>;

/** Who is already there, each with a button that takes them out; then a search whose answers are ticked. */
export function Addressees({ draft }: { draft: Draft }) {
  return (
    <section id="destinataires" class="form" aria-label={t.recipients}>
      {fields.map((field) => {
        const there = draft.addressees.filter((one) => one.field === field);
        return there.length === 0 ? null : (
          <Buttons key={field}>
            <span class="label">{t[field]}</span>
            {there.map(({ id, label }) => (
              <Button key={id} weight="plain" picture="cross" name="remove" value={id} label={t.removeSomebody({ name: label })}>
                {label}
              </Button>
            ))}
          </Buttons>
        );
      })}
      <details class="form" open={draft.addressees.length === 0 || draft.q !== ''}>
        <summary class="button is-plain">
          <span>{t.addSomebody}</span>
        </summary>
        {draft.q !== '' || !draft.everybody ? <Search draft={draft} /> : <Found draft={draft} />}
        <Radios
          name="field"
          label={t.inWhichField}
          inline
          value={draft.field}
          options={fields.map((value) => ({ value, label: t[value], hint: value === 'bcc' ? t.bccHint : undefined }))}
        />
        <Buttons>
          <Button name="press" value="add" picture="check">
            {t.addTicked}
          </Button>
        </Buttons>
        <p>
          <a href="/messagerie/qui">{t.whyLink}</a>
        </p>
      </details>
    </section>
  );
}

const Search = ({ draft }: { draft: Draft }) => (
  <Island name="somebody" props={{ href: `/messagerie/brouillons/${draft.id}` }}>
    <div class="form">
      <TextField name="q" type="search" label={t.searchSomebody} hint={t.searchSomebodyHint} value={draft.q} maxlength={60} literal />
      <p>
        <Button name="press" value="search" picture="search">
          {t.search}
        </Button>
      </p>
      <Found draft={draft} />
    </div>
  </Island>
);

/** What the search found, or what is proposed before one searches; replaced as one types. */
function Found({ draft: { id, q, addressees, suggestions } }: { draft: Draft }) {
  const options = suggestions
    .filter(({ value }) => !addressees.some(({ personId }) => value === `person:${personId}`))
    .map(({ value, label, hint }) => ({ value, label, hint: hint ?? undefined }));
  return (
    <div data-found={id} aria-live="polite">
      {options.length > 0 ? (
        <Checkboxes name="add" label={q ? t.found : t.suggested} inline={q === '' && options.length > 6} options={options} />
      ) : (
        q !== '' && <p class="hint">{t.nobodyFound}</p>
      )}
    </div>
  );
}
