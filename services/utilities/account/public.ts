export { contactsOf } from './contacts.tsx';
export { type DemonstrationAccount, listDemonstrationAccounts, saveDemonstrationAccount } from './demonstration.ts';
export { PlainText } from './plain-text.tsx';
