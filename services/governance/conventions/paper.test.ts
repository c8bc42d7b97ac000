import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pagesOf, tagsOf } from '#kernel/testing';
import type { Whole } from './facts.ts';
import { departmentOf } from './identifiers.ts';
import { conventionPdf, wordsOf } from './paper.ts';
import { labelOf } from './schools-of.ts';

/** As it is read and selected: lines joined, a word cut by the edge of a column made whole again. */
const read = async (pdf: Uint8Array): Promise<string> => squeezed((await pagesOf(pdf)).join(' '));
const squeezed = (text: string): string => text.replaceAll(/[\s\u00a0\u202f]+/g, '');

const key = (digits: string) => digits + 'ABCDEFGHJKLMNPRSTUVWXYZ'[Number(digits) % 23];
const word: fc.Arbitrary<string> = fc.constantFrom(
  'Jean Jaurès',
  'L’Orée du Bois',
  'Antoine de Saint-Exupéry',
  'Œuvre & Cie',
  '#panic("x")',
  '*Gras*',
  '$1$',
  'Lucie Aubrac',
);
const arbitrary = fc.record({
  name: word,
  siret: fc.constantFrom('21310282500014', '24310051800014'),
  signatory: word,
  unit: fc.constantFrom(4500, 4550, 12_345),
  schools: fc.array(fc.record({ number: fc.integer({ min: 319_000, max: 319_999 }), name: word, city: word }), {
    minLength: 1,
    maxLength: 60,
  }),
});
type Drawn = typeof arbitrary extends fc.Arbitrary<infer T> ? T : never;

const wholeOf = ({ name, siret, signatory, unit, schools }: Drawn): Whole => {
  const uais = [...new Map(schools.map((school) => [school.number, school])).values()];
  return {
    convention: {
      ...{
        id: 'x',
        territory_id: 'x',
        school_year: '2024-2025',
        kind: 'commune',
        name,
        siret,
        insee: '31282',
        address: '95 CHEMIN DES COMBES',
      },
      ...{ postal_code: '31140', city: 'LAUNAGUET', signatory, quality: 'MAIRE', service_code: null, commitment: null, town_id: null },
      ...{
        authority: 'LA RÉGION',
        authority_address: '31, rue de l’Université',
        authority_signatory: 'Paul Davergne',
        authority_quality: 'Recteur',
      },
      ...{
        made_in: 'Toulouse',
        unit_cents: unit,
        state: 'sent',
        payment: 'none',
        claimed_cents: null,
        renewed_from: null,
        renewal_id: null,
      },
      ...{ created_by: null, created_at: new Date(0) },
    },
    lines: uais.map((school) => {
      const uai = key(String(school.number).padStart(7, '0'));
      return { uai, schoolId: null, label: labelOf({ uai, name: school.name, city: school.city, nature: 'elementaire' }) };
    }),
    steps: [{ id: 's', kind: 'sent', day: '2024-05-23', details: {}, file: null, by: null }],
    totalCents: unit * uais.length,
  };
};

test('whatever the convention, its paper says what the database says: every article, every school, both parties, the sum', async () => {
  await fc.assert(
    fc.asyncProperty(arbitrary, async (drawn) => {
      const whole = wholeOf(drawn);
      const words = wordsOf(whole, '2024-06-01');
      const text = await read(await conventionPdf(whole, '2024-06-01'));
      const said = [
        ...[words.heading, words.year, ...words.authority, ...words.collectivity, words.made, words.total, words.annexTotal],
        ...words.articles.flatMap(({ title, parts }) => [
          title,
          ...parts.flatMap((part) => (part.kind === 'list' ? part.items : [part.text])),
        ]),
        ...whole.lines.flatMap(({ label, uai }) => [label, uai, departmentOf(uai)]),
      ];
      // The foot of a page may fall inside a paragraph: it is taken out before one looks.
      const foot = new RegExp(`${escaped(squeezed(words.footer))}Page\\d+sur\\d+`, 'g');
      const body = text.replaceAll(foot, '');
      for (const one of said) expect([one, body.includes(squeezed(one))]).toEqual([one, true]);
    }),
    { numRuns: 25, seed: 11 },
  );
}, 120_000);

const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

test('it is heard as it is seen: one title, its parts, eleven articles, lists, and a table with its heads', async () => {
  const whole = wholeOf({
    name: 'COMMUNE',
    siret: '21310282500014',
    signatory: 'Une maire',
    unit: 4500,
    schools: [{ number: 319_001, name: 'A', city: 'B' }],
  });
  const pdf = await conventionPdf(whole, '2024-06-01');
  const tags = await tagsOf(pdf);
  const count = (tag: string) => tags.filter((one) => one === tag).length;
  expect([count('H1'), count('H2'), count('H3'), count('H4')]).toEqual([1, 3, 11, 2]);
  expect([count('L'), count('Table'), count('TH')]).toEqual([4, 1, 4]);
  const latin = Buffer.from(pdf).toString('latin1');
  expect(latin).toMatch(/\/Lang \(fr/);
  expect(latin).not.toMatch(/\/Subtype \/Type3/);
});

test('a draft says that it binds nobody; one that lists nothing is still printed', async () => {
  const whole = wholeOf({ name: 'COMMUNE', siret: '21310282500014', signatory: '', unit: 4500, schools: [] });
  const draft: Whole = { ...whole, convention: { ...whole.convention, state: 'draft' }, steps: [] };
  const text = await read(await conventionPdf(draft, '2024-06-01'));
  expect(text).toContain(squeezed('Projet : ce document n’engage personne.'));
  expect(text).toContain(squeezed('a inscrit 0 école'));
});
