import { afterAll, beforeAll, expect, test } from 'vitest';
import { pagesOf, startEnt } from '#kernel/testing';
import { inForce, land, postFile, typed } from './scene.ts';
import service from './service.ts';

/** Article 11: how a convention is left, or saved; and what the calendar does by itself. */

let now = new Date('2025-06-10T09:00:00Z');
const ent = await startEnt([service], { now: () => now });
afterAll(() => ent[Symbol.asyncDispose]());
const v = await land(ent);
const [irene, luc, nadia] = [await ent.as(v.irene), await ent.as(v.luc), await ent.as(v.nadia)];
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ');
let id = '';
beforeAll(async () => {
  id = await inForce(irene, typed(v.garonne));
  await told();
});
const on = (day: string) => {
  now = new Date(`${day}T09:00:00Z`);
};
const step = async (slug: string, fields: Record<string, string>) =>
  (await postFile(irene, `/conventions/${id}/etapes/${slug}`, fields)).statusCode;
const seen = async (who = irene) => (await who.json(`/conventions/${id}`)).json();
const told = async () => {
  await ent.settle();
  const rows = await ent.db.selectFrom('kernel.notifications').select(['person_id', 'title']).execute();
  await ent.db.deleteFrom('kernel.notifications').execute();
  return rows
    .map(({ person_id, title }) => `${Object.entries(v).find(([, one]) => one === person_id)?.[0]}: ${plain(title).split(' : ')[1]}`)
    .sort();
};
const morning = async (day: string) => {
  on(day);
  await ent.work('conventions.turn');
  await ent.work('conventions.remind');
  return told();
};

test('a formal notice opens a month to conciliate: both sides are told, and of the day before it is over', async () => {
  on('2025-10-31');
  expect(await step('mise-en-demeure', { day: '2025-10-31' })).toBe(422); // who wrote it?
  expect(await step('mise-en-demeure', { day: '2025-10-31', party: 'collectivity', number: '1A 234' })).toBe(303);
  expect(await told()).toEqual(['irene: mise en demeure', 'luc: mise en demeure']);
  // A month is 30 November, a Sunday: the Monday after.
  expect((await seen(luc)).deadlines[0]).toEqual({ about: 'conciliation', day: '2025-12-01' });
  expect((await seen(nadia)).deadlines).toEqual([]);
  expect(await morning('2025-11-21')).toEqual([]);
  expect(await morning('2025-11-24')).toEqual(['irene: conciliation avant le 01/12/2025', 'luc: conciliation avant le 01/12/2025']);
  expect(await morning('2025-11-25')).toEqual([]);
  expect(await morning('2025-11-30')).toHaveLength(2);
  expect(await morning('2025-11-30')).toEqual([]);
});

test('no second letter before conciliation failed, or its month went by', async () => {
  on('2025-11-20');
  expect(await step('resiliation', { day: '2025-11-20' })).toBe(422);
  expect(await step('conciliation', { day: '2025-10-30' })).toBe(422);
  expect(await step('conciliation', { day: '2025-11-20' })).toBe(303);
  expect((await seen()).state).toBe('conciliated');
  on('2025-12-12');
  expect(await step('resiliation', { day: '2025-12-12' })).toBe(303);
  const { steps, deadlines } = await seen();
  expect(steps.at(-1).details.party).toBe('collectivity');
  // Fifteen days: 27 December, a Saturday: Monday 29.
  expect(deadlines.slice(0, 2)).toEqual([
    { about: 'agreement', day: '2025-12-29' },
    { about: 'court', day: '2026-01-13' },
  ]);
});

test('on the last day nothing is terminated; on the day after it is, of right, by nobody’s hand; what was due stays due', async () => {
  await told();
  await morning('2025-12-29');
  expect((await seen()).state).toBe('warned');
  expect(await morning('2025-12-30')).toEqual([
    'irene: résiliée de plein droit',
    'luc: résiliée de plein droit',
    'nadia: résiliée de plein droit',
  ]);
  const { state, payment, steps } = await seen();
  expect([state, payment, steps.at(-1).kind, steps.at(-1).day, steps.at(-1).by]).toEqual([
    'terminated',
    'to-issue',
    'terminated',
    '2025-12-30',
    null,
  ]);
  expect(await morning('2025-12-30')).toEqual([]);
  expect(await step('accord', { day: '2025-12-30' })).toBe(409);
});

test('its schools may be listed by another convention of the same year; that one may be saved by an agreement, until the last day', async () => {
  id = await inForce(irene, typed(v.garonne));
  expect((await seen()).state).toBe('in-force');
  on('2026-03-02');
  await step('mise-en-demeure', { day: '2026-01-12', party: 'authority' });
  // Nobody came to conciliate: the month is over.
  expect(await step('resiliation', { day: '2026-02-12' })).toBe(422);
  expect(await step('resiliation', { day: '2026-02-13' })).toBe(303);
  expect(await step('accord', { day: '2026-03-02', note: 'Le débit est doublé.' })).toBe(303);
  expect((await seen()).state).toBe('in-force');
  expect((await seen()).steps.map(({ kind }: { kind: string }) => kind).slice(-3)).toEqual(['noticed', 'warned', 'settled']);
});

test('an agreement that came too late is none', async () => {
  on('2026-03-20');
  await step('mise-en-demeure', { day: '2026-03-02', party: 'authority' });
  await step('conciliation', { day: '2026-03-03' });
  await step('resiliation', { day: '2026-03-04' });
  expect(await step('accord', { day: '2026-03-20' })).toBe(422);
  expect(await step('accord', { day: '2026-03-19' })).toBe(303);
});

test('what was paid is never given back, and a claim only becomes smaller', async () => {
  const amount = async () =>
    (await irene.json('/conventions/etat-liquidatif?annee=2025-2026'))
      .json()
      .rows.map((row: { amount: string; payment: string }) => `${plain(row.amount)} ${row.payment}`)
      .sort();
  expect(await step('titre', { day: '2026-03-20' })).toBe(422);
  expect(await step('titre', { day: '2026-03-20', number: 'OCC-2026-00017' })).toBe(303);
  expect(await step('contestation', { day: '2026-03-20' })).toBe(303);
  for (const wrong of ['90', '90,01', '0', '-1', 'dix', '45,001'])
    expect([wrong, await step('reduction', { day: '2026-03-20', amount: wrong })]).toEqual([wrong, 422]);
  expect(await step('reduction', { day: '2026-03-20', amount: '45,50' })).toBe(303);
  expect(await amount()).toEqual(['45,50 € issued', '90,00 € to-issue']);
  expect(await step('paiement', { day: '2026-03-19' })).toBe(422);
  expect(await step('paiement', { day: '2026-03-20' })).toBe(303);
  for (const after of ['annulation', 'reduction', 'non-valeur', 'contestation'])
    expect([after, await step(after, { day: '2026-03-20', amount: '1' })]).toEqual([after, 409]);
  expect(await amount()).toEqual(['45,50 € paid', '90,00 € to-issue']);
  const text = plain((await pagesOf((await luc.get(`/conventions/${id}/etat-liquidatif`)).rawPayload)).join(' '));
  expect(text).toContain('Montant ramené à 45,50 €');
  expect(text).toContain('OCC-2026-00017, 20/03/2026');
});

test('the town is told two months, then two weeks before the term; on the night of 5 September it is over', async () => {
  await told();
  expect(await morning('2026-07-07')).toEqual(['luc: fin le 05/09/2026, à renouveler']);
  expect(await morning('2026-07-08')).toEqual([]);
  expect(await morning('2026-08-21')).toEqual(['luc: fin le 05/09/2026, à renouveler']);
  await morning('2026-09-05');
  expect((await seen()).state).toBe('in-force');
  await morning('2026-09-06');
  expect((await seen()).state).toBe('ended');
});
