import { type Family, useView } from './context.ts';
import { Picture, type PictureName } from './pictures.tsx';
import { say } from './words.ts';

export type Shape = 'round' | 'square' | 'star' | 'triangle' | 'diamond' | 'hexagon';

/** Cut by hand: no side is quite straight, no corner quite sharp. Drawn for a 32 × 32 box. */
export const shapes: Record<Shape, string> = {
  round: 'M16 2.4C23.2 2.6 29.1 8.5 29.1 16.3C28.9 23.7 23.2 29.9 15.8 29.9C8.3 29.8 2.7 23.7 2.7 15.8C2.9 8.5 8.7 2.4 16 2.4Z',
  square:
    'M3.4 6Q3.4 4.8 4.6 4.7Q15.6 4.4 26.5 3.5Q27.7 3.5 27.8 4.7Q28.1 15.7 28.4 26.8Q28.5 28 27.3 28.1Q16 28.1 4.8 28.5Q3.6 28.5 3.6 27.3Q3.6 16.7 3.4 6Z',
  star: 'M15.8 2.3Q16.3 1.4 16.7 2.3Q18 6.3 19.9 10.1Q20.2 11 21.2 11.1Q25.4 11.2 29.6 11.6Q30.6 11.7 29.9 12.4Q27.1 15.6 23.9 18.4Q23.2 19.1 23.4 20Q24.4 24.2 25.1 28.4Q25.3 29.4 24.4 28.9Q20.5 26.8 16.5 24.7Q15.7 24.2 14.8 24.7Q11.6 26.9 8.3 28.7Q7.4 29.3 7.6 28.3Q8.6 24.3 8.9 20.1Q9.1 19.2 8.4 18.5Q5.5 15.8 2.6 13.2Q1.9 12.5 2.9 12.3Q6.8 11.7 10.6 10.8Q11.5 10.7 12 9.8Q14.2 6.2 15.8 2.3Z',
  triangle: 'M14.8 3.9Q15.5 2.7 16.1 3.9Q22.3 15.6 29.4 26.9Q30.1 28 28.8 28Q16 28.4 3.2 27.6Q1.9 27.6 2.5 26.5Q8.5 15.1 14.8 3.9Z',
  diamond:
    'M15 2.7Q15.8 1.8 16.6 2.7Q22.7 8.9 28.7 15.2Q29.5 16 28.7 16.9Q22.7 23.3 16.4 29.4Q15.6 30.3 14.8 29.4Q9.2 23 3.5 16.7Q2.7 15.8 3.6 15Q9.4 8.9 15 2.7Z',
  hexagon:
    'M14.8 2.4Q15.7 1.8 16.7 2.3Q22.3 5.2 27.6 8.5Q28.6 9.1 28.6 10.2Q28.6 16.2 28.8 22.3Q28.8 23.4 27.8 24Q22.5 27.1 17 30.1Q16 30.6 15.1 30.1Q9.7 27.3 4.5 24.3Q3.5 23.7 3.5 22.6Q3.3 16.3 3.3 10Q3.3 8.9 4.2 8.4Q9.6 5.6 14.8 2.4Z',
};

/** Article 2 of the convention groups the services; each group is one shape and one colour, never colour alone. */
export const families: Record<Family, { shape: Shape; picture: PictureName }> = {
  communication: { shape: 'round', picture: 'letter' },
  information: { shape: 'square', picture: 'calendar' },
  'pupil-life': { shape: 'star', picture: 'bag' },
  pedagogy: { shape: 'triangle', picture: 'pencil' },
  utilities: { shape: 'diamond', picture: 'folder' },
  governance: { shape: 'hexagon', picture: 'compass' },
};

export const familyOrder: readonly Family[] = ['communication', 'information', 'pupil-life', 'pedagogy', 'utilities', 'governance'];

type GommetteProps = { family: Family; size?: 's' | 'm' | 'l' | 'xl'; picture?: PictureName; label?: string };

/** Decorative unless a `label` says what it means. With a picture, the shape becomes the sticker the picture is cut out of. */
export function Gommette({ family, size = 'm', picture, label }: GommetteProps) {
  const { shape } = families[family];
  return (
    <svg
      class={`gommette g-${family} is-${size}`}
      viewBox="0 0 32 32"
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : 'true'}
    >
      {label && <title>{label}</title>}
      <path d={shapes[shape]} />
      {picture && <Picture name={picture} on={shape} />}
    </svg>
  );
}

/** The préau: a roof on two posts, and whoever stands under it. */
export function Logo() {
  return (
    <svg class="logo" viewBox="0 0 64 48" aria-hidden="true">
      <path
        class="logo-roof"
        d="M1.6 15.2Q1.2 14 2.4 13.4L30.2 1.7Q32 1 33.7 1.8L61.7 14.4Q62.9 15.1 62.3 16.3L60.9 19Q60.3 20 59.1 19.6L33.4 10.2Q32 9.7 30.6 10.2L5 18.6Q3.7 19 3.2 17.8Z"
      />
      <path class="logo-post" d="M6.6 20.2L10.4 19L10.8 46.6L6.9 46.9ZM53.9 19.5L57.6 20.9L57.2 46.7L53.5 46.5Z" />
      <path class="g-pedagogy" d="M20.6 29.4Q21.2 28.4 21.8 29.5L29 45Q29.4 46.3 28.1 46.4L14.3 46.8Q13 46.7 13.6 45.5Z" />
      <path
        class="g-communication"
        d="M38.2 18.6C42.4 18.5 45.9 22 45.8 26.2C45.8 30.4 42.3 33.6 38.1 33.6C34 33.6 30.7 30.3 30.7 26.1C30.8 22 34 18.7 38.2 18.6Z"
      />
      <path
        class="g-information"
        d="M32.4 36.2L45.6 35.6Q46.5 35.6 46.5 36.5L46.7 45.6Q46.7 46.5 45.8 46.5L32.8 46.8Q31.9 46.8 31.9 45.9L31.6 37Q31.6 36.2 32.4 36.2Z"
      />
    </svg>
  );
}

/** The same roof, wide: what a page one is not yet in stands under. */
export const Roof = () => (
  <svg class="roof-shape" viewBox="0 0 480 86" aria-hidden="true">
    <path d="M3.2 74.6Q.8 71.2 4.4 69.4L235.8 4.2Q241 2.7 246.2 4.1L475.6 67.8Q479.6 69.6 477.4 73L472.6 81.4Q470.8 84.4 467 83.8L13.4 84.6Q9.6 84.8 7.7 81.6Z" />
  </svg>
);

/** Those who stand in the yard, one of each family. */
export const Yard = () => (
  <div class="yard" aria-hidden="true">
    {familyOrder.map((family) => (
      <Gommette key={family} family={family} />
    ))}
  </div>
);

/** The name of a family, in the words of the moment. */
export const familyName = (family: Family): string => say[family];

/** Does the screen belong to a child? Then it says « tu ». */
export const useTu = (): boolean => useView().skin !== 'adultes';
