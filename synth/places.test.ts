import { expect, test } from 'vitest';
import type { SchoolPlan } from './model.ts';
import { sitePlans } from './places.ts';
import { settle } from './universe.ts';

const KEYS = 'ABCDEFGHJKLMNPRSTUVWXYZ';
const plans = (schools: number): SchoolPlan[] => [...sitePlans(1, schools)].flatMap((site) => site.schools);

test('the convention comes first', () => {
  expect(plans(5).map((school) => school.uai)).toEqual(['0312599G', '0310584S', '0312597E', '0312313W', '0311610G']);
  expect(new Set(plans(5).map((school) => `${school.commune.insee} ${school.commune.postalCode} ${school.siret}`))).toEqual(
    new Set(['31282 31140 21310282500014']),
  );
});

test.each([1, 5, 6, 7, 8, 50, 501, 4500])('%i schools are that many, with valid and unique UAIs', (count) => {
  const schools = plans(count);
  expect(schools).toHaveLength(count);
  expect(new Set(schools.map((school) => school.uai)).size).toBe(count);
  for (const { uai } of schools) expect(KEYS[Number(uai.slice(0, 7)) % 23]).toBe(uai[7]);
});

test('schools stand in the academy of their department, and keys collide between academies', () => {
  const schools = plans(300);
  for (const school of schools) {
    const south = ['011', '030', '034', '048', '066'].includes(school.uai.slice(0, 3));
    expect(school.academy.name).toBe(south ? 'MONTPELLIER' : 'TOULOUSE');
    expect(Number(school.uai.slice(0, 3))).toBe(Number(school.commune.department));
  }
  const keys = schools.map((school) => school.jointure);
  expect(new Set(keys).size).toBeLessThan(keys.length);
  expect(new Set(schools.map((school) => `${school.academy.name} ${school.jointure}`)).size).toBe(300);
});

test('nonsense is refused in French', () => {
  expect(() => settle({ schools: 0 })).toThrow('Le nombre d’écoles');
  expect(() => settle({ date: '20260231' })).toThrow('AAAAMMJJ');
  expect(() => settle({ seed: 1.5 })).toThrow('graine');
});
