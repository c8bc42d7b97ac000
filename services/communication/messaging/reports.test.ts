import { afterAll, expect, test } from 'vitest';
import { startEnt } from '#kernel/testing';
import { person, sentBy, village } from './scene.ts';
import messaging from './service.ts';

/** An adult reports a message: the school hears it once, with the reason; the writer hears nothing. */

const now = new Date('2026-11-24T09:00:00Z');
const ent = await startEnt([messaging], { now: () => now });
afterAll(() => ent[Symbol.asyncDispose]());
const v = await village(ent);
const id = await sentBy(ent, v.anne, { to: [person(v.claire)], subject: 'Assez', text: 'Vous êtes nulle.' });
const here = `/messagerie/messages/${id}`;
const reports = () => ent.db.selectFrom('kernel.reports').selectAll().execute();

test('the form asks why; nobody reports their own message, nor one that they do not have', async () => {
  expect((await (await ent.as(v.claire)).get(here)).body).toContain(`${here}/signalement`);
  expect((await (await ent.as(v.anne)).get(here)).body).not.toContain('/signalement');
  for (const other of [v.anne, v.karim, v.dominique])
    expect((await (await ent.as(other)).post(`${here}/signalement`, { why: 'Injure' })).statusCode).toBe(404);
  expect(await reports()).toEqual([]);
});

test('reported twice, it is one report, with its first words; the page of its writer says nothing of it', async () => {
  const claire = await ent.as(v.claire);
  expect((await claire.post(`${here}/signalement`, { why: 'Injure' })).headers.location).toBe(here);
  expect((await claire.post(`${here}/signalement`, { why: 'Encore' })).statusCode).toBe(303);
  expect(
    (await reports()).map(({ thing_id, school_id, author_id, reported_by, why }) => [thing_id, school_id, author_id, reported_by, why]),
  ).toEqual([[id, v.school, v.anne, v.claire, 'Injure']]);
  expect((await (await ent.as(v.anne)).get(here)).body).not.toMatch(/signal/i);
  expect((await claire.post(`${here}/signalement`, { why: 'x'.repeat(501) })).statusCode).toBe(422);
});
