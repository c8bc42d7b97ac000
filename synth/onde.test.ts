import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, expect, test } from 'vitest';
import { type School, synth, universe } from './index.ts';

const root = mkdtempSync(join(tmpdir(), 'synth-onde-'));
afterAll(() => rmSync(root, { recursive: true }));
const report = await synth({ folder: root, onde: true });
const schools = new Map([...universe()].map((school): [string, School] => [school.uai, school]));

function rows(uai: string, list: string): string[][] {
  const bytes = readFileSync(join(root, 'ONDE', uai, `CSVExtraction-${list}.csv`));
  const bom = bytes.subarray(0, 3).toString('hex') === 'efbbbf';
  const text = new TextDecoder(bom ? 'utf-8' : 'windows-1252', { fatal: true }).decode(bytes);
  return parse(text, { delimiter: ';', relax_column_count: true });
}
const simple = (header: string[] | undefined): string[] => (header ?? []).map((name) => name.replaceAll('’', "'"));

test('each school has three extractions', () => {
  expect(report.counts.files).toBe(4 + 15);
});

test.each(['0312599G', '0310584S', '0312597E'])('the pupils of %s have the header of their dialect and one row each', (uai) => {
  const [header, ...pupils] = rows(uai, 'eleves');
  const old = uai === '0312597E';
  expect(simple(header).slice(0, 5)).toEqual(
    old
      ? ['Nom Elève', "Nom d'usage Elève", 'Prénom Elève', 'Date naissance', 'Sexe']
      : ['Nom élève', "Nom d'usage élève", 'Prénom élève', 'Date naissance', 'Sexe'],
  );
  expect(header).toContain(' Cycle');
  expect(header).toHaveLength(old ? 20 : 22);
  expect(pupils).toHaveLength(schools.get(uai)?.pupils.length ?? -1);
  for (const row of pupils) {
    expect(row).toHaveLength(header?.length ?? 0);
    expect(row[3]).toMatch(old ? /^\d{4}-\d\d-\d\d$/ : /^\d\d\/\d\d\/\d{4}$/);
  }
});

test('a typographic apostrophe survives windows-1252, and heads the files with a BOM', () => {
  expect(rows('0312599G', 'eleves').map((row) => row[0])).toContain('D’ÉTANG');
  expect(rows('0310584S', 'eleves')[0]?.[1]).toBe('Nom d’usage élève');
});

test('guardians repeat the four columns of the child', () => {
  const [header, ...guardians] = rows('0310584S', 'responsables');
  expect(simple(header).slice(12, 16)).toEqual(["Nom d'usage enfant", 'Nom de famille enfant', 'Prénom enfant', 'Classes enfants']);
  expect(header?.slice(16, 20)).toEqual(header?.slice(12, 16));
  expect(guardians.some((row) => row.length === 20)).toBe(true);
  expect(guardians.some((row) => row.length === 16)).toBe(true);
  expect(guardians).toHaveLength(schools.get('0310584S')?.guardians.length ?? -1);
});

test('teachers have their classes, one of them directs', () => {
  const [header, ...teachers] = rows('0312597E', 'enseignants');
  expect(header?.slice(-2)).toEqual(['Directeur', 'Classe']);
  expect(new Set(teachers.filter((row) => row[11] === 'oui').map((row) => row[8])).size).toBe(1);
  expect(new Set(teachers.map((row) => row[12])).size).toBeGreaterThan(5);
});
