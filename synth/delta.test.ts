import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { type StoryName, synth } from './index.ts';
import { type Directory, obey } from './read.fixture.ts';

const root = mkdtempSync(join(tmpdir(), 'synth-delta-'));
afterAll(() => rmSync(root, { recursive: true }));

const options = { seed: 3, schools: 10 };
const complet = await synth({ ...options, folder: join(root, 'complet') });
const delta = await synth({ ...options, folder: join(root, 'delta'), delta: true });
const next = await synth({ ...options, folder: join(root, 'next'), next: true });

const before: Directory = new Map();
obey(before, join(root, 'complet'), complet.files);
const followed: Directory = new Map();
obey(followed, join(root, 'complet'), complet.files);
obey(followed, join(root, 'delta'), delta.files);
const after: Directory = new Map();
obey(after, join(root, 'next'), next.files);

const told = (name: StoryName) => {
  const story = delta.stories[name];
  if (!story) throw new Error(`no story of ${name}`);
  return story;
};
const value = (directory: Directory, academy: string, id: string | undefined, attribute: string) =>
  directory.get(`${academy}-${id}`)?.attributes.get(attribute);
const sorted = (directory: Directory) => [...directory].sort(([one], [two]) => (one < two ? -1 : 1));

describe('a Delta', () => {
  test('leads from the Complet to the next one', () => {
    expect(sorted(followed)).toEqual(sorted(after));
    expect(sorted(before)).not.toEqual(sorted(after));
  });

  test('is dated two weeks later and adds, modifies, deletes', () => {
    expect(delta.files).toContain('TOULOUSE/ENT1D_Delta_20260915_Eleve_0000.xml');
    expect(next.files).toContain('TOULOUSE/ENT1D_Complet_20260915_Eleve_0000.xml');
    for (const count of Object.values(delta.requests)) expect(count).toBeGreaterThan(5);
    const text = readFileSync(join(root, 'delta', 'TOULOUSE/ENT1D_Delta_20260915_Eleve_0000.xml'), 'utf8');
    expect(text).toContain('operation="replace"');
  });

  test('brings newcomers with their parents', () => {
    const { academy, pupils, guardians } = told('arrivals');
    for (const id of [...pupils, ...guardians]) {
      expect(before.has(`${academy}-${id}`)).toBe(false);
      expect(after.has(`${academy}-${id}`)).toBe(true);
    }
    expect(pupils).toHaveLength(3);
  });

  test('takes away those who leave, with their parents', () => {
    const { academy, pupils, guardians } = told('departures');
    for (const id of [...pupils, ...guardians]) {
      expect(before.has(`${academy}-${id}`)).toBe(true);
      expect(after.has(`${academy}-${id}`)).toBe(false);
    }
    expect(pupils).toHaveLength(3);
  });

  test('keeps the parents of the brother or sister who stays', () => {
    const { academy, pupils, guardians } = told('departureOfSibling');
    expect(after.has(`${academy}-${pupils[0]}`)).toBe(false);
    expect(value(before, academy, guardians[0], 'ENTPersRelEleveEleve')).toHaveLength(2);
    expect(value(after, academy, guardians[0], 'ENTPersRelEleveEleve')).toHaveLength(1);
    const come = told('arrivalOfSibling');
    expect(value(after, academy, come.guardians[0], 'ENTPersRelEleveEleve')).toHaveLength(2);
  });

  test.each([
    ['classChange', 'pupils', 'ENTPersonClasses'],
    ['schoolChange', 'pupils', 'ENTPersonStructRattach'],
    ['addressChange', 'guardians', 'ENTPersonAdresse'],
    ['mailChange', 'guardians', 'ENTPersonMail'],
    ['authorityWithdrawn', 'pupils', 'ENTEleveAutoriteParentale'],
  ] as const)('%s changes what it says', (name, people, attribute) => {
    const story = told(name);
    expect(story[people].length).toBeGreaterThan(0);
    for (const id of story[people]) {
      expect(value(after, story.academy, id, attribute)).toBeDefined();
      expect(value(after, story.academy, id, attribute)).not.toEqual(value(before, story.academy, id, attribute));
    }
  });

  test('renames a class through each of its pupils, its id unchanged', () => {
    const { academy, pupils, classes } = told('classRenamed');
    expect(pupils.length).toBeGreaterThan(10);
    for (const id of pupils) {
      const [, , , room, label] = value(after, academy, id, 'ENTPersonClasses')?.[0]?.split('$') ?? [];
      expect(room).toBe(classes[0]);
      expect(label?.replace('&Eacute;', 'É')).toContain('LES ÉTOILES');
    }
  });

  test('replaces a teacher', () => {
    const { academy, staff } = told('teacherReplaced');
    const [leaver, comer] = staff;
    expect([before.has(`${academy}-${leaver}`), before.has(`${academy}-${comer}`)]).toEqual([true, false]);
    expect([after.has(`${academy}-${leaver}`), after.has(`${academy}-${comer}`)]).toEqual([false, true]);
  });
});
