import { afterAll, expect, test } from 'vitest';
import { newId } from '#kernel';
import { pagesOf, startEnt, type Visitor } from '#kernel/testing';
import training from './service.ts';

let now = new Date('2026-11-24T09:00:00Z');
const ent = await startEnt([training], { now: () => now });
afterAll(() => ent[Symbol.asyncDispose]());

const place = async (name: string): Promise<string> => {
  const id = newId();
  await ent.db.insertInto('kernel.places').values({ id, kind: 'circonscription', name }).execute();
  return id;
};
const [here, there] = [await place('Circonscription des Coteaux'), await place('Circonscription du Port')];
const classIn = async (parentId: string) => ent.classroom(await ent.school({ name: 'École des Tilleuls', parentId }));
const [ce1, far] = [await classIn(here), await classIn(there)];
const holder = async (name: string, where: string): Promise<Visitor> => {
  const id = await ent.person(name);
  await ent.give(id, 'adviser', where);
  return ent.as(id);
};
const [ines, paul] = [await holder('Inès Cros', here), await holder('Paul Roux', there)];
const teacher = async (name: string, at = ce1): Promise<Visitor> => ent.as(await ent.teacher(name, at));
const hugo = await teacher('Hugo Lafont');
const claire = await teacher('Claire Benali');
const stranger = await teacher('Lou Ferrand', far);
const anne = await ent.as(await ent.guardian('Anne Martin', await ent.pupil('Léa Martin', ce1)));

const offered = await ines.post('/formations/nouvelle', { placeId: here, title: 'Premiers pas', summary: 'Écrire un mot.\n\n- Signer' });
const course = String(offered.headers.location);

const known = new Set<string>();
async function session(seats: number, day = '2026-12-02'): Promise<string> {
  const form = { day, starts: '09:00', ends: '12:00', venue: 'Salle des fêtes', seats: String(seats) };
  expect((await ines.post(`${course}/sessions`, form)).statusCode).toBe(303);
  const { sessions } = (await ines.json(course)).json();
  const fresh = sessions.find(({ id }: { id: string }) => !known.has(id)).id;
  known.add(fresh);
  return `/formations/sessions/${fresh}`;
}
const titles = async (): Promise<string[]> => {
  await ent.settle();
  return (await ent.db.selectFrom('kernel.notifications').select('title').orderBy('id').execute()).map(({ title }) => title);
};

test('a circonscription offers to those who work in its schools, and to nobody else', async () => {
  const one = await session(10);
  expect((await hugo.get('/formations')).body).toContain('Premiers pas');
  expect((await hugo.get(course)).body).toContain('>Signer<');
  for (const other of [stranger, paul]) expect((await other.get(course)).statusCode).toBe(404);
  expect((await stranger.post(`${one}/inscription`)).statusCode).toBe(404);
  expect((await anne.get('/formations')).statusCode).toBe(404);
  expect((await hugo.get(one)).statusCode).toBe(404);
  expect((await paul.post('/formations/nouvelle', { placeId: here, title: 'x', summary: 'y' })).statusCode).toBe(422);
});

test('forty teachers press at once for seven seats: seven have one, the others wait in a line without gaps', {
  timeout: 60_000,
}, async () => {
  const one = await session(7);
  const all = await Promise.all(Array.from({ length: 40 }, (_, at) => teacher(`Maître Numéro${at}`)));
  const answers = await Promise.all(all.map((each) => each.post(`${one}/inscription`)));
  expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([303]));
  const { attendees } = (await ines.json(one)).json();
  const count = (state: string) => attendees.filter((each: { state: string }) => each.state === state).length;
  expect([count('in'), count('waiting')]).toEqual([7, 33]);
});

test('a seat given back goes to whoever has waited longest, who is told', async () => {
  const one = await session(1);
  await hugo.post(`${one}/inscription`);
  expect((await hugo.post(`${one}/inscription`)).statusCode).toBe(409);
  now = new Date('2026-11-24T09:01:00Z');
  await claire.post(`${one}/inscription`);
  now = new Date('2026-11-24T09:02:00Z');
  const late = await teacher('Marc Olive');
  await late.post(`${one}/inscription`);
  expect((await late.get(course)).body).toContain('1 personne avant vous');
  expect((await claire.get(`${one}/agenda`)).statusCode).toBe(404);
  expect((await hugo.post(`${one}/desistement`)).statusCode).toBe(303);
  expect(await titles()).toEqual(['Une place s’est libérée pour vous\u00a0: Premiers pas']);
  const { attendees } = (await ines.json(one)).json();
  expect(attendees.map(({ name, state }: { name: string; state: string }) => `${name} ${state}`)).toEqual([
    'Claire Benali in',
    'Marc Olive waiting',
  ]);
  const calendar = (await claire.get(`${one}/agenda`)).body;
  expect(calendar).toContain('DTSTART;TZID=Europe/Paris:20261202T090000');
  expect(calendar).toContain('LOCATION:Salle des fêtes');
});

test('the sheet is signed, attendance is entered on the day, and whoever came has a certificate', async () => {
  const one = await session(5, '2026-12-09');
  await hugo.post(`${one}/inscription`);
  await claire.post(`${one}/inscription`);
  const sheet = await ines.get(`${one}/feuille`);
  const [printed] = await pagesOf(sheet.rawPayload);
  for (const word of ['Hugo Lafont', 'Claire Benali', 'Signature']) expect(printed).toContain(word);
  const hugoId = (await ines.json(one)).json().attendees.find(({ name }: { name: string }) => name === 'Hugo Lafont').id;
  expect((await ines.post(`${one}/presences`, { present: hugoId })).statusCode).toBe(409);
  expect((await hugo.get(`${one}/attestation`)).statusCode).toBe(404);
  now = new Date('2026-12-09T15:00:00Z');
  expect((await ines.post(`${one}/presences`, { present: hugoId })).statusCode).toBe(303);
  const certificate = await hugo.get(`${one}/attestation`);
  const [paper] = await pagesOf(certificate.rawPayload);
  expect(paper?.replace(/\s+/g, ' ')).toContain('atteste que Hugo Lafont a suivi');
  expect((await claire.get(`${one}/attestation`)).statusCode).toBe(404);
  expect((await hugo.post(`${one}/inscription`)).statusCode).toBe(409);
  now = new Date('2026-12-10T09:00:00Z');
  expect((await hugo.get('/formations')).body).toContain('Suivie');
  expect((await claire.post(`${one}/desistement`)).statusCode).toBe(409);
  now = new Date('2026-11-24T09:02:00Z');
});

test('a date that is cancelled tells everybody on its list, and takes nobody any more', async () => {
  const one = await session(1, '2026-12-16');
  await hugo.post(`${one}/inscription`);
  await claire.post(`${one}/inscription`);
  await ent.db.deleteFrom('kernel.notifications').execute();
  expect((await paul.post(`${one}/annulation`)).statusCode).toBe(404);
  expect((await ines.post(`${one}/annulation`)).statusCode).toBe(303);
  expect(await titles()).toEqual(Array(2).fill('Une formation est annulée\u00a0: Premiers pas'));
  expect((await (await teacher('Rose Pujol')).post(`${one}/inscription`)).statusCode).toBe(409);
});

test('a date in the past, backwards, or without a seat is refused with a sentence', async () => {
  const form = { day: '2026-12-02', starts: '09:00', ends: '12:00', venue: 'Ici', seats: '5' };
  for (const [wrong, sentence] of [
    [{ day: '2026-11-01' }, 'Ce jour est passé.'],
    [{ ends: '08:00' }, 'La fin vient après le début.'],
    [{ seats: '0' }, 'Donnez un nombre de places'],
    [{ starts: '25:00' }, 'Donnez une heure'],
    [{ day: 'demain' }, 'Donnez le jour.'],
  ] as const) {
    const refused = await ines.post(`${course}/sessions`, { ...form, ...wrong });
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain(sentence);
  }
});

test('what a department offers is for the schools of all its circonscriptions, and no other', async () => {
  const department = newId();
  await ent.db.insertInto('kernel.places').values({ id: department, kind: 'department', name: 'Haute-Garonne' }).execute();
  await ent.db.updateTable('kernel.places').set({ parent_id: department }).where('id', '=', here).execute();
  const zoe = await holder('Zoé Vidal', department);
  const made = await zoe.post('/formations/nouvelle', { placeId: department, title: 'Tout le département', summary: 'Ensemble.' });
  expect(made.statusCode).toBe(303);
  const address = String(made.headers.location);
  expect((await zoe.get('/formations/nouvelle')).body).toContain('Haute-Garonne');
  expect((await hugo.get(address)).statusCode).toBe(200);
  expect((await stranger.get(address)).statusCode).toBe(404);
  // An adviser of one of its circonscriptions neither organises it nor offers in its name.
  expect((await ines.get(address)).statusCode).toBe(404);
  expect((await ines.post('/formations/nouvelle', { placeId: department, title: 'x', summary: 'y' })).statusCode).toBe(422);
});
