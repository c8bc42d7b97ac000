import { type Reader, sql } from '#kernel';
import type { Tables } from './tables.ts';

export type FollowedGuardian = {
  id: string;
  name: string;
  asked: boolean;
  done: boolean;
  concerned: boolean;
  hasAccount: boolean;
  seenAt: string | null;
  replyId: string | null;
  answer: string | null;
  repliedAt: string | null;
  onPaper: boolean;
  enteredBy: string | null;
};
export type Line = { id: string; name: string; className: string; expected: boolean; closed: boolean; guardians: FollowedGuardian[] };

/** One line per child, each guardian by name. For the author and the director only: it holds both parents side by side. */
export async function linesOf(db: Reader<Tables>, noteId: string): Promise<Line[]> {
  const { rows } = await sql<Line>`
    select l.pupil_id as id, concat_ws(' ', child.first_name, child.last_name) as name, class.name as "className", l.expected, l.closed,
      coalesce(json_agg(json_build_object(
        'id', s.guardian_id, 'name', concat_ws(' ', guardian.civility, guardian.first_name, guardian.last_name),
        'asked', s.asked, 'done', s.done, 'concerned', s.concerned,
        'hasAccount', account.activated_at is not null and account.blocked_at is null,
        'seenAt', s.seen_at, 'replyId', s.reply_id, 'answer', s.answer, 'repliedAt', s.replied_at, 'onPaper', s.on_paper,
        'enteredBy', concat_ws(' ', writer.civility, writer.first_name, writer.last_name)
      ) order by guardian.last_name, guardian.first_name, guardian.id) filter (where s.guardian_id is not null), '[]') as guardians
    from liaison.lines l
    join kernel.people child on child.id = l.pupil_id
    join kernel.places class on class.id = l.class_id
    left join liaison.standings s on s.note_id = l.note_id and s.pupil_id = l.pupil_id
    left join kernel.people guardian on guardian.id = s.guardian_id
    left join kernel.accounts account on account.person_id = s.guardian_id
    left join kernel.people writer on writer.id = s.entered_by
    where l.note_id = ${noteId}
    group by l.pupil_id, child.id, class.name, l.expected, l.closed
    order by class.name, child.last_name, child.first_name, l.pupil_id`.execute(db);
  return rows;
}

export type Tally = { total: number; expected: number; closed: number; missing: number; gone: number };

export function tallyOf(lines: Line[]): Tally {
  const expected = lines.filter((line) => line.expected);
  const closed = expected.filter((line) => line.closed).length;
  return {
    total: lines.length,
    expected: expected.length,
    closed,
    missing: expected.length - closed,
    gone: lines.length - expected.length,
  };
}

/** How many people: the parent of twins is one. */
export const peopleIn = (missing: { guardian: { id: string } }[]): number => new Set(missing.map(({ guardian }) => guardian.id)).size;

/** Whom one still waits for: the lines that are open, and in them the guardians who were asked and did not. */
export const missingOf = (lines: Line[]): { child: Line; guardian: FollowedGuardian }[] =>
  lines
    .filter((line) => line.expected && !line.closed)
    .flatMap((child) =>
      child.guardians.filter(({ asked, done, concerned }) => asked && !done && concerned).map((guardian) => ({ child, guardian })),
    );
