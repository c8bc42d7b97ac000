import { sql } from '#kernel';
import { type Forget, nextSchoolYear as keep, type PersonalColumn, type Subject, untilUndone } from '#kernel/personal-data';

const written = 'Mots écrits aux familles';
const about = 'Mots de l’école';
const received = 'Mots reçus';
const states = { draft: 'Brouillon', sent: 'Envoyé', withdrawn: 'Retiré' };
const fileIds = sql`(select array_agg(a.file_id) from liaison.attachments a where a.note_id = n.id)`;

const replies = (where: ReturnType<typeof sql>) => sql`
  select r.at as "Quand", p.first_name as "Enfant", n.title as "Mot", coalesce(r.answer, 'Signé') as "Réponse", r.on_paper as "Sur papier",
    r.undone_at as "Reprise"
  from liaison.replies r join liaison.notes n on n.id = r.note_id join kernel.people p on p.id = r.pupil_id where ${where} order by r.at desc, r.id`;

const arrived = ({ now }: Subject) => sql`n.state <> 'draft' and coalesce(n.arrives_at, n.sent_at) <= ${now}`;

export const personalData: PersonalColumn[] = [
  {
    column: 'liaison.notes.author_id',
    purpose: 'Dire aux familles qui leur écrit',
    keep,
    onErasure: 'anonymise',
    leaves: { always: sql<boolean>`x.state = 'draft'` },
    access: {
      given: written,
      words: { État: states },
      rows: ({ id }) => sql`
        select coalesce(n.sent_at, n.updated_at) as "Écrit", n.title as "Titre", n.plain as "Texte", n.deadline as "Avant le", n.state as "État",
          ${fileIds} as files
        from liaison.notes n where n.author_id = ${id} order by coalesce(n.sent_at, n.updated_at) desc, n.id`,
    },
  },
  {
    column: 'liaison.addressees.pupil_id',
    purpose: 'Préparer l’envoi d’un mot',
    keep: untilUndone('Jusqu’à l’envoi du brouillon.'),
    onErasure: 'delete',
    access: { withheld: 'Un brouillon que personne n’a envoyé est à qui l’écrit.' },
  },
  {
    column: 'liaison.versions.written_by',
    purpose: 'Savoir qui a corrigé un mot',
    keep,
    onErasure: 'anonymise',
    access: {
      given: 'Corrections faites à des mots',
      rows: ({ id }) => sql`
        select v.written_at as "Quand", v.title as "Titre", v.version as "Version" from liaison.versions v
        where v.written_by = ${id} order by v.written_at desc, v.note_id`,
    },
  },
  {
    column: 'liaison.pupils.pupil_id',
    purpose: 'Savoir de quels enfants un mot parle',
    keep,
    onErasure: 'delete',
    access: {
      given: about,
      rows: (of) => sql`
        select n.sent_at as "Envoyé", n.title as "Titre", n.plain as "Texte", n.deadline as "Avant le", n.withdrawn_at as "Retiré", ${fileIds} as files
        from liaison.pupils x join liaison.notes n on n.id = x.note_id where x.pupil_id = ${of.id} and ${arrived(of)} order by n.sent_at desc, n.id`,
    },
  },
  {
    column: 'liaison.recipients.pupil_id',
    purpose: 'Savoir de quel enfant un mot parle',
    keep,
    onErasure: 'delete',
    access: { givenIn: about },
  },
  {
    column: 'liaison.recipients.guardian_id',
    purpose: 'Savoir quel responsable a lu',
    keep,
    onErasure: 'delete',
    access: {
      given: received,
      rows: (of) => sql`
        select n.sent_at as "Envoyé", p.first_name as "Enfant", n.title as "Titre", n.plain as "Texte", n.deadline as "Avant le", x.seen_at as "Lu",
          n.withdrawn_at as "Retiré", ${fileIds} as files
        from liaison.recipients x join liaison.notes n on n.id = x.note_id join kernel.people p on p.id = x.pupil_id
        where x.guardian_id = ${of.id} and ${arrived(of)} order by n.sent_at desc, n.id`,
    },
  },
  {
    column: 'liaison.replies.pupil_id',
    purpose: 'Garder les signatures et les réponses',
    keep,
    onErasure: 'delete',
    // What the other parent answered is theirs.
    access: {
      given: 'Réponses et signatures de la personne qui demande',
      rows: ({ id, askedBy }) => replies(sql`r.pupil_id = ${id} and r.guardian_id = ${askedBy}`),
    },
  },
  {
    column: 'liaison.replies.guardian_id',
    purpose: 'Garder les signatures et les réponses',
    keep,
    onErasure: 'delete',
    access: { given: 'Réponses et signatures', rows: ({ id }) => replies(sql`r.guardian_id = ${id}`) },
  },
  {
    column: 'liaison.replies.entered_by',
    purpose: 'Savoir qui a recopié un papier',
    keep,
    onErasure: 'anonymise',
    access: { givenIn: 'Actions dans Préau' },
  },
];

/** Notes of the year before last, and drafts nobody has opened since then. */
export const forgets: Forget[] = [
  {
    table: 'liaison.notes',
    what: 'Mots',
    keep,
    due: (before) => sql<boolean>`(x.updated_at < ${before}::date and coalesce(x.sent_at, x.updated_at) < ${before}::date)`,
    files: (due) => sql`select a.file_id as id from liaison.attachments a join liaison.notes x on x.id = a.note_id where ${due}`,
  },
];
