import { service } from '#kernel';
import { remind, turn } from './calendar.ts';
import { convention } from './convention.tsx';
import { deeds } from './deeds.ts';
import { document } from './document.ts';
import { changeDraft, chooseTown, createDraft, deleteDraft, editDraft, newDraft } from './draft.tsx';
import { piece } from './history.tsx';
import { claimOfOne, claims, claimsCsv, claimsPdf } from './liquidation.tsx';
import { list } from './list.tsx';
import { personalData } from './personal.ts';
import { recap } from './recap.ts';
import { preview, renewAll, renewOne } from './renewal.tsx';
import { renewed, sendAll, sendDrafts, undo } from './renewed.tsx';
import { listThem, schoolsPage } from './schools.tsx';
import { stepPage, takeStep } from './steps.tsx';
import { notifications } from './tell.ts';
import { t } from './texts.ts';
import { todo } from './todo.ts';

export default service({
  name: 'conventions',
  label: t.label,
  family: 'governance',
  needs: [],
  outlivesSchool: true,
  tile: { href: '/conventions', for: ['town', 'director', 'academy', 'administrator'], picture: 'paper', sentence: t.tileSentence },
  routes: [
    ...[list, chooseTown, newDraft, createDraft, convention, editDraft, changeDraft, deleteDraft, schoolsPage, listThem],
    ...[stepPage, takeStep, piece, document, claimOfOne, recap, claims, claimsPdf, claimsCsv],
    ...[preview, renewAll, renewOne, renewed, undo, sendAll],
  ],
  notifications,
  todo,
  deeds,
  personalData,
  jobs: { turn, remind, sendDrafts },
  migrations: new URL('./migrations/', import.meta.url),
});
