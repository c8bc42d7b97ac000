import { sql, type Writer } from '#kernel';
import type { HalfDayOfClass } from '../roll.ts';
import type { Tables } from '../tables.ts';
import { type Change, type Sheet, type Taken, take } from '../take.ts';
import { canonical, rootOf, sealOf } from './chain.ts';
import { pseudonymsOf } from './pseudonyms.ts';

/** What a line may say: no name, no free text, no motive. */
export type Entry =
  | ({ kind: 'call' | 'correction'; by: string | null; marks: string[][] } & Omit<HalfDayOfClass, 'classId'> & { class: string })
  | { kind: 'close'; month: string; from: number; sheet: string };

/** Takes a sheet and writes in the register what it changed, in the caller's transaction. */
export async function callRoll(db: Writer<Tables>, sheet: Sheet): Promise<Taken | undefined> {
  const taken = await take(db, sheet);
  if (!taken || taken.changes.length === 0) return taken;
  const names = await pseudonymsOf(db, [...taken.changes.map(({ pupilId }) => pupilId), ...(sheet.by ? [sheet.by] : [])]);
  const { classId, day, half } = sheet;
  await append(db, sheet.schoolId, sheet.now, {
    kind: taken.first ? 'call' : 'correction',
    ...{ class: classId, day, half },
    by: (sheet.by && names.get(sheet.by)) ?? null,
    marks: taken.changes.map((change) => markOf(change, names)).sort(([one = ''], [other = '']) => (one < other ? -1 : 1)),
  });
  return taken;
}

const markOf = ({ pupilId, state, arrived }: Change, names: Map<string, string>): string[] => [
  names.get(pupilId) ?? '',
  state,
  ...(arrived ? [arrived] : []),
];

/** Adds one line, the head of the school's chain held until the transaction ends. Gives the line and its hash. */
export async function append(db: Writer<Tables>, schoolId: string, now: Date, entry: Entry): Promise<{ line: number; hash: Buffer }> {
  const head = await holdHead(db, schoolId);
  const line = head.line + 1;
  const payload = canonical({ at: now.toISOString(), ...entry, v: 1 });
  const hash = sealOf(head.hash, payload);
  await db
    .insertInto('attendance.register')
    .values({ school_id: schoolId, line, written_at: now, payload, previous: head.hash, hash })
    .execute();
  await db.updateTable('attendance.heads').set({ line, hash }).where('school_id', '=', schoolId).execute();
  return { line, hash };
}

async function holdHead(db: Writer<Tables>, schoolId: string): Promise<{ line: number; hash: Buffer }> {
  const held = () =>
    sql<{ line: number; hash: Buffer }>`select line, hash from attendance.heads where school_id = ${schoolId} for update`.execute(db);
  const [head] = (await held()).rows;
  if (head) return head;
  const { uai } = await db.selectFrom('kernel.schools').select('uai').where('id', '=', schoolId).executeTakeFirstOrThrow();
  await db
    .insertInto('attendance.heads')
    .values({ school_id: schoolId, line: 0, hash: rootOf(uai), first_previous: rootOf(uai) })
    .onConflict((on) => on.doNothing())
    .execute();
  const [made] = (await held()).rows;
  if (!made) throw new Error(`the register of ${schoolId} has no head`);
  return made;
}
