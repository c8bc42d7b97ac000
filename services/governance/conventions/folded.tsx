import type { ComponentChildren } from 'preact';
import { t } from './texts.ts';

/** What one looks for, folded away until one looks: the list comes first on a phone. */
export const Folded = ({ open, children }: { open: boolean; children: ComponentChildren }) => (
  <details class="confirm" open={open}>
    <summary class="button is-plain">
      <span>{t.filters}</span>
    </summary>
    {children}
  </details>
);
