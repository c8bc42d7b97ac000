import { guardianKind, level } from './codes.ts';
import { identity, identityColumns, nameless } from './person.ts';
import {
  type AafRecord,
  all,
  first,
  givenBy,
  keyIn,
  type Normalised,
  type Remark,
  type StagedFunction,
  type StagedLink,
} from './staged.ts';
import { name, parts } from './words.ts';

const columns = {
  ...identityColumns,
  ENTPersonClasses: 'places',
  ENTPersonStructRattach: 'places',
  ENTEleveNiveau: 'level',
  ENTEleveTypeClasse: 'level',
  ENTEleveAutoriteParentale: 'guardians',
};

/** Attributes of a pupil: the class is the fourth and fifth `$` field of ENTPersonClasses (standards 2.3). */
export function pupil(record: AafRecord, academy: string): Normalised {
  const person = identity(record);
  const given = givenBy(record, columns);
  const places = all(record, 'ENTPersonClasses').map(parts);
  const ulis = [...all(record, 'ENTEleveTypeClasse'), ...places.map((place) => place[4] ?? '')].some((text) => /\bULIS\b/i.test(text));
  person.level = level(first(record, 'ENTEleveNiveau')) ?? (ulis ? 'ULIS' : null);
  const remarks: Remark[] = [];
  const bornSaid = record.request === 'add' || record.attributes.has('ENTPersonDateNaissance');
  return {
    person,
    given,
    remarks,
    functions: record.request === 'delete' ? [] : functions(record, places, academy, person.level),
    links: links(record, academy, remarks),
    trouble: nameless(record, person) ?? (record.request !== 'delete' && bornSaid && !person.birth_date ? 'no-birth-date' : null),
  };
}

/** A pupil without a class, as in summer, belongs to the school itself. */
function functions(record: AafRecord, places: string[][], academy: string, level: StagedFunction['level']): StagedFunction[] {
  const inClass = places.flatMap((place): StagedFunction[] => {
    const [school, , , id, label] = place;
    if (!school) return [];
    const className = name(label) ?? name(id);
    return [
      {
        school_key: keyIn(academy, school),
        class_key: id ? keyIn(academy, `CLASSE-${id}`) : null,
        class_name: id ? className : null,
        kind: 'pupil',
        level,
      },
    ];
  });
  if (inClass.length > 0) return unique(inClass);
  return unique(
    all(record, 'ENTPersonStructRattach').map((school) => ({
      school_key: keyIn(academy, school.trim()),
      class_key: null,
      class_name: null,
      kind: 'pupil',
      level,
    })),
  );
}

const unique = (functions: StagedFunction[]): StagedFunction[] => [
  ...new Map(functions.map((one) => [`${one.school_key} ${one.class_key}`, one])).values(),
];

function links(record: AafRecord, academy: string, remarks: Remark[]): StagedLink[] {
  const found = new Map<string, StagedLink>();
  for (const value of all(record, 'ENTEleveAutoriteParentale')) {
    const [id, code] = parts(value);
    if (!id) continue;
    if (id === record.id) remarks.push({ code: 'own-guardian' });
    else if (!found.has(id)) found.set(id, { guardian_key: keyIn(academy, id), kind: guardianKind(code) });
  }
  return [...found.values()];
}

export const pupilAttributes = new Set([
  ...Object.keys(columns),
  ...'ENTPersonJointure ENTEleveINE ENTPersonAutresPrenoms categoriePersonne ENTPersonGroupes ENTEleveCycle'.split(' '),
  ...'ENTEleveDateEntreeClasses ENTEleveDateSortieClasses ENTEleveDateEntreeStructRattach ENTEleveDateSortieStructRattach'.split(' '),
  ...'ENTEleveRestaurantScolaire ENTEleveTransport ENTEleveGarderieMatin ENTEleveGarderieSoir ENTEleveEtudesSurveillees'.split(' '),
]);
