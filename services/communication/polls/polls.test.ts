import { afterAll, expect, test } from 'vitest';
import type { Reader } from '#kernel';
import { tokenHash } from '#kernel/identity';
import { meBySession } from '#kernel/perimeter';
import { pagesOf, startEnt } from '#kernel/testing';
import { hands, question, tuesday, village } from './scene.ts';
import polls from './service.ts';
import type { Tables } from './tables.ts';

let now = tuesday;
const ent = await startEnt([polls], { now: () => now });
afterAll(() => ent[Symbol.asyncDispose]());
const v = await village(ent);
const db: Reader<Tables> = ent.db;
const [claire, marc, dominique, anne, karim, julie, emine] = [
  await ent.as(v.claire),
  await ent.as(v.marc),
  await ent.as(v.dominique),
  await ent.as(v.anne),
  await ent.as(v.karim),
  await ent.as(v.julie),
  await ent.as(v.emine),
];
type Visitor = typeof anne;
type Seen = {
  answered: boolean;
  closed: boolean;
  voters: number;
  choices: { id: string; label: string; count: number | null; mine: boolean; names: string[] }[];
};

const openBy = async (who: Visitor, form: Record<string, string>) =>
  String((await who.post('/sondages/nouveau', { ...question, target: `families ${v.ce1}`, ...form })).headers['location']).split('/')[2] ??
  '';
const seenBy = async (who: Visitor, pollId: string): Promise<Seen> => (await who.json(`/sondages/${pollId}`)).json();
const choose = async (who: Visitor, pollId: string, ...labels: string[]) => {
  const choices = (await seenBy(who, pollId)).choices.filter(({ label }) => labels.includes(label)).map(({ id }) => id);
  return (await who.post(`/sondages/${pollId}/reponse`, { choices })).statusCode;
};
const counts = async (who: Visitor, pollId: string) => (await seenBy(who, pollId)).choices.map(({ label, count }) => `${label} ${count}`);
const plain = (text: string) => text.replaceAll('\u00a0', ' ');
const todosOf = async (personId: string) => {
  const seen = await meBySession(ent.db, tokenHash((await ent.as(personId)).token));
  if (!seen) throw new Error('nobody');
  return ((await polls.todo?.({ db: ent.db, me: seen.me, now })) ?? []).map(({ title }) => plain(title));
};
const toldTo = async () => {
  await ent.settle();
  const rows = await ent.db.selectFrom('kernel.notifications').select(['person_id', 'title']).execute();
  await ent.db.deleteFrom('kernel.notifications').execute();
  return rows.map(({ person_id, title }) => `${Object.entries(v).find(([, id]) => id === person_id)?.[0]}: ${plain(title)}`).sort();
};

test('a named question: each parent answers alone, changes their mind, and sees how many and never who; the teacher sees who', async () => {
  const id = await openBy(claire, {});
  expect(await toldTo()).toEqual(['anne', 'julie', 'karim'].map((name) => `${name}: Une question pour vous (CE1 A)`));
  expect(await todosOf(v.anne)).toEqual(['Quel jour pour le goûter ?']);
  expect(await counts(anne, id)).toEqual(['Jeudi null', 'Vendredi null', 'Samedi matin null']);
  expect(await choose(anne, id, 'Jeudi', 'Vendredi')).toBe(422);
  expect(await choose(anne, id, 'Jeudi')).toBe(303);
  expect(await todosOf(v.anne)).toEqual([]);
  expect(await todosOf(v.karim)).toEqual(['Quel jour pour le goûter ?']);
  expect(await choose(karim, id, 'Samedi matin')).toBe(303);
  expect(await choose(anne, id, 'Vendredi')).toBe(303);
  expect(await counts(karim, id)).toEqual(['Jeudi 0', 'Vendredi 1', 'Samedi matin 1']);
  const seen = await seenBy(karim, id);
  expect(seen.choices.flatMap(({ names }) => names)).toEqual([]);
  expect((await karim.get(`/sondages/${id}`)).body).not.toContain('Anne');
  expect((await seenBy(claire, id)).choices.map(({ names }) => names)).toEqual([[], ['Anne Moreau'], ['Karim Sadi']]);
  // Whoever has not answered sees nothing of it yet.
  expect(await counts(julie, id)).toEqual(['Jeudi null', 'Vendredi null', 'Samedi matin null']);
});

test('a parent of two classes is asked once by the school, and counts for one', async () => {
  const id = await openBy(dominique, { target: `families ${v.school}`, question: 'Kermesse en juin' });
  expect(await toldTo()).toEqual(['anne', 'emine', 'julie', 'karim'].map((name) => `${name}: Une question pour vous (École des Tilleuls)`));
  await choose(anne, id, 'Jeudi');
  await choose(anne, id, 'Jeudi');
  expect((await seenBy(dominique, id)).voters).toBe(1);
});

test('where nobody signs, nothing in the database says who chose what, one answers once, and nothing is shown before the end nor under five answers', async () => {
  const id = await openBy(dominique, { target: `families ${v.school}`, named: 'no', question: 'Les horaires' });
  expect(await choose(anne, id, 'Jeudi')).toBe(303);
  expect(await choose(anne, id, 'Vendredi')).toBe(409);
  for (const [who, label] of [
    [karim, 'Vendredi'],
    [julie, 'Jeudi'],
    [emine, 'Jeudi'],
  ] as const)
    await choose(who, id, label);
  const links = await db
    .selectFrom('polls.answers')
    .innerJoin('polls.choices', 'polls.choices.id', 'polls.answers.choice_id')
    .select('person_id')
    .where('poll_id', '=', id)
    .execute();
  expect(links).toEqual([]);
  const nothing = ['Jeudi null', 'Vendredi null', 'Samedi matin null'];
  const small = await openBy(dominique, { target: `families ${v.school}`, named: 'no', question: 'Trop peu' });
  for (const who of [anne, karim, julie, emine]) await choose(who, small, 'Jeudi');
  await dominique.post(`/sondages/${small}/cloture`);
  for (const who of [anne, dominique]) expect(await counts(who, small)).toEqual(nothing);
  expect(plain((await dominique.get(`/sondages/${small}`)).body)).toContain('à la fin, à partir de 5 réponses.');

  await choose(await ent.as(await ent.guardian('Nina Roy', v.tom)), id, 'Jeudi');
  for (const who of [anne, dominique]) expect(await counts(who, id)).toEqual(nothing);
  await dominique.post(`/sondages/${id}/cloture`);
  for (const who of [anne, dominique]) expect(await counts(who, id)).toEqual(['Jeudi 4', 'Vendredi 1', 'Samedi matin 0']);
  expect((await seenBy(dominique, id)).choices.flatMap(({ names }) => names)).toEqual([]);
  const journal = await ent.db.selectFrom('kernel.audit').select('details').where('action', '=', 'poll.answered').execute();
  const choiceIds = (await seenBy(dominique, id)).choices.map((choice) => choice.id);
  expect(choiceIds.filter((choice) => JSON.stringify(journal).includes(choice))).toEqual([]);
});

test('the team is asked by a colleague, who sees who answered; families know nothing of it', async () => {
  await toldTo();
  const id = await openBy(claire, { target: `staff ${v.school}`, question: 'Réunion de cycle', several: 'on', shown: 'closed' });
  expect(await toldTo()).toEqual(['atsem', 'dominique', 'marc'].map((name) => `${name}: Une question pour vous (École des Tilleuls)`));
  expect(await choose(marc, id, 'Jeudi', 'Vendredi')).toBe(303);
  expect(await counts(marc, id)).toEqual(['Jeudi null', 'Vendredi null', 'Samedi matin null']);
  expect((await seenBy(claire, id)).choices.map(({ names }) => names)).toEqual([['Marc Olive'], ['Marc Olive'], []]);
  expect((await anne.get(`/sondages/${id}`)).statusCode).toBe(404);
  await claire.post(`/sondages/${id}/cloture`);
  expect(await counts(marc, id)).toEqual(['Jeudi 1', 'Vendredi 1', 'Samedi matin 0']);
  expect((await marc.post(`/sondages/${id}/reponse`, { choices: [] })).statusCode).toBe(409);
});

test('volunteers take the places there are, give them back, or say « not this time »; names are the organisers’', async () => {
  const id = await openBy(claire, hands);
  const [pool, snack] = (await seenBy(anne, id)).choices;
  expect((await seenBy(anne, id)).choices.map(({ label }) => label)).toEqual(['accompagnateurs piscine', 'Préparer le goûter']);
  const sign = async (who: Visitor, choice = pool) =>
    (await who.post(`/sondages/${id}/inscriptions`, { choiceId: choice?.id ?? '' })).statusCode;
  expect([await sign(anne), await sign(anne), await sign(karim), await sign(julie)]).toEqual([303, 303, 303, 409]);
  const late = await julie.post(`/sondages/${id}/inscriptions`, { choiceId: pool?.id ?? '' });
  expect(plain(late.body)).toContain('La dernière place vient d’être prise. Merci quand même !');
  expect(late.body).toContain('complet');
  expect((await julie.get(`/sondages/${id}`)).body).not.toContain('Anne');
  await karim.post(`/sondages/${id}/desistements`, { choiceId: pool?.id ?? '' });
  expect(await sign(julie)).toBe(303);
  expect(await sign(anne, snack)).toBe(303);
  expect((await seenBy(claire, id)).choices.map(({ names }) => names)).toEqual([['Anne Moreau', 'Julie Petit'], ['Anne Moreau']]);
  const text = (await pagesOf((await claire.get(`/sondages/${id}/feuille`)).rawPayload)).join(' ');
  expect(text).toContain('Julie Petit');
  expect(text).toContain('2 / 2');
  const other = await openBy(claire, { ...hands, question: 'Muséum' });
  expect(await todosOf(v.karim)).toContain('Muséum');
  await karim.post(`/sondages/${other}/reponse`);
  expect(await todosOf(v.karim)).not.toContain('Muséum');
  expect((await karim.post(`/sondages/${other}/inscriptions`, { choiceId: pool?.id ?? '' })).statusCode).toBe(422);
});

test('what is typed wrong is said beside its field', async () => {
  const wrong: [Record<string, string>, string][] = [
    [{ question: ' ' }, 'Écrivez la question.'],
    [{ choices: 'Oui' }, 'Donnez de deux à douze choix'],
    [{ kind: 'volunteers', choices: '' }, 'Donnez une à douze tâches'],
    [{ kind: 'volunteers', choices: '99 bras' }, 'une à cinquante places'],
    [{ closesOn: '2026-11-20' }, 'Ce jour est passé.'],
    [{ target: `families ${v.cm2}` }, 'Choisissez à qui vous le demandez.'],
    [{ target: `staff ${v.elsewhere}` }, 'Choisissez à qui vous le demandez.'],
  ];
  for (const [form, sentence] of wrong) {
    const answer = await claire.post('/sondages/nouveau', { ...question, target: `families ${v.ce1}`, ...form });
    expect([answer.statusCode, sentence]).toEqual([422, sentence]);
    expect(plain(answer.body)).toContain(sentence);
  }
});

test('who asks, who answers, who closes', async () => {
  const [ofClass, ofTeam] = [await openBy(claire, {}), await openBy(claire, { target: `staff ${v.school}` })];
  const columns = ['anne', 'emine', 'claire', 'marc', 'dominique', 'atsem', 'lou', 'zelie'] as const;
  const table: [string, string, number[]][] = [
    ['get', '/sondages', [200, 200, 200, 200, 200, 200, 200, 404]],
    ['get', '/sondages/nouveau', [404, 404, 200, 200, 200, 404, 200, 404]],
    ['get', `/sondages/${ofClass}`, [200, 404, 200, 404, 200, 404, 404, 404]],
    ['get', `/sondages/${ofTeam}`, [404, 404, 200, 200, 200, 200, 404, 404]],
    ['get', `/sondages/${ofClass}/feuille`, [404, 404, 200, 404, 200, 404, 404, 404]],
    ['get', `/sondages/${ofTeam}/feuille`, [404, 404, 200, 404, 200, 404, 404, 404]],
    ['post', `/sondages/${ofClass}/reponse`, [422, 404, 404, 404, 404, 404, 404, 404]],
    ['post', `/sondages/${ofTeam}/reponse`, [404, 404, 422, 422, 422, 422, 404, 404]],
    ['post', `/sondages/${ofClass}/cloture`, [404, 404, 303, 404, 303, 404, 404, 404]],
    ['post', `/sondages/${ofTeam}/retrait`, [404, 404, 303, 404, 404, 404, 404, 404]],
  ];
  for (const [method, url, expected] of table) {
    const found: number[] = [];
    for (const name of columns) {
      const visitor = await ent.as(v[name]);
      found.push((method === 'get' ? await visitor.get(url) : await visitor.post(url)).statusCode);
    }
    expect([url, found]).toEqual([url, expected]);
  }
});

test('after its last day nobody answers any more, and the year after it is forgotten', async () => {
  const id = await openBy(claire, { question: 'Passé', shown: 'closed' });
  await choose(anne, id, 'Jeudi');
  now = new Date('2026-12-02T09:00:00Z');
  expect((await seenBy(julie, id)).closed).toBe(true);
  expect(await choose(julie, id, 'Jeudi')).toBe(409);
  expect(await counts(julie, id)).toEqual(['Jeudi 1', 'Vendredi 0', 'Samedi matin 0']);
  now = new Date('2027-09-02T09:00:00Z');
  await ent.work('kernel.forget');
  expect(await db.selectFrom('polls.polls').select('id').execute()).toEqual([]);
  now = tuesday;
});
