import { Hidden, Island } from '#kernel/ui';
import { w } from './security-texts.ts';

/** Inside a form: asks the device for a passkey, puts its answer in the field `answer`, and sends the form. Needs a script. */
export const PasskeyButton = ({ add, show, label }: { add?: unknown; show?: unknown; label: string }) => (
  <>
    <Hidden name="answer" value="" />
    <Island name="passkey" props={{ ...(add ? { add } : { show }), label, failed: w.passkeyFailed }}>
      <p class="hint">{w.passkeyNeedsScript}</p>
    </Island>
  </>
);
