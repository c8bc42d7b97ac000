export { type DemonstrationAccount, listDemonstrationAccounts, saveDemonstrationAccount } from './demonstration.ts';
