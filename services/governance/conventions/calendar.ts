import { type Reader, sql, type Writer } from '#kernel';
import type { Database } from '#kernel/db';
import { emitter } from '#kernel/outbox';
import type { Job } from '#kernel/service';
import { addDays, terminatedOn, termOf, todayIn } from './dates.ts';
import { type About, type Deadline, deadlinesOf, noticeDue } from './deadlines.ts';
import { bindingStates, onTheWay } from './states.ts';
import type { State, StepKind, Tables } from './tables.ts';
import { hold, take } from './take.ts';
import { notifications, tellDeadline, tellStep, type Who } from './tell.ts';

/** What the calendar does by itself, and what it says is coming. */

export type Running = {
  id: string;
  state: State;
  schoolYear: string;
  noticedOn: string | null;
  warnedOn: string | null;
  renewed: boolean;
};

/** SQL: where conventions `c` stand in time. */
export const running = sql`
  c.id, c.state, c.school_year as "schoolYear",
  (select s.day from conventions.steps s where s.convention_id = c.id and s.kind = 'noticed' order by s.n desc limit 1) as "noticedOn",
  (select s.day from conventions.steps s where s.convention_id = c.id and s.kind = 'warned' order by s.n desc limit 1) as "warnedOn",
  exists (select from conventions.conventions next where next.siret = c.siret and next.school_year > c.school_year
    and next.state not in ('draft', 'dropped')) as renewed`;

const emits = (db: Parameters<typeof emitter>[0]) => emitter(db, 'conventions', [{ name: 'conventions', notifications }], null);

/** Each night: what is over is over. A convention ends on its term, or fifteen days after the second letter when nobody agreed. */
export const turn: Job = {
  cron: '20 23 * * *',
  run: async ({ db, now }) => {
    const today = todayIn(now);
    const { rows } = await sql<Running>`
      select ${running} from conventions.conventions c where c.state = any (${[...bindingStates, ...onTheWay]}::text[])`.execute(db);
    for (const convention of rows) {
      const over = overOn(convention, today);
      if (over) await close(db, convention.id, over, now);
    }
  },
};

/** What became of it by itself, and since when. */
function overOn({ state, schoolYear, warnedOn }: Running, today: string): { kind: StepKind; day: string } | undefined {
  const term = termOf(schoolYear);
  const terminated = state === 'warned' && warnedOn ? terminatedOn(warnedOn) : undefined;
  if (terminated && terminated <= term && today >= terminated) return { kind: 'terminated', day: terminated };
  if (today <= term) return undefined;
  return { kind: bindingStates.includes(state) ? 'ended' : 'dropped', day: term };
}

const close = (db: Database, id: string, { kind, day }: { kind: StepKind; day: string }, now: Date): Promise<void> =>
  db.transaction().execute(async (tx: Writer<Tables>) => {
    const convention = await hold(tx, id);
    if (!convention || !(await take(tx, convention, { kind, day, by: null, now }))) return;
    if (kind !== 'ended') await tellStep(tx, emits(tx), id, kind);
  });

const whoHears: Record<About, readonly Who[]> = {
  conciliation: ['managers', 'towns'],
  agreement: ['managers', 'towns'],
  court: ['managers', 'towns'],
  // Its managers have it in « À faire », counted: thousands of towns renew in the same weeks.
  term: ['towns'],
  'read-only': ['managers', 'towns', 'directors'],
  closing: ['managers', 'towns', 'directors'],
};

/** Each morning of the week: the days that come are told, each notice once, however late. */
export const remind: Job = {
  cron: '0 6 * * 1-5',
  run: async ({ db, now }) => {
    const today = todayIn(now);
    const { rows } = await sql<Running>`
      select ${running} from conventions.conventions c
      where c.state = any (${bindingStates}::text[]) or c.state = 'terminated' and c.school_year >= ${String(now.getUTCFullYear() - 2)}`.execute(
      db,
    );
    const due = rows.flatMap((convention) => deadlinesOf(convention).map((deadline) => ({ id: convention.id, deadline })));
    for (const { id, deadline } of [...due, ...(await endsOf(db, today))]) await tellOnce(db, id, deadline, today, now);
  },
};

/** The schools that stopped: said by the convention that last bound them. */
async function endsOf(db: Reader, today: string): Promise<{ id: string; deadline: Deadline }[]> {
  const { rows } = await sql<{ id: string; readOnlyFrom: string; closedFrom: string }>`
    select distinct on (e.school_id) c.id, e.read_only_from as "readOnlyFrom", e.closed_from as "closedFrom"
    from kernel.school_ends e join conventions.lines l on l.school_id = e.school_id join conventions.conventions c on c.id = l.convention_id
    where c.state in ('ended', 'terminated') and e.read_only_from <= ${today}::date and e.closed_from > ${today}::date
    order by e.school_id, c.school_year desc, c.id desc`.execute(db);
  return rows.flatMap(({ id, readOnlyFrom, closedFrom }) => [
    { id, deadline: { about: 'read-only' as const, day: readOnlyFrom } },
    { id, deadline: { about: 'closing' as const, day: closedFrom } },
  ]);
}

async function tellOnce(db: Database, conventionId: string, deadline: Deadline, today: string, now: Date): Promise<void> {
  const before = noticeDue(deadline, today);
  // What went by more than a month ago is no news.
  if (before === undefined || today > addDays(deadline.day, 31)) return;
  const { about, day } = deadline;
  await db.transaction().execute(async (tx: Writer<Tables>) => {
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('conventions.reminders')
      .values({ convention_id: conventionId, about: `${about}-${before}`, due: day, told_at: now })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (numInsertedOrUpdatedRows) await tellDeadline(tx, emits(tx), { conventionId, about, day, who: whoHears[about] });
  });
}
