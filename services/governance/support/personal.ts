import { sql } from '#kernel';
import { type Forget, oneYear, type PersonalColumn, worded } from '#kernel/personal-data';

const keep = worded(oneYear, 'Un an après la clôture de la demande.');
const asked = 'Demandes d’aide';
const answered = 'Réponses aux demandes d’aide';

export const personalData: PersonalColumn[] = [
  {
    column: 'support.tickets.author_id',
    purpose: 'Répondre à qui demande de l’aide',
    keep,
    onErasure: 'anonymise',
    access: {
      given: asked,
      words: { État: { waiting: 'En attente', answered: 'Répondue', closed: 'Close' } },
      // Notes are of those who help, to each other; what they answered is for whoever asked.
      rows: ({ id }) => sql`
        select t.number as "Numéro", t.opened_at as "Demandé", t.title as "Titre", t.body as "Texte", t.state as "État",
          t.diagnostics->>'browser' as "Navigateur", t.diagnostics->>'page' as "Page",
          (select string_agg(e.body, E'\n\n' order by e.at, e.id) from support.entries e
            where e.ticket_id = t.id and e.kind in ('message', 'answer')) as "Échanges",
          (select array_agg(a.file_id) from support.attachments a where a.ticket_id = t.id) as files
        from support.tickets t where t.author_id = ${id} order by t.opened_at desc, t.id`,
    },
  },
  {
    column: 'support.tickets.taken_by',
    purpose: 'Savoir qui suit une demande',
    keep,
    onErasure: 'anonymise',
    access: { givenIn: answered },
  },
  {
    column: 'support.entries.author_id',
    purpose: 'Savoir qui a répondu',
    keep,
    onErasure: 'anonymise',
    access: {
      given: answered,
      rows: ({ id }) => sql`
        select t.number as "Demande", e.at as "Écrit", e.body as "Texte"
        from support.entries e join support.tickets t on t.id = e.ticket_id
        where e.author_id = ${id} and t.author_id is distinct from ${id} order by e.at desc, e.id`,
    },
  },
];

export const forgets: Forget[] = [
  {
    table: 'support.tickets',
    what: 'Demandes d’aide closes',
    keep,
    due: (before) => sql<boolean>`x.closed_at < ${before}::timestamptz`,
    files: (due) => sql`
      select a.file_id as id from support.attachments a join support.tickets x on x.id = a.ticket_id where ${due}`,
  },
];
