import { addressIn } from './addresses.ts';
import type { Seat } from './classes.ts';
import { foundFamily, pupilAt } from './families.ts';
import { type Family, LEVELS, type Level, type Pupil, type Site, type Stories } from './model.ts';
import { childName, mailName } from './names.ts';
import { type Random, randomFrom } from './random.ts';
import { hire } from './staff.ts';
import { record, storyOf } from './stories.ts';

type Scene = { site: Site; day: string; random: Random; stories: Stories; rest: Family[] };

/** The next ordinary family that answers; each family lives one change at most, so that every story stays readable. */
function takeFamily(scene: Scene, answers: (family: Family) => boolean): Family | undefined {
  const index = scene.rest.findIndex(answers);
  return index < 0 ? undefined : scene.rest.splice(index, 1)[0];
}

const ordinary = (pupil: Pupil): boolean => pupil.level !== '';

function freeSeat(scene: Scene): Seat | undefined {
  const rooms = scene.site.schools.flatMap((school) => school.classes.filter((room) => !room.ulis).map((room) => ({ school, room })));
  const { school, room } = scene.random.pick(rooms);
  const level = room.levels.length > 0 ? scene.random.pick(room.levels) : undefined;
  return level ? { school, room, level } : undefined;
}

/** Ages follow the level, so the year of the rentrée is read back from it: PS is 3. */
const yearOf = (day: string): number => (Number(day.slice(5, 7)) >= 8 ? Number(day.slice(0, 4)) : Number(day.slice(0, 4)) - 1);

function arrive(scene: Scene): void {
  const seat = freeSeat(scene);
  if (!seat) return;
  const era = { year: yearOf(scene.day), since: scene.day };
  const family = foundFamily(scene.site, [seat], { situation: scene.random.chance(0.3) ? 'separated' : 'couple' }, era, scene.random);
  scene.site.families.push(family);
  record(scene.stories, 'arrivals', storyOf(scene.site, family.pupils, family.guardians));
}

/** A younger child comes to the school of a brother or sister: the parents change by one line, the list of their children. */
function siblingArrives(scene: Scene): void {
  const family = takeFamily(
    scene,
    ({ pupils }) => pupils.length === 1 && pupils.every((pupil) => ordinary(pupil) && pupil.level !== 'TPS'),
  );
  const [elder] = family?.pupils ?? [];
  if (!family || !elder) return;
  const older = elder.level === '' ? -1 : LEVELS.indexOf(elder.level);
  const rooms = scene.site.schools.flatMap((school) => school.classes.map((room) => ({ school, room })));
  const place = rooms.find(({ room }) => room.levels.some((level) => Math.abs(LEVELS.indexOf(level) - older) >= 2));
  const level = place?.room.levels.find((one): one is Level => Math.abs(LEVELS.indexOf(one) - older) >= 2);
  if (!place || !level) return;
  const sex = scene.random.chance(0.5) ? 'F' : 'M';
  const names = { last: elder.lastName, birth: elder.birthName, first: childName(sex, scene.random), sex } as const;
  const born = `${yearOf(scene.day) - 2 - LEVELS.indexOf(level)}-05-1${scene.random.int(0, 9)}`;
  const era = { year: yearOf(scene.day), since: scene.day };
  const pupil = pupilAt(scene.site, { ...place, level }, born, names, era, scene.random);
  pupil.guardians = elder.guardians.map((link) => ({ ...link }));
  family.pupils.push(pupil);
  record(scene.stories, 'arrivalOfSibling', storyOf(scene.site, [pupil], family.guardians));
}

function depart(scene: Scene): void {
  const family = takeFamily(scene, ({ pupils }) => pupils.length === 1 && pupils.every(ordinary));
  if (!family) return;
  record(scene.stories, 'departures', storyOf(scene.site, family.pupils, family.guardians));
  family.pupils = [];
}

function siblingDeparts(scene: Scene): void {
  const family = takeFamily(scene, ({ pupils }) => pupils.length === 2);
  const pupil = family?.pupils.pop();
  if (family && pupil) record(scene.stories, 'departureOfSibling', storyOf(scene.site, [pupil], family.guardians));
}

function moveTo(scene: Scene, sameSchool: boolean): void {
  const roomsFor = (pupil: Pupil) =>
    scene.site.schools
      .filter((school) => (school === pupil.school) === sameSchool)
      .flatMap((school) => school.classes.map((room) => ({ school, room })))
      .filter(({ room }) => room !== pupil.room && room.levels.some((level) => level === pupil.level));
  const family = takeFamily(scene, ({ pupils }) => pupils.length === 1 && pupils.every((pupil) => roomsFor(pupil).length > 0));
  const [pupil] = family?.pupils ?? [];
  if (!family || !pupil) return;
  const { school, room } = scene.random.pick(roomsFor(pupil));
  const story = storyOf(scene.site, [pupil], family.guardians);
  Object.assign(pupil, { school, room, since: scene.day, groups: [] });
  const after = storyOf(scene.site, [pupil], []);
  record(scene.stories, sameSchool ? 'classChange' : 'schoolChange', {
    ...story,
    classes: [...story.classes, ...after.classes],
    schools: [...new Set([...story.schools, ...after.schools])],
  });
}

function moveHouse(scene: Scene): void {
  const family = takeFamily(scene, ({ situation }) => situation === 'couple');
  if (!family) return;
  const address = addressIn(scene.random.pick(scene.site.around), scene.random);
  for (const guardian of family.guardians) guardian.address = address;
  record(scene.stories, 'addressChange', storyOf(scene.site, family.pupils, family.guardians));
}

function changeMail(scene: Scene): void {
  const family = takeFamily(scene, ({ guardians }) => guardians.some((guardian) => guardian.mail !== ''));
  const guardian = family?.guardians.find((one) => one.mail !== '');
  if (!family || !guardian) return;
  guardian.mail = `${mailName(guardian.firstName, guardian.birthName)}.${scene.random.int(100, 999)}@exemple.fr`;
  record(scene.stories, 'mailChange', storyOf(scene.site, family.pupils, [guardian]));
}

/** A class has no record of its own in AAF 1D: a new label reaches the ENT through each of its pupils (trap 3). */
function renameClass(scene: Scene): void {
  const school = scene.random.pick(scene.site.schools);
  const room = school.classes.find((one) => !one.ulis);
  if (!room) return;
  room.label = `${room.levels.join('/')} LES ÉTOILES`;
  const pupils = scene.site.families.flatMap((family) => family.pupils.filter((pupil) => pupil.room === room));
  record(scene.stories, 'classRenamed', storyOf(scene.site, pupils, []));
}

/** A judge's decision: the second parent is no longer linked to the child, and disappears if no other child links them. */
function withdrawAuthority(scene: Scene): void {
  const family = scene.site.families.find((one) => one.story === 'authorityWithdrawn');
  const [pupil] = family?.pupils ?? [];
  const removed = family?.guardians[1];
  if (!family || !pupil || !removed) return;
  pupil.guardians = pupil.guardians.filter(({ guardian }) => guardian !== removed);
  record(scene.stories, 'authorityWithdrawn', storyOf(scene.site, [pupil], [removed]));
}

function changePhone(scene: Scene): void {
  const school = scene.random.pick(scene.site.schools);
  school.phone = school.phone.endsWith('00') ? `${school.phone.slice(0, -2)}01` : `${school.phone.slice(0, -2)}00`;
  record(scene.stories, 'schoolPhoneChange', { ...storyOf(scene.site, [], []), schools: [school.uai] });
}

function replaceTeacher(scene: Scene): void {
  const { site, random } = scene;
  const room = site.schools[0]?.classes[2];
  const leaver = site.staff.find((one) => one.role === 'teacher' && one.jointure === room?.teachers[0]);
  const school = site.schools[0];
  if (!room || !leaver || !school) return;
  const comer = hire(site, 'teacher', school, [school], yearOf(scene.day), random);
  site.staff = [...site.staff.filter((one) => one !== leaver), comer];
  room.teachers = [comer.jointure];
  record(scene.stories, 'teacherReplaced', { ...storyOf(site, [], [], [leaver, comer]), schools: [school.uai], classes: [room.id] });
}

/** Lives two weeks in place: about one pupil in a hundred comes, goes or moves. Launaguet lives one change of each kind at least. */
export function twoWeeksLater(site: Site, day: string, seed: number): Stories {
  const random = randomFrom(`${seed}/later/${site.index}`);
  const launaguet = site.index === 0;
  const scene: Scene = { site, day, random, stories: {}, rest: random.shuffle(site.families.filter((family) => !family.story)) };
  const times = (least: number, change: (scene: Scene) => void): void => {
    const count = launaguet ? least : Math.floor(random.next() * random.next() * 3);
    for (let done = 0; done < count; done += 1) change(scene);
  };
  times(3, arrive);
  times(1, siblingArrives);
  times(3, depart);
  times(1, siblingDeparts);
  times(1, (one) => moveTo(one, true));
  times(1, (one) => moveTo(one, false));
  times(3, moveHouse);
  times(4, changeMail);
  if (launaguet || random.chance(0.08)) renameClass(scene);
  if (launaguet) withdrawAuthority(scene);
  if (launaguet || random.chance(0.02)) changePhone(scene);
  if (launaguet || random.chance(0.05)) replaceTeacher(scene);
  return scene.stories;
}
