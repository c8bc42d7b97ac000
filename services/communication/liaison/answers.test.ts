import { afterAll, beforeAll, expect, test } from 'vitest';
import { tokenHash } from '#kernel/identity';
import { meBySession } from '#kernel/perimeter';
import { type Ent, startEnt } from '#kernel/testing';
import { parisDay } from '#kernel/ui';
import { at, sentBy, village } from './scene.ts';
import liaison from './service.ts';
import { awaitedFrom } from './todo.ts';

let ent: Ent;
let v: Awaited<ReturnType<typeof village>>;
let now = new Date();
const day = 86_400_000;

beforeAll(async () => {
  ent = await startEnt([liaison], { now: () => now });
  v = await village(ent);
});
afterAll(() => ent[Symbol.asyncDispose]());

const replies = (noteId: string) =>
  ent.db
    .selectFrom('liaison.replies' as never)
    .selectAll()
    .where('note_id' as never, '=', noteId as never)
    .orderBy('at' as never)
    .execute() as Promise<{ answer: string | null; guardian_id: string }[]>;
const mine = async (who: string, noteId: string, child: string) => (await (await ent.as(who)).json(at(noteId, child))).json().mine;
const answer = async (who: string, noteId: string, child: string, answer?: string) =>
  (await ent.as(who)).post(`${at(noteId, child)}/reponse`, answer === undefined ? {} : { answer });
const line = async (noteId: string, child: string) => {
  const page = await (await ent.as(v.claire)).json(`/liaison/mots/${noteId}/suivi`);
  return page.json().lines.find((one: { id: string }) => one.id === child);
};
async function todosOf(who: string) {
  const me = (await meBySession(ent.db, tokenHash((await ent.as(who)).token)))?.me;
  if (!me) throw new Error('nobody');
  return ent.db.transaction().execute((tx) => awaitedFrom(tx, me, now));
}

test('the list of things to do leads to the note, and the note to the signature: two taps', async () => {
  const noteId = await sentBy(ent, v.claire, [v.ce1], { title: 'Piscine' });
  const todo = await liaison.todo?.({
    db: ent.db as never,
    me: (await meBySession(ent.db, tokenHash((await ent.as(v.julie)).token)))!.me,
    now,
  });
  const item = todo?.find((one) => one.title === 'Piscine');
  expect(item).toMatchObject({ verb: 'Signer', child: { firstName: 'Tom' }, school: 'École des Tilleuls', href: at(noteId, v.tom) });
  const page = await (await ent.as(v.julie)).get(item!.href);
  const form = /<form[^>]*action="([^"]+\/reponse)"[^>]*>[\s\S]*?<\/form>/.exec(page.body);
  expect(form?.[0]).toContain('Je signe');
  expect((await (await ent.as(v.julie)).post(form![1]!)).statusCode).toBe(303);
  expect((await todosOf(v.julie)).some((one) => one.title === 'Piscine')).toBe(false);
});

test('signing twice, or twice at once, is signing once', async () => {
  const noteId = await sentBy(ent, v.claire, [v.ce1]);
  const all = await Promise.all([1, 2, 3, 4].map(() => answer(v.julie, noteId, v.tom)));
  expect(all.map(({ statusCode }) => statusCode)).toEqual([303, 303, 303, 303]);
  expect(await replies(noteId)).toHaveLength(1);
});

test('one signature closes the child’s line where one is enough; all are awaited where all are asked', async () => {
  const one = await sentBy(ent, v.claire, [v.ce1], { signers: 'one' });
  const all = await sentBy(ent, v.claire, [v.ce1], { signers: 'all' });
  await answer(v.anne, one, v.zelie);
  await answer(v.anne, all, v.zelie);
  expect(await line(one, v.zelie)).toMatchObject({ expected: true, closed: true });
  expect(await line(all, v.zelie)).toMatchObject({ expected: true, closed: false });
  // Karim's own list does not betray what Anne did.
  const awaited = (await todosOf(v.karim)).map(({ noteId }) => noteId);
  expect(awaited).toContain(one);
  expect(awaited).toContain(all);
  await answer(v.karim, all, v.zelie);
  expect(await line(all, v.zelie)).toMatchObject({ closed: true });
});

test('each guardian is seen apart: read by one, not by the other; read is not signed', async () => {
  const noteId = await sentBy(ent, v.claire, [v.ce1]);
  await (await ent.as(v.awa)).get(at(noteId, v.ines));
  expect((await line(noteId, v.ines)).guardians.map((one: { seenAt: string | null }) => one.seenAt)).toEqual([null, null]);
  expect((await (await ent.as(v.awa)).post(`${at(noteId, v.ines)}/lecture`)).statusCode).toBe(303);
  const [awa, issa] = (await line(noteId, v.ines)).guardians;
  expect([awa.id, typeof awa.seenAt, awa.done]).toEqual([v.awa, 'string', false]);
  expect([issa.id, issa.seenAt]).toEqual([v.issa, null]);
});

test('a guardian without authority is informed, is not asked, and is not missing', async () => {
  const nour = await ent.pupil('Nour Lenoir', v.ce1);
  const father = await ent.guardian('Paul Lenoir', nour);
  const aunt = await ent.person('Rose Lenoir');
  await ent.link(aunt, nour, { kind: 'relative', holdsAuthority: false });
  const noteId = await sentBy(ent, v.claire, [v.ce1], { signers: 'all' });
  const page = await (await ent.as(aunt)).get(at(noteId, nour));
  expect(page.statusCode).toBe(200);
  expect(page.body).not.toContain('Je signe');
  expect((await answer(aunt, noteId, nour)).statusCode).toBe(403);
  await answer(father, noteId, nour);
  expect(await line(noteId, nour)).toMatchObject({ closed: true });
  expect((await todosOf(aunt)).find((one) => one.noteId === noteId)).toMatchObject({ asked: false });
});

test('yes or no may be changed until the evening of the deadline, and every answer is kept', async () => {
  const due = parisDay(new Date(now.getTime() + 2 * day));
  const noteId = await sentBy(ent, v.claire, [v.ce1], { title: 'Kermesse', reply: 'yes-no', deadline: due });
  await answer(v.julie, noteId, v.tom, 'yes');
  await answer(v.julie, noteId, v.tom, 'no');
  expect((await mine(v.julie, noteId, v.tom)).answer).toBe('no');
  const start = now;
  now = new Date(`${due}T20:30:00Z`);
  expect((await answer(v.julie, noteId, v.tom, 'yes')).statusCode).toBe(303);
  now = new Date(start.getTime() + 4 * day);
  const late = await answer(v.julie, noteId, v.tom, 'no');
  expect(late.statusCode).toBe(409);
  expect(late.body).toContain('La date est passée');
  // A first answer is still better late than never.
  expect((await answer(v.anne, noteId, v.zelie, 'no')).statusCode).toBe(303);
  expect((await replies(noteId)).map((one) => one.answer)).toEqual(['yes', 'no', 'yes', 'no']);
  expect((await mine(v.julie, noteId, v.tom)).past).toHaveLength(3);
  now = start;
});

test('an answer to another question is refused with the form, and nothing is kept', async () => {
  const yesNo = await sentBy(ent, v.claire, [v.ce1], { reply: 'yes-no' });
  const choice = await sentBy(ent, v.claire, [v.ce1], { reply: 'choice', options: 'Lundi\nMardi\nMardi' });
  const text = await sentBy(ent, v.claire, [v.ce1], { reply: 'text' });
  for (const [noteId, bad] of [
    [yesNo, 'maybe'],
    [yesNo, ''],
    [choice, 'Dimanche'],
    [text, '   '],
    [text, 'a'.repeat(1001)],
    [text, 'a'.repeat(5000)],
  ] as const) {
    const refused = await answer(v.julie, noteId, v.tom, bad);
    expect([bad.slice(0, 9), refused.statusCode]).toEqual([bad.slice(0, 9), 422]);
    expect(await replies(noteId)).toEqual([]);
  }
  expect((await answer(v.julie, choice, v.tom, 'Mardi')).statusCode).toBe(303);
  expect((await answer(v.julie, text, v.tom, 'Un\u0000 mot\ud800 <b>gras</b>')).statusCode).toBe(303);
  const page = await (await ent.as(v.julie)).get(at(text, v.tom));
  expect(page.body).toContain('&lt;b>gras');
  expect(page.body).not.toContain('<b>gras');
});

test('nobody signs a text that changed while they were reading it', async () => {
  const noteId = await sentBy(ent, v.claire, [v.ce1]);
  const julie = await ent.as(v.julie);
  const shown = /name="version" value="(\d+)"/.exec((await julie.get(at(noteId, v.tom))).body)?.[1] ?? '';
  const amended = { from: '1', title: 'Sortie', text: 'Nous partons deux jours, pour 80 €.', meaning: 'changed' };
  expect((await (await ent.as(v.claire)).post(`/liaison/mots/${noteId}/versions`, amended)).statusCode).toBe(303);
  await julie.post(`${at(noteId, v.tom)}/lecture`, { version: shown });
  const late = await julie.post(`${at(noteId, v.tom)}/reponse`, { version: shown });
  expect(late.statusCode).toBe(409);
  expect(late.body).toContain('pour 80 €');
  expect(await mine(v.julie, noteId, v.tom)).toMatchObject({ done: false, seen: false });
  const again = /name="version" value="(\d+)"/.exec(late.body)?.[1] ?? '';
  expect((await julie.post(`${at(noteId, v.tom)}/reponse`, { version: again })).statusCode).toBe(303);
  expect(await mine(v.julie, noteId, v.tom)).toMatchObject({ done: true });
});

test('the parent of twins is one person to remind', async () => {
  const klass = await ent.classroom(v.school, 'Jumeaux');
  const teacher = await ent.teacher('Rose Pi', klass);
  const parent = await ent.guardian('Max Double', await ent.pupil('Ava Double', klass), await ent.pupil('Eva Double', klass));
  await ent.db.updateTable('kernel.accounts').set({ activated_at: new Date() }).where('person_id', '=', parent).execute();
  const noteId = await sentBy(ent, teacher, [klass]);
  const page = await (await ent.as(teacher)).get(`/liaison/mots/${noteId}/suivi`);
  expect(page.body).toContain('Relancer 1 personne<');
  const reminded = await (await ent.as(teacher)).post(`/liaison/mots/${noteId}/rappel`);
  expect(decodeURIComponent(String(reminded.headers['set-cookie']))).toContain('Le rappel part pour 1 personne.');
});

test('a note to read is read by one tap, and no signature can be put on it', async () => {
  const noteId = await sentBy(ent, v.claire, [v.ce1], { reply: 'none' });
  expect((await answer(v.julie, noteId, v.tom)).statusCode).toBe(404);
  const page = await (await ent.as(v.julie)).get(at(noteId, v.tom));
  expect(page.body).toContain('J’ai lu');
  expect(page.body).not.toContain('Je signe');
  const inject = (await ent.as(v.julie)).inject;
  const beacon = await inject({
    method: 'POST',
    url: `${at(noteId, v.tom)}/lecture`,
    headers: { accept: 'application/json', 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' },
    payload: '',
  });
  expect(beacon.statusCode).toBe(201);
  const first = (await line(noteId, v.tom)).guardians[0].seenAt;
  now = new Date(now.getTime() + 60_000);
  await (await ent.as(v.julie)).post(`${at(noteId, v.tom)}/lecture`);
  expect((await line(noteId, v.tom)).guardians[0].seenAt).toBe(first);
  expect(await line(noteId, v.tom)).toMatchObject({ closed: true });
});

test('a withdrawn note cannot be signed: it stays, as withdrawn, for those who had read it', async () => {
  const noteId = await sentBy(ent, v.claire, [v.ce1], { title: 'Patinoire' });
  await (await ent.as(v.julie)).post(`${at(noteId, v.tom)}/lecture`);
  const page = await (await ent.as(v.claire)).post(`/liaison/mots/${noteId}/retrait`);
  expect(page.statusCode).toBe(303);
  expect((await answer(v.julie, noteId, v.tom)).statusCode).toBe(409);
  expect((await answer(v.anne, noteId, v.zelie)).statusCode).toBe(404);
  expect(await replies(noteId)).toEqual([]);
  expect((await (await ent.as(v.julie)).get(at(noteId, v.tom))).body).toContain('Ce mot a été retiré');
  expect((await (await ent.as(v.julie)).get('/liaison')).body).toContain('Patinoire');
  expect((await (await ent.as(v.anne)).get('/liaison')).body).not.toContain('Patinoire');
  expect((await (await ent.as(v.tom)).get('/liaison')).body).not.toContain('Patinoire');
  for (const who of [v.julie, v.anne]) expect((await todosOf(who)).some((one) => one.noteId === noteId)).toBe(false);
});

test('a pupil who leaves the school is no longer awaited, and their parent is told so', async () => {
  const noteId = await sentBy(ent, v.claire, [v.ce1]);
  const before = (await (await ent.as(v.claire)).json(`/liaison/mots/${noteId}/suivi`)).json().tally;
  await ent.db.updateTable('kernel.functions').set({ ends_on: '2020-01-01' }).where('person_id', '=', v.tom).execute();
  await ent.give(v.tom, 'pupil', v.farClass, { level: 'CE1' });
  const after = (await (await ent.as(v.claire)).json(`/liaison/mots/${noteId}/suivi`)).json().tally;
  expect([after.expected, after.gone]).toEqual([before.expected - 1, before.gone + 1]);
  expect((await todosOf(v.julie)).some((one) => one.noteId === noteId)).toBe(false);
  expect((await answer(v.julie, noteId, v.tom)).statusCode).toBe(409);
  expect((await (await ent.as(v.julie)).get(at(noteId, v.tom))).body).toContain('n’est plus dans cette école');
});

test('an author who leaves the school no longer sees its children', async () => {
  const other = await ent.teacher('Paule Remplace', v.ce1);
  const noteId = await sentBy(ent, other, [v.ce1]);
  await ent.db.updateTable('kernel.functions').set({ ends_on: '2020-01-01' }).where('person_id', '=', other).execute();
  await ent.give(other, 'teacher', v.farClass);
  expect((await (await ent.as(other)).get(`/liaison/mots/${noteId}/suivi`)).statusCode).toBe(404);
  expect((await (await ent.as(other)).get('/liaison')).body).not.toContain(noteId);
  expect((await (await ent.as(v.dominique)).get(`/liaison/mots/${noteId}/suivi`)).statusCode).toBe(200);
});
