import { service } from '#kernel';
import { ask, mine } from './ask.tsx';
import { closeBreach, decide, keepBreachNote, notified } from './breaches/deciding.ts';
import { saveFacts } from './breaches/facts.ts';
import { breachPage, breachPdf } from './breaches/page.tsx';
import { breachRegister, breachRegisterPdf } from './breaches/register.tsx';
import { report, reportPage } from './breaches/report.tsx';
import { lettersPage, noticePage, tellPeople } from './breaches/tell.tsx';
import { breachNotifications, watchBreaches } from './breaches/telling.ts';
import { childPage, choose } from './child.tsx';
import { classPage, enterPaper } from './class.tsx';
import { askFamilies, classProjects } from './class-projects.tsx';
import { eraseAsAsked, noteGiven, prepareFile, reopen, takePrepared } from './deaths/directives.ts';
import { deathPage } from './deaths/page.tsx';
import { deaths, record, recordPage } from './deaths/record.tsx';
import { deeds } from './deeds.ts';
import { certificate, deletions } from './deletions.tsx';
import { desk } from './desk.tsx';
import { consentNotifications, tellEndings } from './endings.ts';
import { askFile, filePage, takeFile } from './file.tsx';
import { home } from './home.tsx';
import { dpia } from './impact.ts';
import { addProofs, proof, removeProof } from './keep-proofs.ts';
import { makeFile } from './make-file.ts';
import { notice } from './notice.tsx';
import { notifications } from './notifications.ts';
import { forgets, personalData } from './personal.ts';
import { register, registerCsv, registerPdf } from './register.tsx';
import { answerRequest, extend, keepNote, lift, requestPage } from './request.tsx';
import { remind, requestNotifications, todo } from './telling.ts';
import { t } from './texts.ts';
import { object, saveWish, wishes } from './wishes.tsx';

export default service({
  name: 'privacy',
  label: t.label,
  family: 'governance',
  needs: ['utilities/account'],
  outlivesSchool: true,
  tile: { href: '/accords', for: ['guardian', 'director', 'teacher'], picture: 'shield', sentence: t.tileSentence },
  routes: [
    ...[home, childPage, choose, classPage, enterPaper, classProjects, askFamilies],
    ...[notice, filePage, askFile, takeFile],
    ...[mine, ask, desk, requestPage, keepNote, extend, answerRequest, lift, addProofs, proof, removeProof, wishes, object, saveWish],
    ...[register, registerCsv, registerPdf, dpia, deletions, certificate],
    ...[breachRegister, breachRegisterPdf, reportPage, report, breachPage, breachPdf, saveFacts, decide, notified, keepBreachNote],
    ...[closeBreach, lettersPage, tellPeople, noticePage],
    ...[deaths, recordPage, record, deathPage, prepareFile, takePrepared, noteGiven, eraseAsAsked, reopen],
  ],
  notifications: { ...notifications, ...requestNotifications, ...breachNotifications, ...consentNotifications },
  todo,
  deeds,
  personalData,
  forgets,
  jobs: { makeFile, remind, watchBreaches, tellEndings },
  migrations: new URL('./migrations/', import.meta.url),
});
