import { afterAll, expect, test } from 'vitest';
import { newId } from '#kernel/db';
import { hold } from '#kernel/moderation';
import { startEnt } from '#kernel/testing';
import { answerTo, circle, draftBy, person, send, sentBy, shelf, status, village } from './scene.ts';
import messaging from './service.ts';

/** Written in the evening, read in the morning; and the brakes. */

let now = new Date('2026-11-24T20:30:00Z');
const ent = await startEnt([messaging], { now: () => now });
afterAll(() => ent[Symbol.asyncDispose]());
const v = await village(ent, { calm: true });
const at = (moment: string) => {
  now = new Date(moment);
};

test('written at 21:30, it arrives at seven: until then it is in no list, count, search, address, file nor notification', async () => {
  at('2026-11-24T20:30:00Z'); // 21:30 in Paris, a Tuesday
  const id = await draftBy(ent, v.anne, { to: [person(v.claire)], subject: 'Nuit blanche', text: 'Demain, Zélie sera absente.' });
  const [anne, claire] = [await ent.as(v.anne), await ent.as(v.claire)];
  expect((await anne.get(`/messagerie/brouillons/${id}/apercu`)).body).toContain('Ce message arrivera demain à 7 h.');
  expect((await send(ent, v.anne, id)).statusCode).toBe(303);
  await ent.settle();
  const hidden = async () => {
    expect(await status(ent, v.claire, id)).toBe(404);
    expect((await claire.post(`/messagerie/messages/${id}/reponse`, { how: 'reply' })).statusCode).toBe(404);
    expect((await claire.post(`/messagerie/messages/${id}/signalement`, { why: 'x' })).statusCode).toBe(404);
    for (const url of ['/messagerie', '/messagerie?q=nuit', '/messagerie?rayon=trash', '/']) {
      const { body } = await claire.get(url);
      expect(body).not.toMatch(/Nuit blanche|Message de Anne/);
    }
    expect((await claire.json('/messagerie')).json().unread).toBe(0);
  };
  await hidden();
  at('2026-11-25T05:59:00Z');
  await ent.settle();
  await hidden();
  at('2026-11-25T06:00:30Z');
  await ent.work('kernel.arrive');
  const told = await ent.db.pool.query('select title from kernel.notifications where href = $1 and arrived_at is not null', [
    `/messagerie/messages/${id}`,
  ]);
  expect(told.rows).toEqual([{ title: 'Message de Anne Moreau' }]);
  expect((await shelf(ent, v.claire)).map(({ subject, unread }) => [subject, unread])).toEqual([['Nuit blanche', true]]);
  expect(await status(ent, v.claire, id)).toBe(200);
});

test('written on a Friday evening, it arrives on Monday; before a holiday, after it', async () => {
  at('2026-11-27T19:05:00Z');
  const friday = await draftBy(ent, v.anne, { to: [person(v.claire)] });
  expect((await (await ent.as(v.anne)).get(`/messagerie/brouillons/${friday}/apercu`)).body).toContain('lundi 30 novembre à 7 h');
  at('2026-11-10T19:30:00Z'); // the eve of 11 November
  expect((await (await ent.as(v.anne)).get(`/messagerie/brouillons/${friday}/apercu`)).body).toContain('jeudi 12 novembre à 7 h');
});

test('on its way, it can be called back: it is a draft again, and was never anywhere', async () => {
  at('2026-11-24T20:30:00Z');
  const id = await sentBy(ent, v.anne, { to: [person(v.claire)], subject: 'Trop vite' });
  const anne = await ent.as(v.anne);
  expect((await anne.post(`/messagerie/messages/${id}/rappel`)).headers.location).toBe(`/messagerie/brouillons/${id}`);
  at('2026-11-25T08:00:00Z');
  await ent.settle();
  expect((await shelf(ent, v.claire)).map(({ subject }) => subject)).not.toContain('Trop vite');
  expect((await shelf(ent, v.anne, '?rayon=drafts')).map(({ subject }) => subject)).toContain('Trop vite');
  expect((await send(ent, v.anne, id)).statusCode).toBe(303);
  expect((await shelf(ent, v.claire)).map(({ subject }) => subject)).toContain('Trop vite');
});

test('urgent passes over the evening, says why and is counted; a parent has no such lane', async () => {
  at('2026-11-24T20:30:00Z');
  const more = { urgent: 'L’école est fermée demain' };
  const id = await sentBy(ent, v.claire, { to: [circle('families', v.ce1)], subject: 'Fermeture', more });
  await ent.settle();
  expect((await shelf(ent, v.anne)).map(({ subject }) => subject)).toContain('Fermeture');
  expect((await (await ent.as(v.anne)).get(`/messagerie/messages/${id}`)).body).toContain('L’école est fermée demain');
  expect((await (await ent.as(v.dominique)).get('/messagerie/reglages')).body).toContain('1 envoi urgent dans votre école');
  const { rows } = await ent.db.pool.query('select from kernel.notifications where href = $1 and arrived_at is not null', [
    `/messagerie/messages/${id}`,
  ]);
  expect(rows.length).toBe(3);
  const parents = await sentBy(ent, v.anne, { to: [person(v.dominique)], subject: 'Vite', more });
  expect((await (await ent.as(v.anne)).json(`/messagerie/messages/${parents}`)).json().message.urgentReason).toBeNull();
  expect(await shelf(ent, v.dominique)).toEqual([]);
});

test('outside my hours a sentence answers for me, once a day for each person; two such teachers never answer each other for ever', async () => {
  at('2026-11-28T10:00:00Z'); // a Saturday
  const hours = { on: 'on', opens: '8', closes: '18', days: ['1', '2', '4', '5'], sentence: 'Je réponds les jours de classe.' };
  for (const teacher of [v.claire, v.marc])
    expect((await (await ent.as(teacher)).post('/messagerie/reglages/heures', hours)).statusCode).toBe(303);
  await sentBy(ent, v.anne, { to: [person(v.claire)], subject: 'Un' });
  await sentBy(ent, v.anne, { to: [person(v.claire)], subject: 'Deux' });
  const answers = async (id: string) => (await shelf(ent, id)).filter(({ subject }) => subject.startsWith('Réponse automatique'));
  expect((await answers(v.anne)).length).toBe(1);
  await sentBy(ent, v.claire, { to: [person(v.marc)], subject: 'Entre collègues' });
  expect([(await answers(v.claire)).length, (await answers(v.marc)).length]).toEqual([1, 0]);
  at('2026-11-29T10:00:00Z');
  await sentBy(ent, v.anne, { to: [person(v.claire)], subject: 'Trois' });
  expect((await answers(v.anne)).length).toBe(2);
  at('2026-11-30T10:00:00Z'); // Monday, within the hours
  await sentBy(ent, v.anne, { to: [person(v.claire)], subject: 'Quatre' });
  expect((await answers(v.anne)).length).toBe(2);
});

test('my hours are those of my school’s clock, at the other end of the world too', async () => {
  at('2026-12-01T14:00:00Z'); // 15:00 in Paris, 18:00 in La Réunion
  await ent.db.updateTable('kernel.schools').set({ time_zone: 'Indian/Reunion' }).where('id', '=', v.school).execute();
  await sentBy(ent, v.karim, { to: [person(v.claire)], subject: 'Trop tard là-bas' });
  const answered = (await shelf(ent, v.karim)).filter(({ subject }) => subject.startsWith('Réponse automatique'));
  await ent.db.updateTable('kernel.schools').set({ time_zone: 'Europe/Paris' }).where('id', '=', v.school).execute();
  expect(answered).toHaveLength(1);
});

test('the brakes of the school: staff first, nothing new, closed', async () => {
  at('2026-12-01T09:00:00Z');
  const first = await sentBy(ent, v.claire, { to: [person(v.anne)], subject: 'Avant' });
  const brake = async (state: 'staff-first' | 'read-only' | 'closed') => {
    await ent.db.deleteFrom('kernel.brakes').execute();
    await ent.db
      .insertInto('kernel.brakes')
      .values({
        id: newId(),
        place_id: v.school,
        feature: 'messaging',
        profiles: null,
        state,
        reason: 'menaces reçues',
        set_by: null,
        set_at: now,
        ends_at: new Date('2026-12-31'),
      })
      .execute();
  };
  const tries = async (personId: string, to: string) =>
    (await send(ent, personId, await draftBy(ent, personId, { to: [person(to)] }))).statusCode;
  await brake('staff-first');
  expect(await tries(v.anne, v.claire)).toBe(403);
  expect(await tries(v.claire, v.anne)).toBe(303);
  const answer =
    String((await (await ent.as(v.anne)).post(`/messagerie/messages/${first}/reponse`, { how: 'reply' })).headers.location).split('/')[3] ??
    '';
  await draftBy(ent, v.anne, { subject: 'Re', text: 'Oui' }, answer);
  expect((await send(ent, v.anne, answer)).statusCode).toBe(303);
  const unsent =
    String((await (await ent.as(v.anne)).post(`/messagerie/messages/${first}/reponse`, { how: 'reply' })).headers.location).split('/')[3] ??
    '';
  const quoted = async () => (await (await ent.as(v.anne)).get(`/messagerie/brouillons/${unsent}`)).body.includes('Bonjour à vous.');
  expect(await quoted()).toBe(true);
  await brake('read-only');
  expect(await tries(v.claire, v.anne)).toBe(403);
  expect(await status(ent, v.anne, first)).toBe(200);
  await brake('closed');
  expect(await status(ent, v.anne, first)).toBe(403);
  expect((await shelf(ent, v.anne)).length).toBe(0);
  expect((await (await ent.as(v.anne)).json('/messagerie')).json().unread).toBe(0);
  for (const how of ['reply', 'forward'])
    expect((await (await ent.as(v.anne)).post(`/messagerie/messages/${first}/reponse`, { how })).statusCode).toBe(403);
  expect(await quoted()).toBe(false);
  await ent.db.deleteFrom('kernel.brakes').execute();
  expect(await status(ent, v.anne, first)).toBe(200);
  expect((await (await ent.as(v.anne)).json('/messagerie')).json().unread).toBeGreaterThan(0);
});

test('what the school holds is in nobody’s mailbox; released it arrives, rejected it never does, recalled by content it is gone everywhere', async () => {
  at('2026-12-01T09:00:00Z');
  const { moderated } = messaging;
  if (!moderated) throw new Error('messaging is looked after');
  const hold = async (subject: string) => {
    const id = await sentBy(ent, v.claire, { to: [person(v.anne)], subject, text: `Texte de ${subject}` });
    await ent.db.pool.query(`update messaging.messages set state = 'held', held_for = 'school', arrives_at = null where id = $1`, [id]);
    await ent.db.pool.query(`update messaging.recipients set arrives_at = null where message_id = $1 and field <> 'from'`, [id]);
    return id;
  };
  const [good, bad] = [await hold('Retenu'), await hold('Refusé')];
  for (const id of [good, bad]) expect(await status(ent, v.anne, id)).toBe(404);
  const shown = await moderated.show({ db: ent.db, thingIds: [good] });
  expect(shown.get(good)).toMatchObject({ title: 'Retenu', author: 'Claire Benali', to: '1 parent' });
  await ent.db.transaction().execute((db) => moderated.release({ db, thingId: good, now }));
  await ent.db.transaction().execute((db) => moderated.reject({ db, thingId: bad, now }));
  expect([await status(ent, v.anne, good), await status(ent, v.anne, bad)]).toEqual([200, 404]);
  expect((await (await ent.as(v.claire)).get(`/messagerie/messages/${bad}`)).body).toContain('n’a pas été distribué');
  const copy = await sentBy(ent, v.claire, { to: [person(v.karim)], subject: 'RETENU', text: '  texte  de retenu ' });
  const contentHash = await moderated.hashOf({ db: ent.db, thingId: good });
  if (!contentHash) throw new Error('no content');
  expect(await ent.db.transaction().execute((db) => moderated.recall({ db, contentHash, schoolIds: [v.school], now }))).toBe(2);
  expect((await (await ent.as(v.karim)).get(`/messagerie/messages/${copy}`)).body).not.toContain('texte de retenu');
});

test('what is held and taken back by its author leaves nothing to decide', async () => {
  at('2026-12-01T09:00:00Z');
  const id = await sentBy(ent, v.claire, { to: [person(v.anne)], subject: 'Repris à temps' });
  await ent.db.pool.query(`update messaging.messages set state = 'held', held_for = 'school', arrives_at = null where id = $1`, [id]);
  const school = { service: 'messaging', schoolId: v.school, authorId: v.claire, why: 'vague', contentHash: null, now };
  await ent.db.transaction().execute(async (db) => {
    await hold(db, { ...school, thingId: id });
    await hold(db, { ...school, thingId: newId() });
  });
  expect((await (await ent.as(v.claire)).post(`/messagerie/messages/${id}/rappel`)).headers.location).toBe(`/messagerie/brouillons/${id}`);
  expect(await ent.db.selectFrom('kernel.holds').select('thing_id').where('thing_id', '=', id).execute()).toEqual([]);
  expect(await ent.db.selectFrom('kernel.holds').select('thing_id').execute()).toHaveLength(1);
});

test('a message that has not arrived opens no door to those it names', async () => {
  at('2026-12-01T09:00:00Z');
  const first = await sentBy(ent, v.claire, { to: [person(v.anne)], subject: 'Thread' });
  const draft = await answerTo(ent, v.anne, first, 'reply');
  at('2026-12-01T20:30:00Z');
  const late = await answerTo(ent, v.claire, first, 'all');
  await draftBy(ent, v.claire, { to: [person(v.anne)], cc: [person(v.marc)], subject: 'Re : Thread' }, late);
  expect((await send(ent, v.claire, late)).statusCode).toBe(303);
  const marcIsReached = async () => {
    await draftBy(ent, v.anne, { to: [person(v.marc)], subject: 'Re : Thread', text: 'Merci.' }, draft);
    const { receivers } = (await (await ent.as(v.anne)).json(`/messagerie/brouillons/${draft}/apercu`)).json();
    return receivers.some(({ id }: { id: string }) => id === v.marc);
  };
  expect(await marcIsReached()).toBe(false);
  at('2026-12-02T09:00:00Z');
  expect(await marcIsReached()).toBe(true);
});
