export { approve, importFolder, openImport, type Progress, type Report, readFolder, reportOf } from './import.ts';
export { applyImport } from './apply.ts';
export { compare } from './compare.ts';
