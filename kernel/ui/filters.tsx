import type { ComponentChildren } from 'preact';
import { Submit } from './buttons.tsx';
import { Form } from './form.tsx';
import { say } from './words.ts';

/** What one looks for, folded away until one looks: the list comes first on a phone. `open`: something is looked for. */
export const Filters = ({ action, open, children }: { action: string; open: boolean; children: ComponentChildren }) => (
  <details class="confirm" open={open}>
    <summary class="button is-plain">
      <span>{say.filters}</span>
    </summary>
    <Form action={action} method="get" label={say.filters}>
      {children}
      <Submit weight="plain">{say.show}</Submit>
    </Form>
  </details>
);
