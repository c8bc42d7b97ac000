import type { RawBuilder } from '#kernel/db';
import type { Service } from '#kernel/service';
import type { Keep } from './keep.ts';

export { type Cell, type Chapter, chaptersOf, countChapters, withheldOf } from './collect.ts';
export { type Erasure, erasePeople } from './erase.ts';
export { type Due, dueNow, type Forget, forgetDue, forgetsOf } from './forget.ts';
export {
  daysAfter,
  type Keep,
  nextSchoolYear,
  oneYear,
  schoolYear,
  schoolYearAndMonths,
  type Term,
  untilUndone,
  withPerson,
  worded,
} from './keep.ts';
export { kernelForgets, kernelPersonalData } from './kernel.ts';
export type { PersonalDataTables } from './tables.ts';

/** One line of the register of processing (art. 30 RGPD): a column that points at a person. */
export type PersonalColumn = {
  /** `schema.table.column` */
  column: string;
  purpose: string;
  /** How long, and what ends it. */
  keep: Keep;
  onErasure: 'delete' | 'anonymise';
  /** What its person receives of it when they ask for all that is kept about them (art. 15). */
  access: Access;
  /** Of the rows that stay without their author: those that go with them all the same. SQL on `x`, a row of the table. */
  leaves?: {
    /** What was never shared: a draft. */
    always?: RawBuilder<boolean>;
    /** What was shared in a common space, when its author objects to its being kept (arrêté du 30 novembre 2006 modifié, art. 6). */
    ifObjected?: RawBuilder<boolean>;
  };
};

/** Whose data are asked for, and by whom: the person, or whoever holds authority over them. */
export type Subject = { id: string; askedBy: string; now: Date };

/** What PostgreSQL calls a value → what a person reads, by heading. */
type Words = Record<string, Record<string, string> | ((services: Pick<Service, 'name' | 'deeds'>[]) => Record<string, string>)>;

export type Access =
  /**
   * A chapter of the file given: its title, and its rows. The names of the columns are the headings read, in French; one named
   * `files` holds ids of kernel.files, which are given too. Written by the service, in SQL, because only it knows which of these
   * columns are somebody else's: the name of who wrote to me is mine, the other parent’s answer is not.
   */
  | { given: string; rows: (of: Subject) => RawBuilder<unknown>; words?: Words }
  /** The rows are in a chapter that another column gives. */
  | { givenIn: string }
  /** Why nothing is given: read by the person, at the end of the file. */
  | { withheld: string };
