export { search as findDuplicates } from './search.ts';
