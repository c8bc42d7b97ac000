import { sql } from '#kernel';
import { daysAfter, type Forget, type PersonalColumn, type Subject, schoolYearAndMonths, untilUndone } from '#kernel/personal-data';

const keep = schoolYearAndMonths(1, 'Jusqu’à un mois après la fin de l’année scolaire.');
const inTrash = daysAfter(30, 'Trente jours dans la corbeille.');
const own = untilUndone('Tant que la personne les garde.');
const received = 'Messages reçus';
const groups = 'Listes de destinataires';
const favourites = 'Correspondants favoris';
const autoReplies = 'Réponses automatiques envoyées';
const fileIds = sql`(select array_agg(a.file_id) from messaging.attachments a where a.message_id = m.id)`;

/** Whom I wrote to, as I wrote it: people, circles and lists. */
const addressees = sql`(
  select string_agg(coalesce(p.first_name || ' ' || p.last_name, l.name, g.name), ', ')
  from messaging.addressees d left join kernel.people p on p.id = d.person_id left join kernel.places l on l.id = d.place_id
  left join messaging.groups g on g.id = d.group_id where d.message_id = m.id)`;

const inbox = ({ id, now }: Subject) => sql`
  select m.sent_at as "Envoyé", coalesce(s.first_name || ' ' || s.last_name, 'Personne partie') as "De", m.subject as "Objet", m.plain as "Texte",
    r.read_at as "Lu", f.name as "Dossier", ${fileIds} as files
  from messaging.recipients r join messaging.messages m on m.id = r.message_id
  left join kernel.people s on s.id = m.sender_id left join messaging.folders f on f.id = r.folder_id
  where r.person_id = ${id} and r.field <> 'from' and m.state = 'sent' and coalesce(r.arrives_at, m.arrives_at, m.sent_at) <= ${now}
  order by m.sent_at desc, m.id`;

export const personalData: PersonalColumn[] = [
  {
    column: 'messaging.messages.sender_id',
    purpose: 'Dire à qui reçoit un message qui l’a écrit',
    keep,
    onErasure: 'anonymise',
    leaves: { always: sql<boolean>`x.state in ('draft', 'held', 'rejected')` },
    access: {
      given: 'Messages écrits',
      words: { État: { draft: 'Brouillon', held: 'En relecture', sent: 'Envoyé', recalled: 'Rappelé', rejected: 'Rendu' } },
      rows: ({ id }) => sql`
        select coalesce(m.sent_at, m.updated_at) as "Écrit", ${addressees} as "À", m.subject as "Objet", m.plain as "Texte", m.state as "État",
          m.urgent_reason as "Pourquoi c’est urgent", m.automatic as "Réponse automatique", ${fileIds} as files
        from messaging.messages m where m.sender_id = ${id} order by coalesce(m.sent_at, m.updated_at) desc, m.id`,
    },
  },
  {
    column: 'messaging.addressees.person_id',
    purpose: 'Garder à qui un message était destiné',
    keep,
    onErasure: 'delete',
    access: { givenIn: received },
  },
  {
    column: 'messaging.recipients.person_id',
    purpose: 'Mettre un message dans la boîte de chacun',
    keep,
    onErasure: 'delete',
    access: { given: received, rows: inbox },
  },
  {
    column: 'messaging.recipients.about_id',
    purpose: 'Dire de quel enfant parle un message',
    keep,
    onErasure: 'anonymise',
    access: { withheld: 'Un message est donné à qui l’a écrit et à qui l’a reçu, dans leur propre dossier.' },
  },
  {
    column: 'messaging.folders.person_id',
    purpose: 'Ranger ses messages',
    keep: own,
    onErasure: 'delete',
    access: {
      given: 'Dossiers de la messagerie',
      rows: ({ id }) => sql`select name as "Nom" from messaging.folders where person_id = ${id} order by name`,
    },
  },
  {
    column: 'messaging.groups.owner_id',
    purpose: 'Écrire souvent aux mêmes personnes',
    keep: own,
    onErasure: 'delete',
    access: {
      given: groups,
      rows: ({ id }) => sql`
        select g.name as "Liste", string_agg(p.first_name || ' ' || p.last_name, ', ' order by p.last_name) as "Personnes"
        from messaging.groups g left join messaging.group_members x on x.group_id = g.id left join kernel.people p on p.id = x.person_id
        where g.owner_id = ${id} group by g.id order by g.name`,
    },
  },
  {
    column: 'messaging.group_members.person_id',
    purpose: 'Écrire souvent aux mêmes personnes',
    keep: own,
    onErasure: 'delete',
    access: { withheld: 'Les listes et les favoris d’une autre personne sont les siens.' },
  },
  {
    column: 'messaging.favourites.owner_id',
    purpose: 'Retrouver vite à qui l’on écrit',
    keep: own,
    onErasure: 'delete',
    access: {
      given: favourites,
      rows: ({ id }) => sql`
        select p.first_name as "Prénom", p.last_name as "Nom" from messaging.favourites f join kernel.people p on p.id = f.person_id
        where f.owner_id = ${id} order by p.last_name, p.id`,
    },
  },
  {
    column: 'messaging.favourites.person_id',
    purpose: 'Retrouver vite à qui l’on écrit',
    keep: own,
    onErasure: 'delete',
    access: { withheld: 'Les listes et les favoris d’une autre personne sont les siens.' },
  },
  {
    column: 'messaging.hours.person_id',
    purpose: 'Répondre seul en dehors des heures choisies',
    keep: own,
    onErasure: 'delete',
    access: {
      given: 'Heures de réponse',
      rows: ({ id }) => sql`
        select opens as "De", closes as "À", days as "Jours", sentence as "Réponse" from messaging.hours where person_id = ${id}`,
    },
  },
  {
    column: 'messaging.auto_replies.by_id',
    purpose: 'Ne répondre seul qu’une fois par jour',
    keep: inTrash,
    onErasure: 'delete',
    access: {
      given: autoReplies,
      rows: ({ id }) => sql`
        select r.day as "Jour", p.first_name || ' ' || p.last_name as "À" from messaging.auto_replies r join kernel.people p on p.id = r.to_id
        where r.by_id = ${id} order by r.day desc, p.id`,
    },
  },
  {
    column: 'messaging.auto_replies.to_id',
    purpose: 'Ne répondre seul qu’une fois par jour',
    keep: inTrash,
    onErasure: 'delete',
    access: { givenIn: received },
  },
];

/** SQL: written and sent before the messages that are kept. A draft lives from its last change. */
const old = (before: string) => sql<boolean>`(x.updated_at < ${before}::date and coalesce(x.sent_at, x.updated_at) < ${before}::date)`;

/** SQL: in nobody's mailbox any more, thrown away a month ago or erased by hand. */
const thrown = (before: string) => sql<boolean>`(
  exists (select from messaging.recipients r where r.message_id = x.id) and not exists (
    select from messaging.recipients r where r.message_id = x.id and r.gone_at is null
      and (r.trashed_at is null or r.trashed_at >= ${before}::timestamptz)))`;

/** A message sent on has the same files: they stay while one of their messages does. */
const files: Forget['files'] = (due) => sql`
  select a.file_id as id from messaging.attachments a join messaging.messages x on x.id = a.message_id
  where ${due} and not exists (
    select from messaging.attachments other join messaging.messages x on x.id = other.message_id where other.file_id = a.file_id and not ${due})`;

export const forgets: Forget[] = [
  { table: 'messaging.messages', what: 'Messages de l’année passée', keep, due: old, files },
  { table: 'messaging.messages', what: 'Messages jetés par tous', keep: inTrash, due: thrown, files },
  {
    table: 'messaging.auto_replies',
    what: 'Réponses automatiques notées',
    keep: inTrash,
    due: (before) => sql<boolean>`x.day < ${before}::date`,
  },
];
