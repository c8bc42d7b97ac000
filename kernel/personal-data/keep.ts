import { schoolYearOf } from '#kernel/people';

/**
 * How long something is kept: words that a parent understands and, when it ends by itself, the moment before which it is forgotten,
 * as PostgreSQL reads one. The words of the register and what the nights delete are so the same object: they cannot drift apart.
 */
export type Keep = { words: string; before?: (now: Date) => string };
/** What ends by itself. */
export type Term = Required<Keep>;

export const worded = (term: Term, words: string): Term => ({ ...term, words });

const day = 86_400_000;

/** The law: three months at most after the last reason to have an account (arrêté du 30 novembre 2006 modifié, art. 6). */
export const withPerson: Keep = { words: 'Le temps de la scolarité ou de la fonction, puis trois mois au plus.' };

/** Until somebody undoes it, and never longer than the person. */
export const untilUndone = (words: string): Keep => ({ words });

export const daysAfter = (count: number, words: string): Term => ({
  words,
  before: (now) => new Date(now.getTime() - count * day).toISOString(),
});

/** CNIL, délibération 2021-122: logs six months to a year. */
export const oneYear: Term = {
  words: 'Un an.',
  before: (now) => {
    const then = new Date(now);
    then.setUTCFullYear(now.getUTCFullYear() - 1);
    return then.toISOString();
  },
};

export const schoolYear: Term = { words: 'Jusqu’à la fin de l’année scolaire.', before: (now) => schoolYearOf(now).startsOn };

export const nextSchoolYear: Term = {
  words: 'Jusqu’à la fin de l’année scolaire suivante.',
  before: (now) => schoolYearOf(new Date(now.getTime() - 365 * day)).startsOn,
};

/** The school year, and a few months for those who still want to read or to take away. */
export const schoolYearAndMonths = (months: number, words: string): Term => ({
  words,
  before: (now) => {
    const then = new Date(now);
    then.setUTCMonth(then.getUTCMonth() - months);
    return schoolYearOf(then).startsOn;
  },
});
