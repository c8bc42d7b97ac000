import type { SchoolBody, Site, Staff, StaffFunction } from './model.ts';
import { adultName, day, lastName, mailName, otherNames } from './names.ts';
import type { Random } from './random.ts';

type Role = Staff['role'];

/** `code` and `label` as in standards 2.3; posts are plausible, no public table of 1D posts exists. */
const duties: Record<string, Omit<StaffFunction, 'school'>> = {
  director: { code: 'DIR', label: 'DIRECTION', post: 'D0011', postLabel: 'DIRECTION' },
  nursery: { code: 'ENS', label: 'ENSEIGNEMENT DEVANT ELEVES', post: 'G0171', postLabel: 'ENSEIGNANT CLASSE PREELEMENTAIRE' },
  elementary: { code: 'ENS', label: 'ENSEIGNEMENT DEVANT ELEVES', post: 'G0170', postLabel: 'ENSEIGNANT CLASSE ELEMENTAIRE' },
  replacement: { code: 'RPL', label: 'REMPLACEMENT', post: 'G0220', postLabel: 'TITULAIRE REMPLACANT' },
  aesh: { code: 'AES', label: 'ACCOMPAGNEMENT DES ELEVES EN SITUATION DE HANDICAP', post: 'E0010', postLabel: 'AESH' },
  psychologist: { code: 'PSY', label: 'PSYCHOLOGUE', post: 'G0500', postLabel: 'PSYCHOLOGUE EDUCATION NATIONALE' },
  other: { code: '-', label: '-', post: '-', postLabel: '-' },
};

function dutyOf(role: Role, school: SchoolBody): StaffFunction {
  const key = role === 'teacher' ? (school.kind === 'maternelle' ? 'nursery' : 'elementary') : role;
  return { school: school.jointure, ...duties[key]! };
}

const teachingRoles: Role[] = ['director', 'teacher', 'replacement'];

/** A member of staff, numbered from `home` even when attached to no school. */
export function hire(site: Site, role: Role, home: SchoolBody, schools: SchoolBody[], year: number, random: Random): Staff {
  const sex = random.chance(role === 'aesh' ? 0.93 : 0.82) ? 'F' : 'M';
  const firstName = adultName(sex, random);
  const name = lastName(random);
  const jointure = site.newId(home);
  const suffix = random.chance(0.25) ? String(random.int(1, 9)) : '';
  return {
    jointure,
    role,
    civility: sex === 'F' ? 'Mme' : 'M.',
    lastName: name,
    birthName: sex === 'F' && random.chance(0.35) ? lastName(random) : name,
    firstName,
    otherNames: otherNames(sex, random, firstName),
    birthDate: day(year - random.int(24, 62), random),
    mail: role === 'aesh' && random.chance(0.3) ? '' : `${mailName(firstName, name)}${suffix}@${site.academy.mail}`,
    schools: schools.map((school) => school.jointure),
    functions: schools.map((school) => dutyOf(role, school)),
    directs: role === 'director' ? schools.map((school) => school.jointure) : [],
    teaching: teachingRoles.includes(role),
  };
}

/** The director comes first and, in schools of fewer than ten classes, teaches too; then one teacher per class. */
export function staffSchool(site: Site, school: SchoolBody, year: number, random: Random): { director: Staff; teachers: Staff[] } {
  const director = hire(site, 'director', school, [school], year, random);
  const teaches = school.classCount < 10;
  if (teaches) director.functions.push(dutyOf('teacher', school));
  const teachers = teaches ? [director] : [];
  while (teachers.length < school.classCount) teachers.push(hire(site, 'teacher', school, [school], year, random));
  const aesh = Array.from({ length: Math.ceil(school.classCount / 3) }, () => hire(site, 'aesh', school, [school], year, random));
  site.staff.push(...new Set([director, ...teachers]), ...aesh);
  return { director, teachers };
}

/** Those who belong to several schools, or to none (a remplaçant of the department waiting for a post). */
export function staffAround(site: Site, year: number, random: Random): void {
  const [first, second] = site.schools;
  if (!first) return;
  const always = site.index === 0;
  if (second) {
    const shared = hire(site, 'teacher', first, [first, second], year, random);
    site.staff.push(shared);
    const room = second.classes[0];
    if (room) room.teachers.push(shared.jointure);
  }
  if (always || random.chance(0.25))
    site.staff.push(hire(site, 'replacement', first, random.chance(0.5) && !always ? [first] : [], year, random));
  if (always || random.chance(0.12)) site.staff.push(hire(site, 'psychologist', first, site.schools, year, random));
  if (always || random.chance(0.05)) site.staff.push(hire(site, 'other', first, [first], year, random));
}
