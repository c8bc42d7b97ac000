import { service } from '#kernel';
import { book, giveBack, wait } from './book.ts';
import { calendarFile } from './calendar-file.ts';
import { child } from './child.tsx';
import { deeds } from './deeds.ts';
import { home } from './home.tsx';
import { callOff, closeSlot, freeSlot, takeForThem } from './manage.ts';
import { notifications } from './notifications.ts';
import { open, openPage } from './open.tsx';
import { forgets, personalData } from './personal.ts';
import { daySheet, slips } from './print.ts';
import { prints } from './prints.ts';
import { round } from './round.tsx';
import { t } from './texts.ts';
import { todo } from './todo.ts';

export default service({
  name: 'meetings',
  label: t.label,
  family: 'communication',
  needs: [],
  tile: { href: '/rendez-vous', for: ['guardian', 'teacher', 'director'], picture: 'clock', sentence: t.tileSentence },
  routes: [
    ...[home, openPage, open, round, takeForThem, freeSlot, closeSlot, callOff, daySheet, slips],
    ...[child, book, giveBack, wait, calendarFile],
  ],
  notifications,
  todo,
  audience: 'gestion_temps',
  prints,
  deeds,
  personalData,
  forgets,
  migrations: new URL('./migrations/', import.meta.url),
});
