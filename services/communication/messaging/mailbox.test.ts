import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { forgetDue } from '#kernel/personal-data';
import { startEnt } from '#kernel/testing';
import { circle, draftBy, person, send, sentBy, shelf, village } from './scene.ts';
import messaging from './service.ts';

/** Each keeps their own mailbox; and what was shown is what is delivered is what is read. */

let now = new Date('2026-11-24T09:00:00Z');
const ent = await startEnt([messaging], { now: () => now });
afterAll(() => ent[Symbol.asyncDispose]());
const v = await village(ent);
const subjects = async (personId: string, query = '') => (await shelf(ent, personId, query)).map(({ subject }) => subject);
const folders = async (personId: string): Promise<{ id: string; name: string }[]> =>
  (await (await ent.as(personId)).json('/messagerie/dossiers')).json().folders;
const day = 86_400_000;

test('a folder within a folder; deleting the first puts their messages in the trash, the draft included, and says how many', async () => {
  const claire = await ent.as(v.claire);
  await claire.post('/messagerie/dossiers', { name: 'Sorties' });
  const [outer] = await folders(v.claire);
  await claire.post('/messagerie/dossiers', { name: 'Muséum', parent: outer?.id ?? '' });
  const inner = (await folders(v.claire)).find(({ name }) => name === 'Muséum');
  const draft = await draftBy(ent, v.claire, { subject: 'Brouillon du muséum' });
  const received = await sentBy(ent, v.anne, { to: [person(v.claire)], subject: 'Pique-nique' });
  expect((await claire.post('/messagerie/rangement', { ids: [draft, received], press: 'move', folder: inner?.id ?? '' })).statusCode).toBe(
    303,
  );
  expect((await subjects(v.claire, `?dossier=${inner?.id}`)).sort()).toEqual(['Brouillon du muséum', 'Pique-nique']);
  expect(await subjects(v.claire)).toEqual([]);
  const deleted = await claire.post(`/messagerie/dossiers/${outer?.id}/suppression`);
  expect(decodeURIComponent(String(deleted.headers['set-cookie']))).toContain('2 messages sont à la corbeille');
  expect(await folders(v.claire)).toEqual([]);
  expect((await subjects(v.claire, '?rayon=trash')).sort()).toEqual(['Brouillon du muséum', 'Pique-nique']);
  await claire.post('/messagerie/rangement', { ids: [draft, received], press: 'restore' });
  expect(await subjects(v.claire, '?rayon=drafts')).toEqual(['Brouillon du muséum']);
  expect(await subjects(v.claire)).toEqual(['Pique-nique']);
});

test('nobody arranges the mailbox of somebody else, nor puts a message in their folder', async () => {
  const id = await sentBy(ent, v.anne, { to: [person(v.claire)], subject: 'À moi' });
  await (await ent.as(v.claire)).post('/messagerie/dossiers', { name: 'Privé' });
  const [folder] = await folders(v.claire);
  const anne = await ent.as(v.anne);
  await anne.post('/messagerie/rangement', { ids: [id], press: 'trash' });
  await (await ent.as(v.lou)).post('/messagerie/rangement', { ids: [id], press: 'trash' });
  expect(await subjects(v.claire)).toContain('À moi');
  expect((await anne.post('/messagerie/rangement', { ids: [id], press: 'move', folder: folder?.id ?? '' })).statusCode).toBe(422);
  for (const door of ['', '/suppression'])
    expect((await anne.post(`/messagerie/dossiers/${folder?.id}${door}`, { name: 'X' })).statusCode).toBe(404);
});

test('search finds the beginning of a word without its accents, and forgives a slip; only in what is mine', async () => {
  await sentBy(ent, v.anne, {
    to: [person(v.claire)],
    subject: 'Éléphant égaré',
    text: 'La trottinette de Zélie est restée près du gymnase.',
  });
  for (const q of ['eleph', 'ELEPHANT', 'trottinete', 'gymn', 'moreau eleph'])
    expect([q, await subjects(v.claire, `?q=${q}`)]).toEqual([q, ['Éléphant égaré']]);
  expect(await subjects(v.claire, '?q=zzzz')).toEqual([]);
  expect(await subjects(v.dominique, '?q=elephant')).toEqual([]);
  expect(await subjects(v.claire, '?q=%25')).not.toEqual([]);
});

test('pages follow each other by where the last one ended: nothing twice, nothing lost', async () => {
  for (let at = 0; at < 35; at += 1) {
    now = new Date(now.getTime() + 1000);
    await sentBy(ent, v.emine, { to: [person(v.marc)], subject: `Message ${at}` });
  }
  const marc = await ent.as(v.marc);
  const first = (await marc.json('/messagerie')).json();
  const second = (await marc.json(`/messagerie?avant=${encodeURIComponent(first.next)}`)).json();
  const all = [...first.lines, ...second.lines].map(({ subject }: { subject: string }) => subject);
  expect([first.lines.length, all.length, new Set(all).size, second.next]).toEqual([25, 35, 35, null]);
  expect(first.unread).toBe(35);
  await marc.post('/messagerie/rangement', { ids: first.lines.map(({ id }: { id: string }) => id), press: 'read' });
  expect((await marc.json('/messagerie')).json().unread).toBe(10);
});

test('œ is found as it is typed, with its own letter or with two', async () => {
  await sentBy(ent, v.anne, { to: [person(v.claire)], subject: 'Chœur du cœur' });
  for (const q of ['chœur', 'choeur', 'CŒUR', 'coeur']) expect([q, await subjects(v.claire, `?q=${q}`)]).toEqual([q, ['Chœur du cœur']]);
});

test('favourites are mine: those I reach go in, whoever leaves my reach is said so, and I take out whom I want', async () => {
  const claire = await ent.as(v.claire);
  type Favourite = { id: string; name: string; reached: boolean };
  const favourites = async (personId: string): Promise<Favourite[]> =>
    (await (await ent.as(personId)).json('/messagerie/groupes')).json().favourites;
  expect((await claire.post('/messagerie/groupes', { people: [v.lou], press: 'star' })).statusCode).toBe(422);
  await claire.post('/messagerie/groupes', { people: [v.anne, v.marc, v.lou], press: 'star' });
  await claire.post('/messagerie/groupes', { people: [v.anne], press: 'star' });
  expect((await favourites(v.claire)).map(({ id, reached }) => [id, reached])).toEqual([
    [v.anne, true],
    [v.marc, true],
  ]);
  expect(await favourites(v.marc)).toEqual([]);
  await ent.db.updateTable('kernel.functions').set({ ends_on: '2026-11-01' }).where('person_id', '=', v.marc).execute();
  expect((await favourites(v.claire)).map(({ id, reached }) => [id, reached])).toEqual([
    [v.anne, true],
    [v.marc, false],
  ]);
  expect((await claire.get('/messagerie/groupes')).body).toContain('hors de portée');
  await (await ent.as(v.dominique)).post('/messagerie/favoris', { people: [] });
  await claire.post('/messagerie/favoris', { people: [v.anne] });
  expect((await favourites(v.claire)).map(({ id }) => id)).toEqual([v.anne]);
  await ent.db.updateTable('kernel.functions').set({ ends_on: null }).where('person_id', '=', v.marc).execute();
});

test('a draft that I erased is a draft no more: it is neither opened, saved nor sent', async () => {
  const id = await draftBy(ent, v.anne, { to: [person(v.claire)], subject: 'Jeté' });
  const anne = await ent.as(v.anne);
  await anne.post('/messagerie/rangement', { ids: [id], press: 'trash' });
  await anne.post('/messagerie/rangement', { ids: [id], press: 'erase' });
  expect((await anne.get(`/messagerie/brouillons/${id}`)).statusCode).toBe(404);
  expect((await anne.post(`/messagerie/brouillons/${id}`, { subject: 'Repris', text: 'Non', press: 'save' })).statusCode).toBe(404);
  expect((await anne.post(`/messagerie/brouillons/${id}/envoi`, { list: 'x' })).statusCode).toBe(404);
});

test('what was changed in another tab after the preview is looked at again before it leaves', async () => {
  const id = await draftBy(ent, v.anne, { to: [person(v.claire)], subject: 'Deux onglets', text: 'À 8 h 30.' });
  const anne = await ent.as(v.anne);
  const { list } = (await anne.json(`/messagerie/brouillons/${id}/apercu`)).json();
  await anne.post(`/messagerie/brouillons/${id}`, { subject: 'Deux onglets', text: 'À 8 h 30 !', press: 'save' });
  const refused = await anne.post(`/messagerie/brouillons/${id}/envoi`, { list });
  expect([refused.statusCode, refused.body.includes('À 8 h 30 !')]).toEqual([409, true]);
  expect((await send(ent, v.anne, id)).statusCode).toBe(303);
});

test('thirty days in the trash, then erased; a month after the school year, its messages are erased everywhere, with a count in the ledger', async () => {
  const id = await sentBy(ent, v.anne, { to: [person(v.claire)], subject: 'À jeter' });
  await (await ent.as(v.claire)).post('/messagerie/rangement', { ids: [id], press: 'trash' });
  const thrown = now;
  now = new Date(thrown.getTime() + 29 * day);
  await ent.work('messaging.emptyTrash');
  await forgetDue(ent.db, messaging.forgets ?? [], now);
  expect(await subjects(v.claire, '?rayon=trash')).toContain('À jeter');
  now = new Date(thrown.getTime() + 31 * day);
  await ent.work('messaging.emptyTrash');
  await forgetDue(ent.db, messaging.forgets ?? [], now);
  expect(await subjects(v.claire, '?rayon=trash')).not.toContain('À jeter');
  expect(await subjects(v.anne, '?rayon=sent')).toContain('À jeter');
  now = new Date('2027-09-29T03:00:00Z');
  await ent.work('messaging.emptyTrash');
  await forgetDue(ent.db, messaging.forgets ?? [], now);
  expect(await subjects(v.anne, '?rayon=sent')).toContain('À jeter');
  now = new Date('2027-10-03T03:00:00Z');
  await ent.work('messaging.emptyTrash');
  await forgetDue(ent.db, messaging.forgets ?? [], now);
  expect(await subjects(v.anne, '?rayon=sent')).toEqual([]);
  const { rows } = await ent.db.pool.query<{ rows: number }>(
    `select rows from kernel.deletions where table_name = 'messaging.messages' and day = '2027-10-03' and why = 'term'`,
  );
  expect(rows[0]?.rows).toBeGreaterThan(35);
  now = new Date('2026-11-24T09:00:00Z');
});

test('property: those the preview shows are those who have it, are those who can read it, whatever mix is addressed', async () => {
  const offers = [
    person(v.anne),
    person(v.karim),
    person(v.julie),
    person(v.marc),
    person(v.lou),
    person(v.zelie),
    person(v.dominique),
    circle('families', v.ce1),
    circle('families', v.cm2),
    circle('team', v.school),
    circle('team', v.elsewhere),
  ];
  const everybody = Object.entries(v).filter(
    ([name]) => !['town', 'school', 'ce1', 'cm2', 'elsewhere', 'farClass', 'zelie', 'tom', 'ali'].includes(name),
  );
  const some = fc.subarray(offers);
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(v.claire, v.dominique, v.anne), some, some, some, async (writer, to, cc, bcc) => {
      const id = await draftBy(ent, writer, { to, cc, bcc });
      const { receivers } = (await (await ent.as(writer)).json(`/messagerie/brouillons/${id}/apercu`)).json();
      const shown: string[] = receivers.map((one: { id: string }) => one.id).sort();
      const sent = await send(ent, writer, id);
      expect(sent.statusCode).toBe(shown.length > 0 ? 303 : 422);
      const { rows } = await ent.db.pool.query<{ id: string }>(
        `select person_id as id from messaging.recipients where message_id = $1 and field <> 'from'`,
        [id],
      );
      expect(rows.map((row) => row.id).sort()).toEqual(shown);
      const readers: string[] = [];
      for (const [, personId] of everybody)
        if (personId !== writer && (await (await ent.as(personId)).json(`/messagerie/messages/${id}`)).statusCode === 200)
          readers.push(personId);
      expect(readers.sort()).toEqual(shown);
    }),
    { numRuns: 25 },
  );
}, 120_000);
