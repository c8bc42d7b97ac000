import { service } from '#kernel';
import { answer } from './answer.ts';
import { close, remove } from './close.ts';
import { deeds } from './deeds.ts';
import { home } from './home.tsx';
import { notifications } from './notifications.ts';
import { open, openPage } from './open.tsx';
import { forgets, personalData } from './personal.ts';
import { poll } from './poll.tsx';
import { sheet } from './print.ts';
import { prints } from './prints.ts';
import { t } from './texts.ts';
import { todo } from './todo.ts';
import { signUp, stepBack } from './volunteer.ts';

export default service({
  name: 'polls',
  label: t.label,
  family: 'communication',
  needs: [],
  tile: {
    href: '/sondages',
    for: ['guardian', 'teacher', 'director', 'assistant', 'atsem'],
    picture: 'poll',
    sentence: t.tileSentence,
  },
  routes: [home, openPage, open, poll, answer, signUp, stepBack, close, remove, sheet],
  notifications,
  todo,
  prints,
  audience: 'cahier_liaison',
  deeds,
  personalData,
  forgets,
  migrations: new URL('./migrations/', import.meta.url),
});
