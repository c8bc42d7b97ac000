import { service } from '#kernel';
import { article, help } from './articles.tsx';
import { closeSilent } from './close-silent.ts';
import { deeds } from './deeds.ts';
import { editorPage, saveEditor } from './editor.tsx';
import { editorAnswers } from './editor-door.ts';
import { home } from './home.tsx';
import { addMacro, changeMacro, macros, removeMacro } from './macros.tsx';
import { close, pass, reopen, take } from './move.ts';
import { ask, open } from './new.tsx';
import { notifications } from './notifications.ts';
import { forgets, personalData } from './personal.ts';
import { queue } from './queue.tsx';
import { relay } from './relay.ts';
import { incidentPage, newIncident, status, tellIncident, tellNews } from './status.tsx';
import { t } from './texts.ts';
import { attachment } from './thread.tsx';
import { ticketPage } from './ticket.tsx';
import { todo } from './todo.ts';
import { remind } from './watch.ts';
import { write } from './write.ts';
import { addArticle, changeArticle, editArticle, newArticle, removeArticle, takeStarters } from './write-article.tsx';

export default service({
  name: 'support',
  label: t.label,
  family: 'governance',
  needs: [],
  outlivesSchool: true,
  tile: {
    href: '/assistance',
    for: ['guardian', 'teacher', 'director', 'assistant', 'atsem', 'town', 'adviser', 'inspector', 'academy', 'administrator'],
    picture: 'help',
    sentence: t.tileSentence,
  },
  routes: [
    ...[status, newIncident, tellIncident, incidentPage, tellNews],
    ...[
      help,
      article,
      newArticle,
      addArticle,
      editArticle,
      changeArticle,
      removeArticle,
      takeStarters,
      editorPage,
      saveEditor,
      editorAnswers,
    ],
    ...[home, ask, open, queue, ticketPage, attachment, write, take, pass, close, reopen, macros, addMacro, changeMacro, removeMacro],
  ],
  notifications,
  todo,
  deeds,
  personalData,
  forgets,
  jobs: { remind, closeSilent, relay },
  migrations: new URL('./migrations/', import.meta.url),
});
