import { service } from '#kernel';
import { attachment } from './attachment.ts';
import { brief, briefPdf } from './brief.tsx';
import { classWeek } from './class-week.tsx';
import { copyPage, copyWeek } from './copy.tsx';
import { deeds } from './deeds.ts';
import { diary } from './diary.tsx';
import { saveWork, workPage } from './edit.tsx';
import { family } from './family.tsx';
import { dropFiles } from './files.ts';
import { home } from './home.tsx';
import { carryOver, move } from './move.ts';
import { createWork, newWork } from './new.tsx';
import { forgets, personalData } from './personal.ts';
import { diarySheet, poster, slips } from './print.ts';
import { prints } from './prints.ts';
import { mine } from './pupil.tsx';
import { removeWork } from './remove.ts';
import { endSubstitution, openSubstitution, substitutes } from './substitutes.tsx';
import { notifications } from './telling.ts';
import { t } from './texts.ts';
import { tick } from './tick.ts';
import { todo } from './todo.ts';
import { carrySession, removeSession, saveSession, writeSession } from './write-diary.ts';

export default service({
  name: 'homework',
  label: t.label,
  family: 'pupil-life',
  needs: [],
  tile: {
    href: '/devoirs',
    for: ['teacher', 'director', 'assistant', 'atsem', 'guardian', 'pupil'],
    picture: 'homework',
    sentence: t.tileSentence,
    childSentence: t.tileSentenceTu,
  },
  routes: [
    ...[home, classWeek, newWork, createWork, workPage, saveWork, move, carryOver, removeWork, attachment],
    ...[mine, family, tick, copyPage, copyWeek, slips, poster],
    ...[diary, writeSession, saveSession, carrySession, removeSession, diarySheet],
    ...[substitutes, openSubstitution, endSubstitution, brief, briefPdf],
  ],
  notifications,
  todo,
  audience: 'cahier_textes',
  prints,
  deeds,
  personalData,
  forgets,
  jobs: { dropFiles },
  migrations: new URL('./migrations/', import.meta.url),
});
