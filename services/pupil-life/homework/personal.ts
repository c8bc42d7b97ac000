import { sql } from '#kernel';
import { daysAfter, type Forget, nextSchoolYear as keep, type PersonalColumn } from '#kernel/personal-data';
import { t } from './texts.ts';

const aMonth = daysAfter(31, 'Un mois.');
const kinds = { lesson: 'Leçon', reading: 'À lire', preparation: 'À préparer', material: 'Matériel' };
const done = 'Travaux cochés';

export const personalData: PersonalColumn[] = [
  {
    column: 'homework.works.author_id',
    purpose: t.purposeAuthor,
    keep,
    onErasure: 'anonymise',
    access: {
      given: 'Travaux donnés',
      words: { Nature: kinds },
      rows: ({ id }) => sql`
        select w.due_on as "Pour le", c.name as "Classe", w.subject as "Matière", w.kind as "Nature", w.body as "Consigne",
          (select array_agg(a.file_id) from homework.attachments a where a.work_id = w.id) as files
        from homework.works w join kernel.places c on c.id = w.class_id where w.author_id = ${id} order by w.due_on desc, w.id`,
    },
  },
  {
    column: 'homework.addressees.pupil_id',
    purpose: t.purposeFor,
    keep,
    onErasure: 'delete',
    access: {
      given: 'Travaux donnés à l’enfant en particulier',
      words: { Nature: kinds },
      rows: ({ id }) => sql`
        select w.due_on as "Pour le", w.subject as "Matière", w.kind as "Nature", w.body as "Consigne"
        from homework.addressees a join homework.works w on w.id = a.work_id where a.pupil_id = ${id} order by w.due_on desc, w.id`,
    },
  },
  {
    column: 'homework.ticks.pupil_id',
    purpose: t.purposeTick,
    keep,
    onErasure: 'delete',
    access: {
      given: done,
      words: { Nature: kinds },
      rows: ({ id }) => sql`
        select w.due_on as "Pour le", w.subject as "Matière", w.kind as "Nature", w.body as "Consigne", k.done_at as "Coché"
        from homework.ticks k join homework.works w on w.id = k.work_id where k.pupil_id = ${id} order by w.due_on desc, w.id`,
    },
  },
  {
    column: 'homework.sessions.author_id',
    purpose: t.purposeSession,
    keep,
    onErasure: 'anonymise',
    leaves: { ifObjected: sql<boolean>`true` },
    access: {
      given: 'Cahier-journal',
      words: { 'Demi-journée': { morning: 'Matin', afternoon: 'Après-midi' } },
      rows: ({ id }) => sql`
        select s.day as "Jour", s.half as "Demi-journée", c.name as "Classe", s.subject as "Matière", s.body as "Séance", s.done as "Faite"
        from homework.sessions s join kernel.places c on c.id = s.class_id where s.author_id = ${id} order by s.day desc, s.id`,
    },
  },
  {
    column: 'homework.substitutions.person_id',
    purpose: t.purposeSubstitute,
    keep,
    onErasure: 'delete',
    access: {
      given: 'Remplacements',
      rows: ({ id }) => sql`
        select s.day as "Jour", c.name as "Classe", s.opens_at as "Ouvert", s.closes_at as "Fermé", s.ended_at as "Terminé plus tôt"
        from homework.substitutions s join kernel.places c on c.id = s.class_id where s.person_id = ${id} order by s.day desc`,
    },
  },
  {
    column: 'homework.substitutions.opened_by',
    purpose: t.purposeOpened,
    keep,
    onErasure: 'anonymise',
    access: { givenIn: 'Actions dans Préau' },
  },
  {
    column: 'homework.tellings.pupil_id',
    purpose: t.purposeTold,
    keep: aMonth,
    onErasure: 'delete',
    access: { withheld: 'Que les familles ont été prévenues tel jour ne dit rien de plus que leurs notifications.' },
  },
];

/** Works, cahiers-journaux and substitutions of the year before last. Last year's stay, to be copied. */
export const forgets: Forget[] = [
  {
    table: 'homework.works',
    what: 'Travaux du cahier de textes',
    keep,
    due: (before) => sql<boolean>`x.due_on < ${before}::date`,
    // The works of a series share their files: they stay while one of these works does.
    files: (due) => sql`
      select a.file_id as id from homework.attachments a join homework.works x on x.id = a.work_id
      where ${due} and not exists (
        select from homework.attachments other join homework.works x on x.id = other.work_id where other.file_id = a.file_id and not ${due})`,
  },
  { table: 'homework.sessions', what: 'Séances du cahier-journal', keep, due: (before) => sql<boolean>`x.day < ${before}::date` },
  { table: 'homework.substitutions', what: 'Remplacements', keep, due: (before) => sql<boolean>`x.day < ${before}::date` },
  {
    table: 'homework.tellings',
    what: 'Familles prévenues du cahier de textes',
    keep: aMonth,
    due: (before) => sql<boolean>`x.told_on < ${before}::date`,
  },
];
