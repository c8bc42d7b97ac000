import { type Reader, sql } from '#kernel';
import { termOf, yearBefore } from './dates.ts';
import { bindingStates } from './states.ts';
import type { State, Tables } from './tables.ts';

export type Standing = { schoolId: string; state: State; inForceOn: string | null };

/**
 * Where each school stands: the convention that binds it on that day, else the last that was sent. A school that none ever listed
 * is not there. `today`: ISO day; `schoolYear`: the one of that day. Last year's binds until its term, 5 September.
 */
export async function standings(db: Reader<Tables>, { today, schoolYear }: { today: string; schoolYear: string }): Promise<Standing[]> {
  const before = yearBefore(schoolYear);
  const years = termOf(before) >= today ? [schoolYear, before] : [schoolYear];
  const { rows } = await sql<Standing>`
    select distinct on (l.school_id) l.school_id as "schoolId", c.state,
      (select s.day from conventions.steps s where s.convention_id = c.id and s.kind = 'in-force' order by s.n limit 1) as "inForceOn"
    from conventions.lines l join conventions.conventions c on c.id = l.convention_id
    where l.school_id is not null and c.state <> 'draft'
    order by l.school_id, (c.state = any (${[...bindingStates]}::text[]) and c.school_year = any (${years}::text[])) desc, c.school_year desc, c.id desc`.execute(
    db,
  );
  return rows;
}
