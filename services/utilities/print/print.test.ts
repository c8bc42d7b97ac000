import { afterAll, expect, test } from 'vitest';
import { pagesOf, startEnt } from '#kernel/testing';
import print from './service.ts';

/** Lists and labels of a class, for those who keep it. */

const ent = await startEnt([print]);
afterAll(() => ent[Symbol.asyncDispose]());
const school = await ent.school();
const cp = await ent.classroom(school, 'CP A');
const claire = await ent.teacher('Claire Benali', cp);
const dominique = await ent.director('Dominique Rey', school);
const marc = await ent.teacher('Marc Olive', await ent.classroom(school, 'CM2'));
const lea = await ent.pupil('Léa Martin', cp);
await ent.pupil('Léa Petit', cp);
await ent.pupil('Éloïse Œuvrard', cp);
const anne = await ent.guardian('Anne Martin', lea);
await ent.db
  .insertInto('kernel.contacts')
  .values({ person_id: anne, phone_mobile: '06 12 34 56 78', address: '3 rue des Lilas', postal_code: '31000', city: 'Toulouse' })
  .onConflict((known) => known.column('person_id').doUpdateSet({ phone_mobile: '06 12 34 56 78', address: '3 rue des Lilas' }))
  .execute();
const words = async (path: string, who = claire) =>
  (await pagesOf((await (await ent.as(who)).get(`/imprimer/${cp}/${path}`)).rawPayload)).join('\n');

test('the list has every child and no telephone; the other one has telephones, no address, and says to keep it locked', async () => {
  const list = await words('liste');
  for (const name of ['Martin Léa', 'Petit Léa', 'Œuvrard Éloïse']) expect(list).toContain(name);
  expect(list).not.toContain('06 12');
  const calls = await words('liste?avec=contacts');
  expect(calls).toContain('06 12 34 56 78');
  expect(calls).toContain('Confidentiel');
  expect(calls).not.toContain('Lilas');
});

test('labels tell two Léas apart; in three writings each name is there three times', async () => {
  const one = await words('etiquettes');
  expect(one.match(/Léa [MP]\./g)).toHaveLength(2);
  expect(one).toContain('Éloïse');
  expect(one).not.toContain('Éloïse Œ');
  const three = await words('etiquettes?ecriture=trois');
  for (const written of ['ÉLOÏSE', 'Éloïse']) expect(three).toContain(written);
  // Joined letters are drawings that no reader spells: the font says that they are there.
  const cursive = (await (await ent.as(claire)).get(`/imprimer/${cp}/etiquettes?ecriture=trois`)).rawPayload.toString('latin1');
  expect(cursive).toMatch(/\/BaseFont \/\w+\+PlaywriteFRModerne/i);
});

test('the class’s teachers and its director; nobody else', async () => {
  for (const path of ['liste', 'liste?avec=contacts', 'etiquettes']) {
    const at = `/imprimer/${cp}/${path}`;
    const statuses = [claire, dominique, marc, anne, lea].map(async (who) => (await (await ent.as(who)).get(at)).statusCode);
    expect(await Promise.all(statuses)).toEqual([200, 200, 404, 404, 404]);
  }
  expect((await (await ent.as(anne)).get('/imprimer')).statusCode).toBe(404);
});

test('a class without pupils prints a page that says so', async () => {
  const empty = await ent.classroom(school, 'CE2');
  const answer = await (await ent.as(dominique)).get(`/imprimer/${empty}/etiquettes`);
  expect((await pagesOf(answer.rawPayload)).join()).toContain('Pas encore d’élève');
});
