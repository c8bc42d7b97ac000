import { service } from '#kernel';
import { addSession, course } from './course.tsx';
import { deeds } from './deeds.ts';
import { home } from './home.tsx';
import { notifications } from './notifications.ts';
import { offer, offerPage } from './offer.tsx';
import { calendarFile, certificate, sheet } from './papers.ts';
import { forgets, personalData } from './personal.ts';
import { cancel, register, withdraw } from './register.ts';
import { enterPresence, sessionPage } from './session.tsx';
import { t } from './texts.ts';

export default service({
  name: 'training',
  label: t.label,
  family: 'governance',
  needs: [],
  tile: {
    href: '/formations',
    for: ['teacher', 'director', 'assistant', 'atsem', 'adviser', 'inspector', 'academy', 'administrator'],
    picture: 'compass',
    sentence: t.tileSentence,
  },
  routes: [
    ...[home, offerPage, offer, course, addSession, sessionPage, enterPresence],
    ...[register, withdraw, cancel, sheet, certificate, calendarFile],
  ],
  notifications,
  deeds,
  personalData,
  forgets,
  migrations: new URL('./migrations/', import.meta.url),
});
