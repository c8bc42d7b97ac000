import { service } from '#kernel';
import { childPage, choose } from './child.tsx';
import { classPage, enterPaper } from './class.tsx';
import { certificate, deletions } from './deletions.tsx';
import { askFile, filePage, takeFile } from './file.tsx';
import { home } from './home.tsx';
import { makeFile } from './make-file.ts';
import { notice } from './notice.tsx';
import { notifications } from './notifications.ts';
import { forgets, personalData } from './personal.ts';
import { dpia, register, registerCsv, registerPdf } from './register.tsx';
import { t } from './texts.ts';

export default service({
  name: 'privacy',
  label: t.label,
  family: 'governance',
  needs: ['utilities/account'],
  outlivesSchool: true,
  tile: { href: '/accords', for: ['guardian', 'director'], picture: 'shield', sentence: t.tileSentence },
  routes: [
    ...[home, childPage, choose, classPage, enterPaper],
    ...[notice, filePage, askFile, takeFile],
    ...[register, registerCsv, registerPdf, dpia, deletions, certificate],
  ],
  notifications,
  personalData,
  forgets,
  jobs: { makeFile },
  migrations: new URL('./migrations/', import.meta.url),
});
