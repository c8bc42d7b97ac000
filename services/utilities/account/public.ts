export { contactsOf } from './contacts.tsx';
export { type DemonstrationAccount, listDemonstrationAccounts, saveDemonstrationAccount } from './demonstration.ts';
