import { Button } from '#kernel/ui';
import { motives } from '../tables.ts';
import { t } from '../texts.ts';

/** The motives that the law holds for legitimate (L131-8), and the other one, which the school appreciates. Each is a button: one tap says it. */
export const MotiveButtons = () => (
  <fieldset class="roll-motives">
    <legend class="roll-why">{t.why}</legend>
    {motives.map((motive) => (
      <Button key={motive} name="motive" value={motive}>
        {t.motiveName({ motive })}
      </Button>
    ))}
    <p class="hint">{t.whoReadsMotive}</p>
  </fieldset>
);
