import { Worker } from 'node:worker_threads';

/** A file that a scanner or a telephone made: JPEG, PNG, WebP, or a PDF whose pages are pictures. */
export type ScannedFile = { bytes: Uint8Array; mediaType: string };

/** A rectangle around a QR code, in millimetres, its origin the code's top left corner; `side`: how wide the code was printed. */
export type Frame = { side: number; left: number; top: number; width: number; height: number };

/** What a QR code holds, and the paper around it, straightened: `gray` has `width` × `height` pixels, 0 black to 255 white. */
export type ScannedPaper = { code: Uint8Array; width: number; height: number; gray: Uint8Array };

export type Scans = { papers: ScannedPaper[]; pages: number; unreadable: number };

/** Pixels in a millimetre of a straightened paper. */
export const grain = 5;

/** Pages read of one scan: two classes, both sides. */
export const mostPages = 60;

/**
 * Finds each QR code on these pages and straightens the paper around it, whichever way it lay. In a thread of its own, that ends
 * with the scan: a PDF that explodes takes nothing else down. A page that cannot be opened counts as unreadable, and stops nothing.
 */
export function readScans(files: ScannedFile[], frame: Frame): Promise<Scans> {
  return new Promise((done, failed) => {
    const reader = new Worker(new URL('./scan-reader.ts', import.meta.url), {
      workerData: { files, frame, grain, mostPages },
      resourceLimits: { maxOldGenerationSizeMb: 768 },
    });
    const nothing: Scans = { papers: [], pages: 0, unreadable: files.length };
    reader.once('message', done);
    // Out of memory or worse: the file is at fault, not the house.
    reader.once('error', () => done(nothing));
    reader.once('exit', () => failed(new Error('the scan reader ended without an answer')));
  });
}

/** How much of this rectangle is dark, 0 to 1; millimetres from the paper's top left corner. Grey rules and shadows are not ink. */
export function inkIn({ width, height, gray }: ScannedPaper, { x, y, w, h }: { x: number; y: number; w: number; h: number }): number {
  const [left, top] = [Math.max(0, Math.round(x * grain)), Math.max(0, Math.round(y * grain))];
  const [right, bottom] = [Math.min(width, Math.round((x + w) * grain)), Math.min(height, Math.round((y + h) * grain))];
  let dark = 0;
  for (let row = top; row < bottom; row += 1)
    for (let column = left; column < right; column += 1) if ((gray[row * width + column] ?? 255) < 120) dark += 1;
  const all = (right - left) * (bottom - top);
  return all > 0 ? dark / all : 0;
}
