import { sql } from '#kernel';
import { type Forget, type PersonalColumn, schoolYear, type Term, untilUndone, worded } from '#kernel/personal-data';
import { t } from './texts.ts';

const keep = worded(schoolYear, `${t.keepYear}.`);
const tenYears: Term = {
  words: `${t.keepTenYears}.`,
  before: (now) => {
    const then = new Date(now);
    then.setUTCFullYear(now.getUTCFullYear() - 10);
    return then.toISOString();
  },
};
const actions = { givenIn: 'Actions dans Préau' };
const standings = 'Présences et absences';
const words = {
  'Demi-journée': { morning: 'Matin', afternoon: 'Après-midi' },
  État: { present: 'Présent', absent: 'Absent', late: 'En retard' },
  Motif: {
    illness: 'Enfant malade',
    contagion: 'Maladie contagieuse dans la famille',
    'family-gathering': 'Réunion solennelle de famille',
    transport: 'Transport empêché',
    'following-family': 'L’enfant suit ses parents',
    other: 'Autre motif',
  },
};

const declarations = (where: ReturnType<typeof sql>) => sql`
  select d.declared_at as "Annoncé", p.first_name as "Enfant", d.from_day as "Du", d.to_day as "Au", d.half as "Demi-journée", d.motive as "Motif",
    d.withdrawn_at as "Retiré"
  from attendance.declarations d join kernel.people p on p.id = d.pupil_id where ${where} order by d.declared_at desc, d.id`;

export const personalData: PersonalColumn[] = [
  {
    column: 'attendance.takes.taken_by',
    purpose: t.purposeTaken,
    keep,
    onErasure: 'anonymise',
    access: {
      given: 'Appels faits',
      words,
      rows: ({ id }) => sql`
        select c.day as "Jour", c.half as "Demi-journée", place.name as "Classe", x.received_at as "Reçu", x.device as "Appareil"
        from attendance.takes x join attendance.calls c on c.id = x.call_id join kernel.places place on place.id = c.class_id
        where x.taken_by = ${id} order by x.received_at desc`,
    },
  },
  {
    column: 'attendance.marks.pupil_id',
    purpose: t.purposeMark,
    keep,
    onErasure: 'delete',
    access: {
      given: 'Appels, envoi par envoi',
      words,
      rows: ({ id }) => sql`
        select c.day as "Jour", c.half as "Demi-journée", x.number as "Envoi", m.state as "État", m.arrived as "Arrivée", x.received_at as "Reçu"
        from attendance.marks m join attendance.takes x on x.id = m.take_id join attendance.calls c on c.id = x.call_id
        where m.pupil_id = ${id} order by c.day desc, c.half, x.number`,
    },
  },
  {
    column: 'attendance.standings.pupil_id',
    purpose: t.purposeMark,
    keep,
    onErasure: 'delete',
    access: {
      given: standings,
      words,
      rows: ({ id }) => sql`
        select day as "Jour", half as "Demi-journée", state as "État", arrived as "Arrivée" from attendance.standings
        where pupil_id = ${id} order by day desc, half`,
    },
  },
  {
    column: 'attendance.differences.pupil_id',
    purpose: t.purposeDifference,
    keep,
    onErasure: 'delete',
    access: { givenIn: 'Appels, envoi par envoi' },
  },
  {
    column: 'attendance.declarations.pupil_id',
    purpose: t.purposeDeclared,
    keep,
    onErasure: 'delete',
    // The other parent does not read a motive (see the service), and neither does their file.
    access: {
      given: 'Absences annoncées par la personne qui demande',
      words,
      rows: ({ id, askedBy }) => declarations(sql`d.pupil_id = ${id} and d.declared_by = ${askedBy}`),
    },
  },
  {
    column: 'attendance.declarations.declared_by',
    purpose: t.purposeDeclared,
    keep,
    onErasure: 'anonymise',
    access: { given: 'Absences annoncées', words, rows: ({ id }) => declarations(sql`d.declared_by = ${id}`) },
  },
  {
    column: 'attendance.verdicts.pupil_id',
    purpose: t.purposeJudged,
    keep,
    onErasure: 'delete',
    access: {
      given: 'Absences justifiées ou non',
      words,
      rows: ({ id }) => sql`
        select day as "Jour", half as "Demi-journée", justified as "Justifiée", judged_at as "Décidé" from attendance.verdicts
        where pupil_id = ${id} order by day desc, half`,
    },
  },
  { column: 'attendance.verdicts.judged_by', purpose: t.purposeJudged, keep, onErasure: 'anonymise', access: actions },
  {
    column: 'attendance.devices.declared_by',
    purpose: t.purposeDevice,
    keep: untilUndone(`${t.keepDevice}.`),
    onErasure: 'anonymise',
    access: actions,
  },
  {
    column: 'attendance.salts.person_id',
    purpose: t.purposeSalt,
    keep: untilUndone(`${t.keepSalt}.`),
    onErasure: 'delete',
    access: {
      withheld:
        'Le nombre tiré au hasard qui remplace un nom dans le registre d’appel : donné, il ferait reconnaître l’enfant dans le registre.',
    },
  },
  { column: 'attendance.closes.closed_by', purpose: t.purposeClosed, keep: tenYears, onErasure: 'anonymise', access: actions },
];

const day = (before: string, name: string) => sql<boolean>`x.${sql.ref(name)} < ${before}::date`;

/** What is known of each child’s attendance lives for the school year (R131-6); the documents of the register, ten years. */
export const forgets: Forget[] = [
  { table: 'attendance.calls', what: 'Appels', keep, due: (before) => day(before, 'day') },
  { table: 'attendance.declarations', what: 'Absences annoncées', keep, due: (before) => day(before, 'to_day') },
  { table: 'attendance.verdicts', what: 'Décisions sur les absences', keep, due: (before) => day(before, 'day') },
  {
    table: 'attendance.closes',
    what: 'Mois du registre d’appel',
    keep: tenYears,
    due: (before) => sql<boolean>`x.closed_at < ${before}::timestamptz`,
    files: (due) => sql`select x.file_id as id from attendance.closes x where ${due}`,
  },
];
