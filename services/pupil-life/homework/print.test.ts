import { afterAll, expect, test } from 'vitest';
import { pagesOf, startEnt } from '#kernel/testing';
import { poem, tuesday, village } from './scene.ts';
import homework from './service.ts';

const ent = await startEnt([homework], { now: () => tuesday });
afterAll(() => ent[Symbol.asyncDispose]());
const v = await village(ent);

test('the week prints as a slip for each child, four on a sheet, with what is for that child alone; and as a poster that names no child', async () => {
  for (let at = 0; at < 3; at++) await ent.pupil(`Inès Diallo${at}`, v.ce1);
  const claire = await ent.as(v.claire);
  await claire.post(`/devoirs/${v.ce1}`, { ...poem, days: ['2026-11-26'] });
  await claire.post(`/devoirs/${v.ce1}`, {
    ...poem,
    text: 'Apporter une pomme.',
    kind: 'material',
    days: ['2026-11-27'],
    whom: 'some',
    pupils: [v.tom],
  });
  const slips = await pagesOf((await claire.get(`/devoirs/${v.ce1}/semaine/2026-11-24/papillons`)).rawPayload);
  expect(slips.length).toBe(2);
  expect(slips.join(' ').match(/Savoir la première strophe/g)?.length).toBe(5);
  expect(slips.join(' ').match(/Apporter une pomme/g)?.length).toBe(1);
  const poster = await pagesOf((await claire.get(`/devoirs/${v.ce1}/semaine/2026-11-24/affiche`)).rawPayload);
  expect(poster.length).toBe(1);
  expect(poster[0]).toContain('vendredi 27');
  expect(poster[0]?.replace(/\s+/g, ' ')).toContain('Savoir la première strophe');
  expect(poster[0]).not.toMatch(/Tom|pomme/);
});
