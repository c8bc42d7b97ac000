import { z } from '#kernel';
import { listed } from '#kernel/texts';
import { ButtonLink, Buttons, Confirm, Meter, Notice, Table } from '#kernel/ui';
import { t } from './texts.ts';

/** Under this many answers, what nobody signs is not shown to anybody. */
export const fewest = 5;

export const choiceShape = z.object({
  id: z.string(),
  label: z.string(),
  places: z.number().nullable(),
  /** Nothing while it is not shown. */
  count: z.number().nullable(),
  mine: z.boolean(),
  names: z.array(z.string()),
});
type Choice = z.infer<typeof choiceShape>;

type ResultsProps = { choices: Choice[]; voters: number; named: boolean; shown: 'answered' | 'closed' };

/** How many chose each: a bar and the number beside it. */
export function Results({ choices, voters, named, shown }: ResultsProps) {
  if (choices.some(({ count }) => count === null)) {
    const why = !named ? t.tooFew({ fewest }) : shown === 'answered' ? t.afterAnswer : t.atTheEnd;
    return <p class="hint">{why}</p>;
  }
  return (
    <section aria-labelledby="resultats">
      <h2 id="resultats">{t.results}</h2>
      <p class="meta">{t.voters({ count: voters })}</p>
      {choices.map(({ id, label, count }) => (
        <Meter key={id} label={label} value={count ?? 0} max={Math.max(1, voters)} text={String(count ?? 0)} />
      ))}
    </section>
  );
}

type OrganiserProps = { id: string; choices: Choice[]; kind: 'question' | 'volunteers'; named: boolean; closed: boolean; voters: number };

/** For whoever asks: who answered what, the sheet, the end. */
export const Organiser = ({ id, choices, kind, named, closed, voters }: OrganiserProps) => (
  <>
    <h2>{t.forOrganisers}</h2>
    {kind === 'volunteers' && <p class="meta">{t.voters({ count: voters })}</p>}
    {named ? (
      <Table
        caption={t.whoChose}
        quiet
        rows={choices}
        columns={[
          { head: t.choice, cell: ({ label }) => label, header: true },
          { head: t.who, cell: ({ names }) => (names.length > 0 ? listed(names) : t.nobody) },
        ]}
      />
    ) : (
      <Notice>{t.nobodyKnows}</Notice>
    )}
    <Buttons>
      <ButtonLink href={`/sondages/${id}/feuille`} picture="print">
        {t.sheet}
      </ButtonLink>
      {!closed && <Confirm action={`/sondages/${id}/cloture`} label={t.close} sentence={t.closeSentence} confirm={t.closeConfirm} />}
      <Confirm action={`/sondages/${id}/retrait`} label={t.remove} sentence={t.removeSentence} confirm={t.removeConfirm} />
    </Buttons>
  </>
);
