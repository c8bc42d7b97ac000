import { afterAll, expect, test } from 'vitest';
import { newId, routesFor, service, sql, z } from '#kernel';
import { audit as note } from '#kernel/audit';
import { startEnt } from '#kernel/testing';
import audit from './service.ts';

const { action } = routesFor();
const verbs = ['removed', 'read'] as const;
const wall = service({
  name: 'wall',
  label: 'Le mur',
  family: 'pedagogy',
  needs: [],
  personalData: [],
  deeds: { watched: { 'line.removed': 'Ligne retirée' }, own: { 'line.read': 'Ligne lue' } },
  routes: verbs.map((verb) =>
    action(`/mur/${verb}`, {
      may: () => true,
      does: `line.${verb}`,
      body: z.object({ about: z.string().optional() }),
      run: async ({ body: { about } }) => ({ see: '/', note: { details: about ? { pupilId: about } : {} } }),
    }),
  ),
});
const ent = await startEnt([audit, wall]);
afterAll(() => ent[Symbol.asyncDispose]());
const place = async (kind: 'academy' | 'region', parent: string | null = null) => {
  const id = newId();
  await ent.db.insertInto('kernel.places').values({ id, kind, name: kind, parent_id: parent }).execute();
  return id;
};
const region = await place('region');
const toulouse = await place('academy', region);
const montpellier = await place('academy', region);
const tilleuls = await ent.school({ name: 'École des Tilleuls', parentId: toulouse });
const port = await ent.school({ name: 'École du Port', parentId: montpellier });
const ce1 = await ent.classroom(tilleuls);
const hugoId = await ent.teacher('Hugo Lafont', ce1);
const leaId = await ent.pupil('Léa Fabre', ce1);
const [hugo, nadia, marc, lea, anne] = [
  await ent.as(hugoId),
  await ent.as(await ent.director('Nadia Ferrand', tilleuls)),
  await ent.as(await ent.director('Marc Roux', port)),
  await ent.as(leaId),
  await ent.as(await ent.guardian('Anne Fabre', leaId)),
];
const team = async (name: string, kind: 'academy' | 'administrator', where: string) => {
  const id = await ent.person(name);
  await ent.give(id, kind, where);
  return ent.as(id);
};
const irene = await team('Irène Sabatier', 'academy', toulouse);
const paul = await team('Paul Astier', 'academy', montpellier);
const ada = await team('Ada Noël', 'administrator', region);
const page = '/journal-de-securite';
type Row = { what: string; who: string | null; about: string | null; school: string | null };
const read = async (who: typeof hugo, query = ''): Promise<string[]> =>
  (await who.json(`${page}${query}`))
    .json()
    .lines.map(({ what, who: by, about, school }: Row) => [what, by ?? '—', about ?? '—', school ?? '—'].join(' · '));

test('what a teacher takes away is read by their director and those above, with whom it concerns; what they read is read by nobody', async () => {
  expect((await hugo.post('/mur/removed', { about: leaId })).statusCode).toBe(303);
  expect((await hugo.post('/mur/read')).statusCode).toBe(303);
  const line = 'Ligne retirée · Hugo Lafont · Léa Fabre · École des Tilleuls';
  expect(await read(nadia)).toEqual([line]);
  expect(await read(irene)).toEqual([line]);
  expect(await read(ada)).toEqual([line]);
  expect([await read(marc), await read(paul)]).toEqual([[], []]);
});

test('a teacher, a parent, a child read nobody’s journal', async () => {
  for (const who of [hugo, lea, anne])
    expect([(await who.get(page)).statusCode, (await who.get(`${page}/csv`)).statusCode]).toEqual([404, 404]);
});

test('everybody but a child reads what their own account did, and nobody else’s', async () => {
  expect((await hugo.json(`${page}/moi`)).json().lines.map(({ what }: Row) => what)).toEqual(['Ligne lue', 'Ligne retirée']);
  expect((await hugo.get(`${page}/moi`)).body).not.toContain('Fabre');
  expect((await anne.json(`${page}/moi`)).json().lines).toEqual([]);
  expect((await lea.get(`${page}/moi`)).statusCode).toBe(404);
});

test('what an academic team does for no school is read in its academy; what nobody did, by whoever runs the ENT', async () => {
  await irene.post('/mur/removed');
  await ent.db.transaction().execute((tx) => note(tx, { actorId: null, action: 'wall.line.removed' }));
  expect((await read(irene))[0]).toBe('Ligne retirée · Irène Sabatier · — · —');
  expect((await read(ada)).slice(0, 2)).toEqual(['Ligne retirée · — · — · —', 'Ligne retirée · Irène Sabatier · — · —']);
  expect([(await read(paul)).length, (await read(nadia)).length]).toEqual([0, 1]);
});

test('one looks for a person, without accents, done by or done to; for a service, for days', async () => {
  expect(await read(nadia, '?nom=lea')).toHaveLength(1);
  expect(await read(nadia, '?nom=LAFONT+hugo')).toHaveLength(1);
  expect(await read(nadia, '?nom=%25')).toHaveLength(1);
  expect(await read(nadia, '?nom=ferrand')).toHaveLength(0);
  expect(await read(nadia, '?service=wall')).toHaveLength(1);
  expect(await read(nadia, '?service=account')).toHaveLength(0);
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris' }).format(new Date());
  expect(await read(nadia, `?du=${today}&au=${today}`)).toHaveLength(1);
  expect(await read(nadia, '?au=2020-01-01')).toHaveLength(0);
  for (const absurd of ['?du=hier', '?avant=1', '?service=../x', '?du=9999-12-31&au=0001-01-01'])
    expect((await nadia.get(page + absurd)).statusCode).toBe(200);
});

test('more than a page is read to the end, none twice; the table for a spreadsheet has them all', async () => {
  for (let at = 0; at < 60; at += 1)
    await ent.db.transaction().execute((tx) => note(tx, { actorId: hugoId, schoolId: port, action: 'wall.line.removed' }));
  const first = (await marc.json(page)).json();
  expect(first.lines).toHaveLength(50);
  const second = (await marc.json(`${page}?avant=${first.older}`)).json();
  expect([second.lines.length, second.older]).toEqual([10, null]);
  expect(new Set([...first.lines, ...second.lines].map(({ id }) => id)).size).toBe(60);
  const file = await marc.get(`${page}/csv`);
  expect(file.body.trim().split('\n')).toHaveLength(61);
  expect(file.body).toContain('Ligne retirée');
});

test('a line stays as it was written; only its author may be forgotten', async () => {
  await expect(sql`update kernel.audit set action = 'wall.line.read'`.execute(ent.db)).rejects.toThrow('stays as it was');
  await sql`update kernel.audit set actor_id = null where school_id = ${port}`.execute(ent.db);
  expect((await marc.json(page)).json().lines[0].who).toBe(null);
});

test('a day that no calendar has is not asked', async () => {
  for (const path of [page, `${page}/csv`])
    for (const of of ['du', 'au']) expect((await nadia.get(`${path}?${of}=0000-01-01`)).statusCode).toBe(200);
});
