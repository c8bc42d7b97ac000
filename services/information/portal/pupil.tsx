import { Drawing, Page, Tile, Tiles, Time, useView } from '#kernel/ui';
import type { HomeAnswer } from './home.tsx';
import { pictureNamed } from './picture.ts';
import { t } from './texts.ts';

/** A child's home: the day, the class, and large doors. The skin decides how large, and how much there is to read. */
export const PupilHome = ({ firstName, now, pupil, tiles }: HomeAnswer) => (
  <Page title={t.helloChild({ name: firstName })}>
    <section class="pupil-day" aria-label={t.today}>
      <Drawing name="house" />
      <p>
        <Time at={now} form="day" now={now} />
      </p>
      {pupil && (
        <p>
          <strong>{pupil.place}</strong>
          {pupil.teachers.length > 0 && ` · ${t.myTeachers} ${pupil.teachers.join(', ')}`}
        </p>
      )}
    </section>
    <Doors tiles={tiles} />
  </Page>
);

/** The smallest have their menu in large pictures on this very page: the doors are not shown twice. */
function Doors({ tiles }: Pick<HomeAnswer, 'tiles'>) {
  const { skin } = useView();
  if (skin === 'petits') return null;
  return (
    <Tiles label={t.services}>
      {tiles.map((tile) => (
        <Tile key={tile.href} {...tile} picture={pictureNamed(tile.picture)} />
      ))}
    </Tiles>
  );
}
