import type { ClassRoom, Level, SchoolBody, SchoolPlan, Staff } from './model.ts';
import type { Random } from './random.ts';

/** A place to be filled by a child; `level` gives the age even where AAF will leave the level empty (ULIS). */
export type Seat = { school: SchoolBody; room: ClassRoom; level: Level };

const colours = ['BLEUE', 'ROUGE', 'VERTE', 'JAUNE', 'VIOLETTE', 'ORANGE', 'ROSE', 'BLANCHE'];
const animals = [
  'LES LUTINS',
  'L’ÉCUREUIL',
  "L'ABEILLE",
  'LES CŒURS VAILLANTS',
  'LES DAUPHINS',
  'LES HÉRISSONS',
  'LES COQUELICOTS',
  'LES PINSONS',
];

type Style = 'letter' | 'teacher' | 'colour' | 'animal';

/** `index` counts the classes of the school, `twin` those before it with the same levels. */
function labelOf(levels: Level[], index: number, twin: number, style: Style, teacher: Staff | undefined): string {
  const name = levels.join('-');
  if (style === 'teacher' && teacher) return `${name} ${teacher.civility} ${teacher.lastName}`.toUpperCase();
  if (style === 'colour') return `${name} ${colours[index % colours.length]}`;
  if (style === 'animal') return `${name} ${animals[index % animals.length]}`;
  return `${name} ${'ABCDEFGH'[twin]}`;
}

/**
 * Class i of p takes the levels between i/p and (i+1)/p of the school's ladder: as many classes as levels gives one level
 * each, anything else gives double levels, and a village school of one class has them all.
 */
function levelShares(plan: SchoolPlan, index: number, regular: number): [Level, number][] {
  const width = plan.levels.length / regular;
  const from = index * width;
  const shares = plan.levels.map((level, at): [Level, number] => [level, (Math.min(from + width, at + 1) - Math.max(from, at)) / width]);
  const kept = shares.filter(([, share]) => share > 0.15);
  const sum = kept.reduce((total, [, share]) => total + share, 0);
  return kept.map(([level, share]) => [level, share / sum]);
}

/** Classes of a school and their seats. Class ids carry the school year: ONDE makes new classes each year (standards 2.5). */
export function openClasses(school: SchoolBody, teachers: Staff[], year: number, random: Random): Seat[] {
  const seats: Seat[] = [];
  const regular = school.ulis ? school.classCount - 1 : school.classCount;
  const style: Style = school.rank < 2 ? 'letter' : random.pick(['letter', 'teacher', 'colour', 'animal']);
  const idOf = (index: number): string => `${year % 100}${String(school.rank).padStart(5, '0')}${String(index).padStart(2, '0')}`;
  for (let index = 0; index < regular; index += 1) {
    const shares = levelShares(school, index, regular);
    const levels = shares.map(([level]) => level);
    const teacher = teachers[index];
    const twin = school.classes.filter((room) => room.levels.join() === levels.join()).length;
    const label = labelOf(levels, index, twin, style, teacher);
    const room: ClassRoom = { id: idOf(index), label, levels, ulis: false, teachers: teacher ? [teacher.jointure] : [] };
    school.classes.push(room);
    const size = random.int(20, 27) - (levels.length > 2 ? 3 : 0);
    for (const [level, share] of shares) {
      for (let seat = Math.max(1, Math.round(size * share)); seat > 0; seat -= 1) seats.push({ school, room, level });
    }
    // A few children are admitted at two years old where the nursery has room.
    if (levels[0] === 'PS' && random.chance(0.2))
      for (let two = random.int(1, 3); two > 0; two -= 1) seats.push({ school, room, level: 'TPS' });
  }
  if (school.ulis) {
    const teacher = teachers[regular];
    const room: ClassRoom = { id: idOf(regular), label: 'ULIS ECOLE', levels: [], ulis: true, teachers: teacher ? [teacher.jointure] : [] };
    school.classes.push(room);
    for (let seat = random.int(7, 11); seat > 0; seat -= 1) seats.push({ school, room, level: random.pick(school.levels) });
  }
  return seats;
}
