import { wears } from '#kernel/perimeter';

/** Imports are the academy's business, and the administrators'. For anybody else they do not exist. */
export const mayImport = wears('administrator');
