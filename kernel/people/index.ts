export { type Merge, merge, personOfGar, survivorOf, unmerge } from './merging.ts';
export { type SchoolYear, schoolYearOf } from './school-year.ts';
