import { afterAll, expect, test } from 'vitest';
import { sql } from '#kernel';
import { startEnt, startMailSink } from '#kernel/testing';
import { circle, draftBy, openPupils, person, send } from './scene.ts';
import messaging from './service.ts';

/**
 * What happened in France on 20 March 2024, played again: a pupil's account is stolen; at three in the morning it writes to
 * everybody it can, with a link to something that no child should see.
 */
let clock = new Date('2027-03-16T10:00+01:00');
const sink = await startMailSink();
const { default: moderation } = await import(new URL('../../governance/moderation/service.ts', import.meta.url).href);
const ent = await startEnt([messaging, moderation], { now: () => clock, smtp: sink.url });
afterAll(async () => {
  await ent[Symbol.asyncDispose]();
  await sink.close();
});

const school = await ent.school({ calm: true });
const [ce1, cm2] = [await ent.classroom(school, 'CE1 A'), await ent.classroom(school, 'CM2')];
const teachers = [await ent.teacher('Claire Benali', ce1), await ent.teacher('Marc Olive', cm2)];
const director = await ent.director('Dominique Rey', school);
const pupils: string[] = [];
const families: string[] = [];
for (let at = 0; at < 24; at += 1) {
  const pupil = await ent.pupil(`Élève${at} Martin`, cm2, 'CM2');
  pupils.push(pupil);
  families.push(await ent.guardian(`Parent${at} Martin`, pupil));
}
const [stolen = ''] = pupils;
await openPupils(ent, cm2, 'after');
const link = 'https://video.invalid/horreur';
const horror = { subject: 'URGENT', text: `Regardez tous, c’est très grave : ${link}` };
const everybody = [...teachers, director, ...pupils, ...families].filter((id) => id !== stolen);

const at = async (moment: string) => {
  clock = new Date(moment);
  await ent.settle();
  await ent.work('moderation.tell');
  await ent.work('kernel.digest');
};
/** What any other mailbox, feed or letter has of it. */
const delivered = async () => {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from messaging.recipients r join messaging.messages m on m.id = r.message_id
    where m.sender_id = any (${pupils}::uuid[]) and r.field <> 'from' and (r.arrives_at is not null or m.state = 'sent')`.execute(ent.db);
  const told = await ent.db.selectFrom('kernel.notifications').select('title').where('title', 'like', '%Élève%').execute();
  return { mailboxes: rows[0]?.count, told: told.length, letters: sink.letters.filter(({ text }) => /Élève|video/.test(text)).length };
};
const nothing = { mailboxes: 0, told: 0, letters: 0 };
const holds = async () => (await ent.db.selectFrom('kernel.holds').select(['why', 'decision']).execute()).map(({ why }) => why);

test('at 03:00 the thief finds nobody but the class: no adult who does not teach it, no circle, no stranger', async () => {
  clock = new Date('2027-03-16T03:00+01:00');
  const thief = await ent.as(stolen);
  const attempts = [
    ...everybody.map(person),
    ...['families', 'pupils', 'team', 'directors', 'teachers', 'inspection'].flatMap((kind) =>
      [ce1, cm2, school].map((place) => circle(kind, place)),
    ),
  ];
  const draft = await draftBy(ent, stolen, { ...horror, to: attempts });
  const { receivers } = (await thief.json(`/messagerie/brouillons/${draft}/apercu`)).json();
  const reached = receivers.map(({ id }: { id: string }) => id);
  expect(reached.sort()).toEqual([...pupils.slice(1), teachers[1]].sort());
  await send(ent, stolen, draft);
});

test('one by one, without a link, in many words or in few: all of it is held', async () => {
  for (const [number, to] of [...pupils.slice(1), teachers[1] ?? ''].entries()) {
    const draft = await draftBy(ent, stolen, {
      to: [person(to)],
      subject: 'Salut',
      text: number % 2 ? 'Regarde ça.' : `Regarde ça ${number} : www.video.invalid/x`,
    });
    await send(ent, stolen, draft);
  }
  expect((await holds()).length).toBe(25);
});

test('at ten past three, at seven, at noon and the next day: 0 deliveries', async () => {
  for (const moment of ['2027-03-16T03:10+01:00', '2027-03-16T07:00+01:00', '2027-03-16T12:00+01:00', '2027-03-17T18:05+01:00']) {
    await at(moment);
    expect(await delivered()).toEqual(nothing);
  }
});

test('the director was told at once, sees the words without a link to click, and nothing leaves when all is refused', async () => {
  const told = await ent.db
    .selectFrom('kernel.notifications')
    .select(['person_id', 'arrived_at'])
    .where('title', 'like', '%décision%')
    .execute();
  expect(told.map(({ person_id }) => person_id)).toContain(director);
  const head = await ent.as(director);
  const page = (await head.get('/moderation/attente')).body;
  expect(page).toContain(link);
  expect(page).not.toContain(`href="${link}"`);
  const { things } = (await head.json('/moderation/attente')).json();
  for (const { id } of things) await head.post(`/moderation/retenues/${id}/refus`);
  await at('2027-03-18T10:00+01:00');
  expect(await delivered()).toEqual(nothing);
});

test('forty accounts at ten in the morning, the same words to one classmate each: the wave stops at the second', async () => {
  clock = new Date('2027-03-18T10:00+01:00');
  const wave = { subject: 'Coucou', text: 'Ce soir à minuit, il va se passer quelque chose.' };
  for (const [number, one] of pupils.entries()) {
    clock = new Date(clock.getTime() + 20_000);
    const to = pupils[(number + 1) % pupils.length] ?? '';
    await send(ent, one, await draftBy(ent, one, { to: [person(to)], ...wave }));
  }
  const passed = (await delivered()).mailboxes ?? 0;
  expect(passed).toBeLessThanOrEqual(2);
  // What passed is taken back by its content, everywhere in the school, in one gesture of the director.
  const seen = await sql<{ id: string; reader: string }>`
    select m.id, r.person_id as reader from messaging.messages m join messaging.recipients r on r.message_id = m.id and r.field = 'to'
    where m.state = 'sent' and m.subject = 'Coucou'`.execute(ent.db);
  const [one] = seen.rows;
  await (await ent.as(one?.reader ?? '')).post(`/messagerie/messages/${one?.id}/signalement`, { why: 'Ça me fait peur.' });
  const head = await ent.as(director);
  const { things } = (await head.json('/moderation/attente')).json();
  const reported = things.find(({ kind }: { kind: string }) => kind === 'report');
  expect((await head.post(`/moderation/signalements/${reported.id}/rappel`)).statusCode).toBe(303);
  const left = await sql`select from messaging.messages where subject = 'Coucou' and state in ('sent', 'held')`.execute(ent.db);
  expect(left.rows).toEqual([]);
  expect((await (await ent.as(one?.reader ?? '')).get(`/messagerie/messages/${one?.id}`)).body).not.toContain('minuit');
});

test('frozen by the school, a stolen account writes nothing more, and nobody’s reading stops', async () => {
  clock = new Date('2027-03-19T10:00+01:00');
  const head = await ent.as(director);
  await head.post(`/moderation/lieux/${school}`, {
    feature: '*',
    state: 'read-only',
    profiles: ['pupil', 'guardian'],
    hours: '24',
    reason: 'Des comptes ont été volés.',
  });
  const draft = await draftBy(ent, stolen, { to: [person(pupils[1] ?? '')], text: 'Bonjour' });
  const refused = await send(ent, stolen, draft);
  expect(refused.statusCode).toBe(403);
  expect(refused.body).toContain('Des comptes ont été volés.');
  expect((await (await ent.as(families[0] ?? '')).get('/messagerie')).statusCode).toBe(200);
  const teacher = await draftBy(ent, teachers[1] ?? '', { to: [circle('families', cm2)], text: 'Chers parents, nous vous expliquons.' });
  expect((await send(ent, teachers[1] ?? '', teacher)).statusCode).toBe(303);
});
