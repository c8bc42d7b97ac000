import { service } from '#kernel';
import { changeAlone } from './alone.ts';
import { change, changePage } from './change.tsx';
import { event } from './event.tsx';
import { feeds, makeFeed, redrawFeed, revokeFeed } from './feeds.tsx';
import { forget } from './forget.ts';
import { ical } from './ical.ts';
import { list } from './list.tsx';
import { month } from './month.tsx';
import { notifications } from './notifications.ts';
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
  personalData: [
    { column: 'agenda.events.author_id', purpose: t.purposeAuthor, keep: t.keepEvents, onErasure: 'anonymise' },
    { column: 'agenda.events.owner_id', purpose: t.purposeOwner, keep: t.keepEvents, onErasure: 'delete' },
    { column: 'agenda.replies.person_id', purpose: t.purposeReply, keep: t.keepEvents, onErasure: 'delete' },
    { column: 'agenda.feeds.person_id', purpose: t.purposeFeed, keep: t.keepFeed, onErasure: 'delete' },
    { column: 'agenda.feeds.child_id', purpose: t.purposeFeedChild, keep: t.keepFeed, onErasure: 'delete' },
  ],
  jobs: { forget },
  migrations: new URL('./migrations/', import.meta.url),
});
