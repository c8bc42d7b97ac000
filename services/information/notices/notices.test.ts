import { afterAll, expect, test } from 'vitest';
import { sql } from '#kernel';
import { startEnt } from '#kernel/testing';
import { checks } from './accessibility.tsx';
import notices from './service.ts';

let now = new Date('2026-11-24T09:00:00Z');
const ent = await startEnt([notices], { now: () => now });
afterAll(() => ent[Symbol.asyncDispose]());

const school = await ent.school({ name: 'École des Tilleuls', townId: await ent.town('Launaguet'), uai: '0312599G' });
await ent.director('Nadia Ferrand', school);
const anne = await ent.as(await ent.guardian('Anne Martin', await ent.pupil('Léa Martin', await ent.classroom(school))));

test('anybody reads who publishes, who hosts, and who answers for what a school publishes, without an account', async () => {
  const page = await ent.nobody.get('/mentions-legales?q=tilleuls+launaguet');
  expect(page.statusCode).toBe(200);
  expect(page.body).toContain('Région académique Occitanie');
  expect(page.body).toContain('Nadia Ferrand');
  expect((await ent.nobody.get('/mentions-legales?q=0312599g')).body).toContain('Nadia Ferrand');
  expect((await ent.nobody.get('/mentions-legales?q=%00%25')).statusCode).toBe(200);
  await sql`insert into account.contacts (host) values ('Hébergeur <b>')`.execute(ent.db);
  expect((await ent.nobody.get('/mentions-legales')).body).toContain('Hébergeur &lt;b>');
});

test('the directory cannot be taken away by it: nothing is listed that was not looked for, a few schools at a time, directors only', async () => {
  for (let at = 0; at < 30; at += 1) await ent.director('Paul Roux', await ent.school({ name: `École Numéro ${at}` }));
  const schools = async (q: string): Promise<unknown[]> => (await ent.nobody.json(`/mentions-legales?q=${q}`)).json().schools;
  expect(await schools('')).toEqual([]);
  expect(await schools('e')).toEqual([]);
  expect(await schools('ecole')).toHaveLength(20);
  expect((await ent.nobody.get('/mentions-legales?q=Martin')).body).not.toContain('Anne');
  expect((await anne.json('/mentions-legales')).json().schools).toEqual([
    { id: school, name: 'École des Tilleuls', town: 'Launaguet', directors: ['Nadia Ferrand'] },
  ]);
});

test('the declaration says « non conforme », what the machines really looked at, and what they cannot see', async () => {
  expect(checks.seats.length).toBeGreaterThanOrEqual(14);
  for (const { seat, pages } of checks.seats) expect(pages, seat).toBeGreaterThan(3);
  const page = await ent.nobody.get('/accessibilite');
  expect(page.body).toContain('Accessibilité\u00a0: non conforme');
  expect(page.body).toContain(`axe-core ${checks.axe}`);
  for (const { pages } of checks.seats) expect(page.body).toContain(`>${pages}</td>`);
  expect(page.body).toContain('Ce que des machines ne voient pas');
  expect(page.body).toContain('Défenseur des droits');
});

test('whoever finds a weakness knows where to write, until a date that moves with the day', async () => {
  const read = async () => ent.nobody.get('/.well-known/security.txt');
  expect((await read()).headers['content-type']).toBe('text/plain; charset=utf-8');
  expect((await read()).body).toBe(
    'Contact: http://localhost:3000/mentions-legales\nExpires: 2027-05-23T00:00:00Z\nPreferred-Languages: fr, en\nCanonical: http://localhost:3000/.well-known/security.txt\n',
  );
  await sql`update account.contacts set security_email = 'securite@academie.example'`.execute(ent.db);
  now = new Date('2027-11-24T09:00:00Z');
  const later = (await read()).body;
  expect(later).toContain('Contact: mailto:securite@academie.example\n');
  expect(later).toContain('Expires: 2028-05-22T00:00:00Z');
});
