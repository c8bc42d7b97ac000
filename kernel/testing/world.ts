import { type Database, type FunctionKind, type GuardianKind, type Level, newId, type Writer } from '#kernel/db';
import { createAccount } from '#kernel/identity';
import { schoolYearOf } from '#kernel/people';

type Name = { first: string; last: string };

/** How a test says who is there: « a school, a CE1, a child with two parents ». Everybody gets an account. */
export type World = {
  town: (name?: string) => Promise<string>;
  /** Everything arrives there at once, unless it is said to be `calm`: a test must not depend on the hour it runs at. */
  school: (of?: { name?: string; uai?: string; townId?: string; parentId?: string; calm?: boolean }) => Promise<string>;
  classroom: (schoolId: string, name?: string) => Promise<string>;
  person: (name: string, of?: { birthDate?: string }) => Promise<string>;
  give: (personId: string, kind: FunctionKind, placeId: string, of?: { level?: Level; endsOn?: string }) => Promise<void>;
  teacher: (name: string, classId: string) => Promise<string>;
  director: (name: string, schoolId: string) => Promise<string>;
  pupil: (name: string, classId: string, level?: Level) => Promise<string>;
  guardian: (name: string, ...pupilIds: string[]) => Promise<string>;
  link: (guardianId: string, pupilId: string, of?: { kind?: GuardianKind; holdsAuthority?: boolean }) => Promise<void>;
};

let uais = 0;

export function worldIn(db: Database): World {
  const schoolOf = async (placeId: string) =>
    (await db.selectFrom('kernel.places').select('school_id').where('id', '=', placeId).executeTakeFirstOrThrow()).school_id;

  const world: World = {
    async town(name = 'Launaguet') {
      const id = newId();
      await db.insertInto('kernel.places').values({ id, kind: 'town', name }).execute();
      return id;
    },
    async school({ name = 'École des Tilleuls', uai = anyUai(), townId, parentId, calm = false } = {}) {
      const id = newId();
      await db
        .insertInto('kernel.places')
        .values({ id, kind: 'school', name, school_id: id, parent_id: parentId ?? null })
        .execute();
      await db
        .insertInto('kernel.schools')
        .values({ id, uai, nature: 'elementaire', town_id: townId ?? null, calm })
        .execute();
      return id;
    },
    async classroom(schoolId, name = 'CE1 A') {
      const id = newId();
      await db
        .insertInto('kernel.places')
        .values({ id, kind: 'class', name, parent_id: schoolId, school_id: schoolId, school_year: schoolYearOf(new Date()).name })
        .execute();
      return id;
    },
    async person(name, { birthDate } = {}) {
      const id = newId();
      const { first, last } = split(name);
      await db
        .insertInto('kernel.people')
        .values({ id, first_name: first, last_name: last, birth_date: birthDate ?? null })
        .execute();
      await db.transaction().execute((tx) => createAccount(tx, { id, firstName: first, lastName: last }));
      return id;
    },
    async give(personId, kind, placeId, { level, endsOn } = {}) {
      await db
        .insertInto('kernel.functions')
        .values({
          id: newId(),
          person_id: personId,
          place_id: placeId,
          kind,
          school_id: await schoolOf(placeId),
          level: level ?? null,
          ends_on: endsOn ?? null,
        })
        .execute();
    },
    async teacher(name, classId) {
      const id = await world.person(name);
      await world.give(id, 'teacher', classId);
      return id;
    },
    async director(name, schoolId) {
      const id = await world.person(name);
      await world.give(id, 'director', schoolId);
      return id;
    },
    async pupil(name, classId, level = 'CE1') {
      const id = await world.person(name, { birthDate: '2018-05-04' });
      await world.give(id, 'pupil', classId, { level });
      return id;
    },
    async guardian(name, ...pupilIds) {
      const id = await world.person(name);
      for (const pupilId of pupilIds) await world.link(id, pupilId);
      return id;
    },
    async link(guardianId, pupilId, { kind = 'mother', holdsAuthority = true } = {}) {
      await db
        .insertInto('kernel.guardianships')
        .values({ pupil_id: pupilId, guardian_id: guardianId, kind, holds_authority: holdsAuthority })
        .execute();
    },
  };
  return world;
}

const split = (name: string): Name => {
  const [first = 'Camille', ...rest] = name.split(' ');
  return { first, last: rest.join(' ') || 'Dupré' };
};

/** A valid UAI nobody has: the letter is the first seven digits modulo 23. */
function anyUai(): string {
  uais += 1;
  const digits = String(319_000 + uais).padStart(7, '0');
  return digits + 'ABCDEFGHJKLMNPRSTUVWXYZ'[Number(digits) % 23];
}

/** A school and its people, where a service's `samples.ts` puts one of each of its things. */
export type Here = {
  regionId: string;
  academyId: string;
  circonscriptionId: string;
  townId: string;
  schoolId: string;
  classId: string;
  pupilId: string;
  guardianId: string;
  teacherId: string;
  directorId: string;
  /** Where the files of this ENT lie. */
  folder: string;
  now: Date;
};

/**
 * What a service exports from its `samples.ts`: makes one of each of its things and gives a value for each parameter of its
 * routes, `{ noteId }`. The generated tests (rights matrix, accessibility, weight) walk every route with them.
 */
export type Samples = (db: Writer, here: Here) => Promise<Record<string, string>>;
