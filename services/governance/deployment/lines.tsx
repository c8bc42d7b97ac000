import { Status, Time } from '#kernel/ui';
import { conventionTexts, type State, stateLook, states } from '#services/governance/conventions';
import type { Figure } from './figures.ts';
import type { Profile, Stall } from './tables.ts';
import { t } from './texts.ts';

/** How the numbers and the days of a school are said, in every table. */

export const percentOf = ({ activated, people }: Pick<Figure, 'activated' | 'people'>): number | null =>
  people && activated !== null ? Math.round((activated / people) * 100) : null;

export function Share({ figure }: { figure: Figure | undefined }) {
  if (!figure || figure.people === 0) return <span class="hint">{t.nobody}</span>;
  const { people, activated, week } = figure;
  const share = percentOf(figure);
  if (people === null || activated === null || week === null || share === null) return <span class="hint">{t.few}</span>;
  return (
    <span class="is-number">
      <strong>{t.percent({ share })}</strong>
      <br />
      <span class="hint">{t.outOf({ activated, people, week })}</span>
    </span>
  );
}

export const shareOf = (profile: Profile) => ({
  head: t.profileText({ profile }),
  numeric: true,
  cell: ({ figures }: { figures: Figure[] }) => <Share figure={figures.find((one) => one.profile === profile)} />,
});

export const isState = (word: string): word is State => states.some((state) => state === word);

export const conventionText = (word: string): string => (isState(word) ? conventionTexts.stateText({ state: word }) : t.noConvention);

export const Convention = ({ state }: { state: string }) => (
  <Status kind={isState(state) ? stateLook[state] : 'missing'}>{conventionText(state)}</Status>
);

export const Since = ({ day }: { day: string | null }) => (day ? <Time at={day} form="short" /> : <span class="hint">{t.notYet}</span>);

export const StallMark = ({ stall }: { stall: Stall | null }) => (stall ? <Status kind="late">{t.stallText({ stall })}</Status> : null);

/** Under every board: how it is counted, and when a school is said to stall. */
export const HowCounted = () => (
  <>
    <h2>{t.stallTitle}</h2>
    <div class="rich">
      <ul>
        {t.stallRules.split('|').map((rule) => (
          <li key={rule}>{rule}</li>
        ))}
      </ul>
    </div>
    <p class="hint">{t.stallCount}</p>
    <p class="hint">{t.opening}</p>
    <p class="hint">{t.rule}</p>
  </>
);
