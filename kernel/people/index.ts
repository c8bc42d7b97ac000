export { type Merge, merge, personOfGar, survivorOf, unmerge } from './merging.ts';
export { liftEnded, liftRestriction, restrictGuardian, speaksFor } from './restrictions.ts';
export { type SchoolYear, schoolYearOf } from './school-year.ts';
