/** The directory as the academy knows it, brought in: for the command line and the demonstration. */
export { applyImport } from './apply.ts';
export { compare } from './compare.ts';
export { approve, importFolder, openImport, type Progress, type Report, readFolder, reportOf } from './import.ts';
export { undoImport } from './undo.ts';
