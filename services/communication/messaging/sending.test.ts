import { afterAll, expect, test } from 'vitest';
import { startEnt } from '#kernel/testing';
import { answerTo, circle, draftBy, person, send, sentBy, shelf, status, village } from './scene.ts';
import messaging from './service.ts';

/** A Tuesday at ten in the morning, in class. */
let now = new Date('2026-11-24T09:00:00Z');
const ent = await startEnt([messaging], { now: () => now });
afterAll(() => ent[Symbol.asyncDispose]());
const v = await village(ent);
const subjects = async (personId: string, query = '') => (await shelf(ent, personId, query)).map(({ subject }) => subject);
const later = (minutes: number) => {
  now = new Date(now.getTime() + minutes * 60_000);
};

test('a parent writes to the teacher, who reads it and answers', async () => {
  const id = await sentBy(ent, v.anne, { to: [person(v.claire)], subject: 'Le cahier bleu', text: 'L’avez-vous vu ?' });
  expect(await subjects(v.claire)).toEqual(['Le cahier bleu']);
  expect(await subjects(v.anne, '?rayon=sent')).toEqual(['Le cahier bleu']);
  expect((await (await ent.as(v.claire)).get(`/messagerie/messages/${id}`)).body).toContain('L’avez-vous vu');
  const draft = await answerTo(ent, v.claire, id, 'reply');
  await draftBy(ent, v.claire, { subject: 'Re : Le cahier bleu', text: 'Il est en classe.' }, draft);
  expect((await send(ent, v.claire, draft)).statusCode).toBe(303);
  expect(await subjects(v.anne)).toEqual(['Re : Le cahier bleu']);
  // The other parent, the director and a stranger see nothing of it.
  for (const other of [v.karim, v.dominique, v.lou]) expect([await subjects(other), await status(ent, other, id)]).toEqual([[], 404]);
});

test('nobody out of reach receives anything, however the form is written', async () => {
  const id = await draftBy(ent, v.anne, { to: [person(v.lou), person(v.karim), person(v.tom), circle('families', v.ce1)] });
  const preview = (await (await ent.as(v.anne)).json(`/messagerie/brouillons/${id}/apercu`)).json();
  expect(preview.receivers).toEqual([]);
  expect((await send(ent, v.anne, id)).statusCode).toBe(422);
  for (const other of [v.lou, v.karim, v.tom]) expect(await shelf(ent, other).catch(() => [])).toEqual([]);
});

test('a hidden copy is known to the writer and to whoever has it, in no page, no JSON, no search, no answer', async () => {
  const id = await sentBy(ent, v.dominique, { to: [person(v.claire)], bcc: [person(v.marc)], subject: 'Conseil' });
  const [claire, marc] = [await ent.as(v.claire), await ent.as(v.marc)];
  const here = `/messagerie/messages/${id}`;
  for (const url of [here, '/messagerie', '/messagerie?q=marc', '/messagerie?q=olive'])
    for (const { body } of [await claire.get(url), await claire.json(url)])
      expect(body.includes('Conseil') && /Olive|Marc/.test(body)).toBe(false);
  expect((await shelf(ent, v.claire, '?q=olive')).length).toBe(0);
  expect((await marc.get(here)).body).toContain('Copie cachée');
  expect((await (await ent.as(v.dominique)).get(here)).body).toContain('Olive');
  const draft = await answerTo(ent, v.claire, id, 'all');
  expect(
    (await claire.json(`/messagerie/brouillons/${draft}`)).json().addressees.map(({ personId }: { personId: string }) => personId),
  ).toEqual([v.dominique]);
  // Marc answers all: the others learn that he had it only because he himself says so.
  const his = await answerTo(ent, v.marc, id, 'all');
  const { addressees } = (await marc.json(`/messagerie/brouillons/${his}`)).json();
  expect(addressees.map(({ personId }: { personId: string }) => personId).sort()).toEqual([v.claire, v.dominique].sort());
});

test('a class’s families are written to as one circle: none sees the name of another, nor writes to them by answering all', async () => {
  const id = await sentBy(ent, v.claire, { to: [circle('families', v.ce1)], subject: 'Photo de classe' });
  for (const parent of [v.anne, v.karim, v.julie]) {
    const page = (await (await ent.as(parent)).get(`/messagerie/messages/${id}`)).body;
    expect(page).toContain('Les familles de la classe CE1 A');
    for (const [other, name] of [
      [v.anne, 'Anne Moreau'],
      [v.karim, 'Sadi'],
      [v.julie, 'Julie'],
    ] as const)
      if (other !== parent) expect(page).not.toContain(name);
  }
  const draft = await answerTo(ent, v.anne, id, 'all');
  const { receivers } = (await (await ent.as(v.anne)).json(`/messagerie/brouillons/${draft}/apercu`)).json();
  expect(receivers.map((one: { id: string }) => one.id)).toEqual([v.claire]);
});

test('answering all keeps the people of the thread who are out of reach by now, and adds nobody new', async () => {
  const id = await sentBy(ent, v.dominique, { to: [person(v.anne), person(v.marc)], subject: 'Passage anticipé' });
  const draft = await answerTo(ent, v.anne, id, 'all');
  // Marc teaches another class: Anne could not begin with him. Lou is nothing to her.
  await draftBy(ent, v.anne, { cc: [person(v.lou)], subject: 'Re : Passage anticipé', text: 'Avec plaisir.' }, draft);
  const seen = (await (await ent.as(v.anne)).json(`/messagerie/brouillons/${draft}/apercu`)).json();
  expect(seen.receivers.map((one: { id: string }) => one.id).sort()).toEqual([v.dominique, v.marc].sort());
  // Whose name she does not learn by trying.
  expect([seen.dropped, (await (await ent.as(v.anne)).get(`/messagerie/brouillons/${draft}`)).body.includes('Ferrand')]).toEqual([
    [],
    false,
  ]);
  expect((await send(ent, v.anne, draft)).statusCode).toBe(303);
  expect(await subjects(v.marc)).toContain('Re : Passage anticipé');
  expect(await shelf(ent, v.lou)).toEqual([]);
});

test('« jamais connecté » is said before sending, and the counts by profile', async () => {
  const id = await draftBy(ent, v.claire, { to: [circle('families', v.ce1)], cc: [person(v.dominique)] });
  const page = (await (await ent.as(v.claire)).get(`/messagerie/brouillons/${id}/apercu`)).body;
  expect(page).toContain('4 personnes : 3 parents et 1 direction d’école.');
  expect(page).toContain('Une personne ne s’est jamais connectée');
  expect(page).toContain('parent de Zélie');
});

test('the list is what was seen: a family that arrives in between makes the writer look again', async () => {
  const id = await draftBy(ent, v.claire, { to: [circle('families', v.ce1)] });
  const claire = await ent.as(v.claire);
  const { list } = (await claire.json(`/messagerie/brouillons/${id}/apercu`)).json();
  const lea = await ent.guardian('Léa Nunes', v.tom);
  const refused = await claire.post(`/messagerie/brouillons/${id}/envoi`, { list });
  expect(refused.statusCode).toBe(409);
  expect(await shelf(ent, lea)).toEqual([]);
  expect((await send(ent, v.claire, id)).statusCode).toBe(303);
  expect((await shelf(ent, lea)).length).toBe(1);
  // Pressed twice, it is sent once.
  expect((await claire.post(`/messagerie/brouillons/${id}/envoi`, { list })).statusCode).toBe(404);
});

test('a group drops at sending whoever left my reach, and says so', async () => {
  const claire = await ent.as(v.claire);
  await claire.post('/messagerie/groupes', { name: 'Duo', people: [v.marc, v.emine, v.dominique], press: 'group' });
  const { groups } = (await claire.json('/messagerie/groupes')).json();
  expect(groups[0].members.map((one: { id: string }) => one.id).sort()).toEqual([v.marc, v.dominique].sort());
  await ent.db.updateTable('kernel.functions').set({ ends_on: '2026-01-01' }).where('person_id', '=', v.marc).execute();
  const id = await draftBy(ent, v.claire, { to: [`group:${groups[0].id}`], subject: 'Entre nous' });
  const seen = (await claire.json(`/messagerie/brouillons/${id}/apercu`)).json();
  expect([seen.receivers.map((one: { name: string }) => one.name), seen.dropped]).toEqual([['Dominique Rey'], ['Marc Olive']]);
  expect((await send(ent, v.claire, id)).statusCode).toBe(303);
  await ent.db.updateTable('kernel.functions').set({ ends_on: null }).where('person_id', '=', v.marc).execute();
  expect(await subjects(v.marc)).not.toContain('Entre nous');
});

test('recalled within the hour, read or not: the words are gone for those who had them, and nobody is told who had read', async () => {
  const id = await sentBy(ent, v.dominique, { to: [person(v.claire)], subject: 'Secret de cour', text: 'Trop vite parti.' });
  const [dominique, claire] = [await ent.as(v.dominique), await ent.as(v.claire)];
  const before = (await dominique.get(`/messagerie/messages/${id}`)).body;
  expect((await claire.post(`/messagerie/messages/${id}/lu`)).statusCode).toBe(303);
  expect((await dominique.get(`/messagerie/messages/${id}`)).body).toBe(before);
  later(59);
  expect((await dominique.post(`/messagerie/messages/${id}/rappel`)).statusCode).toBe(303);
  for (const { body } of [
    await claire.get(`/messagerie/messages/${id}`),
    await claire.json(`/messagerie/messages/${id}`),
    await claire.get('/messagerie'),
    await claire.get('/messagerie?rayon=inbox'),
    await claire.json('/messagerie?q=secret'),
  ])
    expect(body).not.toMatch(/Trop vite|Secret de cour/);
  expect((await claire.json('/messagerie')).body).not.toMatch(/Secret de cour/);
  expect((await claire.get(`/messagerie/messages/${id}`)).body).toContain('rappelé');
});

test('after an hour it is too late to recall; nobody else may', async () => {
  const id = await sentBy(ent, v.dominique, { to: [person(v.claire)], subject: 'Reste' });
  expect((await (await ent.as(v.claire)).post(`/messagerie/messages/${id}/rappel`)).statusCode).toBe(404);
  later(61);
  expect((await (await ent.as(v.dominique)).post(`/messagerie/messages/${id}/rappel`)).statusCode).toBe(422);
  expect(await subjects(v.claire)).toContain('Reste');
});

test('a message that wants no answer offers none, and takes none', async () => {
  const id = await sentBy(ent, v.claire, { to: [person(v.anne)], subject: 'Pour information', more: { quiet: 'on' } });
  const anne = await ent.as(v.anne);
  expect((await anne.get(`/messagerie/messages/${id}`)).body).not.toContain('value="reply"');
  expect((await anne.post(`/messagerie/messages/${id}/reponse`, { how: 'reply' })).statusCode).toBe(422);
});

test('what is passed on keeps its files; a file opens for those who have the message, and for nobody else', async () => {
  const draft = await draftBy(ent, v.claire, { to: [person(v.anne)], subject: 'Plan' });
  const boundary = 'xx';
  const claire = await ent.as(v.claire);
  const payload = `--${boundary}\r\ncontent-disposition: form-data; name="subject"\r\n\r\nPlan\r\n--${boundary}\r\ncontent-disposition: form-data; name="text"\r\n\r\nVoici.\r\n--${boundary}\r\ncontent-disposition: form-data; name="files"; filename="plan.txt"\r\ncontent-type: text/plain\r\n\r\nAu bout du couloir\r\n--${boundary}--\r\n`;
  const saved = await claire.inject({
    method: 'POST',
    url: `/messagerie/brouillons/${draft}`,
    payload,
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}`, 'sec-fetch-site': 'same-origin' },
  });
  expect(saved.statusCode).toBe(303);
  expect((await send(ent, v.claire, draft)).statusCode).toBe(303);
  const [{ file_id: fileId } = { file_id: '' }] = await ent.db
    .withTables<{ 'messaging.attachments': { file_id: string } }>()
    .selectFrom('messaging.attachments')
    .select('file_id')
    .execute();
  const file = (messageId: string) => `/messagerie/messages/${messageId}/pieces/${fileId}`;
  expect((await (await ent.as(v.anne)).get(file(draft))).body).toBe('Au bout du couloir');
  expect((await (await ent.as(v.karim)).get(file(draft))).statusCode).toBe(404);
  const passed = await answerTo(ent, v.anne, draft, 'forward');
  await draftBy(ent, v.anne, { to: [person(v.dominique)], subject: 'Tr : Plan' }, passed);
  expect((await send(ent, v.anne, passed)).statusCode).toBe(303);
  expect((await (await ent.as(v.dominique)).get(file(passed))).body).toBe('Au bout du couloir');
  expect((await (await ent.as(v.dominique)).get(file(draft))).statusCode).toBe(404);
});

test('notifications say who and about which child, and never the subject nor the words', async () => {
  const id = await sentBy(ent, v.claire, { to: [person(v.anne)], subject: 'Un sujet délicat', text: 'Des mots délicats' });
  await ent.settle();
  const { rows } = await ent.db.pool.query<{ title: string }>('select title from kernel.notifications where href = $1', [
    `/messagerie/messages/${id}`,
  ]);
  expect(rows.map(({ title }) => title)).toEqual(['Message de Claire Benali · Zélie']);
  const all = await ent.db.pool.query('select json_agg(n)::text as n from kernel.notifications n');
  expect(all.rows[0].n).not.toMatch(/délicat/);
});

test('the Enter key never takes a recipient out: the first button of the form saves, or searches what was typed', async () => {
  const id = await draftBy(ent, v.claire, { to: [person(v.anne)] });
  const claire = await ent.as(v.claire);
  const page = (await claire.get(`/messagerie/brouillons/${id}`)).body;
  const form = page.slice(page.indexOf(`action="/messagerie/brouillons/${id}"`));
  expect(form.match(/<button[^>]*type="submit"[^>]*>/)?.[0]).toContain('value="enter"');
  const entered = await claire.post(`/messagerie/brouillons/${id}`, { subject: 'S', text: 'T', q: 'mor', press: 'enter' });
  expect(entered.headers.location).toContain('q=mor');
  expect((await claire.json(`/messagerie/brouillons/${id}`)).json().addressees.length).toBe(1);
});

test('two families named by the school, one by one or by a group, see nothing of each other, and answering all writes to neither', async () => {
  const id = await sentBy(ent, v.claire, { to: [person(v.anne), person(v.karim)], cc: [person(v.dominique)], subject: 'Les deux' });
  const karim = await ent.as(v.karim);
  for (const { body } of [await karim.get(`/messagerie/messages/${id}`), await karim.json(`/messagerie/messages/${id}`)]) {
    expect(body).not.toMatch(/Anne|Moreau/);
    expect(body).toContain('Sadi');
    expect(body).toContain('Dominique Rey');
  }
  const draft = await answerTo(ent, v.karim, id, 'all');
  const { receivers } = (await karim.json(`/messagerie/brouillons/${draft}/apercu`)).json();
  expect(receivers.map((one: { id: string }) => one.id).sort()).toEqual([v.claire, v.dominique].sort());
  expect((await (await ent.as(v.claire)).get(`/messagerie/messages/${id}`)).body).toMatch(/Anne Moreau[\s\S]*Karim Sadi/);
});

test('families written to by a group stay apart when the group is deleted', async () => {
  const claire = await ent.as(v.claire);
  await claire.post('/messagerie/groupes', { name: 'Chorale', people: [v.anne, v.karim], press: 'group' });
  const groupId = (await claire.json('/messagerie/groupes')).json().groups.find(({ name }: { name: string }) => name === 'Chorale').id;
  const id = await sentBy(ent, v.claire, { to: [`group:${groupId}`], cc: [person(v.dominique)], subject: 'Répétition' });
  expect((await claire.post(`/messagerie/groupes/${groupId}/suppression`)).statusCode).toBe(303);
  const karim = await ent.as(v.karim);
  for (const { body } of [await karim.get(`/messagerie/messages/${id}`), await karim.json(`/messagerie/messages/${id}`)])
    expect(body).not.toMatch(/Anne|Moreau/);
  const draft = await answerTo(ent, v.karim, id, 'all');
  const { receivers } = (await karim.json(`/messagerie/brouillons/${draft}/apercu`)).json();
  expect(receivers.map((one: { id: string }) => one.id).sort()).toEqual([v.claire, v.dominique].sort());
});

test('an urgent message that is recalled no longer says why it was urgent', async () => {
  const id = await sentBy(ent, v.dominique, {
    to: [person(v.claire)],
    more: { urgent: 'Fuite de gaz rue des Lilas' },
  });
  const claire = await ent.as(v.claire);
  expect((await claire.get(`/messagerie/messages/${id}`)).body).toContain('Fuite de gaz');
  expect((await (await ent.as(v.dominique)).post(`/messagerie/messages/${id}/rappel`)).statusCode).toBe(303);
  for (const { body } of [await claire.get(`/messagerie/messages/${id}`), await claire.json(`/messagerie/messages/${id}`)])
    expect(body).not.toContain('Fuite de gaz');
});

test('a file taken off a draft is gone from the drawer, unless the message it was passed on from still has it', async () => {
  const files = async () => (await ent.db.selectFrom('kernel.files').select('id').execute()).length;
  const before = await files();
  const [source] = (await shelf(ent, v.anne)).filter(({ subject }) => subject === 'Plan');
  const passed = await answerTo(ent, v.anne, source?.id ?? '', 'forward');
  const anne = await ent.as(v.anne);
  const [file] = (await anne.json(`/messagerie/brouillons/${passed}`)).json().attachments;
  await anne.post(`/messagerie/brouillons/${passed}`, { removeFile: file.id });
  expect((await anne.json(`/messagerie/brouillons/${passed}`)).json().attachments).toEqual([]);
  expect([await files(), (await anne.get(`/messagerie/messages/${source?.id}/pieces/${file.id}`)).statusCode]).toEqual([before, 200]);
});

test('pressed twice at the same moment, it is sent once', async () => {
  const id = await draftBy(ent, v.claire, { to: [person(v.dominique)], subject: 'Une seule fois' });
  const claire = await ent.as(v.claire);
  const { list } = (await claire.json(`/messagerie/brouillons/${id}/apercu`)).json();
  const both = await Promise.all([1, 2, 3].map(() => claire.post(`/messagerie/brouillons/${id}/envoi`, { list })));
  expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([303, 404, 404]);
  expect((await subjects(v.dominique)).filter((subject) => subject === 'Une seule fois').length).toBe(1);
});

test('nothing that a stranger puts in an address or a form breaks the house', async () => {
  const claire = await ent.as(v.claire);
  const far = '-271821-04-20T00:00:00.000Z~00000000-0000-0000-0000-000000000000';
  for (const query of [
    '?avant=x',
    '?avant=2026-11-24T09:00:00.000Z~------------------------------------',
    `?avant=${far}`,
    '?dossier=x',
    '?rayon=x',
    '?q=%00%25_%27',
  ])
    expect([query, (await claire.get(`/messagerie${query}`)).statusCode]).toEqual([query, 200]);
  const id = await draftBy(ent, v.claire, {});
  for (const add of ['person:x', 'circle:families:x', 'circle:toString:00000000-0000-7000-8000-000000000000', 'group:', ''])
    expect([add, (await claire.post(`/messagerie/brouillons/${id}`, { add, press: 'add' })).statusCode]).toEqual([add, add ? 422 : 303]);
  const nobody = '00000000-0000-7000-8000-000000000000';
  for (const add of [`person:${nobody}`, `group:${nobody}`, `circle:families:${nobody}`])
    expect([add, (await claire.post(`/messagerie/brouillons/${id}`, { add, press: 'add' })).statusCode]).toEqual([add, 303]);
  expect((await claire.json(`/messagerie/brouillons/${id}`)).json().addressees).toEqual([]);
  expect((await claire.post('/messagerie/reglages/heures', { on: 'on', opens: '20', closes: '3', sentence: 'x' })).statusCode).toBe(422);
});
