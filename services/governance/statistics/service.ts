import { service } from '#kernel';
import { board } from './board.tsx';
import { count } from './count.ts';
import { home } from './home.tsx';
import { openData } from './open-data.ts';
import { t } from './texts.ts';

export default service({
  name: 'statistics',
  label: t.label,
  family: 'governance',
  needs: [],
  tile: {
    href: '/frequentation',
    for: ['town', 'director', 'adviser', 'inspector', 'academy', 'administrator'],
    picture: 'chart',
    sentence: t.tileSentence,
  },
  routes: [home, board, openData],
  personalData: [],
  jobs: { count },
  migrations: new URL('./migrations/', import.meta.url),
});
