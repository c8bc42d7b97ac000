import { service } from '#kernel';
import { withPerson } from '#kernel/personal-data';
import { activation, openMyAccount } from './activation.tsx';
import { admin } from './admin.ts';
import { accept, charter } from './charter.tsx';
import { charterWriting, versions } from './charter-versions.tsx';
import { classAccounts } from './class-accounts.tsx';
import { contacts, saveContacts } from './contacts.tsx';
import { deeds } from './deeds.ts';
import { demo } from './demonstration.ts';
import { endDevice, endOtherDevices } from './devices.tsx';
import { addApplication, addPasskey, factors, removeApplication, removePasskey } from './factors.tsx';
import { mailCode, openByMailCode } from './mail-code.tsx';
import { chooseLanguage, mine } from './mine.tsx';
import { askEmail, confirmEmail, myContacts, savePhone } from './my-contacts.tsx';
import { changeMyPassword } from './my-password.tsx';
import { chooseNewDeviceNotice } from './new-device.tsx';
import { block, oneAccount, unblock } from './one-account.tsx';
import { overview } from './overview.tsx';
import { openByPasskey, passkeySignIn } from './passkey-sign-in.tsx';
import { printClass, printOne, printSchool } from './printing.tsx';
import { prints } from './prints.ts';
import { prove, proveByCode, proveByPasskey, proveByPassword } from './prove.tsx';
import { askForRescue, cancelRescue, confirmTheRescue, rescue } from './rescue.tsx';
import { schoolAccounts } from './school-accounts.tsx';
import { secondFactor, showCode, showPasskey, useRescueCode } from './second-factor.tsx';
import { w } from './security-texts.ts';
import { leave, openMySession, signIn } from './sign-in.tsx';
import { sweep } from './sweep.ts';
import { t } from './texts.ts';

export default service({
  name: 'account',
  label: t.label,
  family: 'utilities',
  needs: ['utilities/federation'],
  outlivesSchool: true,
  tile: { href: '/comptes', for: ['director', 'teacher', 'academy', 'administrator'], picture: 'person', sentence: t.tileSentence },
  routes: [
    ...[signIn, openMySession, leave, activation, openMyAccount],
    ...[passkeySignIn, openByPasskey, mailCode, openByMailCode],
    ...[secondFactor, showCode, showPasskey, useRescueCode],
    ...[charter, accept, versions, ...charterWriting],
    ...[mine, chooseLanguage, changeMyPassword, endOtherDevices, endDevice],
    ...[prove, proveByPassword, proveByCode, proveByPasskey],
    ...[factors, addPasskey, removePasskey, addApplication, removeApplication],
    ...[myContacts, askEmail, confirmEmail, savePhone, chooseNewDeviceNotice],
    ...[rescue, askForRescue, confirmTheRescue, cancelRescue],
    ...[overview, classAccounts, schoolAccounts, oneAccount, printClass, printSchool, printOne, block, unblock],
    ...[contacts, saveContacts],
  ],
  notifications: {
    password: { title: () => t.passwordNews, href: () => '/compte', atOnce: true, stillMay: async () => true },
    'new-device': {
      title: ({ payload }: { payload: { device: string } }) => w.newDeviceNews(payload),
      href: () => '/compte',
      atOnce: true,
      stillMay: async () => true,
    },
    factors: { title: () => w.factorsNews, href: () => '/compte', atOnce: true, stillMay: async () => true },
    email: { title: () => w.emailNews, href: () => '/compte', atOnce: true, stillMay: async () => true },
    rescue: { title: () => w.rescueNews, href: () => '/compte', atOnce: true, stillMay: async () => true },
  },
  prints,
  deeds,
  personalData: [
    {
      column: 'account.demonstration_accounts.account_id',
      purpose: 'Entrer dans la démonstration, où tout le monde est inventé.',
      keep: withPerson,
      onErasure: 'delete',
      access: { withheld: 'La démonstration ne garde que des personnes inventées.' },
    },
  ],
  jobs: { sweep },
  commands: [admin, demo],
  migrations: new URL('./migrations/', import.meta.url),
});
