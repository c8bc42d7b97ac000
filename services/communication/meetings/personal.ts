import { sql } from '#kernel';
import { type Forget, schoolYear as keep, type PersonalColumn } from '#kernel/personal-data';
import { t } from './texts.ts';

const moments = (where: ReturnType<typeof sql>) => sql`
  select s.day as "Jour", s.starts as "De", s.ends as "À", r.title as "Rendez-vous", p.first_name as "Enfant", b.booked_at as "Pris le",
    b.on_paper as "Sur papier"
  from meetings.bookings b join meetings.slots s on s.id = b.slot_id join meetings.rounds r on r.id = b.round_id
  join kernel.people p on p.id = b.pupil_id where ${where} order by s.day, s.starts`;

const waits = (where: ReturnType<typeof sql>) => sql`
  select w.asked_at as "Demandé", r.title as "Rendez-vous", p.first_name as "Enfant" from meetings.waiting w
  join meetings.rounds r on r.id = w.round_id join kernel.people p on p.id = w.pupil_id where ${where} order by w.asked_at`;

export const personalData: PersonalColumn[] = [
  {
    column: 'meetings.rounds.author_id',
    purpose: t.purposeAuthor,
    keep,
    onErasure: 'anonymise',
    access: {
      given: 'Rendez-vous proposés',
      rows: ({ id }) => sql`
        select opened_at as "Proposés", title as "Titre", venue as "Où" from meetings.rounds where author_id = ${id} order by opened_at desc`,
    },
  },
  {
    column: 'meetings.bookings.pupil_id',
    purpose: t.purposePupil,
    keep,
    onErasure: 'delete',
    // A parent who comes alone does so unseen by the other one.
    access: {
      given: 'Rendez-vous au sujet de l’enfant',
      rows: ({ id, askedBy }) => moments(sql`b.pupil_id = ${id} and b.guardian_id = ${askedBy}`),
    },
  },
  {
    column: 'meetings.bookings.guardian_id',
    purpose: t.purposeGuardian,
    keep,
    onErasure: 'delete',
    access: { given: 'Rendez-vous pris', rows: ({ id }) => moments(sql`b.guardian_id = ${id}`) },
  },
  {
    column: 'meetings.waiting.pupil_id',
    purpose: t.purposeWaiting,
    keep,
    onErasure: 'delete',
    access: {
      given: 'Moments attendus pour l’enfant',
      rows: ({ id, askedBy }) => waits(sql`w.pupil_id = ${id} and w.guardian_id = ${askedBy}`),
    },
  },
  {
    column: 'meetings.waiting.guardian_id',
    purpose: t.purposeWaiting,
    keep,
    onErasure: 'delete',
    access: { given: 'Moments attendus', rows: ({ id }) => waits(sql`w.guardian_id = ${id}`) },
  },
];

export const forgets: Forget[] = [
  {
    table: 'meetings.rounds',
    what: 'Rendez-vous proposés',
    keep,
    due: (before) => sql<boolean>`(x.opened_at < ${before}::date and not exists (
      select from meetings.slots s where s.round_id = x.id and s.day >= ${before}::date))`,
  },
];
