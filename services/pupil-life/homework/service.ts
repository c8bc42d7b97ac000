import { service } from '#kernel';
import { attachment } from './attachment.ts';
import { brief, briefPdf } from './brief.tsx';
import { classWeek } from './class-week.tsx';
import { copyPage, copyWeek } from './copy.tsx';
import { diary } from './diary.tsx';
import { saveWork, workPage } from './edit.tsx';
import { family } from './family.tsx';
import { dropFiles } from './files.ts';
import { forget } from './forget.ts';
import { home } from './home.tsx';
import { carryOver, move } from './move.ts';
import { createWork, newWork } from './new.tsx';
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

const keep = 'Jusqu’à la fin de l’année scolaire suivante';

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
  personalData: [
    { column: 'homework.works.author_id', purpose: t.purposeAuthor, keep, onErasure: 'anonymise' },
    { column: 'homework.addressees.pupil_id', purpose: t.purposeFor, keep, onErasure: 'delete' },
    { column: 'homework.ticks.pupil_id', purpose: t.purposeTick, keep, onErasure: 'delete' },
    { column: 'homework.sessions.author_id', purpose: t.purposeSession, keep, onErasure: 'anonymise' },
    { column: 'homework.substitutions.person_id', purpose: t.purposeSubstitute, keep, onErasure: 'delete' },
    { column: 'homework.substitutions.opened_by', purpose: t.purposeOpened, keep, onErasure: 'anonymise' },
    { column: 'homework.tellings.pupil_id', purpose: t.purposeTold, keep: 'Un mois', onErasure: 'delete' },
  ],
  jobs: { forget, dropFiles },
  migrations: new URL('./migrations/', import.meta.url),
});
