import { service } from '#kernel';
import { absenceFile } from './absences/file.ts';
import { judge } from './absences/judge.ts';
import { classAbsences, schoolAbsences } from './absences/school.tsx';
import { board } from './board.tsx';
import { deeds } from './deeds.ts';
import { answer, answerPage } from './family/answer.tsx';
import { declare, declarePage, withdraw } from './family/declare.tsx';
import { family } from './family/family.tsx';
import { forget } from './forget.ts';
import { home } from './home.tsx';
import { askDevice, declareDevice, devices, removeDevice } from './offline/devices.tsx';
import { shell, worker } from './offline/shell.tsx';
import { forgets, personalData } from './personal.ts';
import { classPresent, schoolPresent } from './present.ts';
import { prints } from './prints.ts';
import { closeMonth } from './register/close.ts';
import { command } from './register/command.ts';
import { document, months } from './register/register.tsx';
import { seeDifferences } from './seen.ts';
import { send } from './send.ts';
import { sheet } from './sheet.tsx';
import { notifications } from './telling.ts';
import { t } from './texts.ts';
import { todo } from './todo.ts';

export default service({
  name: 'attendance',
  label: t.label,
  family: 'pupil-life',
  needs: ['pupil-life/homework'],
  tile: { href: '/appel', for: ['teacher', 'director', 'guardian'], picture: 'roll', sentence: t.tileSentence },
  routes: [
    ...[home, board, sheet, send, seeDifferences, schoolPresent, classPresent],
    ...[months, closeMonth, document],
    ...[family, declarePage, declare, withdraw, answerPage, answer],
    ...[devices, declareDevice, removeDevice, askDevice, shell, worker],
    ...[schoolAbsences, classAbsences, judge, absenceFile],
  ],
  notifications,
  todo,
  prints,
  audience: 'absences',
  deeds,
  personalData,
  forgets,
  jobs: { forget },
  commands: [command],
  migrations: new URL('./migrations/', import.meta.url),
});
