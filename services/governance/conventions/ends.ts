import { sql, type Writer } from '#kernel';
import { setEnds } from '#kernel/ends';
import { addDays, addMonths, termOf } from './dates.ts';
import { bindingStates, onTheWay } from './states.ts';
import type { State } from './tables.ts';

/** What becomes of a school whose convention is not renewed: docs/decisions/0014. All its dates are worked out here. */

export const readOnlyMonths = 3;

export type EndDays = { readOnlyFrom: string; lastDayToExport: string; closedFrom: string };

/** From the last day that a school is covered: it reads and exports, then it is closed. */
export function endAfter(lastDay: string): EndDays {
  const readOnlyFrom = addDays(lastDay, 1);
  const closedFrom = addMonths(readOnlyFrom, readOnlyMonths);
  return { readOnlyFrom, lastDayToExport: addDays(closedFrom, -1), closedFrom };
}

/** A convention that lists a school; `stoppedOn`: the day of what ended it before its term, or of what came to nothing. */
export type Cover = { schoolYear: string; state: State; stoppedOn: string | null };

/** A renewal on its way keeps the school open until the end of the civil year: councils vote in the autumn. */
const patience = (schoolYear: string): string => `${schoolYear.slice(0, 4)}-12-31`;
const earliest = (...days: string[]): string => days.toSorted()[0] ?? '';

function lastDayOf({ schoolYear, state, stoppedOn }: Cover): string | undefined {
  if (bindingStates.includes(state) || state === 'ended') return termOf(schoolYear);
  if (onTheWay.includes(state)) return patience(schoolYear);
  if (stoppedOn === null) return undefined;
  return earliest(stoppedOn, state === 'dropped' ? patience(schoolYear) : termOf(schoolYear));
}

/** The last day that these conventions cover their school; nothing for one that no convention ever bound: the rule is about renewal. */
export function lastDayCovered(covers: readonly Cover[]): string | undefined {
  const bound = covers.some(({ state }) => bindingStates.includes(state) || state === 'ended' || state === 'terminated');
  return bound
    ? covers
        .flatMap((cover) => lastDayOf(cover) ?? [])
        .toSorted()
        .at(-1)
    : undefined;
}

/** After whatever changed a convention: the schools that it lists go on until their new day. */
export async function settleEnds(db: Writer, conventionIds: readonly string[]): Promise<void> {
  const { rows } = await sql<{ schoolId: string; covers: Cover[] }>`
    select l.school_id as "schoolId", json_agg(json_build_object('schoolYear', c.school_year, 'state', c.state, 'stoppedOn', (
      select s.day from conventions.steps s where s.convention_id = c.id and s.kind = c.state order by s.n desc limit 1))) as covers
    from conventions.lines l join conventions.conventions c on c.id = l.convention_id
    where l.school_id in (select school_id from conventions.lines where convention_id = any (${conventionIds}::uuid[]))
    group by l.school_id`.execute(db);
  await setEnds(
    db,
    rows.map(({ schoolId, covers }) => {
      const lastDay = lastDayCovered(covers);
      return { schoolId, days: lastDay ? endAfter(lastDay) : null };
    }),
  );
}
