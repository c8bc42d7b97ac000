/** From an entry of a file to a row: pure functions, tested one by one. */
export { academyOf, functionKind, guardianKind, level, siret, uai } from './normalise/codes.ts';
export { unescapeTwice } from './normalise/entities.ts';
export { guardian, guardianAttributes } from './normalise/guardian.ts';
export { pupil, pupilAttributes } from './normalise/pupil.ts';
export { school, schoolAttributes, schoolName } from './normalise/school.ts';
export { staff, staffAttributes } from './normalise/staff.ts';
export type * from './normalise/staged.ts';
export * from './normalise/words.ts';
