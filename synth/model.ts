/** The words of an invented academy. Dates are ISO days; a `jointure` is the AAF key, unique inside one academy only. */

export const LEVELS = ['TPS', 'PS', 'MS', 'GS', 'CP', 'CE1', 'CE2', 'CM1', 'CM2'] as const;
export type Level = (typeof LEVELS)[number];

export const TOULOUSE = { code: '16', name: 'TOULOUSE', mail: 'ac-toulouse.example' } as const;
export const MONTPELLIER = { code: '11', name: 'MONTPELLIER', mail: 'ac-montpellier.example' } as const;
export type Academy = typeof TOULOUSE | typeof MONTPELLIER;

export type SchoolKind = 'maternelle' | 'elementaire' | 'primaire';
export type Commune = {
  insee: string;
  name: string;
  postalCode: string;
  siren: string;
  population: number;
  department: string;
  arrondissement: string;
};
/** An inspection area (IEN). AAF carries its id only; the name is here for those who want to show it. */
export type Circonscription = { academy: Academy['name']; id: string; name: string };

export type ClassRoom = {
  id: string;
  label: string;
  /** empty for an ULIS */
  levels: Level[];
  ulis: boolean;
  /** jointures; true in the invented school, absent from AAF 1D, present in the ONDE extraction */
  teachers: string[];
};

export type SchoolPlan = {
  academy: Academy;
  /** place in its academy: 0, 1, 2… the source of every id of the school */
  rank: number;
  jointure: string;
  uai: string;
  kind: SchoolKind;
  /** as ONDE writes it: `E.E.PU ARTHUR RIMBAUD` */
  name: string;
  levels: Level[];
  classCount: number;
  ulis: boolean;
  commune: Commune;
  circonscription: Circonscription;
  siret: string;
  address: string;
  phone: string;
  mail: string;
  /** 6 digits (department, number) when the school belongs to a dispersed RPI */
  rpi?: string;
  /** siblings of two schools go to schools of one sector */
  sector: number;
};

export type SchoolBody = SchoolPlan & { classes: ClassRoom[] };

export type Person = {
  jointure: string;
  civility: 'M.' | 'Mme' | 'Mlle' | '';
  lastName: string;
  birthName: string;
  firstName: string;
  otherNames: string[];
  /** '' when ONDE does not hold it (many guardians) */
  birthDate: string;
};

export type Address = { lines: string[]; postalCode: string; city: string };

/** N_LIEN_ELEVE_RESPONSABLE: 10 mère, 20 père, 50 tuteur, 51 ASE, 38 ascendant. */
export type LinkCode = '10' | '20' | '38' | '50' | '51';

export type Guardian = Person & {
  mail: string;
  homePhone: string;
  workPhone: string;
  mobile: string;
  address: Address;
  /** accepts that parents' associations receive the address */
  shareAddress: boolean;
};

export type Pupil = Person & {
  ine: string;
  school: SchoolBody;
  room: ClassRoom;
  /** '' in an ULIS */
  level: Level | '';
  since: string;
  groups: { id: string; label: string }[];
  guardians: { guardian: Guardian; link: LinkCode }[];
  canteen: boolean;
  bus: boolean;
  morningCare: boolean;
  eveningCare: boolean;
  supervisedStudy: boolean;
};

export type Situation = 'couple' | 'separated' | 'single' | 'tutor' | 'ase';
export type Family = { situation: Situation; pupils: Pupil[]; guardians: Guardian[]; story?: StoryName };

export type StaffFunction = { school: string; code: string; label: string; post: string; postLabel: string };
export type Staff = Person & {
  mail: string;
  /** jointures of schools, none for a remplaçant of the department */
  schools: string[];
  functions: StaffFunction[];
  /** jointures of the schools this person directs */
  directs: string[];
  teaching: boolean;
  role: 'director' | 'teacher' | 'replacement' | 'aesh' | 'psychologist' | 'other';
};

/** Schools whose families mix (one town, a pair, an RPI): the grain of generation, so that memory does not grow with N. */
export type Site = {
  index: number;
  academy: Academy;
  schools: SchoolBody[];
  families: Family[];
  staff: Staff[];
  /** communes of the same department, for those who live elsewhere */
  around: Commune[];
  newId(school: SchoolBody): string;
};

export type StoryName =
  | 'separatedParents'
  | 'siblingsAcrossSchools'
  | 'twins'
  | 'homonyms'
  | 'straightApostrophe'
  | 'typographicApostrophe'
  | 'particle'
  | 'ligature'
  | 'usualName'
  | 'singleParent'
  | 'largeFamily'
  | 'tutor'
  | 'ase'
  | 'guardianWithoutMail'
  | 'guardianWithoutPhone'
  | 'parentAndTeacher'
  | 'ulisPupil'
  | 'doubleLevelClass'
  | 'teacherOnTwoSchools'
  | 'replacementWithoutSchool'
  | 'noFunction'
  | 'rpi'
  | 'sameIdInBothAcademies'
  | 'arrivals'
  | 'arrivalOfSibling'
  | 'departures'
  | 'departureOfSibling'
  | 'classChange'
  | 'schoolChange'
  | 'addressChange'
  | 'mailChange'
  | 'classRenamed'
  | 'authorityWithdrawn'
  | 'schoolPhoneChange'
  | 'teacherReplaced';

/** Jointures without prefix (`<academy>-<jointure>` in the ENT), UAIs for schools, ids for classes. */
export type Story = {
  academy: Academy['name'];
  schools: string[];
  pupils: string[];
  guardians: string[];
  staff: string[];
  classes: string[];
};
export type Stories = Partial<Record<StoryName, Story>>;
