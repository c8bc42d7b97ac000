import { createHash } from 'node:crypto';
import { newId, sql, type Writer } from '#kernel';
import type { HalfDayOfClass, Known } from './roll.ts';
import { knownAfter, linesOf, proposed } from './roll.ts';
import type { State, Tables } from './tables.ts';

/** What a sheet says of a child. `at`: when the line was touched on a device that kept it; null where the page could not say. */
export type Said = { state: State; arrived: string | null; at: Date | null };

export type Sheet = HalfDayOfClass & {
  schoolId: string;
  /** Made by the device: the same sheet sent again is not taken again. */
  key: string;
  /** Each line says when it was touched: one that says nothing was not. A page without script cannot. */
  timed: boolean;
  /** How many sendings its sender had seen. */
  seen: number;
  said: Map<string, Said>;
  by: string | null;
  device: string;
  now: Date;
};

export type Change = { pupilId: string; state: State; arrived: string | null };
export type Taken = { callId: string; takeId: string; first: boolean; changes: Change[]; differences: string[] };

/**
 * Takes a sheet, in the caller's transaction. Of each child, the last moment somebody touched the line wins, in whatever order
 * sheets arrive; a line that nobody touched never undoes one that somebody did. Gives what changed, or nothing when the same
 * sheet had come before.
 */
export async function take(db: Writer<Tables>, sheet: Sheet): Promise<Taken | undefined> {
  const { id: callId, first } = await lockCall(db, sheet);
  const key = await freeKey(db, callId, sheet);
  if (!key) return;
  const known = first ? new Map<string, Known>() : await knownAfter(db, callId, sheet);
  const standing = first ? new Map<string, Stands>() : await standingsOf(db, callId);
  const lines = await linesOf(db, sheet);
  const takeId = newId(sheet.now.getTime());
  const marks = lines.flatMap((line) => {
    const said = sheet.said.get(line.id);
    if (!said) return [];
    const before = known.get(line.id) ?? proposed(line);
    const touched = said.at !== null || (!sheet.timed && !same(said, before));
    return [{ pupilId: line.id, state: said.state, arrived: said.arrived, at: touched ? (said.at ?? sheet.now) : null }];
  });
  const { number } = await db
    .selectFrom('attendance.takes')
    .select((eb) => eb.fn.coalesce(eb.fn.max('number'), sql<number>`0`).as('number'))
    .where('call_id', '=', callId)
    .executeTakeFirstOrThrow();
  await db
    .insertInto('attendance.takes')
    .values({
      id: takeId,
      call_id: callId,
      number: number + 1,
      client_key: key,
      digest: digestOf(sheet),
      taken_by: sheet.by,
      device: sheet.device,
      received_at: sheet.now,
    })
    .execute();
  const rows = JSON.stringify(marks);
  await sql`
    insert into attendance.marks (take_id, pupil_id, state, arrived, marked_at)
    select ${takeId}, "pupilId", state, arrived, at
    from json_to_recordset(${rows}::json) as row ("pupilId" uuid, state text, arrived text, at timestamptz)`.execute(db);
  const wins = marks.filter(({ pupilId, at }) => {
    const stands = standing.get(pupilId);
    return !stands || (at !== null && (stands.at === null || at >= stands.at));
  });
  await sql`
    insert into attendance.standings (call_id, pupil_id, school_id, class_id, day, half, state, arrived, marked_at, take_id)
    select ${callId}, "pupilId", ${sheet.schoolId}, ${sheet.classId}, ${sheet.day}::date, ${sheet.half}, state, arrived, at, ${takeId}
    from json_to_recordset(${JSON.stringify(wins)}::json) as row ("pupilId" uuid, state text, arrived text, at timestamptz)
    on conflict (call_id, pupil_id) do update set
      state = excluded.state, arrived = excluded.arrived, marked_at = excluded.marked_at, take_id = excluded.take_id`.execute(db);
  const differences = marks.filter((mark) => {
    const stands = standing.get(mark.pupilId);
    const myOwnChange = stands?.key === sheet.key && mark.at !== null;
    return stands !== undefined && stands.number > sheet.seen && !myOwnChange && !same(mark, stands);
  });
  if (differences.length > 0)
    await sql`
    insert into attendance.differences (call_id, pupil_id)
    select ${callId}, unnest(${differences.map(({ pupilId }) => pupilId)}::uuid[]) on conflict do nothing`.execute(db);
  return {
    callId,
    takeId,
    first,
    changes: wins.filter((win) => !same(win, standing.get(win.pupilId))),
    differences: differences.map(({ pupilId }) => pupilId),
  };
}

const same = (one: Known, other: Known | undefined): boolean => one.state === other?.state && one.arrived === other.arrived;

/** The call of this half-day, held until the transaction ends: two sheets of one class are taken one after the other. */
async function lockCall(db: Writer<Tables>, sheet: Sheet): Promise<{ id: string; first: boolean }> {
  const made = await db
    .insertInto('attendance.calls')
    .values({
      id: newId(sheet.now.getTime()),
      school_id: sheet.schoolId,
      class_id: sheet.classId,
      day: sheet.day,
      half: sheet.half,
      called_at: sheet.now,
    })
    .onConflict((on) => on.columns(['class_id', 'day', 'half']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (made) return { id: made.id, first: true };
  const { id } = await db
    .selectFrom('attendance.calls')
    .select('id')
    .where('class_id', '=', sheet.classId)
    .where('day', '=', sheet.day)
    .where('half', '=', sheet.half)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return { id, first: false };
}

type Stands = Known & { at: Date | null; number: number; key: string };

async function standingsOf(db: Writer<Tables>, callId: string): Promise<Map<string, Stands>> {
  const { rows } = await sql<Stands & { pupilId: string }>`
    select s.pupil_id as "pupilId", s.state, s.arrived, s.marked_at as at, t.number, t.client_key as key
    from attendance.standings s join attendance.takes t on t.id = s.take_id where s.call_id = ${callId}`.execute(db);
  return new Map(rows.map(({ pupilId, ...stands }) => [pupilId, stands]));
}

/** The sheet's key; another when the same page was changed and sent again; nothing when this very sheet was already taken. */
async function freeKey(db: Writer<Tables>, callId: string, sheet: Sheet): Promise<string | undefined> {
  const taken = await db
    .selectFrom('attendance.takes')
    .select('digest')
    .where('call_id', '=', callId)
    .where('client_key', '=', sheet.key)
    .executeTakeFirst();
  if (!taken) return sheet.key;
  return taken.digest.equals(digestOf(sheet)) ? undefined : newId(sheet.now.getTime());
}

const digestOf = ({ classId, day, half, said }: Sheet): Buffer =>
  createHash('sha256')
    .update(JSON.stringify([classId, day, half, [...said].map(([id, { state, arrived }]) => [id, state, arrived]).sort()]))
    .digest();
