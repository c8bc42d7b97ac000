import type { Shape } from './gommettes.tsx';

/**
 * Our pictograms: one pen stroke on a 24 × 24 box, as a child would draw them on a paper shape.
 * No foreign set: ARASAAC's licence does not suit a commons that towns' contractors will host.
 */
const strokes = {
  house: 'M3.5 11.5L12 4l8.5 7.5M6 9.8V20h12V9.8M10 20v-5.5h4V20',
  letter: 'M3.5 6h17v12.5h-17zM4 6.5l8 6.5 8-6.5',
  bubble: 'M4 5h16v10.5h-8.5L7 19.5v-4H4zM8 9h8M8 12h5',
  notebook: 'M6 3.5h13v17H6zM9.5 3.5v17M4 7.5h3.5M4 12h3.5M4 16.5h3.5M12.5 8h3.5',
  megaphone: 'M4 10v4l3 .5 8.5 4V5.5L7 9.5zM7 14.5l1.5 5h2.5l-1-4M18.5 9q2 3 0 6',
  hands:
    'M8 12.5V6.5q1.2-1.5 2.3 0V11V4.5q1.2-1.5 2.3 0V11V5.5q1.2-1.5 2.3 0V12V8q1.3-1.3 2.3 0v6q-.2 6.5-5.5 6.5-4 0-5.7-3.5L4 13q1-1.5 2.5-.5z',
  poll: 'M4 20.5h16M6 17v-5.5h2.5V17zM10.8 17V5h2.5v12zM15.5 17V9H18v8z',
  calendar: 'M4 5.5h16v15H4zM4 10h16M8.5 3.5v4M15.5 3.5v4M8 14h2M14 14h2M8 17.5h2',
  town: 'M4 20.5V10h16v10.5zM4 10l8-6 8 6M8 20.5V14M12 20.5V14M16 20.5V14M2.5 20.5h19M12 4V2',
  library: 'M5 4.5h4v15.5H5zM9 6.5h4V20H9zM14 7.5l3.5-1 3.5 13-3.5 1z',
  play: 'M3.5 5.5h17v13h-17zM10 9v6l5-3z',
  search: 'M10.5 4a6.5 6.5 0 1 0 .1 0zM15.3 15.3L20.5 20.5',
  bag: 'M6 20.5V10q0-5 6-5t6 5v10.5zM9.5 5.5V3.5h5v2M6 14.5h12M10 14.5v2.5h4v-2.5',
  homework: 'M12 6.5q-3.5-2.5-8.5-2v14q5-.5 8.5 2 3.5-2.5 8.5-2v-14q-5-.5-8.5 2zM12 6.5v14',
  roll: 'M6 4.5h12v16H6zM9.5 3h5v3h-5zM8.5 11l1.2 1.2L12 9.8M14 11h2M8.5 16l1.2 1.2L12 14.8M14 16h2',
  meal: 'M6 3.5v6q0 2 1.7 2t1.7-2v-6M7.7 3.5V20.5M16.5 20.5V13.5h-2.5q-.5-7 3-10v17',
  pencil: 'M4.5 19.5l1-4.5L16 4.5l3.5 3.5L9 18.5zM13.5 7l3.5 3.5M5.5 15l3.5 3.5',
  puzzle: 'M4 8.5h4.5q-1.5-4 1.7-4t1.8 4H17v4.5q4-1.5 4 1.8t-4 1.7v4H4v-4q3.5 1 3.5-1.7T4 13z',
  journal: 'M4 4.5h13v16H6q-2 0-2-2zM17 9h3.5v9.5q0 2-2 2M7 8.5h7M7 12h7M7 15.5h4',
  wall: 'M4 4.5h7v7H4zM14 4.5h6.5v5H14zM4 14.5h7v6H4zM14 12.5h6.5v8H14z',
  tree: 'M9 9.5h6v5H9zM3 3.5h5v3.5H3zM16 3.5h5V7h-5zM3 17h5v3.5H3zM16 17h5v3.5h-5zM9 10L6 7M15 10l3-3M9 14l-3 3M15 14l3 3',
  portfolio: 'M3.5 7.5h17v12h-17zM8 7.5V4.5h8v3M12 10.5a3 3 0 1 0 .1 0z',
  folder: 'M3.5 19.5V5.5h6l2 2.5h9v11.5z',
  person: 'M12 4a4 4 0 1 0 .1 0zM4.5 20.5q0-7 7.5-7t7.5 7z',
  people: 'M8.5 6a3 3 0 1 0 .1 0zM16.5 8a2.5 2.5 0 1 0 .1 0zM2.5 19.5q0-6 6-6t6 6zM14.5 14.5q6-1.5 7 5h-4.5',
  compass: 'M12 3.5a8.5 8.5 0 1 0 .1 0zM15.5 8.5L13.5 13.5 8.5 15.5 10.5 10.5z',
  import: 'M12 3.5V15M7.5 10.5L12 15l4.5-4.5M4 15.5v5h16v-5',
  shield: 'M12 3.5l7.5 2.5v6q0 5.5-7.5 8.5-7.5-3-7.5-8.5V6zM8.5 12l2.5 2.5 4.5-5',
  chart: 'M4 4v16.5h16.5M7.5 16l4-5 3 2.5 5-7',
  help: 'M12 3.5a8.5 8.5 0 1 0 .1 0zM9.5 9.5q.5-2.5 2.7-2.5t2.3 2.3q0 1.7-2.5 3v1.7M12 17v.2',
  gear: 'M12 8.5a3.5 3.5 0 1 0 .1 0zM12 3v3M12 18v3M3 12h3M18 12h3M5.6 5.6l2.2 2.2M16.2 16.2l2.2 2.2M18.4 5.6l-2.2 2.2M7.8 16.2l-2.2 2.2',
  door: 'M5 20.5v-17h10v17zM12 12v.5M15 12h6M18.5 9.5L21 12l-2.5 2.5',
  microphone: 'M9.5 5.5q0-2.5 2.5-2.5t2.5 2.5v6q0 2.5-2.5 2.5T9.5 11.5zM6 11q0 6.5 6 6.5t6-6.5M12 17.5v3.5M9 21h6',
  speaker: 'M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM15 9q2 3 0 6M17.5 6.5q4 5.5 0 11',
  camera: 'M3.5 7.5h4l1.5-2.5h6l1.5 2.5h4v12h-17zM12 10a3.3 3.3 0 1 0 .1 0z',
  bell: 'M5.5 17.5q2-2 2-6.5 0-5.5 4.5-5.5t4.5 5.5q0 4.5 2 6.5zM10 20q2 1.5 4 0M12 5.5V3.5',
  check: 'M4.5 12.5l5 5.5L19.5 6',
  cross: 'M6 6l12 12M18 6L6 18',
  clock: 'M12 3.5a8.5 8.5 0 1 0 .1 0zM12 7.5V12l3.5 2',
  dash: 'M6 12h12',
  alert: 'M12 4L21.5 20.5h-19zM12 10v5M12 17.5v.3',
  info: 'M12 3.5a8.5 8.5 0 1 0 .1 0zM12 11v5.5M12 7.5v.3',
  back: 'M20 12H4.5M10.5 6l-6 6 6 6',
  forward: 'M4 12h15.5M13.5 6l6 6-6 6',
  paper: 'M6 3.5h8.5L19 8v12.5H6zM14 3.5V8.5h5',
  print: 'M7 9V3.5h10V9M7 17H4V9h16v8h-3M7 14h10v6.5H7z',
  star: 'M12 3.5l2.6 5.5 5.9.8-4.3 4.2 1 6-5.2-2.9L6.8 20l1-6L3.5 9.8 9.4 9z',
} as const;

export type PictureName = keyof typeof strokes;
export const pictureNames: readonly PictureName[] = Object.keys(strokes).filter((name): name is PictureName => name in strokes);

/** Where a picture sits on each paper shape: x, y, scale, in the shape's 32 × 32 box. */
const seats: Record<Shape, string> = {
  round: 'translate(7.3 7.3) scale(.72)',
  square: 'translate(6.8 7) scale(.76)',
  star: 'translate(9.7 10.4) scale(.54)',
  triangle: 'translate(9.6 13) scale(.54)',
  diamond: 'translate(8.7 8.7) scale(.61)',
  hexagon: 'translate(7.4 7.6) scale(.72)',
};

/** Inside a gommette (`on`), or alone as a small inline drawing that goes with words. */
export function Picture({ name, on }: { name: PictureName; on?: Shape }) {
  if (on) return <path class="stroke" transform={seats[on]} d={strokes[name]} />;
  return (
    <svg class="picture" viewBox="0 0 24 24" aria-hidden="true">
      <path class="stroke" d={strokes[name]} />
    </svg>
  );
}
