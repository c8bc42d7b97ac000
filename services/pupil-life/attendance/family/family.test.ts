import { afterAll, expect, test } from 'vitest';
import { sql } from '#kernel';
import { tokenHash } from '#kernel/identity';
import { meBySession } from '#kernel/perimeter';
import { startEnt, startMailSink, type Visitor } from '#kernel/testing';
import { filled, opened, statesOf, tuesday, village } from '../scene.ts';
import attendance from '../service.ts';
import { todo } from '../todo.ts';

let now = tuesday;
const sink = await startMailSink();
const ent = await startEnt([attendance], { now: () => now, smtp: sink.url });
afterAll(async () => {
  await ent[Symbol.asyncDispose]();
  await sink.close();
});
const v = await village(ent);
const [claire, anne, karim] = [await ent.as(v.claire), await ent.as(v.anne), await ent.as(v.karim)];
const morning = `/appel/${v.ce1}/2026-11-24/matin`;
const afternoon = `/appel/${v.ce1}/2026-11-24/apres-midi`;
const said = (when: string) => `/appel/enfants/${v.zelie}/prevenir/${when}`;
const toSay = async ({ token }: Visitor) => {
  const seen = await meBySession(ent.db, tokenHash(token));
  return seen ? (await todo({ db: ent.db, me: seen.me, now })).map(({ href }) => href) : undefined;
};
const told = async () => {
  await ent.settle();
  const { rows } = await sql<{ name: string; title: string; arrived: boolean }>`
    select p.first_name as name, n.title, n.arrived_at is not null as arrived from kernel.notifications n join kernel.people p on p.id = n.person_id
    order by p.first_name`.execute(ent.db);
  return rows;
};

test('a parent announces an absence in three taps; the teacher sees it before calling, and the child is proposed absent', async () => {
  expect((await anne.get('/appel')).headers.location).toBe('/appel/famille');
  expect((await anne.get('/appel/famille')).body).toContain(said('aujourdhui'));
  const page = (await anne.get(said('aujourdhui'))).body;
  expect(page.match(/name="motive"/g)?.length).toBe(6);
  expect((await anne.post(said('aujourdhui'), { motive: 'illness', half: 'matin' })).statusCode).toBe(303);
  const sheet = await opened(claire, morning);
  expect(sheet.lines.find(({ id }) => id === v.zelie)).toMatchObject({ state: 'absent', announced: 'absence' });
  expect((await claire.get(morning)).body).toContain('Absence annoncée');
  expect(statesOf(await opened(claire, afternoon))['Zélie Moreau']).toBe('present');
});

test('each home sees that an absence was announced; neither who said it nor why, unless it did itself', async () => {
  const [mine, theirs] = [(await anne.json('/appel/famille')).json().children[0], (await karim.json('/appel/famille')).json().children[0]];
  expect(mine.announced[0].mine).toEqual({ motive: 'illness' });
  expect(theirs.announced[0].mine).toBeNull();
  expect(JSON.stringify(theirs)).not.toMatch(/illness|Anne/);
  expect((await karim.get('/appel/famille')).body).not.toMatch(/malade/);
  const withdrawal = `/appel/enfants/${v.zelie}/annonces/${mine.announced[0].id}/retrait`;
  for (const other of [karim, await ent.as(v.julie), claire]) expect((await other.post(withdrawal)).statusCode).toBe(404);
});

test('an announced absence is told to nobody; an unannounced one at once to each home, in school hours, by mail too', async () => {
  await sql`insert into kernel.contacts (person_id, email) values (${v.julie}, 'julie@foyer.invalid') on conflict (person_id) do update set email = excluded.email`.execute(
    ent.db,
  );
  await sql`update kernel.accounts set activated_at = ${tuesday} where person_id = ${v.julie}`.execute(ent.db);
  await claire.post(morning, filled(await opened(claire, morning), { [v.tom]: 'absent' }));
  expect(await told()).toEqual([{ name: 'Julie', title: 'Tom n’est pas en classe (mardi 24 novembre, matin)', arrived: true }]);
  expect(sink.letters.map(({ to, subject }) => [to, subject.includes('Tom')])).toEqual([['julie@foyer.invalid', false]]);
});

test('answering the news gives the motive: one home’s answer takes « Dire pourquoi » off for both', async () => {
  now = new Date('2026-11-24T13:10:00Z');
  await claire.post(afternoon, filled(await opened(claire, afternoon), { [v.zelie]: 'absent' }));
  const news = (await told()).filter(({ title }) => title.startsWith('Zélie'));
  expect(news.map(({ name, arrived }) => [name, arrived])).toEqual([
    ['Anne', true],
    ['Karim', true],
  ]);
  const address = `/appel/enfants/${v.zelie}/2026-11-24/apres-midi`;
  expect((await karim.get(address)).body).toContain('n’est pas en classe');
  expect([await toSay(anne), await toSay(karim)]).toEqual([[address], [address]]);
  expect((await karim.post(address, { motive: 'transport' })).statusCode).toBe(303);
  expect([await toSay(anne), await toSay(karim)]).toEqual([[], []]);
  const seen = (await anne.json('/appel/famille')).json().children[0].absences;
  expect(seen[0]).toEqual({ day: '2026-11-24', half: 'apres-midi', answered: true, justified: true, judged: null });
  expect((await anne.get(address)).body).toContain('L’école a déjà reçu un motif.');
  expect((await anne.get(address)).body).not.toMatch(/Karim/);
  expect((await ent.as(v.julie).then((julie) => julie.get(address))).statusCode).toBe(404);
});

test('learnt at night, an absence waits for the morning like all news', async () => {
  now = new Date('2026-11-24T21:30:00Z');
  await sql`update kernel.schools set calm = true`.execute(ent.db);
  await claire.post(morning, filled(await opened(claire, morning), { [v.lea]: 'absent' }));
  const leo = await ent.guardian('Léo Aubin', v.lea);
  expect(leo).toBeTruthy();
  await ent.settle();
  const { rows } = await sql<{ arrives: Date; arrived: Date | null }>`
    select arrives_at as arrives, arrived_at as arrived from kernel.notifications where person_id = ${leo}`.execute(ent.db);
  expect(rows).toEqual([{ arrives: new Date('2026-11-25T06:00:00Z'), arrived: null }]);
  now = tuesday;
});

test('« en retard » is said of this half-day alone: the afternoon proposes the child present', async () => {
  const day = '2026-11-26';
  now = new Date(`${day}T07:20:00Z`);
  expect((await anne.post(said('retard'), { motive: 'transport' })).statusCode).toBe(303);
  const proposed = async (half: string) => statesOf(await opened(claire, `/appel/${v.ce1}/${day}/${half}`))['Zélie Moreau'];
  expect([await proposed('matin'), await proposed('apres-midi')]).toEqual(['late', 'present']);
  now = tuesday;
});

test('what cannot be announced is refused with a sentence: the past, an order that is not one, a day without class', async () => {
  const period = said('periode');
  for (const [fields, sentence] of [
    [{ from: '2026-11-20', to: '2026-11-24' }, 'à partir d’aujourd’hui'],
    [{ from: '2026-11-26', to: '2026-11-25' }, 'Le dernier jour vient après le premier.'],
    [{ from: '2026-11-26' }, 'Indiquez le dernier jour'],
    [{ from: '2026-11-28', to: '2026-11-29' }, 'Il n’y a pas classe'],
    [{ from: '2026-11-26', to: '2027-10-25' }, 'trois mois au plus'],
  ] as const) {
    const answer = await anne.post(period, { motive: 'illness', ...fields });
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain(sentence);
  }
  expect((await anne.post(said('demain'), { motive: 'holidays' })).statusCode).toBe(422);
  expect((await anne.post(period, { motive: 'following-family', from: '2026-11-26', to: '2026-11-27' })).statusCode).toBe(303);
  expect((await anne.post(said('retard'), { motive: 'transport' })).statusCode).toBe(303);
});

test('« demain » is the next day with class: on a Friday evening, Monday', async () => {
  now = new Date('2026-11-27T17:00:00Z');
  expect((await anne.json(said('demain'))).json().day).toBe('2026-11-30');
  now = tuesday;
});

test.for([
  ['teacher', 'claire'],
  ['director', 'dominique'],
  ['guardian of another child', 'julie'],
  ['the child', 'zelie'],
  ['atsem', 'atsem'],
] as const)('%s: announces nothing for this child', async ([, who]) => {
  const visitor = await ent.as(v[who]);
  expect((await visitor.get(said('demain'))).statusCode).toBe(404);
  expect((await visitor.post(said('demain'), { motive: 'illness' })).statusCode).toBe(404);
  expect((await visitor.post(`/appel/enfants/${v.zelie}/2026-11-24/apres-midi`, { motive: 'illness' })).statusCode).toBe(404);
});
