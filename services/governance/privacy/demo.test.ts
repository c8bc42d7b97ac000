import { afterAll, expect, test } from 'vitest';
import { sql } from '#kernel';
import { startEnt } from '#kernel/testing';
import { seedDemo } from './demo.ts';
import privacy from './service.ts';

const now = new Date();
const ent = await startEnt([privacy]);
afterAll(() => ent[Symbol.asyncDispose]());

test('a newcomer sees each screen of the rights alive: requests at each stage, a breach, an exercise, a project, what nights deleted', async () => {
  const academy = crypto.randomUUID();
  await sql`insert into kernel.places (id, kind, name) values (${academy}, 'academy', 'Académie de Toulouse')`.execute(ent.db);
  const schoolId = await ent.school({ parentId: academy });
  const classId = await ent.classroom(schoolId);
  const pupilId = await ent.pupil('Léa Martin', classId);
  const [guardianId, teacherId] = [await ent.guardian('Anne Martin', pupilId), await ent.teacher('Claire Benali', classId)];
  const directorId = await ent.director('Dominique Rey', schoolId);
  const academyId = await ent.person('Irène Sabatier');
  await ent.give(academyId, 'academy', academy);
  await ent.db
    .transaction()
    .execute((tx) => seedDemo(tx, { schoolId, classId, pupilId, guardianId, teacherId, directorId, academyId, now }));

  const desk = (await (await ent.as(directorId)).json('/donnees/bureau')).json();
  expect([desk.open.length, desk.answered.length]).toEqual([2, 1]);
  expect(desk.open.every(({ dueOn }: { dueOn: string }) => dueOn >= desk.today)).toBe(true);
  const keeper = await ent.as(academyId);
  const { rows } = (await keeper.json('/donnees/fuites')).json();
  expect(rows.map(({ exercise, closedAt }: { exercise: boolean; closedAt: string }) => [exercise, closedAt !== null])).toEqual([
    [true, true],
    [false, true],
  ]);
  expect((await keeper.get(`/donnees/fuites/${rows[0].id}`)).body).toContain('EXERCICE');
  expect((await keeper.json('/donnees/effacements')).json().days.length).toBe(3);
  expect((await (await ent.as(guardianId)).get(`/accords/${pupilId}`)).body).toContain('Le film du spectacle');
  expect((await (await ent.as(teacherId)).json(`/accords/projets/${classId}`)).json().projects).toHaveLength(1);
});
