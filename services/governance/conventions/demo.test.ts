import { afterAll, expect, test } from 'vitest';
import { drawerIn } from '#kernel/files';
import { pagesOf, startEnt } from '#kernel/testing';
import { seedDemo } from './demo.ts';
import { land } from './scene.ts';
import service from './service.ts';

/** The convention that the project was specified by, in the invented town. */

const now = new Date('2026-11-24T09:00:00Z');
const ent = await startEnt([service], { now: () => now });
afterAll(() => ent[Symbol.asyncDispose]());
const v = await land(ent);
const plain = (text: string) => text.replaceAll(/\s+/g, ' ');

test('Launaguet 2024-2025: five schools, 225,00 €, voted on 29 May 2024, ended on 5 September 2025; the town goes on today', async () => {
  await ent.db.updateTable('kernel.places').set({ name: 'École maternelle Jean Rostand' }).where('id', '=', v.rostand).execute();
  const others = [
    ['École élémentaire Jean Rostand', '0310584S', 'elementaire'],
    ['École élémentaire Les Sables', '0312597E', 'elementaire'],
    ['École maternelle Arthur Rimbaud', '0312313W', 'maternelle'],
  ] as const;
  for (const [name, uai, nature] of others) {
    const id = await ent.school({ name, uai, townId: v.launaguet });
    await ent.db.updateTable('kernel.schools').set({ nature, city: 'Launaguet' }).where('id', '=', id).execute();
  }
  await ent.db.transaction().execute((tx) => seedDemo(tx, { now, drawer: drawerIn(ent.folder), by: v.irene }));

  const luc = await ent.as(v.luc);
  const { rows } = (await luc.json('/conventions')).json();
  expect(rows.map(({ year, state, schools, cents }: Record<string, unknown>) => [year, state, schools, cents])).toEqual([
    ['2026-2027', 'in-force', 5, 22_500],
    ['2025-2026', 'ended', 5, 22_500],
    ['2024-2025', 'ended', 5, 22_500],
  ]);
  const first = (await luc.json(`/conventions/${rows[2].id}`)).json();
  expect(first.lines).toEqual([
    'LAUNAGUET - 31 - E.E.PU ARTHUR RIMBAUD LAUNAGUET - 0312599G',
    'LAUNAGUET - 31 - E.E.PU JEAN ROSTAND LAUNAGUET - 0310584S',
    'LAUNAGUET - 31 - E.E.PU LES SABLES LAUNAGUET - 0312597E',
    'LAUNAGUET - 31 - E.M.PU ARTHUR RIMBAUD LAUNAGUET - 0312313W',
    'LAUNAGUET - 31 - E.M.PU JEAN ROSTAND LAUNAGUET - 0311610G',
  ]);
  expect(first.steps[1]).toMatchObject({ kind: 'deliberated', day: '2024-05-29', details: { number: '2024.05.29.040' } });
  expect(first.steps.at(-1)).toMatchObject({ kind: 'ended', day: '2025-09-05' });
  const text = plain((await pagesOf((await luc.get(`/conventions/${rows[2].id}/document`)).rawPayload)).join(' '));
  expect(text).toContain('5 × 45,00 €, soit 225,00 € TTC');
  expect(await ent.db.selectFrom('kernel.school_ends').select('read_only_from').execute()).toEqual(
    Array(5).fill({ read_only_from: '2027-09-06' }),
  );
});
