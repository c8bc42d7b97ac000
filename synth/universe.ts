import { twoWeeksLater } from './changes.ts';
import { openClasses } from './classes.ts';
import { communesOfDepartment } from './communes.ts';
import { type Era, foundFamily } from './families.ts';
import type { Family, Guardian, Pupil, SchoolBody, Site, Staff, Stories } from './model.ts';
import { type SitePlan, sitePlans } from './places.ts';
import { randomFrom } from './random.ts';
import { playScript } from './script.ts';
import { drawSize, takeSeats } from './seats.ts';
import { staffAround, staffSchool } from './staff.ts';

export type UniverseOptions = {
  /** default 1 */
  seed?: number;
  /** 1–4500, default 5: those of the convention come first */
  schools?: number;
  /** `YYYYMMDD`, the day of the Complet, default 20260901; it sets the school year, hence the ages */
  date?: string;
  /** the same world two weeks later, as after the Delta */
  later?: boolean;
};

/** A school with its people. Guardians and families of children in two schools appear with both: count them by jointure. */
export type School = SchoolBody & { pupils: Pupil[]; guardians: Guardian[]; staff: Staff[]; families: Family[] };

const DEFAULT_DATE = '20260901';
const MOST_SCHOOLS = 4500;
/** Keys given to one school: the biggest invented one holds about 1,000 people. */
const ROOM = 2000;

/** Refuses with a French sentence what cannot be made; fills the defaults. */
export function settle(options: UniverseOptions): Required<UniverseOptions> {
  const { seed = 1, schools = 5, date = DEFAULT_DATE, later = false } = options;
  if (!Number.isInteger(seed) || seed < 0) throw new RangeError('La graine (seed) doit être un entier positif.');
  if (!Number.isInteger(schools) || schools < 1 || schools > MOST_SCHOOLS) {
    throw new RangeError(`Le nombre d’écoles doit être compris entre 1 et ${MOST_SCHOOLS}.`);
  }
  const iso = isoDay(date);
  if (!/^\d{8}$/.test(date) || Number.isNaN(Date.parse(iso)) || new Date(iso).toISOString().slice(0, 10) !== iso) {
    throw new RangeError('La date doit s’écrire AAAAMMJJ.');
  }
  return { seed, schools, date, later };
}

/** `20260901` → `2026-09-01` */
const isoDay = (date: string): string => `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6, 8)}`;

/** The day of the Delta and of the next Complet: two weeks after `date`, both `YYYYMMDD`. */
export function laterDate(date: string): string {
  const day = new Date(isoDay(date));
  day.setUTCDate(day.getUTCDate() + 14);
  return day.toISOString().slice(0, 10).replaceAll('-', '');
}

/** Calendar year of the rentrée: August opens the school year, as the files of the next year are made in summer. */
export function schoolYear(date: string): number {
  const year = Number(date.slice(0, 4));
  return Number(date.slice(4, 6)) >= 8 ? year : year - 1;
}

function build(plan: SitePlan, options: Required<UniverseOptions>): Site {
  const random = randomFrom(`${options.seed}/site/${plan.index}`);
  const year = schoolYear(options.date);
  const era: Era = { year, since: `${year}-09-01` };
  const given = new Map<SchoolBody, number>();
  const schools: SchoolBody[] = plan.schools.map((school) => ({ ...school, classes: [] }));
  const site: Site = {
    index: plan.index,
    academy: plan.academy,
    schools,
    families: [],
    staff: [],
    around: communesOfDepartment(schools[0]!.commune.department),
    newId(school) {
      const count = (given.get(school) ?? 0) + 1;
      if (count >= ROOM) throw new Error(`more than ${ROOM} people at ${school.uai}`);
      given.set(school, count);
      return String(1_000_000 + school.rank * ROOM + count);
    },
  };
  const pool = schools.flatMap((school) => openClasses(school, staffSchool(site, school, year, random).teachers, year, random));
  staffAround(site, year, random);
  random.shuffle(pool);
  if (site.index === 0) playScript(site, pool, era, random);
  while (pool.length > 0) {
    const twins = random.chance(0.008);
    const seats = takeSeats(pool, twins ? 1 : drawSize(random));
    const [first] = seats;
    const other =
      twins && first ? pool.findIndex((seat) => seat.school === first.school && seat.level === first.level && !seat.room.ulis) : -1;
    if (other >= 0) seats.push(...pool.splice(other, 1));
    site.families.push(foundFamily(site, seats, { twins: other >= 0 }, era, random));
  }
  return site;
}

/** One site at a time, made again from its seed at each call: nothing is kept between two sites. */
export function* sites(options: UniverseOptions): Generator<{ site: Site; changes: Stories }> {
  const settled = settle(options);
  for (const plan of sitePlans(settled.seed, settled.schools)) {
    const site = build(plan, settled);
    const changes = settled.later ? twoWeeksLater(site, isoDay(laterDate(settled.date)), settled.seed) : {};
    yield { site, changes };
  }
}

/** The truth behind the files, lazily: every school with the objects that were written (same references inside a site). */
export function* universe(options: UniverseOptions = {}): Generator<School> {
  for (const { site } of sites(options)) {
    for (const school of site.schools) {
      const families = site.families.filter((family) => family.pupils.some((pupil) => pupil.school === school));
      const pupils = families.flatMap((family) => family.pupils.filter((pupil) => pupil.school === school));
      const guardians = [...new Set(pupils.flatMap((pupil) => pupil.guardians.map(({ guardian }) => guardian)))];
      const staff = site.staff.filter((one) => one.schools.includes(school.jointure));
      yield { ...school, pupils, guardians, staff, families };
    }
  }
}
