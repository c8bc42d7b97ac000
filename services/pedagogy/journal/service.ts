import { service } from '#kernel';
import { album, albumFile, albumPdf, makeAlbum } from './album.tsx';
import { book } from './book.ts';
import { comment, decideComment, removeComment, reportComment } from './commenting.ts';
import { compose } from './compose.tsx';
import { deeds } from './deeds.ts';
import { feed } from './feed.tsx';
import { dropFiles } from './files.ts';
import { home } from './home.tsx';
import { large, returnedVoice, small, voice } from './media.ts';
import { moderated } from './moderated.ts';
import { onePage, removePicture, removePost, reportPost, saveCaption } from './one.tsx';
import { openingPage, setOpening } from './openings.tsx';
import { forgets, personalData } from './personal.ts';
import { publish, send } from './publish.ts';
import { decide, reread } from './reread.tsx';
import { notifications } from './telling.ts';
import { t } from './texts.ts';
import { todo } from './todo.ts';

export default service({
  name: 'journal',
  label: t.label,
  feature: t.feature,
  family: 'pedagogy',
  needs: [],
  tile: {
    href: '/journal',
    for: ['teacher', 'director', 'assistant', 'atsem', 'guardian', 'pupil'],
    picture: 'journal',
    sentence: t.tileSentence,
  },
  routes: [
    ...[home, feed, compose, publish, send],
    ...[large, small, voice, returnedVoice],
    ...[onePage, saveCaption, removePicture, removePost, reportPost],
    ...[reread, decide],
    ...[openingPage, setOpening, comment, decideComment, removeComment, reportComment],
    ...[album, makeAlbum, albumPdf, albumFile],
  ],
  notifications,
  moderated,
  todo,
  jobs: { dropFiles, book },
  asksConsent: { label: t.feature, sentence: t.asksSentence, media: ['picture-class', 'voice'] },
  audience: 'production_collaborative',
  deeds,
  personalData,
  forgets,
  migrations: new URL('./migrations/', import.meta.url),
});
