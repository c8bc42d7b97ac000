import { hidden, refuse, routesFor, uuid, z } from '#kernel';
import { inkIn, readScans, type ScannedPaper } from '#kernel/paper';
import { answerText } from './kinds.ts';
import { type Note, noteById } from './notes.ts';
import { paperPage } from './paper-return.tsx';
import { follows } from './policy.ts';
import { keepReply } from './reply.tsx';
import { slipIn } from './slip-code.ts';
import { asked, codeAt, codeSide, mostScans, slipLayout, slipSize } from './slip-layout.ts';
import { linesOf } from './standing.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { action } = routesFor<Tables>();

const frame = { side: codeSide, left: -codeAt.x, top: -codeAt.y, width: slipSize.width, height: slipSize.height };

/** A pen in a box of 4 mm, its edges left out; a signature in its place. Measured on scans of 150 to 300 points an inch. */
const ticked = 0.06;
const signed = 0.004;

/** The slips that came back, put in the scanner in any order: each is known by its code; what is not plain is left to a human. */
export const scanSlips = action('/liaison/mots/:noteId/scans', {
  params: z.object({ noteId: uuid }),
  may: follows,
  does: 'paper.scanned',
  body: z.object({}),
  redraw: paperPage,
  uploads: { field: 'scans', most: mostScans },
  prepare: async ({ uploads }) => (uploads.length > 0 ? readScans(uploads, frame) : refuse('no-scan', t.scanMissing, { field: 'scans' })),
  run: async ({ me, params, db, now, secret, prepared }) => {
    const locked = await db.selectFrom('liaison.notes').select('state').where('id', '=', params.noteId).forUpdate().executeTakeFirst();
    const note = await noteById(db, params.noteId);
    if (!note || !locked) return hidden;
    if (locked.state !== 'sent') return refuse('withdrawn', t.refusedWithdrawn, { status: 409 });
    const lines = new Map((await linesOf(db, note.id)).map((line) => [line.id, line]));
    let strange = prepared.unreadable;
    let kept = 0;
    const unclear = new Set<string>();
    for (const paper of prepared.papers) {
      const slip = slipIn(secret, paper.code);
      const child = slip?.noteId === note.id ? lines.get(slip.pupilId) : undefined;
      if (!slip || !child) {
        strange += 1;
        continue;
      }
      const said = answerOn(paper, note, slip.guardianIds.length);
      const open = child.guardians.filter(({ id, asked, done, concerned }) => slip.guardianIds.includes(id) && asked && !done && concerned);
      if (!said) {
        if (open.length > 0) unclear.add(child.name);
        continue;
      }
      for (const guardian of open.filter(({ id }) => said.signatures[slip.guardianIds.indexOf(id)])) {
        await keepReply(
          db,
          note,
          { noteId: note.id, pupilId: child.id, guardianId: guardian.id },
          { answer: said.answer, now, enteredBy: me.personId },
        );
        guardian.done = true;
        kept += 1;
      }
    }
    if (prepared.papers.length === 0) return refuse('no-code', t.scanNothing, { field: 'scans' });
    return {
      see: `/liaison/mots/${note.id}/papier`,
      say: t.scanned({ kept, unclear: [...unclear], strange }),
      note: { schoolId: note.schoolId, details: { note: note.id, replies: kept, unclear: unclear.size, strange } },
    };
  },
});

/** What a slip says, when it says it plainly: one box and no other, and a signature at least. Words are read by people. */
function answerOn(paper: ScannedPaper, note: Note, people: number): { answer: string | null; signatures: boolean[] } | undefined {
  if (note.replyKind === 'text') return;
  const layout = slipLayout(asked(note, { yes: answerText('yes-no', 'yes'), no: answerText('yes-no', 'no') }), people);
  const signatures = layout.signatures.map(({ x, y, w, h }) => inkIn(paper, { x: x + 1, y: y + 1, w: w - 2, h: h - 2 }) > signed);
  if (!signatures.includes(true)) return;
  if (layout.boxes.length === 0) return { answer: null, signatures };
  const marked = layout.boxes.flatMap(({ x, y, w, h }, at) =>
    inkIn(paper, { x: x + 0.8, y: y + 0.8, w: w - 1.6, h: h - 1.6 }) > ticked ? [at] : [],
  );
  const [only] = marked;
  if (marked.length !== 1 || only === undefined) return;
  return { answer: note.replyKind === 'yes-no' ? (only === 0 ? 'yes' : 'no') : (note.options[only] ?? null), signatures };
}
