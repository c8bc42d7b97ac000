import { service } from '#kernel';
import { amend, amendPage } from './amend.tsx';
import { attachment } from './attachments.tsx';
import { deeds } from './deeds.ts';
import { draftPage, dropDraft, saveDraft } from './draft.tsx';
import { followPage } from './follow.tsx';
import { home, receivedPage } from './home.tsx';
import { createDraft, newNote } from './new.tsx';
import { notifications } from './notifications.ts';
import { keepPaper, paperPage, undoPaper } from './paper-return.tsx';
import { forgets, personalData } from './personal.ts';
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
  deeds,
  personalData,
  forgets,
  migrations: new URL('./migrations/', import.meta.url),
});
