import { afterAll, expect, test } from 'vitest';
import { sql } from '#kernel';
import { consentsOf, type Medium } from '#kernel/consent';
import { tokenHash } from '#kernel/identity';
import { meBySession } from '#kernel/perimeter';
import { startEnt } from '#kernel/testing';
import { classProject } from './projects.ts';
import privacy from './service.ts';

let now = new Date('2026-11-24T09:00:00Z');
const ent = await startEnt([privacy], { now: () => now });
afterAll(() => ent[Symbol.asyncDispose]());
const school = await ent.school();
const ce1 = await ent.classroom(school);
const cm2 = await ent.classroom(school, 'CM2');
const claire = await ent.teacher('Claire Benali', ce1);
const hugo = await ent.teacher('Hugo Lafont', cm2);
const dominique = await ent.director('Dominique Rey', school);
const lea = await ent.pupil('Léa Martin', ce1);
const anne = await ent.guardian('Anne Martin', lea);
const karim = await ent.guardian('Karim Martin', lea);
const odile = await ent.person('Odile Martin');
await ent.link(odile, lea, { kind: 'grandparent', holdsAuthority: false });

const film = {
  name: 'Le film du spectacle',
  sentence: 'Un film, montré aux familles de la classe.',
  media: ['video', 'work'],
  endsOn: '2026-12-18',
};
const asks = async (who: string, form: Record<string, string | string[]> = {}, classId = ce1) =>
  (await (await ent.as(who)).post(`/accords/projets/${classId}`, { ...film, ...form })).statusCode;
const projectId = async (name: string) =>
  classProject((await sql<{ id: string }>`select id from privacy.projects where name = ${name}`.execute(ent.db)).rows[0]?.id ?? '');
const say = async (who: string, project: string, choice: string, media: string[] = []) =>
  (await (await ent.as(who)).post(`/accords/${lea}`, { project, choice, media })).statusCode;
const may = async (project: string, medium: Medium, on = now) => (await consentsOf(ent.db, [lea], project, medium, on)).has(lea);
const told = async (who: string) =>
  (
    await sql<{ title: string }>`select title from kernel.notifications where person_id = ${who} order by arrived_at`.execute(ent.db)
  ).rows.map(({ title }) => title);
const todos = async (who: string) => {
  const found = await meBySession(ent.db, tokenHash((await ent.as(who)).token));
  return ((await privacy.todo?.({ db: ent.db, me: found?.me as never, now })) ?? []).map(({ title }) => title);
};

test('a teacher asks for a film and for works, until a day; whoever holds authority is told, finds it to do, and answers each apart', async () => {
  expect(await asks(claire)).toBe(303);
  await ent.settle();
  const asked = 'Un accord vous est demandé pour un projet de la classe (Léa)';
  expect([await told(anne), await told(karim), await told(odile)]).toEqual([[asked], [asked], []]);
  expect(await todos(anne)).toEqual(['Accord · Le film du spectacle']);
  const id = await projectId(film.name);
  const page = (await (await ent.as(anne)).get(`/accords/${lea}`)).body;
  for (const words of ['Un film, montré aux familles', 'Jusqu’au vendredi 18 décembre', 'Vidéos, pour les familles', 'Travaux et dessins'])
    expect(page).toContain(words);
  expect(await say(anne, id, 'all')).toBe(303);
  expect([await may(id, 'video'), await todos(anne)]).toEqual([false, []]);
  expect(await say(karim, id, 'some', ['work', 'picture-public'])).toBe(303);
  expect([await may(id, 'work'), await may(id, 'video'), await may(id, 'picture-public')]).toEqual([true, false, false]);
  const seen = (await (await ent.as(claire)).json(`/accords/projets/${ce1}`)).json().projects;
  expect(seen.find((one: { id: string }) => one.id === id).pupils).toEqual([{ id: lea, name: 'Léa Martin', yes: ['work'] }]);
});

test('taken back, it counts at once; what was answered before is in the history, of oneself only', async () => {
  const id = await projectId(film.name);
  now = new Date('2026-11-25T09:00:00Z');
  expect(await say(karim, id, 'none')).toBe(303);
  expect(await may(id, 'work')).toBe(false);
  const mine = (await (await ent.as(karim)).json(`/accords/${lea}`)).json().projects.find((one: { id: string }) => one.id === id);
  expect(mine.history.map(({ yes, no, endsOn }: { yes: string[]; no: string[]; endsOn: string }) => [yes, no, endsOn])).toEqual([
    [[], ['video', 'work'], '2026-12-18'],
    [['work'], ['video'], '2026-12-18'],
  ]);
  expect(
    (await (await ent.as(anne)).json(`/accords/${lea}`)).json().projects.find((one: { id: string }) => one.id === id).history,
  ).toHaveLength(1);
  now = new Date('2026-11-26T09:00:00Z');
  await say(karim, id, 'all');
});

test('a week before the end its teacher is told once; on the day after, nobody may be shown any more, without anybody doing anything', async () => {
  const id = await projectId(film.name);
  const ends = 'Des accords pour des photos, des voix ou des travaux se terminent dans une semaine';
  const at = async (moment: string) => {
    now = new Date(moment);
    for (let time = 0; time < 2; time += 1) await ent.work('privacy.tellEndings');
    await ent.settle();
    return (await told(claire)).filter((title) => title === ends).length;
  };
  expect(await at('2026-12-10T09:00:00Z')).toBe(0);
  expect(await at('2026-12-11T09:00:00Z')).toBe(1);
  expect(await at('2026-12-14T09:00:00Z')).toBe(1);
  expect((await told(hugo)).length).toBe(0);
  now = new Date('2026-12-18T20:00:00Z');
  expect(await may(id, 'video')).toBe(true);
  // Half past midnight in Paris, still the day before in Greenwich.
  now = new Date('2026-12-18T23:30:00Z');
  expect(await may(id, 'video')).toBe(false);
  const page = (await (await ent.as(anne)).json(`/accords/${lea}`)).json();
  expect(page.projects.map((one: { id: string }) => one.id)).not.toContain(id);
  expect(page.past.map(({ label }: { label: string }) => label)).toEqual(['Le film du spectacle']);
  expect(await say(anne, id, 'all')).toBe(404);
  expect((await (await ent.as(claire)).json(`/accords/projets/${ce1}`)).json().projects).toEqual([]);
  now = new Date('2026-11-24T09:00:00Z');
});

test('only whoever teaches the class or directs the school asks; a name taken, no medium, a day past or beyond the year are refused', async () => {
  for (const who of [hugo, anne, lea]) expect(await asks(who, { name: 'Autre' })).toBe(404);
  expect(await asks(dominique, { name: 'Exposition' })).toBe(303);
  expect([
    await asks(claire, { name: 'exposition' }),
    await asks(claire, { name: 'A', media: [] }),
    await asks(claire, { name: 'B', media: 'odeur' }),
    await asks(claire, { name: 'C', endsOn: '2026-11-23' }),
    await asks(claire, { name: 'D', endsOn: '2027-12-01' }),
    await asks(claire, { name: ' ' }),
    await asks(claire, { name: 'E', sentence: 'x'.repeat(601) }),
  ]).toEqual([409, 422, 422, 422, 422, 422, 422]);
  expect(await say(odile, await projectId('Exposition'), 'all')).toBe(404);
});

test('a paper is copied for a project of the class too, and ends with it', async () => {
  const id = await projectId('Exposition');
  const desk = await ent.as(dominique);
  const paper = (who: string) =>
    desk.post(`/accords/classes/${ce1}`, {
      project: id,
      who: `${lea} ${who}`,
      media: 'work',
      signedOn: '2026-11-20',
      endsOn: '2027-06-30',
    });
  expect([(await paper(anne)).statusCode, (await paper(karim)).statusCode]).toEqual([303, 303]);
  expect([await may(id, 'work'), await may(id, 'work', new Date('2026-12-19T12:00:00Z'))]).toEqual([true, false]);
});

test('a child who leaves the class may still be taken back from what was agreed to there', async () => {
  const [theo, part] = [await ent.pupil('Théo Parti', ce1), await ent.classroom(school, 'CE1 B')];
  const lou = await ent.guardian('Lou Parti', theo);
  const id = await projectId('Exposition');
  const visitor = await ent.as(lou);
  const answer = async (choice: string) => (await visitor.post(`/accords/${theo}`, { project: id, choice })).statusCode;
  const shown = async () => (await consentsOf(ent.db, [theo], id, 'work', now)).has(theo);
  expect([await answer('all'), await shown()]).toEqual([303, true]);
  await sql`update kernel.functions set place_id = ${part} where person_id = ${theo}`.execute(ent.db);
  const seen = (await visitor.json(`/accords/${theo}`)).json().projects.map((one: { id: string }) => one.id);
  expect(seen).toContain(id);
  expect([await answer('none'), await shown()]).toEqual([303, false]);
  const other = await ent.guardian('Sans Réponse', theo);
  expect((await (await ent.as(other)).post(`/accords/${theo}`, { project: id, choice: 'all' })).statusCode).toBe(404);
});
