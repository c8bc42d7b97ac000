import { service } from '#kernel';
import { byBadge } from './by-badge.ts';
import { byPictures, picturesPage } from './by-pictures.tsx';
import { changePictures, classes, classroom, close, open, revoke } from './classroom.tsx';
import { door, join } from './device.tsx';
import { forget } from './forget.ts';
import { opening } from './opening.tsx';
import { printAll, printNew } from './printing.tsx';
import { prints } from './prints.ts';
import { t } from './texts.ts';

const entry = 'Faire entrer les élèves sans clavier, sur une tablette de leur classe.';

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
  personalData: [
    { column: 'badges.badges.pupil_id', purpose: entry, keep: 'Tant que le badge sert, puis un an.', onErasure: 'delete' },
    { column: 'badges.badges.made_by', purpose: 'Savoir qui a imprimé un badge.', keep: 'Un an.', onErasure: 'anonymise' },
    { column: 'badges.pictures.pupil_id', purpose: entry, keep: 'Le temps de la scolarité.', onErasure: 'delete' },
    { column: 'badges.openings.opened_by', purpose: 'Ouvrir la classe.', keep: 'Dix minutes.', onErasure: 'delete' },
    { column: 'badges.devices.opened_by', purpose: 'Savoir qui a ouvert une tablette.', keep: 'Un mois.', onErasure: 'anonymise' },
  ],
  jobs: { forget },
  migrations: new URL('./migrations/', import.meta.url),
});
