import { type ComponentChildren, createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { useView } from './context.ts';
import { useTu } from './gommettes.tsx';
import { say } from './words.ts';

/** What the fields of the form they stand in need to know: nothing is passed by hand from form to field. */
type Filling = { id: string; values: Record<string, string | string[]>; errors: { field: string; message: string }[]; again: boolean };

const FormContext = createContext<Filling>({ id: 'f', values: {}, errors: [], again: false });

export type FormProps = {
  action: string;
  children: ComponentChildren;
  /** Needed only when two forms of one page have the same action. */
  id?: string;
  /** A form that sends files. */
  files?: boolean;
  /** A form that only asks (search, filter): its values go in the address. */
  method?: 'post' | 'get';
  /** Where the enhancer sends a draft while the person types. */
  autosave?: string;
  /** A sentence asked again just before sending; with JavaScript only, so never the only guard. */
  confirm?: string;
  label?: string;
  /** It is answered by a file to keep, not by a page: the button lives again after a while. */
  forFile?: boolean;
};

/** Posts; comes back with what was typed, what is wrong above, and each error beside its field. */
export function Form({ action, children, id, files = false, method = 'post', autosave, confirm, label, forFile }: FormProps) {
  const { form } = useView();
  const tu = useTu();
  const name = id ?? `f${action.replace(/[^a-z0-9]+/gi, '-').replace(/-$/, '')}`;
  const state = method === 'post' && form?.action === action ? form : undefined;
  const filling = { id: name, values: state?.values ?? {}, errors: state?.errors ?? [], again: state !== undefined };
  return (
    <FormContext.Provider value={filling}>
      <form
        id={name}
        class="form"
        action={action}
        method={method}
        enctype={files ? 'multipart/form-data' : undefined}
        aria-label={label}
        novalidate={method === 'post'}
        data-autosave={autosave}
        data-saved={autosave && say.saved}
        data-unsaved={autosave && (tu ? say.unsavedTu : say.unsaved)}
        data-sending={files ? say.sending : undefined}
        data-confirm={confirm}
        data-file={forFile || undefined}
      >
        {filling.errors.length > 0 && <ErrorSummary />}
        {children}
        {(autosave || files) && <p class="form-state" role="status" />}
      </form>
    </FormContext.Provider>
  );
}

function ErrorSummary() {
  const { id, errors } = useContext(FormContext);
  const title = useTu() ? say.errorsTitleTu : say.errorsTitle({ count: errors.length });
  return (
    <div class="errors" role="alert" tabindex={-1} data-errors>
      <p class="errors-title">{title}</p>
      <ul>
        {errors.map(({ field, message }) => (
          <li key={field + message}>{field ? <a href={`#${fieldId(id, field)}`}>{message}</a> : message}</li>
        ))}
      </ul>
    </div>
  );
}

export const fieldId = (form: string, name: string): string => `${form}-${name.replace(/[^\w-]+/g, '-')}`;

/** What every field has in common. */
export type FieldProps = {
  name: string;
  label: ComponentChildren;
  hint?: ComponentChildren;
  required?: boolean;
  /** The label is for screen readers only; keep it for a lone field whose purpose the page makes plain. */
  quiet?: boolean;
};

/** The state of one field: its ids, what was typed (or the value it starts with) and what is wrong with it. */
export function useField(name: string, hint: unknown, value: string | readonly string[] | undefined) {
  const { id: form, values, errors, again } = useContext(FormContext);
  const id = fieldId(form, name);
  const error = errors.find((one) => one.field === name)?.message;
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ') || undefined;
  const kept = again ? (values[name] ?? '') : value;
  const list = kept === undefined ? [] : [kept].flat();
  return { id, error, described, text: list[0] ?? '', list };
}

/** The sign that a field must be filled, or need not be: said, never a star. */
export const Duty = ({ required }: { required: boolean | undefined }) => <span class="duty">{required ? say.required : say.optional}</span>;

export const FieldError = ({ id, error }: { id: string; error: string | undefined }) =>
  error === undefined ? null : (
    <p class="field-error" id={`${id}-error`}>
      <span class="sr">{say.errorPrefix} </span>
      {error}
    </p>
  );

type WrapProps = FieldProps & { id: string; error: string | undefined; children: ComponentChildren };

/** Label, hint, the control, the error: always in this order, always tied together. */
export function FieldWrap({ id, label, hint, error, required, quiet, children }: WrapProps) {
  return (
    <div class={error ? 'field is-wrong' : 'field'}>
      <label class={quiet ? 'sr' : 'label'} for={id}>
        {label} <Duty required={required} />
      </label>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {children}
      <FieldError id={id} error={error} />
    </div>
  );
}
