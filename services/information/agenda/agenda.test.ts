import { afterAll, expect, test } from 'vitest';
import { tokenHash } from '#kernel/identity';
import { meBySession } from '#kernel/perimeter';
import { pagesOf, startEnt } from '#kernel/testing';
import { evening, tuesday, village } from './scene.ts';
import agenda from './service.ts';

const ent = await startEnt([agenda], { now: () => tuesday });
afterAll(() => ent[Symbol.asyncDispose]());
const v = await village(ent);

type Shown = { day: string; said: string | null; halves: string | null; events: { id: string; title: string }[] };
const monthOf = async (personId: string, month = '2026-12'): Promise<Shown[]> =>
  (await (await ent.as(personId)).json(`/agenda?mois=${month}`)).json().days;
const seenBy = async (personId: string, month?: string) =>
  (await monthOf(personId, month)).flatMap(({ day, events }) => events.map(({ title }) => `${day} ${title}`));
const write = async (personId: string, form: Record<string, string>) =>
  (await ent.as(personId)).post('/agenda/nouveau', { ...evening, ...form });
const idOf = (answer: { headers: Record<string, unknown> }) => String(answer.headers['location']).split('/')[2]?.split('?')[0] ?? '';
const plain = (text: string) => text.replaceAll('\u00a0', ' ');
const toldTo = async () => {
  await ent.settle();
  const rows = await ent.db.selectFrom('kernel.notifications').select(['person_id', 'title']).orderBy('title').execute();
  await ent.db.deleteFrom('kernel.notifications').execute();
  return rows.map(({ person_id, title }) => `${Object.entries(v).find(([, id]) => id === person_id)?.[0]}: ${plain(title)}`).sort();
};

test('a date of the class is in the agenda of the child, of both homes and of the director, and of nobody else', async () => {
  expect((await write(v.claire, { placeId: v.ce1 })).statusCode).toBe(303);
  const line = ['2026-12-01 Soirée des contes'];
  for (const person of [v.zelie, v.anne, v.karim, v.dominique, v.claire]) expect(await seenBy(person)).toEqual(line);
  for (const person of [v.ali, v.emine, v.marc, v.lou, v.paul]) expect(await seenBy(person)).toEqual([]);
});

test('a date of the school is in every home of the school, a date of the town in every school of the town', async () => {
  await write(v.dominique, { placeId: v.school, title: 'Marché de Noël', firstDay: '2026-12-11', tell: 'on' });
  await write(v.agent, { placeId: v.town, title: 'Cantine fermée', firstDay: '2026-12-18', tell: 'on' });
  expect(await seenBy(v.emine)).toEqual(['2026-12-11 Marché de Noël', '2026-12-18 Cantine fermée']);
  expect(await seenBy(v.marc)).toEqual(['2026-12-11 Marché de Noël', '2026-12-18 Cantine fermée']);
  expect(await seenBy(v.agent)).toEqual(['2026-12-11 Marché de Noël', '2026-12-18 Cantine fermée']);
  expect(await seenBy(v.paul)).toEqual([]);
  const told = await toldTo();
  expect(told).toContain('anne: Une nouvelle date dans l’agenda (École des Tilleuls) : vendredi 11 décembre');
  expect(told).toContain('marc: Une nouvelle date dans l’agenda (Launaguet) : vendredi 18 décembre');
  expect(told.filter((line) => line.startsWith('emine'))).toHaveLength(2);
  expect(told.filter((line) => /^(paul|lou|zelie|ali)/.test(line))).toEqual([]);
});

test('what is mine alone is nobody else’s: neither the other parent’s nor the teacher’s', async () => {
  const made = await write(v.anne, { placeId: 'mine', title: 'Audience', asksReply: 'on' });
  const id = idOf(made);
  expect(await seenBy(v.anne)).toContain('2026-12-01 Audience');
  expect(await seenBy(v.karim)).not.toContain('2026-12-01 Audience');
  for (const person of [v.karim, v.claire, v.dominique]) expect((await (await ent.as(person)).get(`/agenda/${id}`)).statusCode).toBe(404);
  expect(await toldTo()).toEqual([]);
});

test('every Friday at four, but one: the others stay, and those who expected it are told', async () => {
  const weekly = {
    placeId: v.ce1,
    title: 'Chorale',
    firstDay: '2026-12-04',
    starts: '16:00',
    ends: '16:45',
    every: 'week',
    until: '2026-12-20',
  };
  const id = idOf(await write(v.claire, weekly));
  const claire = await ent.as(v.claire);
  expect((await claire.post(`/agenda/${id}/jours-retires`, { day: '2026-12-12' })).statusCode).toBe(422);
  expect((await claire.post(`/agenda/${id}/jours-retires`, { day: '2026-12-11' })).statusCode).toBe(303);
  expect((await seenBy(v.karim)).filter((line) => line.includes('Chorale'))).toEqual(['2026-12-04 Chorale', '2026-12-18 Chorale']);
  expect(await toldTo()).toEqual([
    'anne: N’a pas lieu (CE1 A) : vendredi 11 décembre',
    'karim: N’a pas lieu (CE1 A) : vendredi 11 décembre',
  ]);
});

test('what repeats can leave the holidays out: not at Christmas, and again in January', async () => {
  const weekly = { placeId: v.cm2, title: 'Échecs', firstDay: '2026-12-14', every: 'week', until: '2027-01-11' };
  await write(v.marc, { ...weekly, schoolTimeOnly: 'on' });
  expect([...(await seenBy(v.emine)), ...(await seenBy(v.emine, '2027-01'))].filter((line) => line.includes('Échecs'))).toEqual([
    '2026-12-14 Échecs',
    '2027-01-04 Échecs',
    '2027-01-11 Échecs',
  ]);
});

test('what happens in the holidays stays so when it is changed; ticked, the holidays go, unticked, they come back', async () => {
  const weekly = { placeId: v.cm2, title: 'Ménage', firstDay: '2026-12-15', every: 'week', until: '2027-01-05' };
  const marc = await ent.as(v.marc);
  const id = idOf(await write(v.marc, weekly));
  const days = async () =>
    [...new Set([...(await seenBy(v.marc)), ...(await seenBy(v.marc, '2027-01'))])]
      .filter((line) => line.includes('Ménage'))
      .map((line) => line.slice(5, 10));
  const box = async () => /name="schoolTimeOnly"[^>]*checked/.test((await marc.get(`/agenda/${id}/modifier`)).body);
  expect([await days(), await box()]).toEqual([['12-15', '12-22', '12-29', '01-05'], false]);
  await marc.post(`/agenda/${id}/modifier`, { ...evening, ...weekly, schoolTimeOnly: 'on' });
  expect([await days(), await box()]).toEqual([['12-15', '01-05'], true]);
  await marc.post(`/agenda/${id}/modifier`, { ...evening, ...weekly });
  expect(await days()).toEqual(['12-15', '12-22', '12-29', '01-05']);
});

test('a date that moves is told where one asked for it; one that goes is told, and its answers go with it', async () => {
  const id = idOf(await write(v.claire, { placeId: v.ce1, title: 'Photo', firstDay: '2026-12-07' }));
  const claire = await ent.as(v.claire);
  await claire.post(`/agenda/${id}/modifier`, { ...evening, title: 'Photo', firstDay: '2026-12-08', tell: 'on' });
  expect(await toldTo()).toEqual([
    'anne: Une date a changé dans l’agenda (CE1 A) : mardi 8 décembre',
    'karim: Une date a changé dans l’agenda (CE1 A) : mardi 8 décembre',
  ]);
  expect(await seenBy(v.anne)).toContain('2026-12-08 Photo');
  await claire.post(`/agenda/${id}/retrait`);
  expect(await toldTo()).toEqual(['anne: N’a pas lieu (CE1 A) : mardi 8 décembre', 'karim: N’a pas lieu (CE1 A) : mardi 8 décembre']);
  expect((await (await ent.as(v.anne)).get(`/agenda/${id}`)).statusCode).toBe(404);
});

test('each separated parent answers alone: neither sees the other’s answer, whoever organises counts both', async () => {
  const id = idOf(await write(v.claire, { placeId: v.ce1, title: 'Goûter', firstDay: '2026-12-15', asksReply: 'on' }));
  const todos = async (personId: string) =>
    (await agenda.todo?.({ db: ent.db, me: await meOf(personId), now: tuesday }))
      ?.filter(({ href }) => href.includes(id))
      .map(({ title }) => plain(title));
  expect(await todos(v.anne)).toEqual(['Dire si vous venez : Goûter']);
  expect(await todos(v.dominique)).toEqual([]);
  const [anne, karim, claire] = [await ent.as(v.anne), await ent.as(v.karim), await ent.as(v.claire)];
  expect((await anne.post(`/agenda/${id}/reponse`, { day: '2026-12-15', answer: 'yes', people: '0' })).statusCode).toBe(422);
  await anne.post(`/agenda/${id}/reponse`, { day: '2026-12-15', answer: 'yes', people: '3' });
  expect(await todos(v.anne)).toEqual([]);
  expect(await todos(v.karim)).toEqual(['Dire si vous venez : Goûter']);
  const hers = (await karim.json(`/agenda/${id}`)).json();
  expect([hers.mine, hers.replies]).toEqual([null, null]);
  expect((await karim.get(`/agenda/${id}`)).body).not.toContain('Anne');
  await karim.post(`/agenda/${id}/reponse`, { day: '2026-12-15', answer: 'maybe', people: '1' });
  await karim.post(`/agenda/${id}/reponse`, { day: '2026-12-15', answer: 'no', people: '1' });
  expect((await claire.json(`/agenda/${id}`)).json().replies).toEqual([
    { name: 'Anne Moreau', answer: 'yes', people: 3 },
    { name: 'Karim Sadi', answer: 'no', people: 0 },
  ]);
  expect((await claire.get(`/agenda/${id}`)).body).toContain('3 personnes viennent, 0 peut-être.');
  const pupil = await ent.as(v.zelie);
  expect((await pupil.post(`/agenda/${id}/reponse`, { day: '2026-12-15', answer: 'yes', people: '1' })).statusCode).toBe(404);
});

test('of what repeats, each day is answered apart, and one asks about the next', async () => {
  const weekly = { placeId: v.ce1, title: 'Bibliothèque', firstDay: '2026-11-26', every: 'week', until: '2026-12-17', asksReply: 'on' };
  const id = idOf(await write(v.claire, weekly));
  const [anne, claire] = [await ent.as(v.anne), await ent.as(v.claire)];
  const todos = async () =>
    (await agenda.todo?.({ db: ent.db, me: await meOf(v.anne), now: tuesday }))
      ?.filter(({ href }) => href.includes(id))
      .map(({ href }) => href);
  expect(await todos()).toEqual([`/agenda/${id}?jour=2026-11-26`]);
  await anne.post(`/agenda/${id}/reponse`, { day: '2026-11-26', answer: 'yes', people: '1' });
  await anne.post(`/agenda/${id}/reponse`, { day: '2026-12-03', answer: 'no', people: '1' });
  expect((await anne.post(`/agenda/${id}/reponse`, { day: '2026-12-04', answer: 'yes', people: '1' })).statusCode).toBe(422);
  expect(await todos()).toEqual([]);
  const repliesOn = async (day: string) => (await claire.json(`/agenda/${id}?jour=${day}`)).json().replies;
  expect(await repliesOn('2026-11-26')).toEqual([{ name: 'Anne Moreau', answer: 'yes', people: 1 }]);
  expect(await repliesOn('2026-12-03')).toEqual([{ name: 'Anne Moreau', answer: 'no', people: 0 }]);
  expect(await repliesOn('2026-12-10')).toEqual([]);
  expect((await anne.json(`/agenda/${id}?jour=2026-12-10`)).json().mine).toBeNull();
});

test('one day of those that repeat moves alone, with what was answered for it; a form with a fault is drawn again for that day', async () => {
  const weekly = { placeId: v.ce1, title: 'Piscine', firstDay: '2027-03-04', every: 'week', until: '2027-03-25', asksReply: 'on' };
  const id = idOf(await write(v.claire, weekly));
  await toldTo();
  const [anne, claire] = [await ent.as(v.anne), await ent.as(v.claire)];
  await anne.post(`/agenda/${id}/reponse`, { day: '2027-03-11', answer: 'yes', people: '2' });
  const alone = `/agenda/${id}/jours-changes?jour=2027-03-11`;
  const moved = { ...evening, title: 'Piscine', day: '2027-03-11', firstDay: '2027-03-12', asksReply: 'on', tell: 'on' };
  const form = await claire.get(`/agenda/${id}/modifier?jour=2027-03-11`);
  expect(form.body).toContain('value="2027-03-11"');
  expect(form.body).not.toContain('name="every"');
  const faulty = await claire.post(alone, { ...moved, lastDay: '2027-03-01' });
  expect([faulty.statusCode, faulty.body.includes('jours-changes'), faulty.body.includes('name="every"')]).toEqual([422, true, false]);
  expect((await claire.post(alone, { ...moved, day: '2027-03-12' })).statusCode).toBe(422);
  const made = await claire.post(alone, moved);
  expect(made.statusCode).toBe(303);
  expect((await claire.post(alone, moved)).statusCode).toBe(422);
  expect((await seenBy(v.anne, '2027-03')).filter((line) => line.includes('Piscine'))).toEqual([
    '2027-03-04 Piscine',
    '2027-03-12 Piscine',
    '2027-03-18 Piscine',
    '2027-03-25 Piscine',
  ]);
  expect((await anne.json(`/agenda/${idOf(made)}`)).json()).toMatchObject({ mine: { answer: 'yes', people: 2 }, event: { every: null } });
  expect((await toldTo()).map((line) => line.split(': ')[1]?.trim())).toEqual([
    'Une date a changé dans l’agenda (CE1 A)',
    'Une date a changé dans l’agenda (CE1 A)',
  ]);
  expect((await (await ent.as(v.marc)).post(alone, moved)).statusCode).toBe(404);
});

async function meOf(personId: string) {
  const seen = await meBySession(ent.db, tokenHash((await ent.as(personId)).token));
  if (!seen) throw new Error('nobody');
  return seen.me;
}

test('the month says which halves have class, the holidays of the zone and what the school decided', async () => {
  await ent.db
    .insertInto('kernel.exceptional_half_days')
    .values({ school_id: v.school, day: '2026-12-03', half: 'morning', starts: null, ends: null, reason: 'Élections professionnelles' })
    .execute();
  const days = new Map((await monthOf(v.anne)).map((one) => [one.day, one]));
  expect([days.get('2026-12-02')?.halves, days.get('2026-12-02')?.said]).toEqual(['morning', 'Classe le matin']);
  expect([days.get('2026-12-03')?.halves, days.get('2026-12-03')?.said]).toEqual(['afternoon', 'Élections professionnelles']);
  expect([days.get('2026-12-25')?.halves, days.get('2026-12-25')?.said]).toEqual(['none', 'Jour férié']);
  expect(days.get('2026-12-28')?.said).toMatch(/Noël/);
  expect((await (await ent.as(v.anne)).get('/agenda?mois=2026-12')).body).toContain('décembre 2026 · zone');
});

test('what is typed wrong is said beside its field, and nothing is half written', async () => {
  const before = await ent.db.selectFrom('kernel.audit').select('id').execute();
  const wrong: [Record<string, string>, string][] = [
    [{ title: ' ' }, 'Dites ce qui se passe.'],
    [{ lastDay: '2026-11-30' }, 'La fin est avant le début.'],
    [{ lastDay: '2027-03-01' }, 'Une date dure un mois au plus.'],
    [{ starts: '', ends: '10:00' }, 'Donnez aussi l’heure du début.'],
    [{ starts: '19:00', ends: '18:00' }, 'La fin est avant le début.'],
    [{ every: 'week', until: '2036-01-01' }, 'quatre ans au plus'],
    [{ placeId: v.cm2 }, 'Choisissez pour qui est cette date.'],
  ];
  for (const [form, sentence] of wrong) {
    const answer = await write(v.claire, { placeId: v.ce1, ...form });
    expect([answer.statusCode, sentence]).toEqual([422, sentence]);
    expect(answer.body).toContain(sentence);
  }
  expect(await ent.db.selectFrom('kernel.audit').select('id').execute()).toHaveLength(before.length);
});

test('the poster for the door holds what is the class’s and the school’s, and nothing of the teacher alone', async () => {
  await write(v.claire, { placeId: 'mine', title: 'Dentiste', firstDay: '2026-12-09' });
  const claire = await ent.as(v.claire);
  const textOf = async (url: string) => (await pagesOf((await claire.get(url)).rawPayload)).join(' ').replace(/\s+/g, ' ');
  const [own, poster] = [await textOf('/agenda/imprimer?mois=2026-12'), await textOf(`/agenda/imprimer?mois=2026-12&lieu=${v.ce1}`)];
  expect(own).toContain('Dentiste');
  expect(poster).toContain('Marché de Noël');
  expect(poster).toContain('Soirée des contes');
  expect(poster).not.toContain('Dentiste');
  expect((await claire.get(`/agenda/imprimer?lieu=${v.cm2}`)).statusCode).toBe(404);
});

test('an address with a day that cannot be shows today, and never breaks', async () => {
  for (const url of ['/agenda/liste?jour=0000-01-01', '/agenda/liste?jour=9999-12-31', '/agenda?mois=0000-01', '/agenda/nouveau?jour=x'])
    expect([url, (await (await ent.as(v.anne)).get(url)).statusCode]).toEqual([url, 200]);
});

test('what ended before last school year is forgotten, the rest is kept', async () => {
  await write(v.claire, { placeId: v.ce1, title: 'Ancien', firstDay: '2025-06-10' });
  await write(v.claire, { placeId: v.ce1, title: 'Récent', firstDay: '2025-09-10' });
  await ent.work('kernel.forget');
  expect(await seenBy(v.anne, '2025-06')).toEqual([]);
  expect(await seenBy(v.anne, '2025-09')).toEqual(['2025-09-10 Récent']);
});
