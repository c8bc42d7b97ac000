import { hidden, type Reader, routesFor, sql, uuid, z } from '#kernel';
import { renderPdf } from '#kernel/paper';
import { clockText, shortDayText } from '#kernel/ui';
import { answerText } from './kinds.ts';
import { attachmentsOf, type Note, noteById, versionsOf } from './notes.ts';
import { follows } from './policy.ts';
import { linesOf, tallyOf } from './standing.ts';
import type { ReplyKind, Tables } from './tables.ts';
import { t } from './texts.ts';

const { download } = routesFor<Tables>();

type Given = {
  pupilId: string;
  guardianId: string;
  answer: string | null;
  at: Date;
  onPaper: boolean;
  by: string | null;
  undoneAt: Date | null;
  version: number;
};

const stamp = (at: Date | string): string => t.stamp({ day: shortDayText(at), time: clockText(at) });

function said(kind: ReplyKind, given: Given): string {
  const words = t.proofAnswer({ answer: answerText(kind, given.answer), at: stamp(given.at), version: given.version });
  const paper = given.onPaper ? t.proofPaper({ by: given.by ?? '' }) : '';
  return words + paper + (given.undoneAt ? t.proofUndone({ at: stamp(given.undoneAt) }) : '');
}

/** All that can be shown about a note: its versions and their fingerprints, who was asked, who answered what, when and how. */
export async function proofOf(db: Reader<Tables>, note: Note, now: Date): Promise<Record<string, unknown>> {
  const lines = await linesOf(db, note.id);
  const { rows } = await sql<Given>`
    select r.pupil_id as "pupilId", r.guardian_id as "guardianId", r.answer, r.at, r.on_paper as "onPaper", r.undone_at as "undoneAt", r.version,
      concat_ws(' ', p.civility, p.first_name, p.last_name) as by
    from liaison.replies r left join kernel.people p on p.id = r.entered_by
    where r.note_id = ${note.id} order by r.number`.execute(db);
  const given = Map.groupBy(rows, (one) => `${one.pupilId}.${one.guardianId}`);
  const tally = tallyOf(lines);
  return {
    title: note.title,
    school: note.school,
    author: t.proofBy({ author: note.author ?? t.theSchool, at: note.sentAt ? stamp(note.sentAt) : '' }),
    withdrawn: note.withdrawnAt && t.proofWithdrawn({ at: stamp(note.withdrawnAt) }),
    asked: t.proofAsked({ kind: note.replyKind, all: note.signers === 'all' }),
    tally: t.haveAnswered({ value: tally.closed, max: tally.expected }),
    printed: t.proofPrinted({ at: stamp(now) }),
    files: (await attachmentsOf(db, note.id)).map(({ name }) => name),
    versions: (await versionsOf(db, note.id)).reverse().map((one) => ({
      head: t.proofVersion({ number: one.version, at: stamp(one.at) }),
      again: one.version > 1 ? (one.asksAgain ? t.askedAgain : t.smallCorrection) : null,
      title: one.title,
      body: one.body,
      deadline: one.deadline && t.slipBefore({ date: shortDayText(one.deadline) }),
      sha256: one.sha256,
    })),
    lines: lines.map((child) => ({
      child: child.name,
      className: child.className,
      guardians: child.guardians.map((guardian) => ({
        name: guardian.name,
        state: guardian.asked ? null : t.informedOnly,
        seen: guardian.seenAt ? t.proofSeen({ at: stamp(guardian.seenAt) }) : t.proofNotSeen,
        answers: (given.get(`${child.id}.${guardian.id}`) ?? []).map((one) => said(note.replyKind, one)),
      })),
    })),
    words: {
      who: t.whoAnswered,
      note: t.theNote,
      files: t.files,
      hash: t.proofHash,
      none: t.proofNoAnswer,
      nobody: t.noGuardian,
      carnet: t.carnet,
    },
  };
}

const template = new URL('./sheets/proof.typ', import.meta.url);

export const proof = download('/liaison/mots/:noteId/preuve', {
  params: z.object({ noteId: uuid }),
  may: follows,
  load: async ({ params, db, now }) => {
    const note = await noteById(db, params.noteId);
    if (!note) return hidden;
    const bytes = await renderPdf({ template, data: await proofOf(db, note, now) });
    return { name: `${t.proofFile({ title: note.title })}.pdf`, mediaType: 'application/pdf', bytes, inline: true };
  },
});
