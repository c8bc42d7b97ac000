import { connect, type Database, type FunctionKind, type Level, newId, type Writer } from '#kernel/db';
import { drawerIn } from '#kernel/files';
import { acceptCharter, createAccount, currentCharter } from '#kernel/identity';
import { settleJobs } from '#kernel/jobs';
import { schoolYearOf } from '#kernel/people';
import type { Service } from '#kernel/service';
import { seedDemo as seedLiaison } from '#services/communication/liaison';
import { seedDemo as seedMeetings } from '#services/communication/meetings';
import { seedDemo as seedMessages } from '#services/communication/messaging';
import { seedDemo as seedPolls } from '#services/communication/polls';
import { castRole, type Role } from '#services/governance/sandbox';
import { seedDemo as seedSupport } from '#services/governance/support';
import { seedDemo as seedTraining } from '#services/governance/training';
import { seedDemo as seedAgenda } from '#services/information/agenda';
import { seedDemo as seedJournal } from '#services/pedagogy/journal';
import { seedDemo as seedRoll } from '#services/pupil-life/attendance';
import { seedDemo as seedHomework } from '#services/pupil-life/homework';
import { adultName, childName, lastName, mailName, type Sex } from '../synth/names.ts';
import { type Random, randomFrom } from '../synth/random.ts';
import { uaiOf } from '../synth/uai.ts';

type Work = { url: string; folder: string; services: Service[]; now: Date };
type Name = { first: string; last: string };

const classes: { name: string; levels: Level[] }[] = [
  { name: 'PS-MS', levels: ['PS', 'MS'] },
  { name: 'GS', levels: ['GS'] },
  { name: 'CP', levels: ['CP'] },
  { name: 'CE1-CE2', levels: ['CE1', 'CE2'] },
  { name: 'CM1-CM2', levels: ['CM1', 'CM2'] },
];
const pupilsInAClass = 12;
const ages: Partial<Record<Level, number>> = { PS: 3, MS: 4, GS: 5, CP: 6, CE1: 7, CE2: 8, CM1: 9, CM2: 10 };

/** Fills an empty database with « École des Essais »: five classes, their families, and somebody behind each role. Nobody in it is real. */
export async function inventSchool({ url, folder, services, now }: Work): Promise<void> {
  const db = connect(url, { max: 4 });
  try {
    const made = await db.transaction().execute((tx) => people(tx, now));
    for (const [at, { classId, teacherId }] of made.classes.entries())
      await db.transaction().execute(async (tx) => {
        const seat = { classId, teacherId, now, drawer: drawerIn(folder), waiting: [made.parentId], often: at === 2 };
        await seedLiaison(tx, seat);
        await seedMessages(tx, seat);
        await seedHomework(tx, seat);
        await seedRoll(tx, seat);
        await seedJournal(tx, seat);
        await seedAgenda(tx, seat);
        await seedMeetings(tx, seat);
        await seedPolls(tx, seat);
      });
    await db.transaction().execute(async (tx) => {
      const teacherId = made.classes[2]?.teacherId ?? made.parentId;
      await seedSupport(tx, { schoolId: made.schoolId, guardianId: made.parentId, teacherId, now });
      await seedTraining(tx, { placeId: made.circonscriptionId, teacherId, now });
    });
    await settleAll(db, { folder, services, now });
  } finally {
    await db.destroy();
  }
}

/** News arrive and mails are laid in a folder that is about to be copied: those of this school go nowhere. */
async function settleAll(db: Database, { folder, services, now }: Omit<Work, 'url'>): Promise<void> {
  const config = { folder, publicUrl: 'http://essai.invalid', secret: Buffer.alloc(32), smtp: undefined, mailFrom: 'essai@essai.invalid' };
  await settleJobs({ db, services, config, now: () => now });
  await db.pool.query('analyze');
}

type Made = { schoolId: string; circonscriptionId: string; parentId: string; classes: { classId: string; teacherId: string }[] };

async function people(tx: Writer, now: Date): Promise<Made> {
  const random = randomFrom('école d’essai');
  const { schoolId, circonscriptionId, townId } = await places(tx);
  const adult = (kind: FunctionKind, placeId: string, school: string | null, name = adultCalled(random)) =>
    worker(tx, { kind, placeId, school, name });
  const directorId = await adult('director', schoolId, schoolId);
  const others: [Role, FunctionKind, string, string | null][] = [
    ['assistant', 'assistant', schoolId, schoolId],
    ['atsem', 'atsem', schoolId, schoolId],
    ['town', 'town', townId, null],
    ['adviser', 'adviser', circonscriptionId, null],
  ];
  const cast: [Role, string][] = [['director', directorId]];
  for (const [role, kind, place, school] of others) cast.push([role, await adult(kind, place, school)]);

  // The family that one plays has a child among the small ones and one at the CP.
  const ours = { last: lastName(random), guardians: [] as string[] };
  for (const sex of ['F', 'M'] as const)
    ours.guardians.push(await person(tx, { first: adultName(sex, random), last: ours.last }, { mail: true }));
  const [parentId = ''] = ours.guardians;
  cast.push(['parent', parentId]);

  const made: Made['classes'] = [];
  const asPupil: Partial<Record<Level, Role>> = { MS: 'nursery-pupil', CP: 'beginner', CM1: 'pupil' };
  const asTeacher: Record<string, Role> = { 'PS-MS': 'nursery-teacher', CP: 'teacher' };
  for (const { name, levels } of classes) {
    const classId = newId();
    const year = schoolYearOf(now).name;
    await tx
      .insertInto('kernel.places')
      .values({ id: classId, kind: 'class', name, parent_id: schoolId, school_id: schoolId, school_year: year })
      .execute();
    const teacherId = await adult('teacher', classId, schoolId);
    await tx
      .insertInto('kernel.functions')
      .values({ id: newId(), person_id: teacherId, place_id: schoolId, school_id: schoolId, kind: 'teacher' })
      .execute();
    made.push({ classId, teacherId });
    const role = asTeacher[name];
    if (role) cast.push([role, teacherId]);
    for (let at = 0; at < pupilsInAClass; at += 1) {
      const level = levels[at % levels.length] ?? 'CP';
      const played = asPupil[level];
      const first = played !== undefined && !cast.some(([known]) => known === played);
      const family = first && played !== 'pupil' ? ours : await foundFamily(tx, random);
      const pupilId = await pupil(tx, random, { last: family.last, level, classId, schoolId, now });
      if (first) cast.push([played, pupilId]);
      for (const [rank, guardianId] of family.guardians.entries())
        await tx
          .insertInto('kernel.guardianships')
          .values({ pupil_id: pupilId, guardian_id: guardianId, kind: rank === 0 ? 'mother' : 'father' })
          .execute();
    }
  }
  for (const [role, personId] of cast) {
    await castRole(tx, role, personId);
    await opened(tx, personId, { child: role === 'pupil' || role === 'beginner' || role === 'nursery-pupil', now });
  }
  return { schoolId, circonscriptionId, parentId, classes: made };
}

async function places(tx: Writer) {
  const [regionId, academyId, circonscriptionId, townId, schoolId] = [newId(), newId(), newId(), newId(), newId()];
  const rows = [
    { id: regionId, kind: 'region', name: 'Région inventée', parent_id: null },
    { id: academyId, kind: 'academy', name: 'Académie inventée', parent_id: regionId },
    { id: circonscriptionId, kind: 'circonscription', name: 'Circonscription inventée', parent_id: academyId },
    { id: townId, kind: 'town', name: 'Essais-sur-Lers', parent_id: null },
  ] as const;
  await tx
    .insertInto('kernel.places')
    .values([...rows])
    .execute();
  await tx
    .insertInto('kernel.places')
    .values({ id: schoolId, kind: 'school', name: 'École des Essais', parent_id: circonscriptionId, school_id: schoolId })
    .execute();
  await tx
    .insertInto('kernel.schools')
    .values({ id: schoolId, uai: uaiOf('0009999'), nature: 'primaire', town_id: townId, calm: false })
    .execute();
  return { schoolId, circonscriptionId, townId };
}

const adultCalled = (random: Random): Name => ({ first: adultName(random.chance(0.7) ? 'F' : 'M', random), last: lastName(random) });

async function person(tx: Writer, { first, last }: Name, { born, mail }: { born?: string; mail?: boolean } = {}): Promise<string> {
  const id = newId();
  const name = { first_name: first, last_name: cased(last) };
  await tx
    .insertInto('kernel.people')
    .values({ id, ...name, birth_date: born ?? null })
    .execute();
  // No mail reaches « .invalid » (RFC 2606), and none leaves.
  if (mail)
    await tx
      .insertInto('kernel.contacts')
      .values({ person_id: id, email: `${mailName(first, last)}@essai.invalid` })
      .execute();
  await createAccount(tx, { id, firstName: name.first_name, lastName: name.last_name });
  return id;
}

const cased = (name: string): string =>
  name.toLocaleLowerCase('fr').replace(/(^|[\s’'-])(\p{L})/gu, (_, before, letter) => before + letter.toLocaleUpperCase('fr'));

async function worker(tx: Writer, of: { kind: FunctionKind; placeId: string; school: string | null; name: Name }): Promise<string> {
  const id = await person(tx, of.name, { mail: true });
  await tx
    .insertInto('kernel.functions')
    .values({ id: newId(), person_id: id, place_id: of.placeId, school_id: of.school, kind: of.kind })
    .execute();
  return id;
}

async function foundFamily(tx: Writer, random: Random): Promise<{ last: string; guardians: string[] }> {
  const last = lastName(random);
  const sexes: Sex[] = random.chance(0.2) ? ['F'] : ['F', 'M'];
  const guardians: string[] = [];
  for (const sex of sexes) guardians.push(await person(tx, { first: adultName(sex, random), last }, { mail: true }));
  return { last, guardians };
}

async function pupil(
  tx: Writer,
  random: Random,
  { last, level, classId, schoolId, now }: { last: string; level: Level; classId: string; schoolId: string; now: Date },
): Promise<string> {
  const year = Number(schoolYearOf(now).name.slice(0, 4)) - (ages[level] ?? 6);
  const born = `${year}-${String(random.int(1, 12)).padStart(2, '0')}-${String(random.int(1, 28)).padStart(2, '0')}`;
  const id = await person(tx, { first: childName(random.chance(0.5) ? 'F' : 'M', random), last }, { born });
  await tx
    .insertInto('kernel.functions')
    .values({ id: newId(), person_id: id, place_id: classId, school_id: schoolId, kind: 'pupil', level })
    .execute();
  return id;
}

/** Somebody who may be played: in at once, the charter read. Nobody here has a password. */
async function opened(tx: Writer, personId: string, { child, now }: { child: boolean; now: Date }): Promise<void> {
  const { id: accountId } = await tx
    .updateTable('kernel.accounts')
    .set({ activated_at: now })
    .where('person_id', '=', personId)
    .returning('id')
    .executeTakeFirstOrThrow();
  const charter = await currentCharter(tx, child ? 'child' : 'adult');
  if (charter) await acceptCharter(tx, { accountId, charterId: charter.id, now });
}
