import { afterAll, expect, test } from 'vitest';
import { newId } from '#kernel';
import { startEnt } from '#kernel/testing';
import portal from './service.ts';

const ent = await startEnt([portal]);
afterAll(() => ent[Symbol.asyncDispose]());

const school = await ent.school();
const ce1 = await ent.classroom(school);
const home = async (personId: string) => (await (await ent.as(personId)).json('/')).json();
const leave = (...ids: string[]) =>
  ent.db
    .updateTable('kernel.people')
    .set({ leaving_since: new Date(0), trashed_at: new Date(0) })
    .where('id', 'in', ids)
    .execute();

test('a home counts who is there today: nobody who left, nobody from the trash', async () => {
  const teacher = await ent.teacher('Hugo Lafont', ce1);
  const director = await ent.director('Nadia Ferrand', school);
  const nina = await ent.pupil('Nina Roux', ce1);
  await ent.guardian('Anne Roux', nina);
  const [gone, fled] = [await ent.pupil('Tom Parti', ce1), await ent.guardian('Paul Parti', nina)];
  await leave(gone, fled);
  await ent.give(await ent.person('Lou Hier'), 'pupil', ce1, { endsOn: '2020-01-01' });
  expect((await home(teacher)).classes).toMatchObject([{ pupils: 1, guardians: 1 }]);
  // Nina, her mother, the teacher and the director.
  expect((await home(director)).schools).toMatchObject([{ pupils: 1, accounts: 4, waiting: 0 }]);
});

test('a child is told of today’s teachers', async () => {
  const cm2 = await ent.classroom(school, 'CM2');
  await ent.teacher('Aude Roy', cm2);
  await ent.give(await ent.person('Fini Hier'), 'teacher', cm2, { endsOn: '2020-01-01' });
  await leave(await ent.teacher('Jeté Loin', cm2));
  expect((await home(await ent.pupil('Zoé Vidal', cm2, 'CM2'))).pupil).toEqual({ place: 'CM2', teachers: ['Aude Roy'] });
});

test('news of a child who is no longer in one’s charge is no longer told', async () => {
  const [mine, once] = [await ent.pupil('Léa Martin', ce1), await ent.pupil('Ali Kaya', ce1)];
  const parent = await ent.guardian('Anne Martin', mine, once);
  const event_id = newId();
  await ent.db
    .insertInto('kernel.events')
    .values({ id: event_id, service: 'portal', event: 'told', circle: '{}', payload: '{}', delivered_at: new Date() })
    .execute();
  for (const about_id of [mine, once, null])
    await ent.db
      .insertInto('kernel.notifications')
      .values({
        id: newId(),
        event_id,
        person_id: parent,
        about_id,
        title: `À propos de ${about_id}`,
        href: '/',
        arrives_at: new Date(),
        arrived_at: new Date(),
      })
      .execute();
  await ent.db.deleteFrom('kernel.guardianships').where('pupil_id', '=', once).execute();
  const titles = (await home(parent)).news.map((one: { title: string }) => one.title);
  expect(titles.sort()).toEqual([`À propos de ${mine}`, 'À propos de null'].sort());
});

test('a child’s home never says that nothing is new: it does not know', async () => {
  const pupil = await ent.pupil('Eli Petit', ce1);
  expect((await (await ent.as(pupil)).get('/')).body).not.toContain('Rien de nouveau');
});
