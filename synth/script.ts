import type { Seat } from './classes.ts';
import { type Era, foundFamily, type Wish } from './families.ts';
import type { Family, Level, Site } from './model.ts';
import { mailName } from './names.ts';
import type { Random } from './random.ts';
import { takeSeat } from './seats.ts';

type Place = { school: number; levels: Level[] | 'ulis' };
type Scene = Wish & { places: Place[]; adjust?: (family: Family, site: Site) => void };

/**
 * The families that must exist whatever the seed, all in Launaguet (schools in the order of the convention: 0 and 3 are
 * Arthur Rimbaud élémentaire and maternelle, 1 and 4 Jean Rostand, 2 Les Sables). Their children are never moved by the
 * ordinary changes of the Delta, so that a test can follow them.
 */
const scenes: Scene[] = [
  { story: 'separatedParents', situation: 'separated', places: [{ school: 0, levels: ['CE1'] }], adjust: (family) => reachable(family) },
  {
    story: 'siblingsAcrossSchools',
    situation: 'couple',
    places: [
      { school: 0, levels: ['CE2'] },
      { school: 3, levels: ['MS'] },
    ],
    adjust: (family) => reachable(family),
  },
  {
    story: 'twins',
    situation: 'couple',
    twins: true,
    places: [
      { school: 1, levels: ['CP'] },
      { school: 1, levels: ['CP'] },
    ],
  },
  {
    story: 'homonyms',
    situation: 'couple',
    lastName: 'MARTIN',
    children: [{ firstName: 'Louise', sex: 'F' }],
    places: [{ school: 0, levels: ['CP'] }],
  },
  {
    story: 'homonyms',
    situation: 'couple',
    lastName: 'MARTIN',
    children: [{ firstName: 'Louise', sex: 'F' }],
    places: [{ school: 0, levels: ['CM1'] }],
  },
  {
    story: 'straightApostrophe',
    lastName: "D'ALMEIDA",
    children: [{ firstName: 'Noé', sex: 'M' }],
    places: [{ school: 0, levels: ['CM2'] }],
    situation: 'couple',
  },
  {
    story: 'typographicApostrophe',
    situation: 'couple',
    lastName: 'D’ÉTANG',
    children: [{ firstName: 'Éloïse-Marie', sex: 'F' }],
    places: [{ school: 0, levels: ['CE1'] }],
  },
  {
    story: 'particle',
    situation: 'couple',
    lastName: 'DE LA FONTAINE-DUPRÉ',
    children: [{ firstName: 'Jean-Baptiste', sex: 'M' }],
    places: [{ school: 1, levels: ['CE2'] }],
  },
  {
    story: 'ligature',
    situation: 'couple',
    lastName: 'LEBŒUF',
    children: [{ firstName: 'Anaïs', sex: 'F' }],
    places: [{ school: 2, levels: ['CE1'] }],
  },
  { story: 'usualName', situation: 'separated', lastName: 'ROUQUETTE', birthName: 'BENHAMOU', places: [{ school: 1, levels: ['CM1'] }] },
  { story: 'singleParent', situation: 'single', places: [{ school: 3, levels: ['GS'] }] },
  {
    story: 'largeFamily',
    situation: 'couple',
    places: [
      { school: 1, levels: ['CM2'] },
      { school: 1, levels: ['CE1'] },
      { school: 4, levels: ['GS'] },
      { school: 4, levels: ['PS'] },
    ],
  },
  { story: 'tutor', situation: 'tutor', places: [{ school: 0, levels: ['CM1'] }], adjust: (family) => linkAll(family, '50') },
  { story: 'ase', situation: 'ase', places: [{ school: 2, levels: ['CM1'] }] },
  {
    story: 'guardianWithoutMail',
    situation: 'single',
    places: [{ school: 4, levels: ['MS'] }],
    adjust: (family) => Object.assign(family.guardians[0] ?? {}, { mail: '' }),
  },
  {
    story: 'guardianWithoutPhone',
    situation: 'couple',
    places: [{ school: 2, levels: ['CP'] }],
    adjust: (family) => Object.assign(family.guardians[0] ?? {}, { homePhone: '', workPhone: '', mobile: '' }),
  },
  { story: 'ulisPupil', situation: 'couple', places: [{ school: 0, levels: 'ulis' }] },
  { story: 'parentAndTeacher', situation: 'couple', places: [{ school: 3, levels: ['MS'] }], adjust: alsoTeacher },
  { story: 'authorityWithdrawn', situation: 'separated', places: [{ school: 0, levels: ['CM2'] }] },
];

/** The demo writes to these parents: a mail and a mobile phone that nobody shares. */
function reachable(family: Family): void {
  for (const guardian of family.guardians) {
    guardian.mail = `${mailName(guardian.firstName, guardian.lastName)}.${guardian.jointure}@exemple.fr`;
    guardian.mobile = `063998${guardian.jointure.slice(-4)}`;
  }
}

function linkAll(family: Family, link: '50'): void {
  for (const pupil of family.pupils) for (const one of pupil.guardians) one.link = link;
}

/** Same names and birth date, two records and two keys: AAF does not say that they are one person (standards 2.6). */
function alsoTeacher(family: Family, site: Site): void {
  const [parent] = family.guardians;
  const home = site.schools[1];
  const teacher = site.staff.find((one) => one.role === 'teacher' && one.schools.length === 1 && one.schools[0] === home?.jointure);
  if (!parent || !teacher) return;
  parent.birthDate = teacher.birthDate;
  const { civility, lastName, birthName, firstName, otherNames } = parent;
  const mail = `${firstName}.${parent.jointure}@${site.academy.mail}`
    .normalize('NFD')
    .replace(/[^a-z0-9.@-]/gi, '')
    .toLowerCase();
  Object.assign(teacher, { civility, lastName, birthName, firstName, otherNames, mail });
}

/** Plays every scene whose seats exist (with fewer than five schools some do not). */
export function playScript(site: Site, pool: Seat[], era: Era, random: Random): void {
  for (const { places, adjust, ...wish } of scenes) {
    const seats = places.map(({ school, levels }) =>
      takeSeat(
        pool,
        (seat) =>
          seat.school === site.schools[school] && (levels === 'ulis' ? seat.room.ulis : !seat.room.ulis && levels.includes(seat.level)),
      ),
    );
    const found = seats.filter((seat) => seat !== undefined);
    if (found.length < places.length) {
      pool.push(...found);
      continue;
    }
    const family = foundFamily(site, found, wish, era, random);
    adjust?.(family, site);
    site.families.push(family);
  }
}
