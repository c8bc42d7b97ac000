import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, sql, type Writer } from '#kernel/db';
import { drawerIn } from '#kernel/files';
import { settleJobs } from '#kernel/jobs';
import type { Service } from '#kernel/service';
import { seedDemo } from '#services/communication/liaison';
import { seedDemo as seedMeetings } from '#services/communication/meetings';
import { seedDemo as seedMessages } from '#services/communication/messaging';
import { seedDemo as seedPolls } from '#services/communication/polls';
import { seedDemo as seedAudit } from '#services/governance/audit';
import { seedDemo as seedConventions } from '#services/governance/conventions';
import { seedDemo as seedDeployment } from '#services/governance/deployment';
import { importFolder } from '#services/governance/imports';
import { seedDemo as seedLines } from '#services/governance/network';
import { type Seat, seedDemo as seedPrivacy } from '#services/governance/privacy';
import { seedDemo as seedStatistics } from '#services/governance/statistics';
import { seedDemo as seedSupport } from '#services/governance/support';
import { seedDemo as seedTraining } from '#services/governance/training';
import { seedDemo as seedAgenda } from '#services/information/agenda';
import { seedDemo as seedJournal } from '#services/pedagogy/journal';
import { seedDemo as seedRoll } from '#services/pupil-life/attendance';
import { seedDemo as seedHomework } from '#services/pupil-life/homework';
import { saveDemonstrationAccount } from '#services/utilities/account';
import type { Config } from '../kernel/config.ts';
import { synth } from '../synth/index.ts';
import { addDuplicate } from './duplicate.ts';
import { openGuichets } from './guichets.ts';
import { attachTeachers, cast, giveApplication, openAccounts, password } from './people.ts';

type Work = { config: Config; services: Service[]; say: (sentence: string) => void };

/** An invented town, and the guichets by which its people may also come in. */
export async function demonstrate(db: Database, work: Work): Promise<void> {
  await inventTown(db, work);
  await openGuichets(db, work.config);
}

/**
 * Fills an empty database with the five schools of the convention, invented people read from generated AAF files by the real
 * import, notes, messages, homework and dates in a class, and one open account per profile. Does nothing when somebody already lives there.
 */
async function inventTown(db: Database, { config, services, say }: Work): Promise<void> {
  if (await db.selectFrom('kernel.people').select('id').limit(1).executeTakeFirst()) return;
  say('Première fois : Préau invente une commune, ses cinq écoles et leurs familles…');
  const now = new Date();
  const files = await mkdtemp(join(tmpdir(), 'preau-demonstration-'));
  try {
    const { stories } = await synth({ folder: files });
    const report = await importFolder(db, { folder: files, by: null, now, approve: 'all' });
    if (report.state !== 'applied') throw new Error(`the demonstration could not be imported: ${report.state}`);
    await attachTeachers(db);
    const shown = await cast(db, stories);
    await db.transaction().execute((tx) => openAccounts(tx, shown, now));
    await db.transaction().execute(async (tx) => {
      for (const { personId, profile, school } of shown) {
        const { id: accountId } = await tx
          .selectFrom('kernel.accounts')
          .select('id')
          .where('person_id', '=', personId)
          .executeTakeFirstOrThrow();
        const totpKey = await giveApplication(tx, { accountId, secret: config.secret, now });
        await saveDemonstrationAccount(tx, { accountId, password, profile, schoolName: school, totpKey });
      }
    });
    const parent = shown.find(({ profile }) => profile === 'Parent');
    if (parent) await addDuplicate(db, { parentId: parent.personId, now });
    const team = shown.find(({ profile }) => profile === 'Équipe académique');
    if (team) await db.transaction().execute((tx) => seedConventions(tx, { now, drawer: drawerIn(config.folder), by: team.personId }));
    const waiting = shown.map(({ personId }) => personId);
    for (const [at, { classId, teacherId }] of (await classesShown(db, waiting)).entries())
      await db.transaction().execute(async (tx) => {
        if (at === 0) await seedAudit(tx, { teacherId });
        await seedDemo(tx, { classId, teacherId, now, waiting });
        await seedMessages(tx, { classId, teacherId, now });
        await seedHomework(tx, { classId, teacherId, now });
        await seedRoll(tx, { classId, teacherId, now, often: at === 0 });
        await seedJournal(tx, { classId, teacherId, now, drawer: drawerIn(config.folder) });
        await seedAgenda(tx, { classId, teacherId, now });
        await seedMeetings(tx, { classId, teacherId, now, waiting });
        await seedPolls(tx, { classId, teacherId, now, waiting });
      });
    await db.transaction().execute((tx) => seedHelp(tx, waiting, now));
    if (team) await db.transaction().execute((tx) => seedRights(tx, waiting, team.personId, now));
    await db.transaction().execute((tx) => seedStatistics(tx, { now }));
    await db.transaction().execute((tx) => seedDeployment(tx, { but: waiting, now }));
    await db.transaction().execute((tx) => seedLines(tx, { now }));
    // The changes of the two weeks that follow are laid on the server, for whoever wants to review an import.
    await synth({ folder: join(config.folder, 'aaf'), delta: true });
    await settleJobs({ db, services, config });
    await db.pool.query('analyze');
  } finally {
    await rm(files, { recursive: true, force: true });
  }
}

/** The classes of the children of the families shown, with their teacher: there the notes are. */
async function classesShown(db: Database, people: string[]): Promise<{ classId: string; teacherId: string }[]> {
  const { rows } = await sql<{ classId: string; teacherId: string }>`
    select distinct on (c.place_id) c.place_id as "classId", t.person_id as "teacherId"
    from kernel.functions c
    join kernel.functions t on t.place_id = c.place_id and t.kind = 'teacher'
    where c.kind = 'pupil' and c.place_id <> c.school_id and (c.person_id = any (${people}::uuid[]) or c.person_id in (
      select pupil_id from kernel.guardianships where guardian_id = any (${people}::uuid[])))
    order by c.place_id, t.person_id`.execute(db);
  return rows;
}

/** The parents shown ask their child's school for help; its teacher asks the town and the circonscription, which offers a training. */
async function seedHelp(tx: Writer, people: string[], now: Date): Promise<void> {
  const { rows } = await sql<{ schoolId: string; guardianId: string; teacherId: string }>`
    select distinct on (c.school_id) c.school_id as "schoolId", g.guardian_id as "guardianId", t.person_id as "teacherId"
    from kernel.guardianships g
    join kernel.functions c on c.person_id = g.pupil_id and c.kind = 'pupil'
    join kernel.functions t on t.school_id = c.school_id and t.kind = 'teacher'
    where g.guardian_id = any (${people}::uuid[])
    order by c.school_id, t.person_id <> all (${people}::uuid[]), g.guardian_id, t.person_id`.execute(tx);
  for (const row of rows) await seedSupport(tx, { ...row, now });
  const [first] = rows;
  const { rows: above } = await sql<{ id: string }>`
    select p.id from kernel.place_ancestors up join kernel.places p on p.id = up.ancestor_id
    where up.place_id = ${first?.schoolId} and p.kind = 'circonscription'`.execute(tx);
  if (first && above[0]) await seedTraining(tx, { placeId: above[0].id, teacherId: first.teacherId, now });
}

/** A parent shown asked about their child's data; the academy shown keeps the register of breaches of that school. */
async function seedRights(tx: Writer, people: string[], academyId: string, now: Date): Promise<void> {
  const { rows } = await sql<Omit<Seat, 'academyId' | 'now'>>`
    select c.school_id as "schoolId", c.place_id as "classId", g.pupil_id as "pupilId", g.guardian_id as "guardianId",
      t.person_id as "teacherId", d.person_id as "directorId"
    from kernel.guardianships g
    join kernel.functions c on c.person_id = g.pupil_id and c.kind = 'pupil' and c.place_id <> c.school_id
    join kernel.functions t on t.place_id = c.place_id and t.kind = 'teacher'
    join kernel.functions d on d.place_id = c.school_id and d.kind = 'director'
    where g.guardian_id = any (${people}::uuid[]) and g.holds_authority and d.person_id <> g.guardian_id
    order by d.person_id <> all (${people}::uuid[]), t.person_id <> all (${people}::uuid[]), g.guardian_id, g.pupil_id, t.person_id limit 1`.execute(
    tx,
  );
  const [first] = rows;
  if (first) await seedPrivacy(tx, { ...first, academyId, now });
}
