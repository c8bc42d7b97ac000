import { service } from '#kernel';
import { activation, openMyAccount } from './activation.tsx';
import { admin } from './admin.ts';
import { accept, charter } from './charter.tsx';
import { charterWriting, versions } from './charter-versions.tsx';
import { classAccounts } from './class-accounts.tsx';
import { contacts, saveContacts } from './contacts.tsx';
import { demo } from './demonstration.ts';
import { endDevice, endOtherDevices } from './devices.tsx';
import { accessibility, legalNotice, yourData } from './legal.tsx';
import { chooseLanguage, mine } from './mine.tsx';
import { changeMyPassword } from './my-password.tsx';
import { block, oneAccount, unblock } from './one-account.tsx';
import { overview } from './overview.tsx';
import { printClass, printOne, printSchool } from './printing.tsx';
import { schoolAccounts } from './school-accounts.tsx';
import { leave, openMySession, signIn } from './sign-in.tsx';
import { sweep } from './sweep.ts';
import { t } from './texts.ts';

export default service({
  name: 'account',
  label: t.label,
  family: 'utilities',
  needs: ['utilities/federation'],
  tile: { href: '/comptes', for: ['director', 'teacher', 'academy', 'administrator'], picture: 'person', sentence: t.tileSentence },
  routes: [
    ...[signIn, openMySession, leave, activation, openMyAccount],
    ...[charter, accept, versions, ...charterWriting],
    ...[mine, chooseLanguage, changeMyPassword, endOtherDevices, endDevice],
    ...[overview, classAccounts, schoolAccounts, oneAccount, printClass, printSchool, printOne, block, unblock],
    ...[accessibility, legalNotice, yourData, contacts, saveContacts],
  ],
  notifications: {
    password: { title: () => t.passwordNews, href: () => '/compte', atOnce: true, stillMay: async () => true },
  },
  personalData: [],
  jobs: { sweep },
  commands: [admin, demo],
  migrations: new URL('./migrations/', import.meta.url),
});
