import { sql } from '#kernel';
import { type Forget, schoolYear as keep, type PersonalColumn } from '#kernel/personal-data';
import { t } from './texts.ts';

const answered = 'Sondages et volontariats';

export const personalData: PersonalColumn[] = [
  {
    column: 'polls.polls.author_id',
    purpose: t.purposeAuthor,
    keep,
    onErasure: 'anonymise',
    access: {
      given: 'Questions posées',
      rows: ({ id }) => sql`
        select opened_at as "Posée", question as "Question", closes_on as "Jusqu’au" from polls.polls where author_id = ${id} order by opened_at desc`,
    },
  },
  // Answers without a name are kept apart from who answered: nothing here can join them.
  {
    column: 'polls.voters.person_id',
    purpose: t.purposeVoter,
    keep,
    onErasure: 'delete',
    access: {
      given: 'Questions auxquelles il a été répondu',
      rows: ({ id }) => sql`
        select p.question as "Question", p.named as "Réponse avec le nom" from polls.voters v join polls.polls p on p.id = v.poll_id
        where v.person_id = ${id} order by p.opened_at desc, p.id`,
    },
  },
  {
    column: 'polls.answers.person_id',
    purpose: t.purposeAnswer,
    keep,
    onErasure: 'delete',
    access: {
      given: answered,
      rows: ({ id }) => sql`
        select p.question as "Question", c.label as "Réponse" from polls.answers a
        join polls.choices c on c.id = a.choice_id join polls.polls p on p.id = c.poll_id
        where a.person_id = ${id} order by p.opened_at desc, c.rank`,
    },
  },
];

export const forgets: Forget[] = [
  { table: 'polls.polls', what: 'Sondages', keep, due: (before) => sql<boolean>`x.closes_on < ${before}::date` },
];
