import { sql } from '#kernel';
import { daysAfter, type Forget, oneYear, type PersonalColumn, type Term, withPerson, worded } from '#kernel/personal-data';
import { b } from './breaches/words.ts';
import { d } from './deaths/words.ts';
import { f } from './file-texts.ts';
import { q } from './requests-texts.ts';
import { t } from './texts.ts';

const aWeek = daysAfter(7, f.keepFile);
const afterAnswer = worded(oneYear, 'Un an après la réponse : la preuve qu’elle a été donnée.');
/** No law gives a term; a controller shows its register for as long as an action may be brought (five years, code civil, art. 2224). */
const fiveYears: Term = {
  words: b.keep,
  before: (now) => {
    const then = new Date(now);
    then.setUTCFullYear(now.getUTCFullYear() - 5);
    return then.toISOString();
  },
};
const yearAfterProject = worded(oneYear, t.keepProject);
const actions = { givenIn: 'Actions dans Préau' };
const claimWords = {
  information: 'Être informé',
  access: 'Accès',
  rectification: 'Rectification',
  opposition: 'Opposition',
  limitation: 'Limitation',
  directives: 'Après un décès',
};
const words = { Droit: claimWords, Décision: { granted: 'Acceptée', partly: 'Acceptée en partie', refused: 'Refusée' } };

export const personalData: PersonalColumn[] = [
  {
    column: 'privacy.files.person_id',
    purpose: f.purposeFile,
    keep: aWeek,
    onErasure: 'delete',
    leaves: { always: sql<boolean>`true` },
    access: {
      given: f.dossiers,
      rows: ({ id, askedBy }) => sql`
        select asked_at as "Demandé", size as "Taille en octets", taken_at as "Téléchargé" from privacy.files
        where person_id = ${id} and asked_by = ${askedBy} order by asked_at desc`,
    },
  },
  {
    column: 'privacy.files.asked_by',
    purpose: f.purposeFile,
    keep: aWeek,
    onErasure: 'delete',
    leaves: { always: sql<boolean>`true` },
    access: { givenIn: f.dossiers },
  },
  {
    column: 'privacy.requests.person_id',
    purpose: q.purposeRequest,
    keep: afterAnswer,
    onErasure: 'delete',
    leaves: { always: sql<boolean>`true` },
    // Of a child’s requests, those of the parent who asks for the file.
    access: {
      given: q.requests,
      words,
      rows: ({ id, askedBy }) => sql`
        select r.received_on as "Reçue", r.claim as "Droit", r.said as "Demande", r.outcome as "Décision", r.answer as "Réponse",
          (select array_agg(p.file_id) from privacy.proofs p where p.request_id = r.id and p.added_by = r.asked_by) as files
        from privacy.requests r where r.person_id = ${id} and r.asked_by = ${askedBy} order by r.received_on desc, r.id`,
    },
  },
  {
    column: 'privacy.requests.asked_by',
    purpose: q.purposeRequest,
    keep: afterAnswer,
    onErasure: 'anonymise',
    access: { givenIn: q.requests },
  },
  { column: 'privacy.requests.answered_by', purpose: q.purposeRequest, keep: afterAnswer, onErasure: 'anonymise', access: actions },
  {
    column: 'privacy.proofs.added_by',
    purpose: q.purposeRequest,
    keep: afterAnswer,
    onErasure: 'anonymise',
    access: { givenIn: q.requests },
  },
  { column: 'privacy.steps.by_id', purpose: q.purposeRequest, keep: afterAnswer, onErasure: 'anonymise', access: actions },
  { column: 'privacy.breaches.reported_by', purpose: b.purpose, keep: fiveYears, onErasure: 'anonymise', access: actions },
  { column: 'privacy.breach_steps.by_id', purpose: b.purpose, keep: fiveYears, onErasure: 'anonymise', access: actions },
  { column: 'privacy.projects.made_by', purpose: t.purposeProject, keep: yearAfterProject, onErasure: 'anonymise', access: actions },
  { column: 'privacy.deaths.person_id', purpose: d.purpose, keep: withPerson, onErasure: 'delete', access: { withheld: d.withheld } },
  { column: 'privacy.deaths.recorded_by', purpose: d.purpose, keep: withPerson, onErasure: 'anonymise', access: actions },
  {
    column: 'privacy.directives.person_id',
    purpose: q.purposeDirective,
    keep: withPerson,
    onErasure: 'delete',
    access: {
      given: q.directives,
      words: { Choix: { keep: 'Rien demandé', erase: 'Effacer', give: 'Remettre' } },
      rows: ({ id }) =>
        sql`select wish as "Choix", heir as "À qui", changed_at as "Dit le" from privacy.directives where person_id = ${id}`,
    },
  },
];

export const forgets: Forget[] = [
  {
    table: 'privacy.files',
    what: f.dossiers,
    keep: aWeek,
    due: (before) => sql<boolean>`x.asked_at < ${before}::timestamptz`,
    files: (due) => sql`select x.file_id as id from privacy.files x where ${due} and x.file_id is not null`,
  },
  {
    table: 'privacy.requests',
    what: q.requests,
    keep: afterAnswer,
    due: (before) => sql<boolean>`x.answered_at < ${before}::timestamptz`,
    files: (due) => sql`select p.file_id as id from privacy.requests x join privacy.proofs p on p.request_id = x.id where ${due}`,
  },
  { table: 'privacy.breaches', what: b.breaches, keep: fiveYears, due: (before) => sql<boolean>`x.closed_at < ${before}::timestamptz` },
  { table: 'privacy.projects', what: t.projectsEnded, keep: yearAfterProject, due: (before) => sql<boolean>`x.ends_on < ${before}::date` },
];
