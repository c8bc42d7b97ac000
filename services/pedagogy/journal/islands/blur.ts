import { button, make } from '#kernel/recorder';
import type { ComposerWords } from './said.ts';
import { lightEnough } from './shrink.ts';

/**
 * Puts a brush in `place`: what the finger passes over becomes large squares, of a thirty-second of the picture, one colour each: a face
 * keeps two or three of them. Gives the picture made anew, or nothing when it was given up. What was under the squares is no longer in it.
 */
export async function blurIn(place: HTMLElement, blob: Blob, words: ComposerWords): Promise<Blob | undefined> {
  const picture = new Image();
  const url = URL.createObjectURL(blob);
  picture.src = url;
  await picture.decode();
  URL.revokeObjectURL(url);
  const canvas = make('canvas', { class: 'blur', role: 'img', 'aria-label': words.blurHint });
  canvas.width = picture.naturalWidth;
  canvas.height = picture.naturalHeight;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return;
  context.drawImage(picture, 0, 0);
  const side = Math.max(8, Math.round(Math.max(canvas.width, canvas.height) / 32));
  const done = new Set<number>();

  const cover = (column: number, row: number): void => {
    const [x, y] = [column * side, row * side];
    if (column < 0 || row < 0 || x >= canvas.width || y >= canvas.height || done.has(row * 1000 + column)) return;
    done.add(row * 1000 + column);
    context.fillStyle = averageOf(context.getImageData(x, y, Math.min(side, canvas.width - x), Math.min(side, canvas.height - y)).data);
    context.fillRect(x, y, side, side);
  };
  const brush = (event: PointerEvent): void => {
    if (event.type === 'pointermove' && event.buttons === 0) return;
    const frame = canvas.getBoundingClientRect();
    const column = Math.floor((((event.clientX - frame.left) / frame.width) * canvas.width) / side);
    const row = Math.floor((((event.clientY - frame.top) / frame.height) * canvas.height) / side);
    for (const across of [-1, 0, 1]) for (const down of [-1, 0, 1]) cover(column + across, row + down);
  };
  canvas.addEventListener('pointerdown', (event) => {
    canvas.setPointerCapture(event.pointerId);
    brush(event);
  });
  canvas.addEventListener('pointermove', brush);

  return new Promise((give) => {
    const end = (made: Blob | undefined) => {
      desk.remove();
      give(made);
    };
    const desk = make(
      'div',
      { class: 'blur-desk' },
      make('p', { class: 'hint' }, words.blurHint),
      canvas,
      make(
        'div',
        { class: 'buttons' },
        button(words.blurDone, 'main', () => void lightEnough(canvas).then(end)),
        button(words.cancel, 'quiet', () => end(undefined)),
      ),
    );
    place.append(desk);
    desk.querySelector('button')?.focus();
  });
}

function averageOf(pixels: Uint8ClampedArray): string {
  const sums = [0, 0, 0];
  for (let at = 0; at < pixels.length; at += 4)
    for (const colour of [0, 1, 2]) sums[colour] = (sums[colour] ?? 0) + (pixels[at + colour] ?? 0);
  return `rgb(${sums.map((sum) => Math.round((sum * 4) / pixels.length)).join(' ')})`;
}
