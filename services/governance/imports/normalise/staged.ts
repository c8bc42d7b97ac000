import type { FunctionKind, GuardianKind, Level } from '#kernel/db';

export type Request = 'add' | 'modify' | 'delete';
export type Category = 'EtabEducNat' | 'Eleve' | 'PersRelEleve' | 'PersEducNat';

/** One entry of a file, as it came. */
export type AafRecord = { request: Request; category: Category; id: string; attributes: Map<string, string[]>; line: number };

/** The key of somebody or something named in a value. No id is that long: a longer one is cut, and so finds nobody. */
export const keyIn = (academy: string, id: string): string => `${academy}-${id.slice(0, 80)}`;

/** Said in the report; `code` is a sentence of lines.ts. */
export type Remark = { code: string; args?: Record<string, string | number> };

export type StagedPerson = {
  civility: 'M.' | 'Mme' | null;
  first_name: string | null;
  last_name: string | null;
  birth_name: string | null;
  birth_date: string | null;
  level: Level | null;
  email: string | null;
  academic_email: string | null;
  phone_home: string | null;
  phone_work: string | null;
  phone_mobile: string | null;
  address: string | null;
  postal_code: string | null;
  city: string | null;
  country: string | null;
  shares_address: boolean;
};
export type StagedFunction = {
  school_key: string;
  class_key: string | null;
  class_name: string | null;
  kind: FunctionKind;
  level: Level | null;
};
export type StagedLink = { guardian_key: string; kind: GuardianKind };

/** What an entry becomes before anybody compares it. `given`: what a modification speaks of; null: everything. */
export type Normalised = {
  person: StagedPerson;
  functions: StagedFunction[];
  links: StagedLink[];
  given: string[] | null;
  remarks: Remark[];
  /** Why the row cannot pass. */
  trouble: string | null;
};

export const first = (record: AafRecord, name: string): string | undefined => record.attributes.get(name)?.find((value) => value !== '');
export const all = (record: AafRecord, name: string): string[] => (record.attributes.get(name) ?? []).filter((value) => value !== '');

/** The names of the columns that a modification replaces. */
export function givenBy(record: AafRecord, columns: Record<string, string | string[]>): string[] | null {
  if (record.request === 'add') return null;
  return [...new Set([...record.attributes.keys()].flatMap((attribute) => columns[attribute] ?? []))];
}
