import { sql } from '#kernel';
import { daysAfter, type Forget, type PersonalColumn } from '#kernel/personal-data';
import { f } from './file-texts.ts';

const aWeek = daysAfter(7, f.keepFile);

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
];

export const forgets: Forget[] = [
  {
    table: 'privacy.files',
    what: f.dossiers,
    keep: aWeek,
    due: (before) => sql<boolean>`x.asked_at < ${before}::timestamptz`,
    files: (due) => sql`select x.file_id as id from privacy.files x where ${due} and x.file_id is not null`,
  },
];
