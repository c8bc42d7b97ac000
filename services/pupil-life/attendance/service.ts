import { service } from '#kernel';
import { absenceFile } from './absences/file.ts';
import { judge } from './absences/judge.ts';
import { classAbsences, schoolAbsences } from './absences/school.tsx';
import { board } from './board.tsx';
import { answer, answerPage } from './family/answer.tsx';
import { declare, declarePage, withdraw } from './family/declare.tsx';
import { family } from './family/family.tsx';
import { forget } from './forget.ts';
import { home } from './home.tsx';
import { askDevice, declareDevice, devices, removeDevice } from './offline/devices.tsx';
import { shell, worker } from './offline/shell.tsx';
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
  personalData: [
    { column: 'attendance.takes.taken_by', purpose: t.purposeTaken, keep: t.keepYear, onErasure: 'anonymise' },
    { column: 'attendance.marks.pupil_id', purpose: t.purposeMark, keep: t.keepYear, onErasure: 'delete' },
    { column: 'attendance.standings.pupil_id', purpose: t.purposeMark, keep: t.keepYear, onErasure: 'delete' },
    { column: 'attendance.differences.pupil_id', purpose: t.purposeDifference, keep: t.keepYear, onErasure: 'delete' },
    { column: 'attendance.declarations.pupil_id', purpose: t.purposeDeclared, keep: t.keepYear, onErasure: 'delete' },
    { column: 'attendance.declarations.declared_by', purpose: t.purposeDeclared, keep: t.keepYear, onErasure: 'anonymise' },
    { column: 'attendance.verdicts.pupil_id', purpose: t.purposeJudged, keep: t.keepYear, onErasure: 'delete' },
    { column: 'attendance.verdicts.judged_by', purpose: t.purposeJudged, keep: t.keepYear, onErasure: 'anonymise' },
    { column: 'attendance.devices.declared_by', purpose: t.purposeDevice, keep: t.keepDevice, onErasure: 'anonymise' },
    { column: 'attendance.salts.person_id', purpose: t.purposeSalt, keep: t.keepSalt, onErasure: 'delete' },
    { column: 'attendance.closes.closed_by', purpose: t.purposeClosed, keep: t.keepTenYears, onErasure: 'anonymise' },
  ],
  jobs: { forget },
  commands: [command],
  migrations: new URL('./migrations/', import.meta.url),
});
