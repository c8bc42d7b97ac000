import { sql } from '#kernel';
import { type Forget, nextSchoolYear as keep, type PersonalColumn, untilUndone } from '#kernel/personal-data';
import { t } from './texts.ts';

const keepFeed = untilUndone(t.keepFeed);
const dates = (where: ReturnType<typeof sql>) => sql`
  select first_day as "Du", last_day as "Au", starts as "De", ends as "À", title as "Titre", details as "Détails", venue as "Où"
  from agenda.events where ${where} order by first_day, id`;

export const personalData: PersonalColumn[] = [
  {
    column: 'agenda.events.author_id',
    purpose: t.purposeAuthor,
    keep,
    onErasure: 'anonymise',
    access: { given: 'Dates écrites dans les agendas', rows: ({ id }) => dates(sql`author_id = ${id} and owner_id is null`) },
  },
  {
    column: 'agenda.events.owner_id',
    purpose: t.purposeOwner,
    keep,
    onErasure: 'delete',
    access: { given: 'Agenda personnel', rows: ({ id }) => dates(sql`owner_id = ${id}`) },
  },
  {
    column: 'agenda.replies.person_id',
    purpose: t.purposeReply,
    keep,
    onErasure: 'delete',
    access: {
      given: 'Réponses à « Viendrez-vous ? »',
      words: { Réponse: { yes: 'Oui', maybe: 'Peut-être', no: 'Non' } },
      rows: ({ id }) => sql`
        select r.day as "Jour", e.title as "Titre", r.answer as "Réponse", r.people as "Personnes", r.replied_at as "Répondu"
        from agenda.replies r join agenda.events e on e.id = r.event_id where r.person_id = ${id} order by r.day, e.id`,
    },
  },
  {
    column: 'agenda.feeds.person_id',
    purpose: t.purposeFeed,
    keep: keepFeed,
    onErasure: 'delete',
    // Never the address itself: it opens the agenda.
    access: {
      given: 'Adresses d’agenda',
      rows: ({ id }) => sql`
        select f.name as "Nom", p.first_name as "Enfant", f.with_surnames as "Avec les noms de famille", f.read_at as "Lue"
        from agenda.feeds f left join kernel.people p on p.id = f.child_id where f.person_id = ${id} order by f.name, f.id`,
    },
  },
  {
    column: 'agenda.feeds.child_id',
    purpose: t.purposeFeedChild,
    keep: keepFeed,
    onErasure: 'delete',
    access: {
      given: 'Adresses d’agenda pour l’enfant',
      rows: ({ id, askedBy }) => sql`
        select name as "Nom", read_at as "Lue" from agenda.feeds where child_id = ${id} and person_id = ${askedBy} order by name, id`,
    },
  },
];

export const forgets: Forget[] = [
  {
    table: 'agenda.events',
    what: 'Dates des agendas',
    keep,
    due: (before) => sql<boolean>`coalesce(x.until, x.last_day) < ${before}::date`,
  },
];
