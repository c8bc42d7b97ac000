import { sql } from '#kernel';
import { type Forget, nextSchoolYear as keep, type PersonalColumn } from '#kernel/personal-data';
import { t } from './texts.ts';

/** The board itself keeps numbers, and of fewer than five people it says none. */
export const personalData: PersonalColumn[] = [
  {
    column: 'deployment.mailings.sent_by',
    purpose: t.purposeSender,
    keep,
    onErasure: 'anonymise',
    access: {
      given: 'Lettres envoyées à des écoles à relancer',
      rows: ({ id }) => sql`
        select m.sent_at as "Envoyées", p.name as "Lieu", (select count(*) from deployment.letters l where l.mailing_id = m.id) as "Lettres"
        from deployment.mailings m join kernel.places p on p.id = m.place_id where m.sent_by = ${id} order by m.sent_at desc, m.id`,
    },
  },
  {
    column: 'deployment.recipients.person_id',
    purpose: t.purposeRecipient,
    keep,
    onErasure: 'delete',
    access: {
      given: 'Lettres reçues pour mon école',
      rows: ({ id }) => sql`
        select l.sent_at as "Envoyée", p.name as "École", l.stall as "Pourquoi"
        from deployment.recipients r join deployment.letters l on l.id = r.letter_id join kernel.places p on p.id = l.school_id
        where r.person_id = ${id} order by l.sent_at desc, l.id`,
      words: {
        Pourquoi: {
          unopened: t.stallText({ stall: 'unopened' }),
          few: t.stallText({ stall: 'few' }),
          silent: t.stallText({ stall: 'silent' }),
        },
      },
    },
  },
];

export const forgets: Forget[] = [
  { table: 'deployment.mailings', what: t.letters, keep, due: (before) => sql<boolean>`x.sent_at < ${before}::date` },
];
