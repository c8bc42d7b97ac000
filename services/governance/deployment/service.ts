import { service } from '#kernel';
import { board } from './board.tsx';
import { count } from './count.ts';
import { deeds } from './deeds.ts';
import { home } from './home.tsx';
import { letterPdf, mailing, mailingPdf, mailings, writeAll, writeOne } from './mailing.tsx';
import { notifications } from './notifications.ts';
import { forgets, personalData } from './personal.ts';
import { school } from './school.tsx';
import { schools, schoolsCsv } from './schools.tsx';
import { t } from './texts.ts';

export default service({
  name: 'deployment',
  label: t.label,
  family: 'governance',
  needs: ['governance/conventions'],
  tile: {
    href: '/deploiement',
    for: ['town', 'director', 'inspector', 'academy', 'administrator'],
    picture: 'chart',
    sentence: t.tileSentence,
  },
  routes: [...[home, board, schools, schoolsCsv, school], ...[mailings, writeAll, writeOne, mailing, mailingPdf, letterPdf]],
  notifications,
  deeds,
  personalData,
  forgets,
  jobs: { count },
  migrations: new URL('./migrations/', import.meta.url),
});
