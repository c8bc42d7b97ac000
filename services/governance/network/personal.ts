import { sql } from '#kernel';
import { type Forget, nextSchoolYear as keep, type PersonalColumn } from '#kernel/personal-data';
import { t } from './texts.ts';

/** A measure says with which function it was made, not by whom. */
export const personalData: PersonalColumn[] = [];

export const forgets: Forget[] = [
  { table: 'network.measures', what: t.forgotten, keep, due: (before) => sql<boolean>`x.at < ${before}::date` },
];
