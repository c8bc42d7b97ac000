export { kernelPersonalData } from './kernel.ts';

/** One line of the register of processing (art. 30 RGPD): a column that points at a person. */
export type PersonalColumn = {
  /** `schema.table.column` */
  column: string;
  purpose: string;
  /** How long, in words a parent understands. */
  keep: string;
  onErasure: 'delete' | 'anonymise';
};
