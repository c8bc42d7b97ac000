import { afterAll, expect, test } from 'vitest';
import { sql } from '#kernel';
import { pagesOf, startEnt, tagsOf } from '#kernel/testing';
import { land, postFile, typed } from './scene.ts';
import service from './service.ts';

let now = new Date('2025-06-10T09:00:00Z');
const ent = await startEnt([service], { now: () => now });
afterAll(() => ent[Symbol.asyncDispose]());
const v = await land(ent);
const [irene, paul, luc, zoe, nadia, away] = [
  await ent.as(v.irene),
  await ent.as(v.paul),
  await ent.as(v.luc),
  await ent.as(v.zoe),
  await ent.as(v.nadia),
  await ent.as(v.away),
];
type Who = typeof irene;
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ');
const write = async (form: Record<string, string> = {}, who: Who = irene) =>
  who.post('/conventions/nouvelle/saisie', typed(v.garonne, form));
const told = async () => {
  await ent.settle();
  const rows = await ent.db.selectFrom('kernel.notifications').select(['person_id', 'title']).execute();
  await ent.db.deleteFrom('kernel.notifications').execute();
  return rows.map(({ person_id, title }) => `${Object.entries(v).find(([, id]) => id === person_id)?.[0]}: ${plain(title)}`).sort();
};

test('a SIRET whose key is wrong, an RPI, a postal code for an INSEE code, somebody else’s department: each is said', async () => {
  const refused = async (form: Record<string, string>) => {
    const answer = await write(form);
    return [answer.statusCode, plain(/class="errors"[\s\S]*?<li>(?:<a[^>]*>)?([^<]*)/.exec(answer.body)?.[1] ?? '')];
  };
  expect(await refused({ siret: '21310282500015' })).toEqual([422, 'Ce SIRET n’est pas juste : vérifiez ses 14 chiffres.']);
  expect((await refused({ kind: 'rpi' }))[0]).toBe(422);
  expect((await refused({ insee: '311400' }))[0]).toBe(422);
  expect((await refused({ territoryId: v.gers }))[1]).toBe('Choisissez un département ou une académie.');
  expect((await refused({ schoolYear: '2031-2032' }))[1]).toBe('Choisissez l’année scolaire en cours, ou la suivante.');
  expect(await ent.db.selectFrom('kernel.audit').select('id').where('action', 'like', 'conventions.%').execute()).toEqual([]);
});

let id = '';
const at = (path = '') => `/conventions/${id}${path}`;
const step = (slug: string, fields: Record<string, string>, who: Who = irene) => postFile(who, at(`/etapes/${slug}`), fields);
const state = async () => (await irene.json(at())).json().state;

test('a convention is written with its town’s schools already listed, in the words of article 9: two, 90,00 €', async () => {
  const made = await write();
  expect(made.statusCode).toBe(303);
  id = String(made.headers.location).split('/').at(-1) ?? '';
  const seen = (await irene.json(at())).json();
  expect(seen.lines).toEqual([
    'LAUNAGUET - 31 - E.E.PU ARTHUR RIMBAUD LAUNAGUET - 0312599G',
    'LAUNAGUET - 31 - E.M.PU JEAN ROSTAND LAUNAGUET - 0311610G',
  ]);
  expect([seen.state, plain(seen.total), seen.term]).toEqual(['draft', '90,00 €', '2026-09-05']);
});

test('one a year for a collectivity, and a school in one convention only', async () => {
  expect((await write()).statusCode).toBe(409);
  const syndicat = { kind: 'syndicat', name: 'SYNDICAT DES DEUX RIVES', siret: '24310051800014', insee: '' };
  const made = await write(syndicat);
  expect(made.statusCode).toBe(303);
  const draft = String(made.headers.location);
  expect(draft).toMatch(/^\/conventions\/brouillons\/.*\/ecoles$/);
  expect((await irene.post(draft, { schoolIds: v.rimbaud })).statusCode).toBe(409);
  expect((await irene.post(draft, { schoolIds: v.far })).statusCode).toBe(409);
  expect((await irene.post(draft.replace('ecoles', 'suppression'))).statusCode).toBe(303);
});

test('two people who write the same convention at once write it once', async () => {
  const form = { schoolYear: '2024-2025', name: 'COMMUNE DE CASTELGINEST', siret: '35600000000048', city: 'CASTELGINEST', insee: '31116' };
  const answers = await Promise.all([write(form), write(form), write(form)]);
  expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([303, 409, 409]);
});

test('a draft is its managers’: neither the town, the director nor the other department knows of it', async () => {
  const codes = async (url: string) =>
    Promise.all([irene, paul, luc, zoe, nadia, away].map(async (who) => (await who.get(url)).statusCode));
  expect(await codes(at())).toEqual([200, 404, 404, 404, 404, 404]);
  expect(await codes(at('/document'))).toEqual([200, 404, 404, 404, 404, 404]);
  expect((await paul.post(`/conventions/brouillons/${id}/suppression`)).statusCode).toBe(404);
});

test('once sent, it is told to the town, read by its staff and its schools’ directors, and nothing of it changes any more', async () => {
  expect((await irene.post(at('/etapes/envoi'), { day: '2025-05-23' })).statusCode).toBe(303);
  expect(await told()).toEqual(['luc: Convention 2025-2026, COMMUNE DE LAUNAGUET : envoyée à la collectivité']);
  const codes = await Promise.all([irene, paul, luc, zoe, nadia, away].map(async (who) => (await who.get(at())).statusCode));
  expect(codes).toEqual([200, 404, 200, 404, 200, 404]);
  expect((await irene.post(`/conventions/brouillons/${id}/modifier`, typed(v.garonne, { name: 'AUTRE' }))).statusCode).toBe(409);
  expect((await irene.post(`/conventions/brouillons/${id}/ecoles`, { schoolIds: v.rimbaud })).statusCode).toBe(409);
  expect((await irene.post(`/conventions/brouillons/${id}/suppression`)).statusCode).toBe(409);
  const forced = [
    sql`update conventions.conventions set name = 'AUTRE' where id = ${id}`,
    sql`delete from conventions.conventions where id = ${id}`,
    sql`delete from conventions.lines where convention_id = ${id}`,
    sql`update conventions.steps set day = '2020-01-01' where convention_id = ${id}`,
    sql`delete from conventions.steps where convention_id = ${id}`,
  ];
  for (const statement of forced) await expect(statement.execute(ent.db)).rejects.toThrow(/stays?/);
});

test('what was sent is the paper that is kept: changing the mayor’s name elsewhere changes nothing of it', async () => {
  const sent = await luc.get(at('/document'));
  expect(sent.headers['content-type']).toBe('application/pdf');
  const text = plain((await pagesOf(sent.rawPayload)).join(' '));
  expect(text).toContain('Représenté(e) par : Hélène Castanier');
  expect(text).toContain('À Toulouse, le 23/05/2025');
  expect(text).not.toContain('Projet');
  expect((await luc.get(at('/document'))).rawPayload.equals(sent.rawPayload)).toBe(true);
  expect((await tagsOf(sent.rawPayload)).filter((tag) => tag === 'H3')).toHaveLength(11);
});

test('no step comes before its time, nor without its document, nor with an act that is another’s', async () => {
  expect((await step('signature', { day: '2025-06-01' })).statusCode).toBe(409);
  const deliberation = { day: '2025-05-29', number: '2025.05.29.031', vote: 'À l’unanimité' };
  const tries: [Record<string, string>, string?][] = [
    [{ ...deliberation, day: '2025-05-22' }],
    [{ ...deliberation, day: '2025-06-11' }],
    [{ ...deliberation, day: '0000-01-01' }],
    [{ ...deliberation, number: '' }],
    [{ ...deliberation, vote: '' }],
    [{ ...deliberation, transmittedOn: '2025-05-28' }],
    [{ ...deliberation, publishedOn: '2030-01-01' }],
    [{ ...deliberation, actesId: '031-213102825' }],
    [{ ...deliberation, actesId: '031-243100518-20250529-DEL25000001-DE' }],
    [{ ...deliberation, actesId: '031-213102825-20250530-DEL25000001-DE' }],
    [deliberation, ''],
  ];
  for (const [fields, file] of tries)
    expect([fields, (await postFile(irene, at('/etapes/deliberation'), fields, file)).statusCode]).toEqual([fields, 422]);
  expect((await postFile(irene, at('/etapes/deliberation'), deliberation, 'not a PDF')).statusCode).toBe(422);
  expect(await state()).toBe('sent');
});

test('voted, signed, countersigned: it binds from the last of the two signatures, and then only is something due', async () => {
  const actesId = '031-213102825-20250529-del25000001-de';
  await step('deliberation', {
    day: '2025-05-29',
    number: '31',
    vote: 'À l’unanimité',
    transmittedOn: '2025-06-02',
    publishedOn: '2025-06-03',
    actesId,
  });
  expect(await state()).toBe('deliberated');
  await step('signature', { day: '2025-06-05' });
  expect((await irene.json('/conventions/etat-liquidatif')).json().count).toBe(0);
  await step('vigueur', { day: '2025-05-23' });
  const seen = (await luc.json(at())).json();
  expect([seen.state, seen.payment, seen.steps.at(-1).day]).toEqual(['in-force', 'to-issue', '2025-06-05']);
  expect(seen.steps[1].details.actesId).toBe('031-213102825-20250529-DEL25000001-DE');
  expect((await told()).filter((one) => one.includes('entrée en vigueur')).map((one) => one.split(':')[0])).toEqual(['luc', 'nadia']);
});

test('a step taken twice at once is taken once', async () => {
  const answers = await Promise.all([1, 2, 3].map(() => step('titre', { day: '2025-06-09', number: 'T-1' })));
  expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([303, 409, 409]);
  const steps = await sql`select from conventions.steps where convention_id = ${id} and kind = 'issued'`.execute(ent.db);
  expect(steps.rows).toHaveLength(1);
});

test('the town sees what is claimed and every document; a director that the school is covered, and nothing of money', async () => {
  const [town, director] = [(await luc.json(at())).json(), (await nadia.json(at())).json()];
  expect([
    town.payment,
    town.steps.length,
    town.steps.every(({ kind, file }: { kind: string; file: string }) => kind === 'ended' || file !== null),
  ]).toEqual(['issued', 5, true]);
  expect([director.payment, director.steps.map(({ kind }: { kind: string }) => kind), director.deadlines]).toEqual([
    null,
    ['sent', 'deliberated', 'signed', 'in-force'],
    [],
  ]);
  const piece = at(`/pieces/${town.steps[1].id}`);
  expect([(await luc.get(piece)).statusCode, (await nadia.get(piece)).statusCode, (await zoe.get(piece)).statusCode]).toEqual([
    200, 404, 404,
  ]);
  expect([(await nadia.get(at('/etat-liquidatif'))).statusCode, (await nadia.get(at('/document'))).statusCode]).toEqual([404, 200]);
  expect((await luc.post(at('/etapes/paiement'), { day: '2025-06-10' })).statusCode).toBe(404);
});

test('the list shows each their own, is searched by name, SIRET and UAI, and an odd address is an empty list', async () => {
  const rows = async (who: Who, query = '') => (await who.json(`/conventions${query}`)).json().rows.length;
  expect([await rows(irene), await rows(paul), await rows(luc), await rows(zoe), await rows(nadia), await rows(away)]).toEqual([
    2, 0, 1, 0, 1, 0,
  ]);
  expect([
    await rows(irene, '?q=launag'),
    await rows(irene, '?q=0311610G'),
    await rows(irene, '?q=213+102+825+00014'),
    await rows(irene, '?q=%25'),
  ]).toEqual([1, 1, 1, 0]);
  expect([
    await rows(irene, '?etat=in-force'),
    await rows(irene, '?annee=2024-2025'),
    await rows(irene, `?lieu=${v.gers}`),
    await rows(irene, '?page=9'),
  ]).toEqual([1, 1, 0, 0]);
  expect((await irene.get('/conventions?etat=x&annee=x&lieu=x&page=x')).statusCode).toBe(200);
  for (const person of [v.hugo, v.anne, v.lea, v.marc]) expect((await (await ent.as(person)).get('/conventions')).statusCode).toBe(404);
});

test('a town has its convention to vote in « À faire », until it is signed', async () => {
  now = new Date('2025-06-10T10:00:00Z');
  const made = await irene.post('/conventions/nouvelle/saisie', typed(v.garonne, { schoolYear: '2024-2025' }));
  const other = String(made.headers.location);
  await irene.post(`${other}/etapes/envoi`, { day: '2025-06-10' });
  const { meBySession } = await import('#kernel/perimeter');
  const { tokenHash } = await import('#kernel/identity');
  const seen = await meBySession(ent.db, tokenHash(luc.token));
  const todos = seen ? await service.todo?.({ db: ent.db, me: seen.me, now }) : [];
  expect(todos?.map(({ title, href }) => [plain(title), href])).toEqual([
    ['Convention ENT-École 2024-2025 : à délibérer, puis à signer', other],
  ]);
});
