import { afterAll, expect, test } from 'vitest';
import { newId } from '#kernel';
import { startEnt } from '#kernel/testing';
import { contactsOf } from './contacts.tsx';
import account from './service.ts';

const ent = await startEnt([account]);
afterAll(() => ent[Symbol.asyncDispose]());

test('the academy gives its own addresses, which then stand on the legal pages', async () => {
  const region = newId();
  await ent.db.insertInto('kernel.places').values({ id: region, kind: 'region', name: 'Occitanie' }).execute();
  const id = await ent.person('Irène Sabatier');
  await ent.give(id, 'academy', region);
  const academy = await ent.as(id);
  const url = '/mentions-legales/coordonnees';
  expect((await academy.get(url)).statusCode).toBe(200);
  const wrong = await academy.post(url, { dpoEmail: 'pas une adresse', host: 'Hébergeur <b>' });
  expect(wrong.statusCode).toBe(422);
  expect(wrong.body).toContain('n’a pas la forme attendue');
  expect((await academy.post(url, { dpoEmail: 'dpd@academie.example', host: 'Hébergeur <b>', accessibilityEmail: '' })).statusCode).toBe(
    303,
  );
  expect((await contactsOf(ent.db)).dpoEmail).toBe('dpd@academie.example');
  expect((await contactsOf(ent.db)).host).toBe('Hébergeur <b>');
  await academy.post(url, { dpoEmail: '' });
  expect((await contactsOf(ent.db)).dpoEmail).toBe(null);

  const teacher = await ent.as(await ent.teacher('Hugo Lafont', await ent.classroom(await ent.school())));
  expect((await teacher.get(url)).statusCode).toBe(404);
  expect((await teacher.post(url, { host: 'x' })).statusCode).toBe(404);
  expect((await ent.nobody.get(url)).statusCode).toBe(303);
});
