import { service } from '#kernel';
import { deeds } from './deeds.ts';
import { home } from './home.tsx';
import { bytes, keep } from './measure.ts';
import { norms, setNorm } from './norms.tsx';
import { notifications } from './notifications.ts';
import { forgets, personalData } from './personal.ts';
import { school } from './school.tsx';
import { t } from './texts.ts';
import { town } from './town.tsx';

export default service({
  name: 'network',
  label: t.label,
  family: 'governance',
  needs: [],
  tile: {
    href: '/ligne',
    for: ['teacher', 'director', 'assistant', 'atsem', 'town', 'inspector', 'academy', 'administrator'],
    picture: 'gear',
    sentence: t.tileSentence,
  },
  routes: [home, norms, setNorm, town, school, keep, bytes],
  notifications,
  deeds,
  personalData,
  forgets,
  migrations: new URL('./migrations/', import.meta.url),
});
