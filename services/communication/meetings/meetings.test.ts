import ICAL from 'ical.js';
import { afterAll, expect, test } from 'vitest';
import type { Reader } from '#kernel';
import { tokenHash } from '#kernel/identity';
import { liftRestriction, restrictGuardian } from '#kernel/people';
import { meBySession } from '#kernel/perimeter';
import { pagesOf, startEnt } from '#kernel/testing';
import { evening, tuesday, village } from './scene.ts';
import meetings from './service.ts';
import type { Tables } from './tables.ts';

let now = tuesday;
const ent = await startEnt([meetings], { now: () => now });
afterAll(() => ent[Symbol.asyncDispose]());
const v = await village(ent);
const [claire, marc, anne, karim, julie] = [
  await ent.as(v.claire),
  await ent.as(v.marc),
  await ent.as(v.anne),
  await ent.as(v.karim),
  await ent.as(v.julie),
];
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

type Shown = { id: string; day: string; starts: string };
type Page = { mine: Shown | null; free: Shown[]; near: Shown[]; takenForChild: boolean; waits: boolean };
type Visitor = typeof anne;

const openFor = async (teacher: Visitor, classId: string, form: Record<string, string> = {}) =>
  String((await teacher.post('/rendez-vous/nouveau', { ...evening, classId, ...form })).headers['location']).split('/')[2] ?? '';
const pageOf = async (who: Visitor, roundId: string, pupilId: string): Promise<Page> =>
  (await who.json(`/rendez-vous/${roundId}/enfants/${pupilId}`)).json();
const takeAt = async (who: Visitor, roundId: string, pupilId: string, starts: string) => {
  const db: Reader<Tables> = ent.db;
  const rows = await db.selectFrom('meetings.slots').selectAll().where('round_id', '=', roundId).execute();
  const slotId = rows.find((row) => row.starts.startsWith(starts))?.id ?? '';
  return who.post(`/rendez-vous/${roundId}/enfants/${pupilId}/reservation`, { slotId });
};
const todosOf = async (personId: string) => {
  const seen = await meBySession(ent.db, tokenHash((await ent.as(personId)).token));
  if (!seen) throw new Error('nobody');
  return ((await meetings.todo?.({ db: ent.db, me: seen.me, now })) ?? []).map(({ title, child }) =>
    plain(`${title}, ${child?.firstName}`),
  );
};
const toldTo = async () => {
  await ent.settle();
  const rows = await ent.db.selectFrom('kernel.notifications').select(['person_id', 'title']).execute();
  await ent.db.deleteFrom('kernel.notifications').execute();
  return rows.map(({ person_id, title }) => `${Object.entries(v).find(([, id]) => id === person_id)?.[0]}: ${plain(title)}`).sort();
};

const ofClaire = await openFor(claire, v.ce1);

test('the families of the class are told and have it to do, each parent for each child; nobody else', async () => {
  expect(await toldTo()).toEqual([
    'anne: Un rendez-vous à choisir pour Zélie',
    'julie: Un rendez-vous à choisir pour Tom',
    'karim: Un rendez-vous à choisir pour Zélie',
  ]);
  expect(await todosOf(v.anne)).toEqual(['Choisir un moment : Bilan, Zélie']);
});

test('each separated parent takes a moment in one tap, and sees nothing of the other’s but that it is no longer free', async () => {
  expect((await takeAt(anne, ofClaire, v.zelie, '16:45')).statusCode).toBe(303);
  expect(await todosOf(v.anne)).toEqual([]);
  expect(await todosOf(v.karim)).toEqual(['Choisir un moment : Bilan, Zélie']);
  const seen = await pageOf(karim, ofClaire, v.zelie);
  expect([seen.mine, seen.takenForChild, seen.free.map(({ starts }) => starts)]).toEqual([null, false, ['16:30', '17:00', '17:15']]);
  expect((await karim.get(`/rendez-vous/${ofClaire}/enfants/${v.zelie}`)).body).not.toContain('Anne');
  expect((await takeAt(karim, ofClaire, v.zelie, '16:45')).statusCode).toBe(409);
  expect((await takeAt(karim, ofClaire, v.zelie, '17:15')).statusCode).toBe(303);
  const lines = (await claire.json(`/rendez-vous/${ofClaire}`)).json().lines as { starts: string; guardian: string | null }[];
  expect(lines.map(({ starts, guardian }) => `${starts} ${guardian}`)).toEqual([
    '16:30 ',
    '16:45 Anne Moreau',
    '17:00 ',
    '17:15 Karim Sadi',
  ]);
});

test('for a brother in another class, what follows is proposed first, with the time to walk there', async () => {
  const ofMarc = await openFor(marc, v.cm2, { from: '16:00', to: '18:00' });
  const { near, free } = await pageOf(anne, ofMarc, v.leo);
  // Zélie is at 16:45–17:00: Léo not at that time, nor within a quarter of an hour of it first.
  expect(near.map(({ starts }) => starts)).toEqual(['16:15', '17:15', '16:00']);
  expect(free.map(({ starts }) => starts)).not.toContain('16:45');
  expect((await takeAt(anne, ofMarc, v.leo, '16:45')).body).toContain('Vous avez déjà un rendez-vous à cette heure-là.');
  expect((await takeAt(anne, ofMarc, v.leo, '17:15')).statusCode).toBe(303);
  // Karim's own is at 17:15: what he is proposed follows his, not hers.
  expect((await pageOf(karim, ofMarc, v.leo)).near.map(({ starts }) => starts)).toEqual(['16:45', '17:45', '16:30']);
});

test('taking another moment moves it: one has never two', async () => {
  expect((await takeAt(anne, ofClaire, v.zelie, '16:30')).statusCode).toBe(303);
  expect((await pageOf(anne, ofClaire, v.zelie)).mine?.starts).toBe('16:30');
  expect((await pageOf(karim, ofClaire, v.zelie)).free.map(({ starts }) => starts)).toEqual(['16:45', '17:00']);
});

test('the moment is given as a file for the telephone, at the hour of the school, without a surname', async () => {
  const { body, headers } = await anne.get(`/rendez-vous/${ofClaire}/enfants/${v.zelie}/agenda`);
  expect(headers['content-type']).toBe('text/calendar; charset=utf-8');
  const event = new ICAL.Event(new ICAL.Component(ICAL.parse(body)).getFirstSubcomponent('vevent') ?? undefined);
  expect([plain(event.summary), event.location, event.startDate.toString(), event.endDate.toString()]).toEqual([
    'Bilan : Zélie',
    'La classe',
    '2026-12-01T16:30:00',
    '2026-12-01T16:45:00',
  ]);
  expect(body).not.toMatch(/Moreau|Benali/);
  expect((await julie.get(`/rendez-vous/${ofClaire}/enfants/${v.zelie}/agenda`)).statusCode).toBe(404);
});

test('a family that came by paper has its moment too, and the teacher prints the day and the slips', async () => {
  const { lines, without } = (await claire.json(`/rendez-vous/${ofClaire}`)).json() as {
    lines: (Shown & { free: boolean })[];
    without: { whom: string; child: string }[];
  };
  const whom = without.find(({ child }) => child === 'Tom Petit')?.whom ?? '';
  const slotId = lines.find(({ starts }) => starts === '17:00')?.id ?? '';
  expect(
    (await claire.post(`/rendez-vous/${ofClaire}/papier`, { whom, slotId: lines.find(({ free }) => !free)?.id ?? '' })).statusCode,
  ).toBe(422);
  expect((await claire.post(`/rendez-vous/${ofClaire}/papier`, { whom, slotId })).statusCode).toBe(303);
  expect((await claire.get(`/rendez-vous/${ofClaire}`)).body).toContain('Julie Petit (sur papier)');
  const textOf = async (sheet: string) =>
    plain((await pagesOf((await claire.get(`/rendez-vous/${ofClaire}/${sheet}`)).rawPayload)).join(' ').replace(/\s+/g, ' '));
  expect(await textOf('feuille')).toContain('17 h Tom Petit Julie Petit');
  const slips = await textOf('coupons');
  expect(slips).toContain('mardi 1er décembre à 17 h');
});

test('who waits is told when a moment is given back; the first who takes it has it, and waits no more', async () => {
  const alone = await openFor(claire, v.ce1, { day: '2026-12-03', to: '16:45' });
  await toldTo();
  expect((await takeAt(julie, alone, v.tom, '16:30')).statusCode).toBe(303);
  expect(await todosOf(v.karim)).not.toContain('Choisir un moment : Bilan, Zélie');
  for (const parent of [anne, karim]) await parent.post(`/rendez-vous/${alone}/enfants/${v.zelie}/attente`, { wait: 'on' });
  expect((await pageOf(anne, alone, v.zelie)).waits).toBe(true);
  expect((await julie.post(`/rendez-vous/${alone}/enfants/${v.tom}/annulation`)).statusCode).toBe(303);
  expect(await toldTo()).toEqual([
    'anne: Un moment s’est libéré pour le rendez-vous de Zélie',
    'claire: Une famille a annulé son rendez-vous',
    'karim: Un moment s’est libéré pour le rendez-vous de Zélie',
  ]);
  await takeAt(karim, alone, v.zelie, '16:30');
  expect((await pageOf(karim, alone, v.zelie)).waits).toBe(false);
  expect((await pageOf(anne, alone, v.zelie)).waits).toBe(true);
});

test('where there is one for each child, the other parent reads that it is taken, and neither when nor by whom', async () => {
  const one = await openFor(claire, v.ce1, { day: '2026-12-04', per: 'child' });
  await takeAt(anne, one, v.zelie, '16:45');
  expect((await takeAt(karim, one, v.zelie, '17:00')).body).toContain('Le rendez-vous de cet enfant est déjà pris.');
  const seen = await pageOf(karim, one, v.zelie);
  expect([seen.mine, seen.takenForChild]).toEqual([null, true]);
  const { body } = await karim.get(`/rendez-vous/${one}/enfants/${v.zelie}`);
  expect(plain(body)).not.toMatch(/16 h 45|Anne/);
  expect(await todosOf(v.karim)).not.toContain('Choisir un moment : Bilan, Zélie');
});

test('the school calls one off, or all: those families are told, and only those', async () => {
  const round = await openFor(claire, v.ce1, { day: '2026-12-07' });
  await toldTo();
  await takeAt(anne, round, v.zelie, '16:30');
  await takeAt(julie, round, v.tom, '16:45');
  const { lines } = (await claire.json(`/rendez-vous/${round}`)).json() as { lines: Shown[] };
  const [first, second, third] = lines.map(({ id }) => id);
  expect((await claire.post(`/rendez-vous/${round}/creneaux/retrait`, { slotId: first ?? '' })).statusCode).toBe(409);
  expect((await claire.post(`/rendez-vous/${round}/creneaux/retrait`, { slotId: third ?? '' })).statusCode).toBe(303);
  expect((await claire.post(`/rendez-vous/${round}/creneaux/${first}/liberation`)).statusCode).toBe(303);
  expect(await toldTo()).toEqual(['anne: Votre rendez-vous pour Zélie est annulé par l’école']);
  expect((await marc.post(`/rendez-vous/${round}/creneaux/${second}/liberation`)).statusCode).toBe(404);
  expect((await claire.post(`/rendez-vous/${ofClaire}/creneaux/${second}/liberation`)).statusCode).toBe(404);
  await claire.post(`/rendez-vous/${round}/retrait`);
  expect(await toldTo()).toEqual(['julie: Votre rendez-vous pour Tom est annulé par l’école']);
  expect((await julie.get(`/rendez-vous/${round}/enfants/${v.tom}`)).statusCode).toBe(404);
});

test('nobody is in two places: opening moments over one’s own is refused, and so are days that cannot be', async () => {
  const wrong: [Record<string, string>, number, string][] = [
    [{ from: '16:40' }, 409, 'Vous proposez déjà des rendez-vous à ces heures-là.'],
    [{ day: '2026-11-20' }, 422, 'Ce jour est passé'],
    [{ day: '2026-12-10', to: '16:35' }, 422, 'pas la place d’un rendez-vous'],
    [{ day: '2026-12-10', from: '06:00', to: '22:00', minutes: '5' }, 422, 'plus de 150 moments'],
    [{ day: '2026-12-10', classId: v.cm2 }, 422, 'Choisissez une de vos classes.'],
  ];
  for (const [form, status, sentence] of wrong) {
    const answer = await claire.post('/rendez-vous/nouveau', { ...evening, classId: v.ce1, ...form });
    expect([answer.statusCode, sentence]).toEqual([status, sentence]);
    expect(answer.body).toContain(sentence);
  }
});

test('what is past is neither taken nor given back', async () => {
  now = new Date('2026-12-01T15:50:00Z'); // ten to five in Paris
  expect((await anne.post(`/rendez-vous/${ofClaire}/enfants/${v.zelie}/annulation`)).statusCode).toBe(409);
  expect((await takeAt(anne, ofClaire, v.zelie, '16:45')).statusCode).toBe(409);
  expect((await pageOf(karim, ofClaire, v.zelie)).free.map(({ starts }) => starts)).toEqual([]);
  now = tuesday;
});

test('who asks what: the class’s families and its organisers, and nobody of elsewhere', async () => {
  const columns = ['anne', 'julie', 'claire', 'marc', 'dominique', 'lou', 'zelie'] as const;
  const table: [string, string, number[]][] = [
    ['get', '/rendez-vous', [200, 200, 200, 200, 200, 200, 404]],
    ['get', `/rendez-vous/${ofClaire}`, [404, 404, 200, 404, 200, 404, 404]],
    ['get', `/rendez-vous/${ofClaire}/feuille`, [404, 404, 200, 404, 200, 404, 404]],
    ['get', `/rendez-vous/${ofClaire}/coupons`, [404, 404, 200, 404, 200, 404, 404]],
    ['get', `/rendez-vous/${ofClaire}/enfants/${v.zelie}`, [200, 404, 404, 404, 404, 404, 404]],
    ['get', `/rendez-vous/${ofClaire}/enfants/${v.tom}`, [404, 200, 404, 404, 404, 404, 404]],
    ['get', `/rendez-vous/${ofClaire}/enfants/${v.leo}`, [404, 404, 404, 404, 404, 404, 404]],
    ['post', `/rendez-vous/${ofClaire}/enfants/${v.zelie}/attente`, [303, 404, 404, 404, 404, 404, 404]],
    ['post', `/rendez-vous/${ofClaire}/papier`, [404, 404, 422, 404, 422, 404, 404]],
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

test('a meeting that is past is still mine on the round’s last day: no other moment is offered that would be refused', async () => {
  const roundId = await openFor(claire, v.ce1, { day: '2026-12-08', day2: '2026-12-10', title: 'Deux soirs' });
  await takeAt(anne, roundId, v.zelie, '16:30');
  now = new Date('2026-12-10T08:00:00Z');
  expect((await pageOf(anne, roundId, v.zelie)).mine).toMatchObject({ day: '2026-12-08', starts: '16:30' });
  now = tuesday;
});

test('whom a decision keeps away gives the only meeting of a child back; who is only told takes none', async () => {
  const roundId = await openFor(claire, v.ce1, { day: '2026-12-15', title: 'Un par enfant', per: 'child' });
  expect((await takeAt(karim, roundId, v.zelie, '16:30')).statusCode).toBe(303);
  expect((await pageOf(anne, roundId, v.zelie)).takenForChild).toBe(true);
  const restriction = {
    ...{ pupilId: v.zelie, guardianId: v.karim, schoolId: v.school, reference: 'Jugement 26/01', decidedOn: '2026-11-20', endsOn: null },
    ...{ by: v.dominique, now },
  };
  const restrict = (informed: boolean) => ent.db.transaction().execute((db) => restrictGuardian(db, { ...restriction, informed }));
  const id = (await restrict(false)) ?? '';
  expect(await pageOf(anne, roundId, v.zelie)).toMatchObject({ takenForChild: false });
  expect((await takeAt(anne, roundId, v.zelie, '16:30')).statusCode).toBe(303);
  await anne.post(`/rendez-vous/${roundId}/enfants/${v.zelie}/annulation`);
  await ent.db.transaction().execute((db) => liftRestriction(db, { id, by: v.dominique, now }));
  await restrict(true);
  const told = await takeAt(karim, roundId, v.zelie, '16:45');
  expect([told.statusCode, told.body.includes('à l’autre responsable')]).toEqual([403, true]);
});
