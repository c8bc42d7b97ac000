import type { FunctionKind } from '#kernel/db';
import { functionKind } from './codes.ts';
import { identity, identityColumns, nameless } from './person.ts';
import { type AafRecord, all, first, givenBy, keyIn, type Normalised, type Remark, type StagedFunction } from './staged.ts';
import { parts, yes } from './words.ts';

const columns = {
  ...identityColumns,
  ENTPersonMail: ['email', 'academic_email'],
  ENTPersonFonctions: 'functions',
  ENTPersonStructRattach: 'functions',
  ENTEnsFonctionDir: 'directs',
};

/** Staff: where they direct, teach, help. AAF 1D does not say which class a teacher has (standards 2.3): the director will. */
export function staff(record: AafRecord, academy: string): Normalised {
  const person = identity(record);
  person.academic_email = person.email;
  const remarks: Remark[] = [];
  const found = new Map<string, StagedFunction>();
  const add = (school: string, kind: FunctionKind) =>
    found.set(`${school} ${kind}`, { school_key: keyIn(academy, school), class_key: null, class_name: null, kind, level: null });

  for (const value of all(record, 'ENTPersonFonctions')) {
    const [school, code, , post, label] = parts(value);
    const kind = functionKind(code) ?? (/^DIRECTION/.test(label ?? '') ? 'director' : undefined);
    if (school && kind) add(school, kind);
    else if (code && code !== '-' && !remarks.some((remark) => remark.args?.['code'] === code.slice(0, 20)))
      remarks.push({ code: 'other-function', args: { code: code.slice(0, 20), post: (post ?? '').slice(0, 20) } });
  }
  for (const school of all(record, 'ENTEnsFonctionDir')) add(school.trim(), 'director');
  if (found.size === 0 && yes(first(record, 'ENTPersonCategorieEnseignant')))
    for (const school of all(record, 'ENTPersonStructRattach')) add(school.trim(), 'teacher');

  return {
    person,
    given: givenBy(record, columns),
    functions: record.request === 'delete' ? [] : [...found.values()],
    links: [],
    remarks,
    trouble: nameless(record, person),
  };
}

export const staffAttributes = new Set([
  ...Object.keys(columns),
  ...'ENTPersonJointure ENTPersonAutresPrenoms categoriePersonne ENTEnsSpecialites ENTPersonCategorieEnseignant'.split(' '),
  ...'ENTPersonStructRattachDate ENTPersonFonctionsDate ENTEnsFonctionDirDate ENTPersonCategorieEnseignantDate'.split(' '),
]);
