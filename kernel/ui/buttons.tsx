import type { ComponentChildren } from 'preact';
import { Hidden } from './fields.tsx';
import { Picture, type PictureName } from './pictures.tsx';
import { say } from './words.ts';

/** `main`: the one thing this page is for · `plain`: another thing to do · `quiet`: reads as a link · `danger`: takes away. */
export type Weight = 'main' | 'plain' | 'quiet' | 'danger';

type Inside = { children: ComponentChildren; weight?: Weight; picture?: PictureName };
type ButtonProps = Inside & {
  name?: string;
  value?: string;
  formaction?: string;
  type?: 'submit' | 'button';
  form?: string;
  label?: string;
};

const look = (weight: Weight): string => `button is-${weight}`;

export function Button({ children, weight = 'plain', picture, type = 'submit', name, value, formaction, form, label }: ButtonProps) {
  return (
    <button class={look(weight)} type={type} name={name} value={value} formaction={formaction} form={form} aria-label={label}>
      {picture && <Picture name={picture} />}
      <span>{children}</span>
    </button>
  );
}

/** The button that sends the form: one per form, said with a verb. */
export const Submit = ({ children = say.send, weight = 'main', ...props }: Partial<Inside> & Omit<ButtonProps, keyof Inside | 'type'>) => (
  <Button {...props} weight={weight}>
    {children}
  </Button>
);

/** Buttons of a form, side by side where there is room. */
export const Buttons = ({ children }: { children: ComponentChildren }) => <div class="buttons">{children}</div>;

type LinkProps = Inside & { href: string; download?: boolean | string; current?: boolean };

export function ButtonLink({ href, children, weight = 'plain', picture, download, current }: LinkProps) {
  return (
    <a class={look(weight)} href={href} download={download} aria-current={current ? 'page' : undefined}>
      {picture && <Picture name={picture} />}
      <span>{children}</span>
    </a>
  );
}

type Fields = Record<string, string>;
const carried = (fields: Fields) => Object.entries(fields).map(([name, value]) => <Hidden key={name} name={name} value={value} />);

type InlineFormProps = Inside & { action: string; fields?: Fields; label?: string; forFile?: boolean };

/**
 * One button that does one thing. `label` is the whole sentence where the word alone would be unclear out of its row.
 * `forFile`: it is answered by a file to keep, not by a page.
 */
export function InlineForm({ action, fields = {}, children, weight, picture, label, forFile }: InlineFormProps) {
  return (
    <form class="inline" action={action} method="post" data-file={forFile || undefined}>
      {carried(fields)}
      <Button weight={weight} picture={picture} label={label}>
        {children}
      </Button>
    </form>
  );
}

type ConfirmProps = {
  action: string;
  /** What the closed door says: « Retirer ce mot ». */
  label: ComponentChildren;
  /** What will happen, in one sentence. */
  sentence: ComponentChildren;
  /** What the button that does it says: « Oui, retirer ». */
  confirm: ComponentChildren;
  fields?: Fields;
  children?: ComponentChildren;
  /** It is answered by a file to keep, not by a page. */
  forFile?: boolean;
};

/** Something one cannot take back: first a sentence, then the button. Works with no script. */
export function Confirm({ action, label, sentence, confirm, fields = {}, children, forFile }: ConfirmProps) {
  return (
    <details class="confirm">
      <summary class="button is-plain">
        <span>{label}</span>
      </summary>
      <form action={action} method="post" data-file={forFile || undefined}>
        <p>{sentence}</p>
        {carried(fields)}
        {children}
        <Button weight="danger">{confirm}</Button>
      </form>
    </details>
  );
}

/** Hidden until the enhancer is there to do it. */
export const PrintButton = ({ children = say.print }: { children?: ComponentChildren }) => (
  <button class="button is-plain" type="button" data-print hidden>
    <Picture name="print" />
    <span>{children}</span>
  </button>
);

/** Copies `text`. Hidden until the enhancer is there to do it. */
export const CopyButton = ({ text, children = say.copy }: { text: string; children?: ComponentChildren }) => (
  <button class="button is-quiet" type="button" data-copy={text} data-copied={say.copied} hidden>
    <span role="status">{children}</span>
  </button>
);
