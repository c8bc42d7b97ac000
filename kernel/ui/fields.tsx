import type { ComponentChildren } from 'preact';
import { Duty, FieldError, type FieldProps, FieldWrap, useField } from './form.tsx';
import { useTu } from './gommettes.tsx';
import { say } from './words.ts';

export type TextFieldProps = FieldProps & {
  value?: string;
  type?: 'text' | 'email' | 'tel' | 'url' | 'number' | 'time' | 'search';
  autocomplete?: string;
  inputmode?: 'text' | 'numeric' | 'tel' | 'email' | 'url' | 'none';
  maxlength?: number;
  min?: number | string;
  max?: number | string;
  /** About how many characters the answer has: the field is that wide. */
  size?: 's' | 'm' | 'l';
  autofocus?: boolean;
  /** Names, codes: no red wave under them, no capital put by the phone. */
  literal?: boolean;
};

/** What every control carries, whatever its kind. */
const control = (field: { id: string; described?: string; error?: string }, { name, required }: { name: string; required?: boolean }) => ({
  id: field.id,
  name,
  required,
  'aria-describedby': field.described,
  'aria-invalid': field.error ? ('true' as const) : undefined,
});

export function TextField({ value, type = 'text', size, literal, autofocus, ...props }: TextFieldProps) {
  const { name, hint, autocomplete, inputmode, maxlength, min, max } = props;
  const field = useField(name, hint, value);
  const kind: Record<string, string> = { type };
  return (
    <FieldWrap {...props} id={field.id} error={field.error}>
      <input
        class={size ? `input is-${size}` : 'input'}
        {...control(field, props)}
        {...kind}
        value={field.text}
        autocomplete={autocomplete ?? (literal ? 'off' : undefined)}
        autocapitalize={literal ? 'none' : undefined}
        spellcheck={literal ? false : undefined}
        autofocus={autofocus}
        inputmode={inputmode}
        maxlength={maxlength}
        min={min}
        max={max}
      />
    </FieldWrap>
  );
}

type PasswordProps = FieldProps & { autocomplete?: 'current-password' | 'new-password' | 'one-time-code'; maxlength?: number };

/** Never filled again by the server, whatever happened. */
export function PasswordField({ autocomplete = 'current-password', maxlength = 200, ...props }: PasswordProps) {
  const { name, hint, required = true } = props;
  const field = useField(name, hint, undefined);
  return (
    <FieldWrap {...props} required={required} id={field.id} error={field.error}>
      <input class="input" {...control(field, { name, required })} type="password" autocomplete={autocomplete} maxlength={maxlength} />
    </FieldWrap>
  );
}

export type TextAreaProps = FieldProps & { value?: string; rows?: number; maxlength?: number; seyes?: boolean };

/** With `maxlength`, says how many characters are left; with `seyes`, one writes on the lines of a French notebook. */
export function TextArea({ value, rows = 5, maxlength, seyes, ...props }: TextAreaProps) {
  const { name, hint } = props;
  const field = useField(name, hint, value);
  return (
    <FieldWrap {...props} id={field.id} error={field.error}>
      <textarea
        class={seyes ? 'input seyes' : 'input'}
        {...control(field, props)}
        rows={rows}
        maxlength={maxlength}
        aria-describedby={[field.described, maxlength && `${field.id}-count`].filter(Boolean).join(' ') || undefined}
      >
        {field.text}
      </textarea>
      {maxlength && (
        <p class="hint" id={`${field.id}-count`} data-count={field.id} data-one={say.characterLeft} data-other={say.charactersLeft}>
          {say.charactersLimit({ max: maxlength })}
        </p>
      )}
    </FieldWrap>
  );
}

export type DateFieldProps = FieldProps & { value?: string; min?: string; max?: string; autocomplete?: string };

/** Days are `2026-11-24`; the browser shows its own calendar, and takes 24/11/2026 where it has none. */
export function DateField({ value, min, max, autocomplete, ...props }: DateFieldProps) {
  const { name } = props;
  const hint = props.hint ?? say.dateHint;
  const field = useField(name, hint, value);
  return (
    <FieldWrap {...props} hint={hint} id={field.id} error={field.error}>
      <input class="input is-s" {...control(field, props)} type="date" value={field.text} min={min} max={max} autocomplete={autocomplete} />
    </FieldWrap>
  );
}

export type Option = { value: string; label: string; disabled?: boolean };
export type OptionGroup = { label: string; options: readonly Option[] };
export type SelectProps = FieldProps & { value?: string; options: readonly (Option | OptionGroup)[]; blank?: string | false };

export function Select({ value, options, blank, ...props }: SelectProps) {
  const { name, hint } = props;
  const field = useField(name, hint, value);
  const tu = useTu();
  const one = (option: Option) => (
    <option key={option.value} value={option.value} disabled={option.disabled} selected={option.value === field.text}>
      {option.label}
    </option>
  );
  return (
    <FieldWrap {...props} id={field.id} error={field.error}>
      <select class="input" {...control(field, props)}>
        {blank !== false && <option value="">{blank ?? (tu ? say.chooseTu : say.choose)}</option>}
        {options.map((option) =>
          'options' in option ? (
            <optgroup key={option.label} label={option.label}>
              {option.options.map(one)}
            </optgroup>
          ) : (
            one(option)
          ),
        )}
      </select>
    </FieldWrap>
  );
}

export type FileFieldProps = FieldProps & { accept?: string; multiple?: boolean; capture?: 'environment' | 'user' };

export function FileField({ accept, multiple, capture, ...props }: FileFieldProps) {
  const { name, hint } = props;
  const field = useField(name, hint, undefined);
  return (
    <FieldWrap {...props} id={field.id} error={field.error}>
      <input class="input is-file" {...control(field, props)} type="file" accept={accept} multiple={multiple} capture={capture} />
    </FieldWrap>
  );
}

/** What the form carries without showing it. Never keeps what came back: the page decides. */
export const Hidden = ({ name, value }: { name: string; value: string }) => <input type="hidden" name={name} value={value} />;

type FieldsetProps = {
  legend: ComponentChildren;
  hint?: ComponentChildren;
  name?: string;
  required?: boolean;
  children: ComponentChildren;
};

/** Several fields that answer one question. With a `name`, an error on that name is said here. */
export function Fieldset({ legend, hint, name, required, children }: FieldsetProps) {
  const field = useField(name ?? '', hint, undefined);
  const error = name === undefined ? undefined : field.error;
  return (
    <fieldset
      class={error ? 'fieldset is-wrong' : 'fieldset'}
      id={name && field.id}
      aria-describedby={name && field.described}
      tabindex={error ? -1 : undefined}
    >
      <legend class="label">
        {legend} {required !== undefined && <Duty required={required} />}
      </legend>
      {hint && (
        <p class="hint" id={name && `${field.id}-hint`}>
          {hint}
        </p>
      )}
      <FieldError id={field.id} error={error} />
      {children}
    </fieldset>
  );
}
