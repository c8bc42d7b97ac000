import { addressIn, landline, mobilePhone, officePhone } from './addresses.ts';
import type { Seat } from './classes.ts';
import {
  type Address,
  type Family,
  type Guardian,
  LEVELS,
  type LinkCode,
  type Pupil,
  type Site,
  type Situation,
  type StoryName,
} from './model.ts';
import { adultName, childName, day, lastName, mailName, otherNames, type Sex } from './names.ts';
import type { Random } from './random.ts';
import { ineOf } from './uai.ts';

/** What a scripted family must be; everything left out is drawn. */
export type Wish = {
  story?: StoryName;
  situation?: Situation;
  lastName?: string;
  birthName?: string;
  children?: { firstName: string; sex: Sex }[];
  twins?: boolean;
};
export type Era = { year: number; since: string };

type Home = { address: Address; phone: string };
type Couple = { lastName: string; sexes: Sex[]; parentNames: string[] };

/** TPS is 2 in the year of the rentrée, PS 3 … CM2 10; one child in thirty, alone of its family, is a year late. */
function birthYear(seat: Seat, year: number): number {
  return year - 2 - LEVELS.indexOf(seat.level);
}

function birthDates(seats: Seat[], twins: boolean, year: number, random: Random): string[] {
  const dates = new Map<number, string>();
  let month = 1;
  let before = 0;
  for (const born of [...new Set(seats.map((seat) => birthYear(seat, year)))].sort()) {
    // Two siblings of following years are at least nine months apart.
    const date = day(born, random, born === before + 1 ? Math.max(1, month - 2) : 1);
    dates.set(born, date);
    month = Number(date.slice(5, 7));
    before = born;
  }
  const late = seats.length === 1 && !twins && random.chance(0.033) ? 1 : 0;
  return seats.map((seat) => {
    const date = dates.get(birthYear(seat, year)) ?? '';
    return late ? `${Number(date.slice(0, 4)) - 1}${date.slice(4)}` : date;
  });
}

function drawSituation(random: Random): Situation {
  const draw = random.next();
  if (draw < 0.25) return 'separated';
  if (draw < 0.36) return 'single';
  if (draw < 0.363) return 'tutor';
  return draw < 0.365 ? 'ase' : 'couple';
}

function drawCouple(situation: Situation, wish: Wish, random: Random): Couple {
  const first: Sex = random.chance(situation === 'single' ? 0.86 : 0.993) ? 'F' : 'M';
  const second: Sex = random.chance(0.993) ? 'M' : 'F';
  const sexes = situation === 'single' || situation === 'tutor' ? [first] : situation === 'ase' ? [] : [first, second];
  const parentNames = sexes.map(() => lastName(random));
  const own = parentNames[0] ?? lastName(random);
  const other = parentNames[1] ?? own;
  const double = parentNames.length === 2 && random.chance(0.12) && !`${own}${other}`.includes(' ');
  return { lastName: wish.lastName ?? (double ? `${other}-${own}` : random.chance(0.08) ? own : other), sexes, parentNames };
}

function guardianOf(
  site: Site,
  seat: Seat,
  sex: Sex,
  birthName: string,
  usual: string,
  home: Home,
  eldest: string,
  random: Random,
): Guardian {
  const firstName = adultName(sex, random);
  const born = Number(eldest.slice(0, 4)) - random.int(21, 41);
  const plain = mailName(firstName, usual);
  return {
    jointure: site.newId(seat.school),
    civility: sex === 'F' ? 'Mme' : 'M.',
    lastName: usual,
    birthName,
    firstName,
    otherNames: otherNames(sex, random, firstName),
    birthDate: random.chance(0.7) ? day(born, random) : '',
    mail: random.chance(0.12) ? '' : `${plain}${random.chance(0.5) ? random.int(1, 99) : ''}@exemple.fr`,
    homePhone: random.chance(0.45) ? home.phone : '',
    workPhone: random.chance(0.3) ? officePhone(random) : '',
    mobile: random.chance(0.93) ? mobilePhone(random) : '',
    address: home.address,
    shareAddress: random.chance(0.7),
  };
}

/** The departmental service, holder of parental authority by a judge's decision: a service, not somebody's parent. */
function aseOf(site: Site, seat: Seat, random: Random): Guardian {
  const city = seat.school.commune;
  const home = {
    lines: ['HOTEL DU DEPARTEMENT', '1 BOULEVARD DE LA MARQUETTE'],
    postalCode: city.postalCode,
    city: city.name.toLocaleUpperCase('fr'),
  };
  const guardian = guardianOf(site, seat, 'F', 'SERVICE', 'SERVICE', { address: home, phone: landline(random) }, '2000', random);
  const name = `ASE DEPARTEMENT ${city.department}`;
  return {
    ...guardian,
    civility: '',
    lastName: name,
    birthName: name,
    firstName: 'Service',
    otherNames: [],
    birthDate: '',
    mail: `ase${city.department}@exemple.fr`,
    mobile: '',
    shareAddress: false,
  };
}

function guardiansOf(site: Site, seat: Seat, situation: Situation, couple: Couple, eldest: string, random: Random): Guardian[] {
  if (situation === 'ase') return [aseOf(site, seat, random)];
  const town = random.chance(0.06) ? random.pick(site.around) : seat.school.commune;
  const home: Home = { address: addressIn(town, random), phone: landline(random) };
  const guardians = couple.sexes.map((sex, index) => {
    const apart = situation === 'separated' && index === 1;
    const elsewhere = apart && random.chance(0.4) ? random.pick(site.around) : seat.school.commune;
    const own = couple.parentNames[index]!;
    // A married woman often bears her husband's name, her own staying her birth name.
    const married = index === 0 && sex === 'F' && couple.sexes[1] === 'M' && random.chance(situation === 'couple' ? 0.5 : 0.15);
    const usual = married ? couple.parentNames[1]! : own;
    const there = apart ? { address: addressIn(elsewhere, random), phone: landline(random) } : home;
    return guardianOf(site, seat, sex, own, usual, there, eldest, random);
  });
  const [first, second] = guardians;
  // One mailbox for two is common, and forbids taking the mail for an identity.
  if (first && second && situation === 'couple' && first.mail !== '' && random.chance(0.05)) second.mail = first.mail;
  return guardians;
}

function linkOf(situation: Situation, sex: Sex | undefined, random: Random): LinkCode {
  if (situation === 'ase') return '51';
  if (situation === 'tutor') return random.chance(0.5) ? '50' : '38';
  return sex === 'F' ? '10' : '20';
}

export function pupilAt(
  site: Site,
  seat: Seat,
  born: string,
  names: { last: string; birth: string; first: string; sex: Sex },
  era: Era,
  random: Random,
): Pupil {
  const jointure = site.newId(seat.school);
  const group = { id: `9${seat.school.jointure}1`, label: 'CHORALE' };
  return {
    jointure,
    civility: names.sex === 'F' ? 'Mlle' : 'M.',
    lastName: names.last,
    birthName: names.birth,
    firstName: names.first,
    otherNames: otherNames(names.sex, random, names.first),
    birthDate: born,
    ine: random.chance(0.015) ? '' : ineOf(jointure, site.academy.code),
    school: seat.school,
    room: seat.room,
    level: seat.room.ulis ? '' : seat.level,
    since: era.since,
    groups: seat.school.kind !== 'maternelle' && random.chance(0.12) ? [group] : [],
    guardians: [],
    canteen: random.chance(0.7),
    bus: random.chance(0.15),
    morningCare: random.chance(0.3),
    eveningCare: random.chance(0.4),
    supervisedStudy: seat.school.kind !== 'maternelle' && random.chance(0.2),
  };
}

/** One family on the given seats, children linked to every guardian: AAF 1D has no flag per link, each one counts (standards 2.4). */
export function foundFamily(site: Site, seats: Seat[], wish: Wish, era: Era, random: Random): Family {
  const [first] = seats;
  if (!first) throw new Error('a family needs a child at school');
  const situation = wish.situation ?? drawSituation(random);
  const couple = drawCouple(situation, wish, random);
  const dates = birthDates(seats, wish.twins === true, era.year, random);
  const eldest = [...dates].sort()[0]!;
  const guardians = guardiansOf(site, first, situation, couple, eldest, random);
  // Parents of scripted children bear the scripted name too, where the story is about the name.
  const [, father] = guardians;
  if (wish.lastName && father) Object.assign(father, { lastName: wish.lastName, birthName: wish.lastName });
  const usualDiffers = couple.parentNames.length === 2 && random.chance(0.03);
  const pupils = seats.map((seat, index) => {
    const sex = wish.children?.[index]?.sex ?? (random.chance(0.49) ? 'F' : 'M');
    const firstName = wish.children?.[index]?.firstName ?? childName(sex, random);
    const birth = wish.birthName ?? wish.lastName ?? (usualDiffers ? couple.parentNames[0]! : couple.lastName);
    const pupil = pupilAt(site, seat, dates[index]!, { last: couple.lastName, birth, first: firstName, sex }, era, random);
    pupil.guardians = guardians.map((guardian, at) => ({ guardian, link: linkOf(situation, couple.sexes[at], random) }));
    return pupil;
  });
  return { situation, pupils, guardians, ...(wish.story ? { story: wish.story } : {}) };
}
