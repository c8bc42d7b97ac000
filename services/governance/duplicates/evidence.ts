import { type RawBuilder, sql } from '#kernel';
import { t } from './texts.ts';

/** What makes one think that two sheets are one human, and how much it weighs. Names begin a pair and never end it. */
export const weights = {
  /** One ÉduConnect login proved both: the ministry answers for it. */
  educonnect: 4,
  'same-birth': 3,
  'same-mail': 3,
  /** Two children called the same, born the same day, in the care of the same person. */
  'same-guardian': 3,
  'same-phone': 2,
  'same-address': 1,
  'same-name': 1,
} as const;
export type Evidence = keyof typeof weights;

const isEvidence = (name: string): name is Evidence => name in weights;
export const evidenceIn = (names: string[]): Evidence[] => names.filter(isEvidence);

export const weightOf = (evidence: Evidence[]): number => evidence.reduce((sum, one) => sum + weights[one], 0);

/** SQL: the same. */
export const weightIn = (evidence: RawBuilder<unknown>): RawBuilder<number> => {
  const [names, values] = [Object.keys(weights), Object.values(weights)];
  return sql`(select coalesce(sum(value), 0) from unnest(${names}::text[], ${values}::int[]) known (name, value)
    where name = any (${evidence}))`;
};

/** The same name and one thing that two people seldom share; or a login that is both. */
export const enough = 4;
export const isEnough = (evidence: Evidence[]): boolean => weightOf(evidence) >= enough;

export const evidenceText = (evidence: Evidence): string =>
  ({
    educonnect: t.educonnect,
    'same-birth': t.sameBirth,
    'same-mail': t.sameMail,
    'same-guardian': t.sameGuardian,
    'same-phone': t.samePhone,
    'same-address': t.sameAddress,
    'same-name': t.sameName,
  })[evidence];
