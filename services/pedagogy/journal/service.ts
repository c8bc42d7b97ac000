import { service } from '#kernel';
import { album, albumFile, albumPdf, makeAlbum } from './album.tsx';
import { book } from './book.ts';
import { comment, decideComment, removeComment, reportComment } from './commenting.ts';
import { compose } from './compose.tsx';
import { feed } from './feed.tsx';
import { dropFiles } from './files.ts';
import { forget } from './forget.ts';
import { home } from './home.tsx';
import { large, returnedVoice, small, voice } from './media.ts';
import { moderated } from './moderated.ts';
import { onePage, removePicture, removePost, reportPost, saveCaption } from './one.tsx';
import { openingPage, setOpening } from './openings.tsx';
import { publish, send } from './publish.ts';
import { decide, reread } from './reread.tsx';
import { notifications } from './telling.ts';
import { t } from './texts.ts';
import { todo } from './todo.ts';

const keep = 'Jusqu’à trois mois après la fin de l’année scolaire';

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
  jobs: { forget, dropFiles, book },
  asksConsent: { label: t.feature, sentence: t.asksSentence, media: ['picture-class', 'voice'] },
  audience: 'blog',
  personalData: [
    { column: 'journal.posts.author_id', purpose: t.purposeAuthor, keep, onErasure: 'anonymise' },
    { column: 'journal.comments.author_id', purpose: t.purposeComment, keep, onErasure: 'anonymise' },
    { column: 'journal.comment_openings.opened_by', purpose: t.purposeOpening, keep, onErasure: 'anonymise' },
    { column: 'journal.named.pupil_id', purpose: t.purposeNamed, keep, onErasure: 'anonymise' },
    { column: 'journal.heard.pupil_id', purpose: t.purposeHeard, keep, onErasure: 'anonymise' },
    { column: 'journal.books.asked_by', purpose: t.purposeBook, keep, onErasure: 'anonymise' },
    { column: 'journal.tellings.pupil_id', purpose: t.purposeTold, keep: 'Un mois', onErasure: 'delete' },
  ],
  migrations: new URL('./migrations/', import.meta.url),
});
