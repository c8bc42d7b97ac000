import type { Note } from './notes.ts';

/** Files of a scan: a class in one PDF, or pictures one by one. */
export const mostScans = 5;

/** Millimetres, from the slip's top left corner. The printer places things there, the scanner looks for ink there. */
export type Place = { x: number; y: number; w: number; h: number };

/** A quarter of an A4 page: what fits in a notebook. */
export const slipSize = { width: 105, height: 148.5, inner: 8 };
export const codeSide = 20;
export const codeAt = { x: slipSize.width - slipSize.inner - codeSide, y: slipSize.height - slipSize.inner - codeSide };

const boxSide = 4;
const gap = 3;
const bottom = slipSize.height - slipSize.inner;
const signing = { height: 16, label: 4.5 };
const written = 24;
/** Letters on a line beside a box, in half the width of the slip. */
const lineOf = 24;

export type SlipLayout = {
  /** Where the answer's strip begins: the text stays above. */
  top: number;
  question: number;
  boxes: Place[];
  lines: Place | null;
  signatures: Place[];
};

/** Where the boxes to tick, the lines and the signatures of a slip are: choices in two columns, each signature its share of the width. */
export function slipLayout(
  { boxes, lines, question }: { boxes: string[]; lines: boolean; question: boolean },
  signatures: number,
): SlipLayout {
  const width = slipSize.width - 2 * slipSize.inner;
  const room = width - codeSide - gap;
  const share = (room - gap * (signatures - 1)) / signatures;
  const signatureTop = bottom - signing.height;
  const linesTop = codeAt.y - (lines ? written + gap : 0);
  const row = 2.6 + 3.8 * Math.max(1, ...boxes.map((box) => Math.ceil(box.length / lineOf)));
  const rows = Math.ceil(boxes.length / 2);
  const boxesTop = linesTop - rows * row;
  const top = boxesTop - (question ? 5.5 : 0) - 2;
  return {
    top,
    question: top + 1,
    boxes: boxes.map((_, at) => ({
      x: slipSize.inner + (at % 2) * (width / 2),
      y: boxesTop + Math.floor(at / 2) * row,
      w: boxSide,
      h: boxSide,
    })),
    lines: lines ? { x: slipSize.inner, y: linesTop, w: width, h: written } : null,
    signatures: Array.from({ length: signatures }, (_, at) => ({
      x: slipSize.inner + at * (share + gap),
      y: signatureTop,
      w: share,
      h: signing.height,
    })),
  };
}

/** What is asked of the paper, in the note's own words: the same for whoever prints and whoever scans. */
export const asked = ({ replyKind, options }: Pick<Note, 'replyKind' | 'options'>, said: { yes: string; no: string }) => ({
  boxes: replyKind === 'yes-no' ? [said.yes, said.no] : replyKind === 'choice' ? options : [],
  lines: replyKind === 'text',
  question: replyKind === 'yes-no' || replyKind === 'choice' || replyKind === 'text',
});
