import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Ent, startEnt } from '#kernel/testing';
import { at, draftBy, sentBy, village } from './scene.ts';
import liaison from './service.ts';

let ent: Ent;
let v: Awaited<ReturnType<typeof village>>;
let noteId: string;

beforeAll(async () => {
  ent = await startEnt([liaison]);
  v = await village(ent);
  noteId = await sentBy(ent, v.claire, [v.ce1], { reply: 'signature', signers: 'all' });
});
afterAll(() => ent[Symbol.asyncDispose]());

const status = async (who: string, url: string) => (await (await ent.as(who)).get(url)).statusCode;

test('each guardian of each child of the class reads the note about that child', async () => {
  for (const [guardian, child] of [
    [v.anne, v.zelie],
    [v.karim, v.zelie],
    [v.julie, v.tom],
    [v.issa, v.ines],
  ] as const) {
    const page = await (await ent.as(guardian)).get(at(noteId, child));
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('Nous partons au musée.');
    expect(page.body).toContain('Je signe');
  }
});

test('the other class, the other school, the other parent, the town and the academy find nothing there', async () => {
  const town = await ent.person('Remi Ville');
  await ent.give(town, 'town', await ent.town());
  const academy = await ent.person('Noa Rectorat');
  await ent.give(academy, 'academy', v.school);
  for (const who of [v.emine, v.ali, v.julie, v.marc, v.lou, v.otherDirector, town, academy, v.claire])
    expect([who, await status(who, at(noteId, v.zelie))]).toEqual([who, 404]);
  expect(await status(v.anne, at(noteId, v.tom))).toBe(404);
  for (const who of [v.anne, v.zelie, v.marc, v.lou, v.otherDirector, town, academy])
    for (const page of ['suivi', 'papier', 'coupons', 'preuve', 'correction'])
      expect([who, page, await status(who, `/liaison/mots/${noteId}/${page}`)]).toEqual([who, page, 404]);
  for (const who of [town, academy]) expect(await status(who, '/liaison')).toBe(404);
  expect((await ent.nobody.get(at(noteId, v.zelie))).headers.location).toMatch(/^\/connexion/);
});

test('nobody outside answers, signs, withdraws, corrects or reminds either', async () => {
  const tries = ['retrait', 'rappel', 'versions', 'papier', `enfants/${v.zelie}/reponse`, `enfants/${v.zelie}/lecture`];
  for (const who of [v.emine, v.marc, v.lou, v.otherDirector])
    for (const action of tries)
      expect([action, (await (await ent.as(who)).post(`/liaison/mots/${noteId}/${action}`)).statusCode]).toEqual([action, 404]);
  expect((await (await ent.as(v.zelie)).post(`${at(noteId, v.zelie)}/reponse`)).statusCode).toBe(404);
  expect(await ent.db.selectFrom('kernel.events').select('event').execute()).toEqual([{ event: 'sent' }]);
});

test('the child reads it in their own list, and has nothing to press', async () => {
  const zelie = await ent.as(v.zelie);
  expect((await zelie.get('/liaison')).body).toContain('Sortie au musée');
  const page = await zelie.get(at(noteId, v.zelie));
  expect(page.statusCode).toBe(200);
  expect(page.body).toContain('Montre ce mot à tes parents');
  expect(page.body).not.toContain('Je signe');
  expect((await zelie.json(at(noteId, v.zelie))).json().mine).toBeNull();
});

test('the director follows, prints and withdraws, and does not rewrite', async () => {
  const list = await (await ent.as(v.dominique)).get('/liaison?rayon=school');
  expect(list.body).toContain('Sortie au musée');
  expect(await status(v.dominique, `/liaison/mots/${noteId}/suivi`)).toBe(200);
  expect(await status(v.dominique, `/liaison/mots/${noteId}/correction`)).toBe(404);
  const body = { from: '1', title: 'Autre', text: 'Autre', meaning: 'same' };
  expect((await (await ent.as(v.dominique)).post(`/liaison/mots/${noteId}/versions`, body)).statusCode).toBe(404);
  expect((await (await ent.as(v.otherDirector)).get('/liaison?rayon=school')).body).not.toContain('Sortie au musée');
});

test('a draft is its author’s alone: not the director’s, not a colleague’s, not a parent’s', async () => {
  const draft = await draftBy(ent, v.claire, [v.ce1], { title: 'Secret de maîtresse' });
  for (const who of [v.dominique, v.marc, v.anne, v.zelie])
    for (const page of ['', '/apercu']) expect(await status(who, `/liaison/brouillons/${draft}${page}`)).toBe(404);
  const written = await (await ent.as(v.marc)).post(`/liaison/brouillons/${draft}`, { title: 'Volé' });
  expect(written.statusCode).toBe(404);
  expect(await status(v.claire, `/liaison/brouillons/${draft}`)).toBe(200);
  expect((await (await ent.as(v.dominique)).get('/liaison?rayon=school')).body).not.toContain('Secret de maîtresse');
  expect((await (await ent.as(v.anne)).get('/liaison')).body).not.toContain('Secret de maîtresse');
});

test('a teacher writes to their own classes only, a director to all those of the school', async () => {
  const marc = await ent.as(v.marc);
  expect((await marc.post('/liaison/brouillons', { classes: v.ce1, template: 'blank' })).statusCode).toBe(404);
  expect((await marc.post('/liaison/brouillons', { classes: [v.cm2, v.farClass], template: 'blank' })).statusCode).toBe(404);
  expect((await (await ent.as(v.dominique)).post('/liaison/brouillons', { classes: [v.ce1, v.cm2], template: 'closure' })).statusCode).toBe(
    303,
  );
  expect((await (await ent.as(v.anne)).post('/liaison/brouillons', { classes: v.ce1 })).statusCode).toBe(404);
});

test('a colleague’s class slipped into a draft by hand is refused', async () => {
  const draft = await draftBy(ent, v.claire, [v.ce1]);
  const saved = await (await ent.as(v.claire)).post(`/liaison/brouillons/${draft}`, { title: 'x', classes: [v.ce1, v.cm2] });
  expect(saved.statusCode).toBe(404);
});

test('a teacher attached to the school without a class writes to none of its classes', async () => {
  const spare = await ent.person('Ulysse Volant');
  await ent.give(spare, 'teacher', v.school);
  expect((await (await ent.as(spare)).get('/liaison/nouveau')).body).toContain('pas de classe ouverte');
  expect((await (await ent.as(spare)).post('/liaison/brouillons', { classes: v.ce1, template: 'blank' })).statusCode).toBe(404);
});

test('a teacher who is also a parent has both carnets, and each keeps its own', async () => {
  await ent.link(v.marc, v.zelie, { kind: 'relative' });
  const other = await sentBy(ent, v.claire, [v.ce1], { title: 'Le loup est là' });
  const marc = await ent.as(v.marc);
  expect((await marc.get('/liaison')).body).not.toContain('Le loup est là');
  expect((await marc.get('/liaison/recus')).body).toContain('Le loup est là');
  expect((await marc.get(at(other, v.zelie))).statusCode).toBe(200);
  expect((await marc.get(`/liaison/mots/${other}/suivi`)).statusCode).toBe(404);
  await ent.db.deleteFrom('kernel.guardianships').where('guardian_id', '=', v.marc).execute();
});

test('separated parents learn nothing of each other, in HTML nor in JSON', async () => {
  const secrets = {
    email: 'karim.secret@example.org',
    phone_mobile: '06 11 22 33 44',
    address: '7 impasse du Secret',
    postal_code: '31140',
    city: 'Ailleurs',
  };
  await ent.db
    .insertInto('kernel.contacts')
    .values({ person_id: v.karim, ...secrets })
    .execute();
  const choice = await sentBy(ent, v.claire, [v.ce1], { title: 'Cantine', reply: 'text', signers: 'one' });
  const karim = await ent.as(v.karim);
  const anne = await ent.as(v.anne);
  const pages = ['/liaison', at(choice, v.zelie), `/liaison?enfant=${v.zelie}`, '/liaison/recus'];
  const read = async () => (await Promise.all(pages.flatMap((url) => [anne.get(url), anne.json(url)]))).map(({ body }) => body);
  const before = await read();
  expect((await karim.post(`${at(choice, v.zelie)}/reponse`, { answer: 'Zélie mange chez son parrain' })).statusCode).toBe(303);
  const after = await read();
  // Not even whether he answered: what Anne is shown is the same to the letter.
  expect(after).toEqual(before);
  for (const body of after)
    for (const secret of [...Object.values(secrets), 'parrain', 'Karim', 'Sadi', v.karim]) expect(body).not.toContain(secret);
});

test('where all must sign, the first one learns that a signature is missing, and not whose', async () => {
  const anne = await ent.as(v.anne);
  await anne.post(`${at(noteId, v.zelie)}/reponse`);
  const page = await anne.get(at(noteId, v.zelie));
  expect(page.body).toContain('Il manque encore une signature.');
  expect(page.body).not.toMatch(/Karim|Sadi/);
  await (await ent.as(v.karim)).post(`${at(noteId, v.zelie)}/reponse`);
  expect((await anne.get(at(noteId, v.zelie))).body).not.toContain('Il manque encore');
});

test('a parent whose link to the child is gone reads nothing any more', async () => {
  await ent.db.deleteFrom('kernel.guardianships').where('guardian_id', '=', v.issa).execute();
  expect(await status(v.issa, at(noteId, v.ines))).toBe(404);
  expect((await (await ent.as(v.issa)).post(`${at(noteId, v.ines)}/reponse`)).statusCode).toBe(404);
});
