import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from '#kernel/db';
import { forgetDue } from '#kernel/personal-data';
import { type Ent, startEnt } from '#kernel/testing';
import { seedDemo } from './demo.ts';
import { noteById } from './notes.ts';
import { proofOf } from './proof.ts';
import { at, sentBy, village } from './scene.ts';
import liaison from './service.ts';
import { slipsOf } from './slips.ts';

let ent: Ent;
let v: Awaited<ReturnType<typeof village>>;
let now = new Date();

beforeAll(async () => {
  ent = await startEnt([liaison], { now: () => now });
  v = await village(ent);
});
afterAll(() => ent[Symbol.asyncDispose]());

const suivi = async (noteId: string, query = '') => (await (await ent.as(v.claire)).json(`/liaison/mots/${noteId}/suivi${query}`)).json();
const sign = async (who: string, noteId: string, child: string, answer = '') =>
  (await ent.as(who)).post(`${at(noteId, child)}/reponse`, { answer });
const post = async (who: string, noteId: string, path: string, form = {}) =>
  (await ent.as(who)).post(`/liaison/mots/${noteId}/${path}`, form);
async function toldAbout(noteId: string): Promise<string[]> {
  await ent.settle();
  const rows = await ent.db
    .selectFrom('kernel.notifications')
    .select(['person_id', 'title'])
    .where('href', 'like', `/liaison/mots/${noteId}/%`)
    .orderBy('created_at')
    .execute();
  return rows.map((row) => `${row.person_id} ${row.title}`);
}
const slipsFor = (noteId: string) =>
  ent.db.transaction().execute(async (tx) => {
    const db = tx as never;
    return slipsOf(db, (await noteById(db, noteId))!, { now, secret: ent.secret });
  });
const pagesOf = (pdf: Buffer) => pdf.toString('latin1').match(/\/Type \/Page\b(?!s)/g)?.length;

test('each guardian is told once per child, by the child’s name and never by what the note says', async () => {
  const leo = await ent.pupil('Léo Petit', v.ce1);
  await ent.link(v.julie, leo);
  const noteId = await sentBy(ent, v.claire, [v.ce1], { title: 'Des poux !' });
  const told = await toldAbout(noteId);
  expect(told.filter((line) => line.startsWith(v.julie)).sort()).toEqual(
    [`${v.julie} Un nouveau mot pour Léo`, `${v.julie} Un nouveau mot pour Tom`].sort(),
  );
  expect(told).toHaveLength(6);
  expect(told.join()).not.toContain('poux');
  await ent.db.deleteFrom('kernel.guardianships').where('pupil_id', '=', leo).execute();
  await ent.db.updateTable('kernel.functions').set({ ends_on: '2020-01-01' }).where('person_id', '=', leo).execute();
});

test('a parent whose link ended, or whose child left, before the delivery is told nothing', async () => {
  const ben = await ent.pupil('Ben Vite', v.ce1);
  const mia = await ent.pupil('Mia Vite', v.ce1);
  const unlinked = await ent.guardian('Ex Vite', ben);
  const moved = await ent.guardian('Loin Vite', mia);
  const noteId = await sentBy(ent, v.claire, [v.ce1]);
  await ent.db.deleteFrom('kernel.guardianships').where('guardian_id', '=', unlinked).execute();
  await ent.db.updateTable('kernel.functions').set({ ends_on: '2020-01-01' }).where('person_id', 'in', [ben, mia]).execute();
  const told = await toldAbout(noteId);
  expect(told.length).toBeGreaterThan(0);
  expect(told.filter((line) => line.startsWith(unlinked) || line.startsWith(moved))).toEqual([]);
});

test('the reminder goes to those who are missing and to nobody else, once a day', async () => {
  const noteId = await sentBy(ent, v.claire, [v.ce1], { signers: 'all' });
  await toldAbout(noteId);
  await sign(v.anne, noteId, v.zelie);
  await sign(v.julie, noteId, v.tom);
  expect((await suivi(noteId)).reachable).toBe(3);
  expect((await post(v.claire, noteId, 'rappel')).statusCode).toBe(303);
  // Issa signs before the reminder leaves: it does not trouble him.
  await sign(v.issa, noteId, v.ines);
  const reminders = (await toldAbout(noteId)).filter((line) => line.includes('Rappel'));
  expect(reminders.sort()).toEqual(
    [
      `${v.awa} Rappel\u00a0: un mot pour Inès attend votre réponse`,
      `${v.karim} Rappel\u00a0: un mot pour Zélie attend votre réponse`,
    ].sort(),
  );
  const again = await post(v.claire, noteId, 'rappel');
  expect(again.statusCode).toBe(409);
  expect(again.body).toContain('déjà parti aujourd’hui');
  now = new Date(now.getTime() + 86_400_000);
  expect((await post(v.claire, noteId, 'rappel')).statusCode).toBe(303);
  expect((await toldAbout(noteId)).filter((line) => line.includes('Rappel'))).toHaveLength(4);
});

test('two reminders pressed together are one', async () => {
  const noteId = await sentBy(ent, v.claire, [v.ce1]);
  const both = await Promise.all([1, 2].map(() => post(v.claire, noteId, 'rappel')));
  expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([303, 409]);
});

test('the filter shows the missing families, the meter counts children and not parents', async () => {
  const noteId = await sentBy(ent, v.claire, [v.ce1]);
  await sign(v.karim, noteId, v.zelie);
  const all = await suivi(noteId);
  expect(all.tally).toEqual({ total: 3, expected: 3, closed: 1, missing: 2, gone: 0 });
  expect((await suivi(noteId, '?manquants=1')).lines.map((line: { name: string }) => line.name)).toEqual(['Inès Diallo', 'Tom Petit']);
  const list = (await (await ent.as(v.claire)).get('/liaison')).body;
  expect(list.match(/\d+ sur \d+[^<]*/g)).toContain('1 sur 3 a répondu');
});

test('slips are for exactly the missing families: one per home, one each for parents who live apart', async () => {
  const homes = { [v.anne]: '1 rue A', [v.karim]: '2 rue B', [v.awa]: '3 rue C', [v.issa]: ' 3  RUE c' };
  for (const [person_id, address] of Object.entries(homes))
    await ent.db.insertInto('kernel.contacts').values({ person_id, address, postal_code: '31140', city: 'Launaguet' }).execute();
  const noteId = await sentBy(ent, v.claire, [v.ce1], { reply: 'yes-no' });
  const sheet = await slipsFor(noteId);
  expect(sheet.slips.map(({ child, to }) => `${child} : ${to}`)).toEqual([
    'Inès Diallo : Awa Diallo et Issa Diallo',
    'Zélie Moreau : Anne Moreau',
    'Zélie Moreau : Karim Sadi',
    'Tom Petit : Julie Petit',
  ]);
  expect(sheet.boxes).toEqual(['Oui', 'Non']);
  expect(JSON.stringify(sheet)).not.toMatch(/rue [ABC]|31140/i);
  const printed = await (await ent.as(v.claire)).get(`/liaison/mots/${noteId}/coupons`);
  expect(printed.headers['content-type']).toBe('application/pdf');
  expect(pagesOf(printed.rawPayload)).toBe(1);
  await sign(v.anne, noteId, v.zelie, 'yes');
  expect((await slipsFor(noteId)).slips.map(({ child }) => child)).toEqual(['Inès Diallo', 'Tom Petit']);
});

test('a whole class of 26 families is seven sheets; a very long text still fits its slip', async () => {
  const klass = await ent.classroom(v.school, 'Grande classe');
  const teacher = await ent.teacher('Zoé Grand', klass);
  for (let at = 0; at < 26; at++) await ent.guardian(`Parent N${at}`, await ent.pupil(`Enfant N${at}`, klass));
  const noteId = await sentBy(ent, teacher, [klass], {
    text: 'Une longue phrase qui continue. '.repeat(250),
    reply: 'choice',
    options: 'Un\nDeux\nTrois\nQuatre',
  });
  const printed = await (await ent.as(teacher)).get(`/liaison/mots/${noteId}/coupons`);
  expect(pagesOf(printed.rawPayload)).toBe(7);
});

test('a paper that came back is kept as paper, with who copied it, and can be undone', async () => {
  const noteId = await sentBy(ent, v.claire, [v.ce1], { reply: 'yes-no' });
  const from = [`${v.tom}.${v.julie}`, `${v.zelie}.${v.karim}`];
  expect((await post(v.claire, noteId, 'papier', { from })).statusCode).toBe(422);
  expect((await post(v.claire, noteId, 'papier', { answer: 'yes' })).statusCode).toBe(422);
  expect((await post(v.claire, noteId, 'papier', { answer: 'yes', from: [...from, `${v.ali}.${v.emine}`] })).statusCode).toBe(404);
  expect((await suivi(noteId)).tally.closed).toBe(0);
  expect((await post(v.claire, noteId, 'papier', { answer: 'yes', from })).statusCode).toBe(303);
  const page = await (await ent.as(v.claire)).json(`/liaison/mots/${noteId}/papier`);
  const { entered } = page.json();
  expect(entered.map(({ child, by, answer }: Record<string, string>) => [child, by, answer])).toEqual([
    ['Zélie Moreau', 'Claire Benali', 'yes'],
    ['Tom Petit', 'Claire Benali', 'yes'],
  ]);
  expect((await suivi(noteId)).tally.closed).toBe(2);
  // The parent sees that the school has the paper.
  expect((await (await ent.as(v.julie)).get(at(noteId, v.tom))).body).toContain('reçu sur papier');
  expect((await post(v.marc, noteId, `papier/${entered[1].replyId}/annulation`)).statusCode).toBe(404);
  expect((await post(v.claire, noteId, `papier/${entered[1].replyId}/annulation`)).statusCode).toBe(303);
  expect((await suivi(noteId)).tally.closed).toBe(1);
  await sign(v.julie, noteId, v.tom, 'no');
  expect((await suivi(noteId)).lines.find((line: { id: string }) => line.id === v.tom).guardians[0]).toMatchObject({
    answer: 'no',
    onPaper: false,
  });
});

test('an answer given in Préau cannot be undone as if it were paper', async () => {
  const noteId = await sentBy(ent, v.claire, [v.ce1]);
  await sign(v.julie, noteId, v.tom);
  const { rows } = await sql<{ id: string }>`select id from liaison.replies where note_id = ${noteId}`.execute(ent.db);
  expect((await post(v.claire, noteId, `papier/${rows[0]?.id}/annulation`)).statusCode).toBe(404);
});

test('a small correction leaves the answers standing and troubles nobody', async () => {
  const noteId = await sentBy(ent, v.claire, [v.ce1]);
  await sign(v.julie, noteId, v.tom);
  const told = (await toldAbout(noteId)).length;
  const amended = await post(v.claire, noteId, 'versions', {
    from: '1',
    title: 'Sortie au musée !',
    text: 'Nous partons au grand musée.',
    meaning: 'same',
  });
  expect(amended.statusCode).toBe(303);
  expect((await suivi(noteId)).tally.closed).toBe(1);
  expect((await toldAbout(noteId)).length).toBe(told);
  const page = (await (await ent.as(v.julie)).get(at(noteId, v.tom))).body;
  expect(page).toContain('Ce mot a été corrigé');
  expect(page).toContain('Nous partons au musée.');
});

test('a correction that changes the meaning keeps the answers, for the earlier version, and asks everybody again', async () => {
  const noteId = await sentBy(ent, v.claire, [v.ce1], { reply: 'yes-no' });
  await sign(v.julie, noteId, v.tom, 'yes');
  const before = (await toldAbout(noteId)).length;
  const missing = await post(v.claire, noteId, 'versions', { from: '1', title: 'Sortie', text: 'Mardi.' });
  expect(missing.statusCode).toBe(422);
  expect(missing.body).toContain('Dites si le sens change.');
  expect(
    (await post(v.claire, noteId, 'versions', { from: '1', title: 'Sortie', text: 'Mardi.', deadline: '2020-01-01', meaning: 'changed' }))
      .statusCode,
  ).toBe(422);
  expect((await post(v.claire, noteId, 'versions', { from: '1', title: 'Sortie', text: 'Mardi.', meaning: 'changed' })).statusCode).toBe(
    303,
  );
  expect((await suivi(noteId)).tally.closed).toBe(0);
  const told = await toldAbout(noteId);
  expect(told.length).toBe(before + 5);
  expect(told.at(-1)).toContain('a changé');
  const mine = (await (await ent.as(v.julie)).json(at(noteId, v.tom))).json().mine;
  expect(mine).toMatchObject({ done: false, past: [{ answer: 'yes', version: 1 }] });
  await sign(v.julie, noteId, v.tom, 'yes');
  expect((await suivi(noteId)).tally.closed).toBe(1);
  expect((await post(v.claire, noteId, 'versions', { from: '1', title: 'Sortie', text: 'Jeudi.', meaning: 'same' })).statusCode).toBe(409);
});

test('the proof holds the versions, their fingerprints, who answered, when, and on what', async () => {
  const noteId = await sentBy(ent, v.claire, [v.ce1], { signers: 'all' });
  await sign(v.anne, noteId, v.zelie);
  await post(v.claire, noteId, 'papier', { from: `${v.tom}.${v.julie}` });
  await post(v.claire, noteId, 'versions', { from: '1', title: 'Sortie au musée', text: 'Rendez-vous à 8 h.', meaning: 'same' });
  const proof = JSON.stringify(
    await ent.db.transaction().execute(async (tx) => proofOf(tx as never, (await noteById(tx as never, noteId))!, now)),
  );
  for (const words of [
    'tous les titulaires',
    'Nous partons au musée.',
    'Rendez-vous à 8 h.',
    'Anne Moreau',
    'sur papier, saisi par Claire Benali',
    'Pas de réponse',
  ])
    expect(proof).toContain(words);
  expect(new Set(proof.match(/"[0-9a-f]{64}"/g)).size).toBe(2);
  const printed = await (await ent.as(v.dominique)).get(`/liaison/mots/${noteId}/preuve`);
  expect([printed.statusCode, printed.headers['content-type'], printed.rawPayload.subarray(0, 5).toString()]).toEqual([
    200,
    'application/pdf',
    '%PDF-',
  ]);
});

test('withdrawing twice is withdrawing once, and a withdrawn note has neither slips, reminder nor paper', async () => {
  const noteId = await sentBy(ent, v.claire, [v.ce1]);
  expect([(await post(v.dominique, noteId, 'retrait')).statusCode, (await post(v.claire, noteId, 'retrait')).statusCode]).toEqual([
    303, 303,
  ]);
  expect((await (await ent.as(v.claire)).get(`/liaison/mots/${noteId}/coupons`)).statusCode).toBe(404);
  expect((await post(v.claire, noteId, 'rappel')).statusCode).toBe(409);
  expect((await post(v.claire, noteId, 'papier', { from: `${v.tom}.${v.julie}` })).statusCode).toBe(409);
  expect((await post(v.claire, noteId, 'versions', { from: '1', title: 'x', text: 'x', meaning: 'same' })).statusCode).toBe(404);
  expect((await (await ent.as(v.claire)).get('/liaison?rayon=finished')).body).toContain(noteId);
});

test('the journal says who sent, signed and withdrew, with numbers and without words', async () => {
  const noteId = await sentBy(ent, v.claire, [v.ce1], { title: 'Mot du journal' });
  await sign(v.julie, noteId, v.tom);
  const { rows } = await sql<{ action: string; actor_id: string; details: unknown }>`
    select action, actor_id, details from kernel.audit where details->>'note' = ${noteId} order by at, id`.execute(ent.db);
  expect(rows.map(({ action }) => action)).toEqual(['liaison.draft.created', 'liaison.note.sent', 'liaison.note.answered']);
  expect(JSON.stringify(rows)).not.toContain('Mot du journal');
});

test('notes of the year before last are forgotten, those of this year stay', async () => {
  const old = await sentBy(ent, v.claire, [v.ce1], { title: 'Vieux mot' });
  const fresh = await sentBy(ent, v.claire, [v.ce1], { title: 'Mot récent' });
  await sql`update liaison.notes set sent_at = now() - interval '3 years', updated_at = now() - interval '3 years' where id = ${old}`.execute(
    ent.db,
  );
  await forgetDue(ent.db, liaison.forgets ?? [], now);
  const { rows } = await sql<{ id: string }>`select id from liaison.notes where id in (${old}, ${fresh})`.execute(ent.db);
  expect(rows.map(({ id }) => id)).toEqual([fresh]);
});

test('the demonstration gives a class three notes that read well', async () => {
  await ent.db.transaction().execute((tx) => seedDemo(tx as never, { classId: v.ce1, teacherId: v.claire, now }));
  const claire = await ent.as(v.claire);
  for (const title of ['Une journée au musée', 'Le goûter lu']) expect((await claire.get('/liaison')).body).toContain(title);
  expect((await claire.get('/liaison?rayon=drafts')).body).toContain('boîte à chaussures');
  expect((await (await ent.as(v.anne)).get('/liaison')).body).toContain('Une journée au musée');
});
