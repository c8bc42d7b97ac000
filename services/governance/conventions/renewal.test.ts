import { parse } from 'csv-parse/sync';
import { afterAll, expect, test } from 'vitest';
import { newId, sql } from '#kernel';
import { pagesOf, startEnt, tagsOf } from '#kernel/testing';
import { inForce, land, postFile, typed } from './scene.ts';
import service from './service.ts';

/** A department renewed in one gesture, and what its collectivities owe. */

let now = new Date('2025-06-10T09:00:00Z');
const ent = await startEnt([service], { now: () => now });
afterAll(() => ent[Symbol.asyncDispose]());
const v = await land(ent);
const [irene, paul, luc, ada] = [await ent.as(v.irene), await ent.as(v.paul), await ent.as(v.luc), await ent.as(v.ada)];
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ');
const launaguet = await inForce(irene, typed(v.garonne));
const auch = await inForce(
  paul,
  typed(v.gers, { name: '=HYPERLINK("x")', siret: '21320013200016', insee: '32013', city: 'Auch', signatory: 'Marc Auscitain' }),
);
now = new Date('2026-06-15T09:00:00Z');
const preview = async (who = irene, lieu = v.garonne) =>
  (await who.json(`/conventions/renouvellement?lieu=${lieu}&annee=2026-2027`)).json();
const renew = (who = irene, form: Record<string, string> = {}) =>
  who.post('/conventions/renouvellement', { lieu: v.garonne, annee: '2026-2027', seen: '1', signatory: '', quality: '', ...form });

test('before anything is written one reads what would be: schools that go on, those that closed, those of the town not listed', async () => {
  await ent.db.updateTable('kernel.places').set({ closed_on: '2026-06-01' }).where('id', '=', v.rostand).execute();
  const opened = await ent.school({ name: 'École élémentaire Les Sables', uai: '0312597E', townId: v.launaguet });
  await ent.db.updateTable('kernel.schools').set({ city: 'Launaguet' }).where('id', '=', opened).execute();
  const seen = await preview();
  expect([seen.count, seen.schools, plain(seen.total), seen.signatory]).toEqual([1, 1, '45,00 €', 'Paul Davergne']);
  expect(seen.rows[0]).toMatchObject({
    leftOut: ['LAUNAGUET - 31 - E.M.PU JEAN ROSTAND LAUNAGUET - 0311610G'],
    unlisted: ['LAUNAGUET - 31 - E.E.PU LES SABLES LAUNAGUET - 0312597E'],
  });
  expect((await sql`select from conventions.conventions where school_year = '2026-2027'`.execute(ent.db)).rows).toEqual([]);
  await ent.db.updateTable('kernel.places').set({ closed_on: null }).where('id', '=', v.rostand).execute();
});

test('a department is its team’s: the neighbour sees and renews nothing of it, the town nothing at all', async () => {
  const names = (await preview(paul)).rows.map(({ name }: { name: string }) => name);
  expect([names, (await luc.get('/conventions/renouvellement')).statusCode]).toEqual([['=HYPERLINK("x")'], 404]);
  expect((await renew(paul)).statusCode).toBe(422);
  expect((await preview(ada, v.academy)).count).toBe(2);
  const forms: Record<string, string>[] = [{ annee: '2030-2031' }, { lieu: 'x' }, { lieu: newId() }];
  for (const form of forms) expect((await renew(irene, form)).statusCode).toBe(422);
});

let renewal = '';

test('one gesture writes the drafts that were read, once, whoever presses at the same time', async () => {
  expect((await renew(irene, { seen: '2' })).statusCode).toBe(409);
  const answers = await Promise.all([renew(), renew(), renew()]);
  expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([303, 409, 409]);
  renewal = String(answers.find(({ statusCode }) => statusCode === 303)?.headers.location);
  const { rows, drafts, total } = (await irene.json(renewal)).json();
  expect([rows.length, drafts, plain(total)]).toEqual([1, 1, '90,00 €']);
  expect((await paul.get(renewal)).statusCode).toBe(404);
});

test('it is taken back whole while nobody received it, and can be done again; another rector signs for all', async () => {
  expect((await irene.post(`${renewal}/annulation`)).statusCode).toBe(303);
  expect((await irene.post(`${renewal}/annulation`)).statusCode).toBe(409);
  expect((await preview()).count).toBe(1);
  renewal = String((await renew(irene, { signatory: 'Jeanne Lacroix', quality: 'Rectrice' })).headers.location);
  const [row] = (
    await sql<{ signatory: string; quality: string; commitment: string | null; state: string }>`
    select authority_signatory as signatory, authority_quality as quality, commitment, state from conventions.conventions where school_year = '2026-2027'`.execute(
      ent.db,
    )
  ).rows;
  expect(row).toEqual({ signatory: 'Jeanne Lacroix', quality: 'Rectrice', commitment: null, state: 'draft' });
});

test('all are sent in one gesture: each town has its paper, and what lacks a signatory stays a draft', async () => {
  const made = (await irene.json(renewal)).json().rows[0].id;
  const form = typed(v.garonne, { schoolYear: '2026-2027', signatory: '' });
  expect((await irene.post(`/conventions/brouillons/${made}/modifier`, form)).statusCode).toBe(303);
  await irene.post(`${renewal}/envoi`);
  await ent.settle();
  expect((await irene.json(renewal)).json().drafts).toBe(1);
  await irene.post(`/conventions/brouillons/${made}/modifier`, { ...form, signatory: 'Hélène Castanier' });
  await irene.post(`${renewal}/envoi`);
  await ent.settle();
  expect((await irene.json(renewal)).json().drafts).toBe(0);
  const paper = await luc.get(`/conventions/${made}/document`);
  expect(plain((await pagesOf(paper.rawPayload)).join(' '))).toContain('À Toulouse, le 15/06/2026');
  expect((await irene.post(`${renewal}/annulation`)).statusCode).toBe(409);
  expect((await irene.json(`/conventions/${launaguet}`)).json().renewed).toBe(true);
});

test('one convention is renewed alone, once', async () => {
  const made = await paul.post(`/conventions/${auch}/renouvellement`);
  expect(made.statusCode).toBe(303);
  expect((await paul.post(`/conventions/${auch}/renouvellement`)).statusCode).toBe(409);
  expect((await irene.post(`/conventions/${auch}/renouvellement`)).statusCode).toBe(404);
  expect((await paul.post(`/conventions/brouillons/${String(made.headers.location).split('/').at(-1)}/suppression`)).statusCode).toBe(303);
});

test('the état liquidatif says who owes what and why, in a PDF and in a table that no name turns into a formula', async () => {
  const csv = await ada.get('/conventions/etat-liquidatif/csv?annee=2025-2026');
  expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8');
  expect([...csv.rawPayload.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const rows: Record<string, string>[] = parse(csv.rawPayload, { delimiter: ';', columns: true, bom: true });
  expect(rows.map((row) => [row['Débiteur'], row['SIRET'], row['UAI'], row['Montant TTC'], row['État du titre']])).toEqual([
    [`'=HYPERLINK("x")`, '21320013200016', '0320001X', '45,00', 'À émettre'],
    ['COMMUNE DE LAUNAGUET', '21310282500014', '0311610G 0312599G', '90,00', 'À émettre'],
  ]);
  expect(rows[1]?.['Délibération']).toBe('31');
  const pdf = await ada.get('/conventions/etat-liquidatif/pdf?annee=2025-2026');
  const text = plain((await pagesOf(pdf.rawPayload)).join(' '));
  for (const said of [
    'ENT-2025-2026-21310282500014',
    'Année scolaire 2025-2026 : 2 écoles × 45,00 € = 90,00 €.',
    '0311610G, 0312599G',
    '135,00 €',
    'Ce document n’est pas un titre',
  ])
    expect(text).toContain(said);
  expect(await tagsOf(pdf.rawPayload)).toContain('TH');
  expect((await irene.json('/conventions/etat-liquidatif')).json().count).toBe(1);
  expect((await luc.get('/conventions/etat-liquidatif/csv')).statusCode).toBe(404);
  expect((await irene.get('/conventions/etat-liquidatif/pdf?annee=1999-2000')).statusCode).toBe(404);
});

test('a collectivity’s recap adds up what was agreed and what was paid, year after year', async () => {
  await postFile(irene, `/conventions/${launaguet}/etapes/titre`, { day: '2026-02-03', number: 'OCC-9' });
  await postFile(irene, `/conventions/${launaguet}/etapes/paiement`, { day: '2026-03-03' });
  const text = plain((await pagesOf((await luc.get(`/conventions/${launaguet}/recapitulatif`)).rawPayload)).join(' '));
  for (const said of ['2026-2027', 'Envoyée', '2025-2026', 'En vigueur', 'OCC-9', 'Total 180,00 €', 'Dont payé 90,00 €'])
    expect(text).toContain(said);
  expect((await (await ent.as(v.zoe)).get(`/conventions/${launaguet}/recapitulatif`)).statusCode).toBe(404);
});

test('over 10 000 conventions in the database, the screen, the table and the sum of their lines agree to the cent', {
  timeout: 120_000,
}, async () => {
  await sql`
    with made as (
      insert into conventions.conventions (id, territory_id, school_year, kind, name, siret, insee, address, postal_code, city, signatory, quality,
        authority, authority_address, authority_signatory, authority_quality, made_in, unit_cents, state, payment, created_at)
      select gen_random_uuid(), ${v.gers}, '2024-2025', 'commune', 'Commune ' || n, lpad(n::text, 14, '0'), '32013', 'x', '32000', 'x', 'x', 'x',
        'x', 'x', 'x', 'x', 'x', 4500 + (n * 37) % 101, 'draft', 'none', now() from generate_series(1, 10000) n returning id, siret)
    insert into conventions.lines (convention_id, uai, label, school_year)
    select id, lpad((siret::int * 100 + k)::text, 7, '0') || 'A', 'x', '2024-2025' from made cross join lateral generate_series(1, 1 + siret::int % 9) k`.execute(
    ent.db,
  );
  await sql`update conventions.conventions set state = 'ended', payment = 'to-issue' where school_year = '2024-2025'`.execute(ent.db);
  const expected = Array.from({ length: 10_000 }, (_, at) => BigInt(4500 + (((at + 1) * 37) % 101)) * BigInt(1 + ((at + 1) % 9))).reduce(
    (sum, one) => sum + one,
    0n,
  );
  const shown = (await paul.json('/conventions?annee=2024-2025')).json();
  expect([shown.all.conventions, BigInt(shown.all.cents)]).toEqual([10_000, expected]);
  const claims = (await paul.json('/conventions/etat-liquidatif?annee=2024-2025')).json();
  expect([claims.count, BigInt(claims.total.replaceAll(/\D/g, ''))]).toEqual([10_000, expected]);
  const csv = (await paul.get('/conventions/etat-liquidatif/csv?annee=2024-2025')).rawPayload;
  const rows: Record<string, string>[] = parse(csv, { delimiter: ';', columns: true, bom: true });
  expect(rows).toHaveLength(10_000);
  expect(rows.reduce((sum, row) => sum + BigInt((row['Montant TTC'] ?? '').replace(',', '')), 0n)).toBe(expected);
  // Ten thousand pages would keep every other sheet waiting: they come in parts.
  const screen = (await paul.get('/conventions/etat-liquidatif?annee=2024-2025')).body;
  expect(screen).toContain('En PDF, partie 17 sur 17');
  const last = await paul.get('/conventions/etat-liquidatif/pdf?annee=2024-2025&partie=17');
  const pages = (await pagesOf(last.rawPayload)).map(plain);
  expect(pages.filter((page) => page.includes('Ce document n’est pas un titre'))).toHaveLength(10_000 - 16 * 600);
  expect(pages.join(' ')).toContain('Total de la partie 17 sur 17');
  expect((await paul.get('/conventions/etat-liquidatif/pdf?annee=2024-2025&partie=18')).statusCode).toBe(404);
});
