import { afterAll, expect, test } from 'vitest';
import { startEnt } from '#kernel/testing';
import { openDoors, saveProvider } from '#services/utilities/federation';
import { services } from '../preau.ts';
import { openGuichets } from './guichets.ts';

const ent = await startEnt(services);
afterAll(() => ent[Symbol.asyncDispose]());

const doors = async (publicUrl: string): Promise<string[]> => {
  await openGuichets(ent.db, { publicUrl, secret: ent.secret });
  return (await openDoors(ent.db)).map(({ name, demonstration }) => `${name}${demonstration ? ' (démonstration)' : ''}`).sort();
};

test('the demonstration’s guichets open where the visitor is on the same machine, and are shut where they would lead nowhere', async () => {
  expect(await doors('http://localhost:3000')).toEqual(['agents (démonstration)', 'educonnect (démonstration)']);
  expect(await doors('https://demo.example')).toEqual([]);
});

test('a door that was configured for real is left alone', async () => {
  const settings = { issuer: 'https://guichet.example', clientId: 'preau' };
  await ent.db.transaction().execute((db) => saveProvider(db, ent.secret, { name: 'agents', protocol: 'oidc', settings }));
  expect(await doors('http://localhost:3000')).toEqual(['agents', 'educonnect (démonstration)']);
  expect(await doors('https://demo.example')).toEqual(['agents']);
});
