import { sql } from '#kernel';
import { withPerson as keep, type PersonalColumn } from '#kernel/personal-data';
import { stepNames } from './step-texts.ts';
import { t } from './texts.ts';

const written = 'Conventions préparées';

/** What stays of a convention names nobody here: its signatories are read on its paper, as on any public act. */
export const personalData: PersonalColumn[] = [
  {
    column: 'conventions.conventions.created_by',
    purpose: t.purposeAuthor,
    keep,
    onErasure: 'anonymise',
    access: {
      given: written,
      rows: ({ id }) => sql`
        select created_at as "Écrite le", school_year as "Année scolaire", name as "Collectivité" from conventions.conventions
        where created_by = ${id} order by created_at desc, id`,
    },
  },
  {
    column: 'conventions.renewals.made_by',
    purpose: t.purposeAuthor,
    keep,
    onErasure: 'anonymise',
    access: { givenIn: written },
  },
  {
    column: 'conventions.steps.actor_id',
    purpose: t.purposeActor,
    keep,
    onErasure: 'anonymise',
    access: {
      given: 'Étapes de conventions notées',
      rows: ({ id }) => sql`
        select s.noted_at as "Noté le", s.day as "Date", s.kind as "Étape", c.name as "Collectivité", c.school_year as "Année scolaire"
        from conventions.steps s join conventions.conventions c on c.id = s.convention_id where s.actor_id = ${id} order by s.n desc`,
      words: { Étape: stepNames },
    },
  },
];
