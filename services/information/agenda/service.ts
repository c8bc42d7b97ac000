import { service } from '#kernel';
import { changeAlone } from './alone.ts';
import { change, changePage } from './change.tsx';
import { deeds } from './deeds.ts';
import { event } from './event.tsx';
import { feeds, makeFeed, redrawFeed, revokeFeed } from './feeds.tsx';
import { ical } from './ical.ts';
import { list } from './list.tsx';
import { month } from './month.tsx';
import { notifications } from './notifications.ts';
import { forgets, personalData } from './personal.ts';
import { printMonth } from './print.ts';
import { prints } from './prints.ts';
import { remove, skip } from './remove.ts';
import { reply } from './reply.ts';
import { t } from './texts.ts';
import { todo } from './todo.ts';
import { add, writePage } from './write.tsx';

export default service({
  name: 'agenda',
  label: t.label,
  family: 'information',
  needs: [],
  tile: {
    href: '/agenda',
    for: ['guardian', 'pupil', 'teacher', 'director', 'assistant', 'atsem', 'town'],
    picture: 'calendar',
    sentence: t.tileSentence,
  },
  routes: [
    ...[month, list, printMonth, writePage, add, event, reply, changePage, change, changeAlone, skip, remove],
    ...[feeds, makeFeed, redrawFeed, revokeFeed, ical],
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
