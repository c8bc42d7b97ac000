import { afterAll, expect, test } from 'vitest';
import { sql } from '#kernel';
import { tokenHash } from '#kernel/identity';
import { meBySession } from '#kernel/perimeter';
import { pagesOf, startEnt } from '#kernel/testing';
import privacy from '../service.ts';

// A Friday, at noon in Paris: the 72 hours run over a week-end.
let now = new Date('2026-11-27T11:00:00Z');
const ent = await startEnt([privacy], { now: () => now });
afterAll(() => ent[Symbol.asyncDispose]());
const place = async (kind: 'region' | 'academy', name: string, parent?: string) => {
  const { rows } = await sql<{ id: string }>`
    insert into kernel.places (id, kind, name, parent_id) values (gen_random_uuid(), ${kind}, ${name}, ${parent ?? null}) returning id`.execute(
    ent.db,
  );
  return rows[0]?.id ?? '';
};
const region = await place('region', 'Occitanie');
const academy = await place('academy', 'Académie de Toulouse', region);
const other = await place('academy', 'Académie de Montpellier', region);
const town = await ent.town();
const school = await ent.school({ parentId: academy, townId: town, uai: '0310001A' });
const far = await ent.school({ name: 'École du Port', parentId: other });
const ce1 = await ent.classroom(school);
const dominique = await ent.director('Dominique Rey', school);
const elsewhere = await ent.director('Paul Loin', far);
const claire = await ent.teacher('Claire Benali', ce1);
const lea = await ent.pupil('Léa Martin', ce1);
const anne = await ent.guardian('Anne Martin', lea);
const give = async (name: string, kind: 'academy' | 'administrator' | 'town', at: string) => {
  const id = await ent.person(name);
  await ent.give(id, kind, at);
  return id;
};
const irene = await give('Irène Sabatier', 'academy', academy);
const yves = await give('Yves Autre', 'academy', other);
const luc = await give('Luc Mercier', 'town', town);

const facts = {
  what: 'Une liste de classe est partie à une autre école.',
  period: 'Vendredi matin',
  natures: 'confidentiality',
  dataKinds: 'Noms et adresses',
  peopleKinds: 'Élèves et parents d’un CE1',
  peopleCount: '1 200',
  recordsCount: '',
  children: 'on',
  consequences: 'Démarchage',
  measures: 'Liste rappelée',
  told: 'Le délégué',
  risk: 'some',
};

async function reports(who: string, form: Record<string, string> = {}): Promise<string> {
  const sent = await (await ent.as(who)).post('/donnees/fuites/signaler', {
    ...{ schoolId: school, foundOn: '2026-11-27', foundAt: '11:30', what: `Fuite ${Math.random()}` },
    ...form,
  });
  expect(sent.statusCode).toBe(303);
  return String(sent.headers.location).split('/').at(-1) ?? '';
}
const sends = async (who: string, id: string, path: string, form: Record<string, string> = {}) =>
  (await ent.as(who)).post(`/donnees/fuites/${id}${path}`, form);
const told = async (who: string) =>
  (
    await ent.db
      .selectFrom('kernel.notifications')
      .select('title')
      .where('person_id', '=', who)
      .where('arrived_at', 'is not', null)
      .orderBy('arrived_at')
      .orderBy('id')
      .execute()
  ).map(({ title }) => title);
const todos = async (who: string) => {
  const found = await meBySession(ent.db, tokenHash((await ent.as(who)).token));
  return (await privacy.todo?.({ db: ent.db, me: found?.me as never, now })) ?? [];
};

test('a director reports what they saw; the academy is told at once, on a Friday, and the 72 hours count the week-end', async () => {
  const id = await reports(dominique);
  await ent.settle();
  expect(await told(irene)).toEqual(['Une fuite de données est signalée']);
  expect(await told(yves)).toEqual([]);
  const page = (await (await ent.as(irene)).get(`/donnees/fuites/${id}`)).body;
  expect(page).toContain('Encore 71 heures');
  expect(page).toContain('lundi 30 novembre à 11\u00a0h\u00a030');
  expect((await todos(irene)).map(({ title, deadline }) => [title, deadline])).toContainEqual([
    'Fuite de données · encore 71 heures',
    '2026-11-30',
  ]);
  const mine = await ent.as(dominique);
  expect((await mine.get(`/donnees/fuites/${id}`)).body).toContain('La première heure');
  expect((await mine.get('/donnees/fuites')).statusCode).toBe(404);
  for (const who of [claire, anne, elsewhere, yves, luc])
    expect((await (await ent.as(who)).get(`/donnees/fuites/${id}`)).statusCode).toBe(404);
});

test('the town’s referent reports for a school of the town and no other; what is typed wrong, or twice, makes no line', async () => {
  const id = await reports(luc, { what: 'Clé perdue.' });
  expect(await reports(luc, { what: 'Clé perdue.' })).toBe(id);
  const visitor = await ent.as(luc);
  const wrong = async (form: Record<string, string>) =>
    (
      await visitor.post('/donnees/fuites/signaler', {
        ...{ schoolId: school, foundOn: '2026-11-27', foundAt: '11:30', what: 'Autre' },
        ...form,
      })
    ).statusCode;
  expect([
    await wrong({ schoolId: far }),
    await wrong({ foundOn: '2026-11-28' }),
    await wrong({ foundOn: '1999-01-01' }),
    await wrong({ foundAt: '25:00' }),
    await wrong({ what: ' ' }),
    await wrong({ what: 'x'.repeat(4001) }),
  ]).toEqual([422, 422, 422, 422, 422, 422]);
  expect((await (await ent.as(claire)).get('/donnees/fuites/signaler')).statusCode).toBe(404);
});

test('the academy writes the facts, decides with a reason, and the reporter reads nothing of the inquiry', async () => {
  const id = await reports(dominique);
  expect((await sends(dominique, id, '', facts)).statusCode).toBe(404);
  expect((await sends(irene, id, '', { ...facts, peopleCount: 'beaucoup' })).statusCode).toBe(422);
  expect((await sends(irene, id, '', facts)).statusCode).toBe(303);
  const seen = (await (await ent.as(irene)).json(`/donnees/fuites/${id}`)).json().breach;
  expect([seen.peopleCount, seen.recordsCount, seen.children, seen.natures]).toEqual([1200, null, true, ['confidentiality']]);
  expect((await (await ent.as(dominique)).json(`/donnees/fuites/${id}`)).json().breach.consequences).toBeNull();
  expect((await sends(irene, id, '/decision', { decision: 'notify', why: ' ' })).statusCode).toBe(422);
  const refused = await sends(irene, id, '/decision', { decision: 'keep', why: 'Rien de grave.' });
  expect([refused.statusCode, refused.body.includes('la CNIL doit être prévenue')]).toEqual([422, true]);
  expect((await sends(irene, id, '/cnil', { sentOn: '2026-11-27', sentAt: '11:45' })).statusCode).toBe(409);
  expect((await sends(irene, id, '/decision', { decision: 'notify', why: 'Adresses d’enfants.' })).statusCode).toBe(303);
  expect((await sends(irene, id, '/cloture')).statusCode).toBe(409);
  expect((await sends(irene, id, '/cnil', { sentOn: '2026-11-27', sentAt: '11:00' })).statusCode).toBe(422);
  expect((await sends(irene, id, '/cnil', { sentOn: '2026-11-27', sentAt: '11:45', number: 'CNIL-42' })).statusCode).toBe(303);
  expect((await sends(irene, id, '/cnil', { sentOn: '2026-11-27', sentAt: '11:45' })).statusCode).toBe(409);
  expect((await sends(irene, id, '/cloture')).statusCode).toBe(303);
  expect((await sends(irene, id, '', facts)).statusCode).toBe(409);
  const pdf = await (await ent.as(irene)).get(`/donnees/fuites/${id}/pdf`);
  const text = (await pagesOf(pdf.rawPayload)).join(' ').replace(/\s+/g, ' ');
  for (const words of ['Adresses d’enfants.', 'CNIL-42', '1 200', 'Irène Sabatier', 'Dominique Rey']) expect(text).toContain(words);
});

test('reminded when a day is left, six hours, none, each once; when it is late, the reasons are asked', async () => {
  const id = await reports(dominique, { what: 'Horloge' });
  await ent.settle();
  const before = (await told(irene)).length;
  const at = async (moment: string) => {
    now = new Date(moment);
    for (let time = 0; time < 2; time += 1) await ent.work('privacy.watchBreaches');
    const { rows } = await sql<{ title: string }>`
      select title from kernel.notifications where person_id = ${irene} and href like ${`%${id}`} and title not like '%signalée' order by arrived_at`.execute(
      ent.db,
    );
    return rows.map(({ title }) => title);
  };
  expect(before).toBeGreaterThan(0);
  expect(await at('2026-11-28T11:00:00Z')).toEqual([]);
  const [one, two, three] = [
    'Fuite de données : moins de 24 heures pour prévenir la CNIL',
    'Fuite de données : moins de 6 heures pour prévenir la CNIL',
    'Fuite de données : les 72 heures sont passées',
  ];
  expect(await at('2026-11-29T12:00:00Z')).toEqual([one]);
  expect(await at('2026-11-30T06:00:00Z')).toEqual([one, two]);
  expect(await at('2026-11-30T14:00:00Z')).toEqual([one, two, three]);
  await sends(irene, id, '/decision', { decision: 'notify', why: 'Risque.' });
  const late = await sends(irene, id, '/cnil', { sentOn: '2026-11-30', sentAt: '14:00' });
  expect([late.statusCode, late.body.includes('72 heures : la loi le demande')]).toEqual([422, true]);
  expect((await sends(irene, id, '/cnil', { sentOn: '2026-11-30', sentAt: '14:00', lateWhy: 'Week-end.' })).statusCode).toBe(303);
  expect(await at('2026-12-02T14:00:00Z')).toEqual([one, two, three]);
  now = new Date('2026-11-27T11:00:00Z');
});

test('the texts are filled from the facts; families and the team are told once, and a child reads words of their own', async () => {
  const id = await reports(dominique, { what: 'Message parti' });
  const letters = async () => (await (await ent.as(irene)).json(`/donnees/fuites/${id}/textes`)).json();
  expect((await letters()).cnil).toContain('[à compléter : conséquences probables]');
  expect((await sends(irene, id, '/annonce', { text: 'Madame, [à compléter : quoi]' })).statusCode).toBe(422);
  await sends(irene, id, '', { ...facts, risk: 'high' });
  const ready = await letters();
  expect(ready.cnil).toMatch(/Nombre approximatif de personnes\s: 1\s200/);
  expect(ready.cnil).toMatch(/Découverte\s: 27\/11\/2026 à 11\sh\s30/);
  expect(ready.people).toContain('Noms et adresses');
  expect(ready.child).toContain('Ce n’est pas ta faute');
  expect((await sends(dominique, id, '/annonce', { text: ready.people, childText: ready.child })).statusCode).toBe(404);
  expect((await (await ent.as(anne)).get(`/donnees/avis/${id}`)).statusCode).toBe(404);
  // A session left open writes to no school: who holds it proves it first, before anything is typed.
  const { token } = await ent.as(irene);
  const proved = (at: Date) =>
    ent.db.updateTable('kernel.sessions').set({ proved_at: at }).where('token_hash', '=', tokenHash(token)).execute();
  await proved(new Date(now.getTime() - 600_000));
  for (const { headers } of [
    await (await ent.as(irene)).get(`/donnees/fuites/${id}/textes`),
    await sends(irene, id, '/annonce', { text: ready.people }),
  ])
    expect(String(headers.location)).toContain('/compte/preuve');
  await proved(now);
  expect((await sends(irene, id, '/annonce', { text: ready.people, childText: ready.child })).statusCode).toBe(303);
  expect((await sends(irene, id, '/annonce', { text: ready.people, childText: ready.child })).statusCode).toBe(409);
  await ent.settle();
  for (const who of [anne, claire, dominique])
    expect((await told(who)).filter((title) => title === 'Information importante sur vos données personnelles')).toHaveLength(1);
  expect((await (await ent.as(anne)).get(`/donnees/avis/${id}`)).body).toContain('Noms et adresses');
  const child = (await (await ent.as(lea)).get(`/donnees/avis/${id}`)).body;
  expect([child.includes('Ce n’est pas ta faute'), child.includes('Démarchage')]).toEqual([true, false]);
  expect((await (await ent.as(elsewhere)).get(`/donnees/avis/${id}`)).statusCode).toBe(404);
});

test('an exercise says so everywhere, and tells nobody outside; only whoever keeps the register plays one', async () => {
  const id = await reports(irene, { uai: '0310001a', exercise: 'on' });
  await ent.settle();
  await sends(irene, id, '', facts);
  const visitor = await ent.as(irene);
  for (const path of ['', '/textes'])
    expect((await visitor.get(`/donnees/fuites/${id}${path}`)).body).toContain('EXERCICE. Rien de tout cela');
  const pdf = await visitor.get(`/donnees/fuites/${id}/pdf`);
  for (const page of await pagesOf(pdf.rawPayload)) expect(page).toContain('EXERCICE');
  expect((await visitor.get('/donnees/fuites')).body).toContain('EXERCICE · Fuite du 27/11/2026');
  const before = await told(anne);
  expect((await sends(irene, id, '/annonce', { text: 'Madame, Monsieur' })).statusCode).toBe(409);
  await ent.settle();
  expect(await told(anne)).toEqual(before);
  const played = await reports(dominique, { exercise: 'on' });
  expect((await visitor.json(`/donnees/fuites/${played}`)).json().breach.exercise).toBe(false);
});

test('the line stays five years after it is closed, then a night takes it away with its steps', async () => {
  const id = await reports(irene, { what: 'Close' });
  await sends(irene, id, '/decision', { decision: 'keep', why: 'Personne n’a rien vu.' });
  await sends(irene, id, '/cloture');
  const left = async () =>
    (await ent.db.selectFrom('kernel.deletions').select('rows').where('table_name', '=', 'privacy.breaches').execute()).length;
  now = new Date('2031-11-26T04:00:00Z');
  await ent.work('kernel.forget');
  expect(await left()).toBe(0);
  now = new Date('2031-11-29T04:00:00Z');
  await ent.work('kernel.forget');
  expect(await left()).toBe(1);
  now = new Date('2026-11-27T11:00:00Z');
});

test('pressed twice at once it is one breach; whoever reported it reads their own words, not what the academy made of them', async () => {
  const form = { foundOn: '2026-11-27', foundAt: '11:30', what: 'Deux doigts.' };
  now = new Date('2026-11-27T11:00:00Z');
  const visitor = await ent.as(await ent.director('Inès Pressée', far));
  const [one, two] = await Promise.all([1, 2].map(() => visitor.post('/donnees/fuites/signaler', { ...form, schoolId: far })));
  expect([one?.statusCode, two?.headers.location]).toEqual([303, one?.headers.location]);
  const url = String(one?.headers.location);
  expect(
    (await (await ent.as(await give('Ida Neuve', 'academy', other))).post(url, { ...facts, what: 'L’enquête désigne quelqu’un.' }))
      .statusCode,
  ).toBe(303);
  expect((await visitor.json(url)).json().breach.what).toBe('Deux doigts.');
});
