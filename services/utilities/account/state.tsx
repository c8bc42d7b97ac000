import { Chip, Radios, Status } from '#kernel/ui';
import { choices, type State } from './holders.ts';
import { t } from './texts.ts';

/** How far an account is from being used: never a reproach. */
export function AccountState({ state }: { state: State }) {
  if (state === 'active') return <Status kind="done">{t.stateActive}</Status>;
  if (state === 'issued') return <Status kind="waiting">{t.stateIssued}</Status>;
  return state === 'blocked' ? <Status kind="refused">{t.stateBlocked}</Status> : <Chip>{t.stateNone}</Chip>;
}

export const WhichSheets = () => (
  <Radios
    name="which"
    label={t.which}
    required
    value="new"
    options={choices.map((choice) => ({ value: choice, label: t[`${choice}Sheets`], hint: t[`${choice}SheetsHint`] }))}
  />
);
