import type { Hand } from '#kernel/db';
import { useView } from './context.ts';
import { Hidden } from './fields.tsx';
import { Island } from './island.tsx';
import { Picture } from './pictures.tsx';
import { say } from './words.ts';

const hands: Hand[] = ['capitals', 'script', 'cursive'];

/**
 * For children who learn to read: the same words in CAPITALES, script or cursive, and the page read aloud. The three letters are
 * drawn, so that the cursive font is fetched by whoever reads in cursive and by nobody else.
 */
export function ReadingBar() {
  const { skin, hand, path } = useView();
  if (!hand || (skin !== 'petits' && skin !== 'debutants')) return null;
  return (
    <div class="reading">
      <form class="hands" action="/lecture/ecriture" method="post">
        <Hidden name="vers" value={path} />
        {hands.map((one) => (
          <button key={one} class="hand" type="submit" name="hand" value={one} aria-pressed={one === hand} aria-label={say[one]}>
            <Letter hand={one} />
          </button>
        ))}
      </form>
      <Island name="listen" props={{ listen: say.listenTu, stop: say.stopTu }}>
        <button class="button is-plain" type="button" aria-pressed="false" hidden>
          <Picture name="speaker" />
          <span>{say.listenTu}</span>
        </button>
      </Island>
    </div>
  );
}

const strokes: Record<Hand, string> = {
  capitals: 'M5 20 12 4l7 16M7.5 14.500h9',
  script: 'M7 9.500q5-3.500 8.500-.5 1 1 1 3v7.500M16.500 13q-9-1-9 3.200 0 3.300 3.500 3.300 4 0 5.500-3.500',
  cursive: 'M3 17.500q5-1 7.500-5M15.500 9.800q-3.500-2.300-6 1.200-2.500 4-.5 7 3 3 6.500-7.200l.5-1q-2 9 .3 9.300 2 .2 4.700-3.600',
};

const Letter = ({ hand }: { hand: Hand }) => (
  <svg
    viewBox="0 0 24 24"
    width="32"
    height="32"
    aria-hidden="true"
    fill="none"
    stroke="currentColor"
    stroke-width="2"
    stroke-linecap="round"
  >
    <path d={strokes[hand]} />
  </svg>
);
