export { type SchoolYear, schoolYearOf } from './school-year.ts';
