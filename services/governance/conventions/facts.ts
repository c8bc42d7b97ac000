import type { Selectable } from 'kysely';
import { type Me, type Reader, sql } from '#kernel';
import { totalOf } from './money.ts';
import { mine, ofMyTown } from './policy.ts';
import type { Convention, Details, StepKind, Tables } from './tables.ts';

type Db = Reader<Tables>;

export type Line = { uai: string; label: string; schoolId: string | null };
export type Step = { id: string; kind: StepKind; day: string; details: Details; file: string | null; by: string | null };
export type Written = Selectable<Convention>;

/** A convention with all that its pages and its papers say. */
export type Whole = { convention: Written; lines: Line[]; steps: Step[]; totalCents: number };

export async function wholeOf(db: Db, conventionId: string): Promise<Whole | undefined> {
  const convention = await db.selectFrom('conventions.conventions').selectAll().where('id', '=', conventionId).executeTakeFirst();
  if (!convention) return;
  const lines = await db
    .selectFrom('conventions.lines')
    .select(['uai', 'label', 'school_id as schoolId'])
    .where('convention_id', '=', conventionId)
    .orderBy('label')
    .execute();
  const { rows: steps } = await sql<Step>`
    select s.id, s.kind, s.day, s.details, f.name as file, nullif(concat_ws(' ', p.first_name, p.last_name), '') as by
    from conventions.steps s left join kernel.files f on f.id = s.file_id left join kernel.people p on p.id = s.actor_id
    where s.convention_id = ${conventionId} order by s.n`.execute(db);
  return { convention, lines, steps, totalCents: totalOf({ unitCents: convention.unit_cents, schools: lines.length }) };
}

/** The last step of this kind: what was done again counts. */
export const stepOf = (steps: readonly Step[], kind: StepKind): Step | undefined => steps.findLast((step) => step.kind === kind);

export type Side = 'manager' | 'town' | 'director';

/** From which side I look at it. */
export async function sideOf(db: Db, me: Me, conventionId: string): Promise<Side> {
  const { rows } = await sql<{ manager: boolean; town: boolean }>`
    select ${mine(me)} as manager, ${ofMyTown(me)} as town from conventions.conventions c where c.id = ${conventionId}`.execute(db);
  return rows[0]?.manager ? 'manager' : rows[0]?.town ? 'town' : 'director';
}
