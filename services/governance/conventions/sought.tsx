import type { ComponentChildren } from 'preact';
import { Filters, Select } from '#kernel/ui';
import { t } from './texts.ts';

type Props = {
  action: string;
  asked: { annee: string; etat: string; lieu: string };
  years: string[];
  territories: { id: string; name: string }[];
  state: { label: string; options: { value: string; label: string }[] };
  open: boolean;
  children?: ComponentChildren;
};

/** Which conventions, or which claims: of a year, in a state, somewhere. */
export const Sought = ({ action, asked, years, territories, state, open, children }: Props) => (
  <Filters action={action} open={open || asked.annee + asked.etat + asked.lieu !== ''}>
    {children}
    <Select
      name="annee"
      label={t.schoolYear}
      blank={t.everyYear}
      value={asked.annee}
      options={years.map((year) => ({ value: year, label: year }))}
    />
    <Select name="etat" label={state.label} blank={t.everyState} value={asked.etat} options={state.options} />
    {territories.length > 1 && (
      <Select
        name="lieu"
        label={t.territory}
        blank={t.everywhere}
        value={asked.lieu}
        options={territories.map(({ id, name }) => ({ value: id, label: name }))}
      />
    )}
  </Filters>
);
