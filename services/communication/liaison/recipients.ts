import { createHash } from 'node:crypto';
import { type Reader, sql, type Writer } from '#kernel';
import type { Tables } from './tables.ts';

export type Guardian = { id: string; name: string; holdsAuthority: boolean; hasAccount: boolean };
export type Child = { id: string; name: string; classId: string; className: string; guardians: Guardian[] };

/** Whom a draft will reach if it is sent now: each child, each of their guardians, and who can only be reached on paper. */
export async function whoWillReceive(db: Reader<Tables>, noteId: string): Promise<Child[]> {
  const { rows } = await sql<Child>`
    with children as (${addressed(noteId)})
    select child.id, concat_ws(' ', child.first_name, child.last_name) as name, c.class_id as "classId", class.name as "className",
      coalesce(json_agg(json_build_object(
        'id', guardian.id, 'name', concat_ws(' ', guardian.civility, guardian.first_name, guardian.last_name),
        'holdsAuthority', g.holds_authority,
        'hasAccount', account.activated_at is not null and account.blocked_at is null
      ) order by guardian.last_name, guardian.first_name, guardian.id) filter (where guardian.id is not null), '[]') as guardians
    from children c
    join kernel.people child on child.id = c.pupil_id
    join kernel.places class on class.id = c.class_id
    left join kernel.guardianships g on g.pupil_id = child.id
    left join kernel.people guardian on guardian.id = g.guardian_id and guardian.trashed_at is null
    left join kernel.accounts account on account.person_id = guardian.id
    group by child.id, c.class_id, class.name
    order by class.name, child.last_name, child.first_name, child.id`.execute(db);
  return rows;
}

/** SQL: the pupils whom a draft is for, each once, in the class they were chosen in; of the classes its author still writes to. */
const addressed = (noteId: string) => sql`
  select distinct on (f.person_id) f.person_id as pupil_id, a.class_id
  from liaison.addressees a
  join liaison.notes n on n.id = a.note_id and exists (
    select from kernel.functions_today own where own.person_id = n.author_id
      and (own.kind = 'teacher' and own.place_id = a.class_id or own.kind = 'director' and own.place_id = n.school_id))
  join kernel.functions_today f on f.place_id = a.class_id and f.kind = 'pupil' and (a.pupil_id is null or a.pupil_id = f.person_id)
  where a.note_id = ${noteId}
  order by f.person_id, a.class_id`;

/** The list, in one word: what was shown before sending is what is sent, or nothing is. */
export function fingerprint(children: Child[]): string {
  const lines = children.flatMap(({ id, classId, guardians }) => [
    `${id} ${classId}`,
    ...guardians.map((guardian) => `${id} ${guardian.id} ${guardian.holdsAuthority}`),
  ]);
  return createHash('sha256').update(lines.sort().join('\n')).digest('base64url');
}

/** Writes the recipients as they were just read. */
export async function freeze(db: Writer<Tables>, noteId: string, children: Child[]): Promise<void> {
  await db
    .insertInto('liaison.pupils')
    .values(children.map(({ id, classId }) => ({ note_id: noteId, pupil_id: id, class_id: classId })))
    .execute();
  const recipients = children.flatMap((child) =>
    child.guardians.map((guardian) => ({
      note_id: noteId,
      pupil_id: child.id,
      guardian_id: guardian.id,
      holds_authority: guardian.holdsAuthority,
      seen_at: null,
      seen_version: null,
    })),
  );
  if (recipients.length > 0) await db.insertInto('liaison.recipients').values(recipients).execute();
}

export type Counts = { children: number; guardians: number; people: number; withoutAuthority: number; onPaper: number; alone: number };

/** What the author reads above the list. `onPaper`: children none of whose guardians has opened an account. */
export function countsOf(children: Child[]): Counts {
  const guardians = children.flatMap((child) => child.guardians);
  return {
    children: children.length,
    guardians: guardians.length,
    people: new Set(guardians.map(({ id }) => id)).size,
    withoutAuthority: guardians.filter(({ holdsAuthority }) => !holdsAuthority).length,
    onPaper: children.filter((child) => child.guardians.length > 0 && child.guardians.every(({ hasAccount }) => !hasAccount)).length,
    alone: children.filter((child) => child.guardians.length === 0).length,
  };
}
