import { Notice, TextField } from '#kernel/ui';
import { w } from './security-texts.ts';

/** Six digits from an application or a mail. `shown`: what the demonstration fills in, so that one button is enough. */
export const CodeField = ({ label, hint, shown }: { label: string; hint?: string; shown?: string | null | undefined }) => (
  <>
    {shown && (
      <Notice>
        <p>{w.demonstrationCode({ code: shown })}</p>
      </Notice>
    )}
    <TextField
      name="code"
      label={label}
      hint={hint}
      value={shown ?? ''}
      required
      literal
      inputmode="numeric"
      autocomplete="one-time-code"
      maxlength={20}
      size="s"
    />
  </>
);
