import { service } from '#kernel';
import { answer } from './answer.tsx';
import { arrange } from './arrange.ts';
import { attachment } from './attachments.tsx';
import { deeds } from './deeds.ts';
import { draftPage, saveDraft } from './draft.tsx';
import { emptyTrash } from './empty-trash.ts';
import { createFolder, deleteFolder, foldersPage, renameFolder } from './folders.tsx';
import { addToGroup, deleteGroup, groupsPage, keepFavourites, keepMembers } from './groups.tsx';
import { home } from './home.tsx';
import { unreadOf } from './mailbox.ts';
import { moderated } from './moderated.ts';
import { createDraft } from './new.ts';
import { notifications } from './notifications.ts';
import { forgets, personalData } from './personal.ts';
import { closedSchools, uses } from './policy.ts';
import { previewPage, sendMessage } from './preview.tsx';
import { markSeen, messagePage } from './read.tsx';
import { recall } from './recall.ts';
import { approve, giveBack, relayPage, takeBack } from './relay.tsx';
import { reportMessage } from './report.tsx';
import { saveHours, saveOpenings, settingsPage } from './settings.tsx';
import { t } from './texts.ts';
import { todo } from './todo.ts';
import { whyPage } from './why.tsx';

export default service({
  name: 'messaging',
  label: t.messages,
  feature: t.feature,
  family: 'communication',
  needs: [],
  tile: {
    href: '/messagerie',
    for: ['pupil', 'guardian', 'teacher', 'director', 'assistant', 'atsem', 'town', 'adviser', 'inspector', 'academy', 'administrator'],
    unless: (me) => !uses({ me }),
    unread: async ({ db, me, now }) => unreadOf(db, me, await closedSchools(db, me, now), now),
    picture: 'letter',
    sentence: t.tileHint,
    childSentence: t.tileHintTu,
  },
  routes: [
    ...[home, createDraft, draftPage, saveDraft, previewPage, sendMessage],
    ...[messagePage, markSeen, attachment, answer, recall, reportMessage, arrange],
    ...[foldersPage, createFolder, renameFolder, deleteFolder],
    ...[groupsPage, addToGroup, keepMembers, deleteGroup, keepFavourites],
    ...[relayPage, approve, giveBack, takeBack],
    ...[whyPage, settingsPage, saveHours, saveOpenings],
  ],
  notifications,
  moderated,
  todo,
  audience: 'courrier_electronique',
  deeds,
  personalData,
  forgets,
  jobs: { emptyTrash },
  migrations: new URL('./migrations/', import.meta.url),
});
