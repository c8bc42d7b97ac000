import { service } from '#kernel';
import { answer } from './answer.tsx';
import { arrange } from './arrange.ts';
import { attachment } from './attachments.tsx';
import { draftPage, saveDraft } from './draft.tsx';
import { createFolder, deleteFolder, foldersPage, renameFolder } from './folders.tsx';
import { forget } from './forget.ts';
import { addToGroup, deleteGroup, groupsPage, keepFavourites, keepMembers } from './groups.tsx';
import { home } from './home.tsx';
import { unreadOf } from './mailbox.ts';
import { moderated } from './moderated.ts';
import { createDraft } from './new.ts';
import { notifications } from './notifications.ts';
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

const keep = 'Jusqu’à un mois après la fin de l’année scolaire';
const own = 'Tant que la personne les garde';

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
  audience: 'messagerie',
  personalData: [
    { column: 'messaging.messages.sender_id', purpose: 'Dire à qui reçoit un message qui l’a écrit', keep, onErasure: 'anonymise' },
    { column: 'messaging.addressees.person_id', purpose: 'Garder à qui un message était destiné', keep, onErasure: 'delete' },
    { column: 'messaging.recipients.person_id', purpose: 'Mettre un message dans la boîte de chacun', keep, onErasure: 'delete' },
    { column: 'messaging.recipients.about_id', purpose: 'Dire de quel enfant parle un message', keep, onErasure: 'anonymise' },
    { column: 'messaging.folders.person_id', purpose: 'Ranger ses messages', keep: own, onErasure: 'delete' },
    { column: 'messaging.groups.owner_id', purpose: 'Écrire souvent aux mêmes personnes', keep: own, onErasure: 'delete' },
    { column: 'messaging.group_members.person_id', purpose: 'Écrire souvent aux mêmes personnes', keep: own, onErasure: 'delete' },
    { column: 'messaging.favourites.owner_id', purpose: 'Retrouver vite à qui l’on écrit', keep: own, onErasure: 'delete' },
    { column: 'messaging.favourites.person_id', purpose: 'Retrouver vite à qui l’on écrit', keep: own, onErasure: 'delete' },
    { column: 'messaging.hours.person_id', purpose: 'Répondre seul en dehors des heures choisies', keep: own, onErasure: 'delete' },
    { column: 'messaging.auto_replies.by_id', purpose: 'Ne répondre seul qu’une fois par jour', keep, onErasure: 'delete' },
    { column: 'messaging.auto_replies.to_id', purpose: 'Ne répondre seul qu’une fois par jour', keep, onErasure: 'delete' },
  ],
  jobs: { forget },
  migrations: new URL('./migrations/', import.meta.url),
});
