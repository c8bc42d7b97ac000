import type { ComponentChildren } from 'preact';
import { Fieldset } from './fields.tsx';
import { Duty, FieldError, type FieldProps, useField } from './form.tsx';
import { Picture, type PictureName } from './pictures.tsx';

export type Choice = { value: string; label: ComponentChildren; hint?: ComponentChildren; disabled?: boolean; picture?: PictureName };

const bound = (label: ComponentChildren) => (
  <>
    {label} <Duty required />
  </>
);

type RowProps = { type: 'radio' | 'checkbox'; id: string; name: string; choice: Choice; checked: boolean; required?: boolean };

function Row({ type, id, name, choice, checked, required }: RowProps) {
  return (
    <div class="choice">
      <input
        type={type}
        id={id}
        name={name}
        value={choice.value}
        checked={checked}
        disabled={choice.disabled}
        required={required}
        aria-describedby={choice.hint ? `${id}-hint` : undefined}
      />
      <label for={id}>
        {choice.picture && <Picture name={choice.picture} />}
        {choice.label}
        {choice.hint && (
          <span class="hint" id={`${id}-hint`}>
            {choice.hint}
          </span>
        )}
      </label>
    </div>
  );
}

export type RadiosProps = FieldProps & {
  options: readonly Choice[];
  value?: string;
  /** Side by side where there is room: for two or three short answers. */
  inline?: boolean;
};

export function Radios({ name, label, hint, required, options, value, inline }: RadiosProps) {
  const field = useField(name, hint, value);
  return (
    <Fieldset legend={label} hint={hint} name={name} required={required ?? false}>
      <div class={inline ? 'choices is-inline' : 'choices'}>
        {options.map((choice, at) => (
          <Row key={choice.value} type="radio" id={`${field.id}-${at}`} name={name} choice={choice} checked={choice.value === field.text} />
        ))}
      </div>
    </Fieldset>
  );
}

export type CheckboxesProps = FieldProps & { options: readonly Choice[]; value?: readonly string[]; inline?: boolean };

export function Checkboxes({ name, label, hint, required, options, value, inline }: CheckboxesProps) {
  const field = useField(name, hint, value);
  return (
    <Fieldset legend={label} hint={hint} name={name} required={required ?? false}>
      <div class={inline ? 'choices is-inline' : 'choices'}>
        {options.map((choice, at) => (
          <Row
            key={choice.value}
            type="checkbox"
            id={`${field.id}-${at}`}
            name={name}
            choice={choice}
            checked={field.list.includes(choice.value)}
          />
        ))}
      </div>
    </Fieldset>
  );
}

export type CheckboxProps = {
  name: string;
  label: ComponentChildren;
  hint?: ComponentChildren;
  value?: string;
  checked?: boolean;
  required?: boolean;
};

/** One sentence to agree with. Sends `on` (or `value`) when ticked, nothing otherwise. */
export function Checkbox({ name, label, hint, value = 'on', checked = false, required }: CheckboxProps) {
  const field = useField(name, undefined, checked ? value : undefined);
  return (
    <div class={field.error ? 'field is-wrong' : 'field'}>
      <FieldError id={field.id} error={field.error} />
      <Row
        type="checkbox"
        id={field.id}
        name={name}
        choice={{ value, label: required ? bound(label) : label, hint }}
        checked={field.list.includes(value)}
        required={required}
      />
    </div>
  );
}
