import { loginStem } from '#kernel/identity';
import {
  type AafRecord,
  type Category,
  guardian,
  guardianAttributes,
  type Normalised,
  pupil,
  pupilAttributes,
  type Remark,
  type StagedPerson,
  school,
  schoolAttributes,
  staff,
  staffAttributes,
} from '../normalise.ts';
import type { AafFile } from './files.ts';
import { Refused } from './refused.ts';
import type { heldSheets } from './sheets.ts';

const attributes: Record<Category, Set<string>> = {
  EtabEducNat: schoolAttributes,
  Eleve: pupilAttributes,
  PersRelEleve: guardianAttributes,
  PersEducNat: staffAttributes,
};
const normalisers: Record<Exclude<Category, 'EtabEducNat'>, (record: AafRecord, academy: string) => Normalised> = {
  Eleve: pupil,
  PersRelEleve: guardian,
  PersEducNat: staff,
};
/** A file of another nature has attributes by the thousand: the first ones say enough. */
const mostUnknown = 100;
const words = { Eleve: 'pupil', PersRelEleve: 'guardian', PersEducNat: 'staff' } as const;

/** Turns the entries of the files into rows to stage, and what is wrong with them into lines of the report. */
export function recorder(importId: string, add: ReturnType<typeof heldSheets>['add']) {
  let n = 0;
  let unknown = new Map<string, { line: number; times: number }>();

  const say = (severity: 'rejected' | 'remark', { code, args = {} }: Remark, file: AafFile, line: number, id: string | null) =>
    add('lines', [importId, severity, code, json(args), file.name, line, id]);

  const takeSchool = (record: AafRecord, file: AafFile, key: string) => {
    const { school: s, given, remarks, trouble } = school(record, file.academy);
    for (const remark of remarks) say('remark', remark, file, record.line, key);
    add('schools', [
      ...[importId, n, file.name, record.line, record.request, key, file.academy, s.uai, s.name, s.nature, s.siret],
      ...[s.address, s.postal_code, s.city, s.phone, s.email, s.circonscription, s.town_key, s.town_name, s.department, s.rpi],
      given,
      record.id === '' ? 'no-id' : trouble,
    ]);
  };

  const takePerson = (record: AafRecord, category: Exclude<Category, 'EtabEducNat'>, file: AafFile, key: string) => {
    const { person: p, functions, links, given, remarks, trouble } = normalisers[category](record, file.academy);
    for (const remark of remarks) say('remark', remark, file, record.line, key);
    add('people', [
      ...[importId, n, file.name, record.line, record.request, words[category], key, file.academy, p.civility, p.first_name],
      ...[p.last_name, p.birth_name, p.birth_date, p.level, p.email, p.academic_email, p.phone_home, p.phone_work, p.phone_mobile],
      ...[p.address, p.postal_code, p.city, p.country, p.shares_address, stem(p), given],
      record.id === '' ? 'no-id' : trouble,
    ]);
    for (const [at, f] of functions.entries())
      add('functions', [importId, n, at, f.school_key, f.class_key, f.class_name, f.kind, f.level]);
    for (const link of links) add('links', [importId, n, link.guardian_key, link.kind]);
  };

  return {
    take(record: AafRecord, file: AafFile): void {
      n += 1;
      if (record.category !== file.category) throw new Refused('wrong-category', { category: record.category }, record.line);
      for (const name of record.attributes.keys())
        if (!attributes[record.category].has(name)) {
          const said = name.slice(0, 80);
          const seen = unknown.get(said);
          if (seen) seen.times += 1;
          else if (unknown.size < mostUnknown) unknown.set(said, { line: record.line, times: 1 });
        }
      const id = record.id || record.attributes.get('ENTPersonJointure')?.[0] || record.attributes.get('ENTStructureJointure')?.[0] || '';
      // Without a key nobody can be found again: the row is staged under a key of its own, to be rejected.
      const keyed = /^[\w.-]{1,60}$/.test(id);
      const key = keyed ? `${file.academy}-${id}` : `${file.academy}-?${n}`;
      const entry = { ...record, id: keyed ? id : '' };
      if (record.category === 'EtabEducNat') takeSchool(entry, file, key);
      else takePerson(entry, record.category, file, key);
    },
    /** An attribute outside the list is said once per file, however many entries bear it. */
    endOf(file: AafFile): void {
      for (const [name, { line, times }] of unknown) say('remark', { code: 'unknown-attribute', args: { name, times } }, file, line, null);
      unknown = new Map();
    },
    count: () => n,
  };
}

/** Half a character, left by a cut, is no text for PostgreSQL. */
const json = (args: NonNullable<Remark['args']>): string =>
  JSON.stringify(args, (_, value) => (typeof value === 'string' ? value.toWellFormed() : value));

const stem = ({ first_name, last_name }: StagedPerson): string | null =>
  first_name && last_name ? loginStem(first_name, last_name) : null;
