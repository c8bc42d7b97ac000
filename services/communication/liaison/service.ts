import { service } from '#kernel';
import { amend, amendPage } from './amend.tsx';
import { attachment } from './attachments.tsx';
import { draftPage, dropDraft, saveDraft } from './draft.tsx';
import { followPage } from './follow.tsx';
import { forget } from './forget.ts';
import { home, receivedPage } from './home.tsx';
import { createDraft, newNote } from './new.tsx';
import { notifications } from './notifications.ts';
import { keepPaper, paperPage, undoPaper } from './paper-return.tsx';
import { previewPage, sendNote } from './preview.tsx';
import { prints } from './prints.ts';
import { proof } from './proof.ts';
import { markSeen, readPage } from './read.tsx';
import { remind } from './remind.ts';
import { reply } from './reply.tsx';
import { scanSlips } from './scan.ts';
import { slips } from './slips.ts';
import { t } from './texts.ts';
import { todo } from './todo.ts';
import { withdraw } from './withdraw.ts';

const keep = 'Jusqu’à la fin de l’année scolaire suivante';

export default service({
  name: 'liaison',
  label: t.carnet,
  feature: t.feature,
  family: 'communication',
  needs: [],
  tile: {
    href: '/liaison',
    for: ['teacher', 'director', 'guardian', 'pupil'],
    picture: 'notebook',
    sentence: t.tileHint,
    childSentence: t.tileHintTu,
  },
  routes: [
    ...[home, receivedPage, newNote, createDraft, draftPage, saveDraft, dropDraft, previewPage, sendNote],
    ...[readPage, markSeen, reply, attachment],
    ...[followPage, remind, slips, paperPage, keepPaper, undoPaper, scanSlips, proof, amendPage, amend, withdraw],
  ],
  notifications,
  todo,
  audience: 'cahier_liaison',
  prints,
  personalData: [
    { column: 'liaison.notes.author_id', purpose: 'Dire aux familles qui leur écrit', keep, onErasure: 'anonymise' },
    {
      column: 'liaison.addressees.pupil_id',
      purpose: 'Préparer l’envoi d’un mot',
      keep: 'Jusqu’à l’envoi du brouillon',
      onErasure: 'delete',
    },
    { column: 'liaison.versions.written_by', purpose: 'Savoir qui a corrigé un mot', keep, onErasure: 'anonymise' },
    { column: 'liaison.pupils.pupil_id', purpose: 'Savoir de quels enfants un mot parle', keep, onErasure: 'delete' },
    { column: 'liaison.recipients.pupil_id', purpose: 'Savoir de quel enfant un mot parle', keep, onErasure: 'delete' },
    { column: 'liaison.recipients.guardian_id', purpose: 'Savoir quel responsable a lu', keep, onErasure: 'delete' },
    { column: 'liaison.replies.pupil_id', purpose: 'Garder les signatures et les réponses', keep, onErasure: 'delete' },
    { column: 'liaison.replies.guardian_id', purpose: 'Garder les signatures et les réponses', keep, onErasure: 'delete' },
    { column: 'liaison.replies.entered_by', purpose: 'Savoir qui a recopié un papier', keep, onErasure: 'anonymise' },
  ],
  jobs: { forget },
  migrations: new URL('./migrations/', import.meta.url),
});
