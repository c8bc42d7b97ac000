import type { Family } from './context.ts';
import { type Shape, shapes } from './gommettes.tsx';

/** A piece of paper glued on the sheet: x, y (of its centre), size, and how much it leans. */
type Piece = [shape: Shape, family: Family, x: number, y: number, width: number, height?: number, lean?: number];

/** What a five-year-old makes with a sheet of gommettes. */
const collages = {
  boat: [
    ['square', 'governance', 70, 50, 4, 46],
    ['triangle', 'pedagogy', 84, 44, 32, 40, 2],
    ['triangle', 'information', 56, 50, 22, 28, -2],
    ['round', 'information', 120, 20, 22],
    ['hexagon', 'utilities', 70, 80, 76, 22],
    ['round', 'communication', 24, 97, 22, 14],
    ['round', 'communication', 56, 98, 22, 14],
    ['round', 'communication', 88, 97, 22, 14],
    ['round', 'communication', 120, 98, 22, 14],
  ],
  house: [
    ['round', 'information', 122, 22, 24],
    ['square', 'communication', 70, 72, 56, 48],
    ['triangle', 'pedagogy', 70, 34, 78, 38],
    ['square', 'governance', 80, 80, 15, 28],
    ['diamond', 'information', 56, 70, 18, 18],
    ['triangle', 'pupil-life', 20, 76, 28, 40, 3],
    ['star', 'pupil-life', 120, 86, 20, 20, 12],
  ],
  fish: [
    ['diamond', 'pedagogy', 74, 58, 74, 50],
    ['triangle', 'information', 116, 57, 34, 34, -90],
    ['round', 'governance', 56, 52, 8],
    ['round', 'communication', 30, 36, 11],
    ['round', 'communication', 20, 20, 8],
    ['star', 'pupil-life', 128, 94, 24, 24, 9],
    ['round', 'communication', 38, 18, 6],
  ],
  flower: [
    ['square', 'pupil-life', 71, 82, 5, 46],
    ['diamond', 'pupil-life', 88, 86, 30, 14, -28],
    ['diamond', 'pupil-life', 54, 92, 28, 13, 28],
    ['round', 'utilities', 70, 18, 25],
    ['round', 'utilities', 92, 34, 25],
    ['round', 'utilities', 84, 60, 25],
    ['round', 'utilities', 56, 60, 25],
    ['round', 'utilities', 48, 34, 25],
    ['hexagon', 'information', 70, 42, 25],
    ['triangle', 'pedagogy', 120, 26, 13, 13, 60],
    ['triangle', 'pedagogy', 109, 29, 13, 13, -80],
  ],
  rocket: [
    ['triangle', 'information', 70, 98, 20, 22, 180],
    ['triangle', 'pedagogy', 50, 84, 24, 26, -12],
    ['triangle', 'pedagogy', 90, 84, 24, 26, 12],
    ['hexagon', 'communication', 70, 62, 38, 62],
    ['triangle', 'utilities', 70, 22, 30, 28],
    ['round', 'information', 70, 54, 16],
    ['star', 'information', 24, 30, 18, 18, 10],
    ['star', 'pupil-life', 118, 24, 22, 22, -8],
    ['star', 'utilities', 122, 68, 13, 13, 20],
  ],
  snail: [
    ['hexagon', 'pupil-life', 68, 88, 92, 18],
    ['round', 'pedagogy', 62, 58, 58],
    ['round', 'information', 62, 58, 38],
    ['round', 'utilities', 62, 58, 19],
    ['square', 'pupil-life', 108, 72, 15, 36, 8],
    ['round', 'governance', 104, 48, 7],
    ['round', 'governance', 118, 49, 7],
    ['star', 'information', 22, 26, 20, 20, 12],
  ],
} as const satisfies Record<string, readonly Piece[]>;

export type DrawingName = keyof typeof collages;
export const drawingNames: readonly DrawingName[] = ['boat', 'house', 'fish', 'flower', 'rocket', 'snail'];

const glue = ([, , x, y, width, height = width, lean = 0]: Piece): string =>
  `translate(${x} ${y})${lean ? ` rotate(${lean})` : ''} scale(${(width / 27).toFixed(2)} ${(height / 27).toFixed(2)}) translate(-16 -16)`;

/** Decorative: the sentence beside it says everything. */
export function Drawing({ name }: { name: DrawingName }) {
  const pieces: readonly Piece[] = collages[name];
  return (
    <svg class="drawing" viewBox="0 0 144 112" aria-hidden="true">
      {pieces.map((piece) => (
        <path key={glue(piece)} class={`g-${piece[1]}`} transform={glue(piece)} d={shapes[piece[0]]} />
      ))}
    </svg>
  );
}
