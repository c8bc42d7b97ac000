import { service } from '#kernel';
import { byBadge } from './by-badge.ts';
import { byPictures, picturesPage } from './by-pictures.tsx';
import { changePictures, classes, classroom, close, open, revoke } from './classroom.tsx';
import { deeds } from './deeds.ts';
import { door, join } from './device.tsx';
import { opening } from './opening.tsx';
import { forgets, personalData } from './personal.ts';
import { printAll, printNew } from './printing.tsx';
import { prints } from './prints.ts';
import { t } from './texts.ts';

export default service({
  name: 'badges',
  label: t.label,
  family: 'utilities',
  needs: [],
  tile: { href: '/badges', for: ['teacher', 'director'], picture: 'camera', sentence: t.tileSentence },
  routes: [
    ...[classes, classroom, open, opening, close, printAll, printNew, revoke, changePictures],
    ...[door, join, byBadge, picturesPage, byPictures],
  ],
  prints,
  deeds,
  personalData,
  forgets,
  migrations: new URL('./migrations/', import.meta.url),
});
