import { afterAll, expect, test } from 'vitest';
import { newId } from '#kernel/db';
import { everyFeature } from '#kernel/moderation';
import { startEnt } from '#kernel/testing';
import { services } from '../preau.ts';

/** The day when all must stop: nobody writes to anybody any more, and the school goes on. */

const now = new Date('2026-11-24T07:40:00Z'); // a Tuesday, 8 h 40
const ent = await startEnt(services, { now: () => now });
afterAll(() => ent[Symbol.asyncDispose]());
const school = await ent.school();
const ce1 = await ent.classroom(school, 'CE1 A');
const claire = await ent.teacher('Claire Benali', ce1);
const zelie = await ent.pupil('Zélie Moreau', ce1);
const anne = await ent.guardian('Anne Moreau', zelie);
await ent.db.updateTable('kernel.accounts').set({ activated_at: now }).execute();
await ent.db
  .insertInto('kernel.brakes')
  .values({
    ...{ id: newId(), place_id: school, feature: everyFeature, profiles: null, state: 'closed', reason: 'comptes volés' },
    ...{ set_by: null, set_at: now, ends_at: new Date('2026-11-30T00:00:00Z') },
  })
  .execute();

test('frozen, a message leaves nobody’s hands', async () => {
  const teacher = await ent.as(claire);
  const draft = String((await teacher.post('/messagerie/brouillons')).headers.location);
  await teacher.post(draft, { subject: 'Bonjour', text: 'Bonjour.', add: [`person:${anne}`], press: 'add' });
  const { list } = (await teacher.json(`${draft}/apercu`)).json();
  expect((await teacher.post(`${draft}/envoi`, { list })).statusCode).toBe(403);
  expect(await ent.db.selectFrom('kernel.notifications').select('id').execute()).toEqual([]);
});

test('frozen, the roll is called, the family of a missing child is told at once and answers', async () => {
  const teacher = await ent.as(claire);
  const sheet = `/appel/${ce1}/2026-11-24/matin`;
  const { key, seen } = (await teacher.json(sheet)).json();
  expect((await teacher.post(sheet, { key, seen: String(seen), [`mark-${zelie}`]: 'absent' })).statusCode).toBe(303);
  await ent.settle();
  const told = await ent.db.selectFrom('kernel.notifications').select(['person_id', 'href']).where('arrived_at', 'is not', null).execute();
  expect(told.map(({ person_id }) => person_id)).toEqual([anne]);
  expect((await (await ent.as(anne)).get(told[0]?.href ?? '')).statusCode).toBe(200);
});

test('frozen, the agenda is read and written', async () => {
  const teacher = await ent.as(claire);
  const event = {
    ...{ placeId: ce1, title: 'Sortie', firstDay: '2026-12-01', lastDay: '', starts: '09:00', ends: '10:00' },
    ...{ venue: '', details: '', every: '', until: '' },
  };
  const written = await teacher.post('/agenda/nouveau', event);
  expect(written.statusCode).toBe(303);
  expect((await (await ent.as(anne)).get(String(written.headers.location))).body).toContain('Sortie');
});
