import { clockText, Notice, parisDay, Status, shortDayText } from '#kernel/ui';
import { type Breach, isTicking } from './breach.ts';
import { hoursLeft } from './clock.ts';
import { b } from './words.ts';

/** « EXERCICE · Fuite du 24/11/2026 · École des Tilleuls » */
export const titleOf = ({ exercise, discoveredAt, place }: Pick<Breach, 'exercise' | 'discoveredAt' | 'place'>): string =>
  b.titled({ exercise, title: b.breachOf({ day: shortDayText(parisDay(discoveredAt)), place }) });

/** « 27/11/2026 à 11 h 30 »: in a register or a letter, no day is « hier ». */
export const exactText = (at: Date): string => b.exact({ day: shortDayText(parisDay(at)), time: clockText(at) });

export const standingText = (one: Breach): string =>
  one.closedAt
    ? b.closed
    : one.notifiedAt
      ? b.notified
      : one.decision === 'keep'
        ? b.kept
        : one.decision === 'notify'
          ? b.toNotify
          : b.toDecide;

export function BreachStanding({ breach, now }: { breach: Breach; now: Date }) {
  if (!isTicking(breach)) return <Status kind="done">{standingText(breach)}</Status>;
  const hours = hoursLeft(breach.discoveredAt, now);
  return (
    <>
      <Status kind={hours < 0 ? 'late' : 'waiting'}>{b.left({ hours })}</Status> <span class="meta">{standingText(breach)}</span>
    </>
  );
}

export const ExerciseMark = ({ exercise }: { exercise: boolean }) => (exercise ? <Notice kind="warning">{b.exerciseNotice}</Notice> : null);
