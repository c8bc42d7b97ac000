import { afterAll, expect, test } from 'vitest';
import { service } from '#kernel';
import { consentsOf, projectOf } from '#kernel/consent';
import { startEnt } from '#kernel/testing';
import privacy from './service.ts';

/** A service that would show children, for the time of these tests. */
const wall = service({
  name: 'wall',
  label: 'Le mur',
  family: 'pedagogy',
  needs: [],
  routes: [],
  personalData: [],
  asksConsent: { label: 'Le mur de la classe', sentence: 'Des photos de la vie de la classe.', media: ['picture-class', 'voice'] },
});

let now = new Date('2026-11-24T16:00:00Z');
const ent = await startEnt([privacy, wall], { now: () => now });
afterAll(() => ent[Symbol.asyncDispose]());
const school = await ent.school();
const ce1 = await ent.classroom(school);
const project = projectOf('wall', now);
const dominique = await ent.director('Dominique Rey', school);
const claire = await ent.teacher('Claire Benali', ce1);

const may = async (pupilId: string, medium: 'picture-class' | 'voice' = 'picture-class') =>
  (await consentsOf(ent.db, [pupilId], project, medium, now)).has(pupilId);
const say = async (guardianId: string, pupilId: string, choice: string, media: string[] = []) =>
  (await (await ent.as(guardianId)).post(`/accords/${pupilId}`, { project, choice, media })).statusCode;

/** A child with two parents who hold authority, and a grandmother who does not. */
async function family(name: string) {
  const child = await ent.pupil(`${name} Moreau`, ce1);
  const [anne, karim] = [await ent.guardian(`Anne ${name}`, child), await ent.guardian(`Karim ${name}`, child)];
  const grandmother = await ent.person(`Odile ${name}`);
  await ent.link(grandmother, child, { kind: 'grandparent', holdsAuthority: false });
  return { child, anne, karim, grandmother };
}

test('nobody answered: the child is not shown; one yes is not enough; both yes is; one no is a no', async () => {
  const { child, anne, karim } = await family('Zélie');
  expect(await may(child)).toBe(false);
  expect(await say(anne, child, 'all')).toBe(303);
  expect(await may(child)).toBe(false);
  await say(karim, child, 'all');
  expect([await may(child), await may(child, 'voice')]).toEqual([true, true]);
  await say(karim, child, 'none');
  expect([await may(child), await may(child, 'voice')]).toEqual([false, false]);
  await say(karim, child, 'some', ['voice']);
  expect([await may(child), await may(child, 'voice')]).toEqual([false, true]);
});

test('a child with one holder of authority needs one answer; one with none is never shown', async () => {
  const alone = await ent.pupil('Tom Petit', ce1);
  const julie = await ent.guardian('Julie Petit', alone);
  await say(julie, alone, 'all');
  expect(await may(alone)).toBe(true);
  const nobodys = await ent.pupil('Lou Sans', ce1);
  const odile = await ent.person('Odile Sans');
  await ent.link(odile, nobodys, { holdsAuthority: false });
  expect([await may(nobodys), await say(odile, nobodys, 'all')]).toEqual([false, 404]);
});

test('each parent sees their own answer and never the other’s; who has no say and who teaches see nothing', async () => {
  const { child, anne, karim, grandmother } = await family('Noé');
  await say(anne, child, 'none');
  const seen = async (who: string) => (await ent.as(who)).get(`/accords/${child}`);
  expect((await seen(anne)).body).toContain('Vous n’êtes pas d’accord');
  const other = await seen(karim);
  expect(other.body).toContain('Pas encore répondu');
  expect(other.body).not.toContain('Anne');
  for (const who of [grandmother, claire, dominique]) expect((await seen(who)).statusCode).toBe(404);
});

test('the director copies papers: the day they bear decides, and they do not win over what was answered since', async () => {
  const { child, anne, karim } = await family('Léo');
  const desk = await ent.as(dominique);
  const paper = (who: string, form: Record<string, string | string[]>) =>
    desk.post(`/accords/classes/${ce1}`, { project, who: `${child} ${who}`, ...form });
  expect((await paper(anne, { media: 'picture-class', signedOn: '2026-09-10' })).statusCode).toBe(303);
  expect((await paper(karim, { media: ['picture-class', 'voice'], signedOn: '2026-09-12' })).statusCode).toBe(303);
  expect([await may(child), await may(child, 'voice')]).toEqual([true, false]);
  await say(karim, child, 'none');
  await paper(karim, { media: 'picture-class', signedOn: '2026-10-01' });
  expect(await may(child)).toBe(false);
  const sameDay = await paper(karim, { media: 'picture-class', signedOn: '2026-11-24' });
  expect([sameDay.statusCode, sameDay.body.includes('a répondu en ligne ce jour-là'), await may(child)]).toEqual([409, true, false]);
  await ent.settle();
  const told = await ent.db.selectFrom('kernel.notifications').select(['person_id', 'title']).execute();
  expect(told.map(({ person_id }) => person_id).sort()).toEqual([anne, karim, karim].sort());
  expect(told[0]?.title).toBe('Une réponse donnée sur papier a été recopiée (Léo)');
  const refusals = [
    await paper(karim, { media: 'voice', signedOn: '2026-11-25' }),
    await paper(karim, { media: 'voice', signedOn: '2019-09-10' }),
    await paper(karim, { media: 'voice', signedOn: '0000-01-01' }),
    await paper(karim, { media: 'voice', signedOn: '2026-09-10', endsOn: '2026-11-23' }),
    await paper(karim, { media: 'voice', signedOn: '2026-11-20', endsOn: '2026-11-01' }),
    await paper('00000000-0000-4000-8000-000000000000', { media: 'voice', signedOn: '2026-11-20' }),
  ];
  expect(refusals.map(({ statusCode }) => statusCode)).toEqual([422, 422, 422, 422, 422, 422]);
  const page = await desk.json(`/accords/classes/${ce1}`);
  expect(page.json().projects[0].pupils.find(({ id }: { id: string }) => id === child)).toEqual({ id: child, name: 'Léo Moreau', yes: [] });
  for (const who of [claire, anne]) expect((await (await ent.as(who)).get(`/accords/classes/${ce1}`)).statusCode).toBe(404);
});

test('an agreement ends on its day, and the next year is asked again', async () => {
  const child = await ent.pupil('Ali Kaya', ce1);
  const emine = await ent.guardian('Emine Kaya', child);
  const desk = await ent.as(dominique);
  const until = { media: 'picture-class', signedOn: '2026-11-01', endsOn: '2026-12-18' };
  await desk.post(`/accords/classes/${ce1}`, { project, who: `${child} ${emine}`, ...until });
  const on = async (day: string, asked = project) => {
    const at = new Date(`${day}T12:00:00Z`);
    return (await consentsOf(ent.db, [child], asked, 'picture-class', at)).has(child);
  };
  expect([await on('2026-12-18'), await on('2026-12-19')]).toEqual([true, false]);
  await say(emine, child, 'all');
  expect([await on('2026-12-19'), await on('2027-11-30'), await on('2027-12-01')]).toEqual([true, true, false]);
  expect(await on('2027-10-01', projectOf('wall', new Date('2027-10-01T12:00:00Z')))).toBe(false);
});

test('a parent of one child lands on their page, and answers there with one more tap; the proof is kept a year', async () => {
  const child = await ent.pupil('Inès Roux', ce1);
  const paul = await ent.guardian('Paul Roux', child);
  const visitor = await ent.as(paul);
  expect((await visitor.get('/accords')).headers.location).toBe(`/accords/${child}`);
  const page = await visitor.get(`/accords/${child}`);
  expect(page.body).toContain('Les photos d’Inès');
  await say(paul, child, 'all');
  const rows = async () => (await ent.db.selectFrom('kernel.consents').select('id').where('pupil_id', '=', child).execute()).length;
  expect(await rows()).toBe(2);
  now = new Date('2028-11-29T04:00:00Z');
  await ent.work('kernel.forget');
  expect(await rows()).toBe(2);
  now = new Date('2028-12-01T04:00:00Z');
  await ent.work('kernel.forget');
  expect(await rows()).toBe(0);
});
