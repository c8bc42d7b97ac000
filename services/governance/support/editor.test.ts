import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, test } from 'vitest';
import { newId } from '#kernel';
import { overhear, startEnt, startMailSink } from '#kernel/testing';
import { signatureOf } from './relay.ts';
import support from './service.ts';

type Call = { headers: Record<string, string | string[] | undefined>; body: string };
const calls: Call[] = [];
let answer = 503;
/** The editor's own server, as real as any. */
const editor = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    calls.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
    response.writeHead(answer).end();
  });
});
await new Promise<void>((ready) => editor.listen(0, '127.0.0.1', ready));
const url = `http://127.0.0.1:${(editor.address() as AddressInfo).port}/demandes`;
const sink = await startMailSink();
const now = new Date('2026-11-24T09:00:00Z');
const ent = await startEnt([support], { now: () => now, smtp: sink.url });
afterAll(async () => {
  await ent[Symbol.asyncDispose]();
  await sink.close();
  editor.close();
});

const academy = newId();
await ent.db.insertInto('kernel.places').values({ id: academy, kind: 'academy', name: 'Académie d’ici' }).execute();
const school = await ent.school({ uai: '0312599G', parentId: academy });
const hugo = await ent.as(await ent.teacher('Hugo Lafont', await ent.classroom(school)));
const holder = async (name: string, kind: 'academy' | 'administrator') => {
  const id = await ent.person(name);
  await ent.give(id, kind, academy);
  return ent.as(id);
};
const [irene, ada] = [await holder('Irène Sabatier', 'academy'), await holder('Ada Fabre', 'administrator')];
const key = 'une clé convenue avec l’éditeur, 2026';

const sent = await hugo.post('/assistance/nouvelle', {
  ...{ seat: `team:${school}`, category: 'fault', title: 'Léa Martin ne voit rien', body: 'Sa mère, Anne Martin, non plus.' },
  ...{ page: '/liaison', diagnostics: 'on' },
});
const ticket = String(sent.headers.location);
const pass = (why = 'Le carnet reste blanc après la mise à jour.') => irene.post(`${ticket}/transfert`, { why });

test('nothing leaves for the editor until whoever runs the ENT opens a way', async () => {
  expect((await pass()).statusCode).toBe(409);
  expect((await irene.get('/assistance/editeur')).statusCode).toBe(404);
  const off = await ada.json('/assistance/editeur');
  expect(off.json()).toEqual({ webhook: false, url: '', mail: false, email: '' });
});

test('a way needs an address that nobody reads on the road, and a key', async () => {
  const refused = async (form: Record<string, string>): Promise<string> => {
    const said = await ada.post('/assistance/editeur', form);
    expect(said.statusCode).toBe(422);
    return said.body;
  };
  expect(await refused({ webhook: 'on', url: 'http://editeur.example/', key })).toContain('commence par https');
  expect(await refused({ webhook: 'on', url: 'https://moi:secret@editeur.example/', key })).toContain('commence par https');
  expect(await refused({ webhook: 'on', url })).toContain('Donnez la clé');
  expect(await refused({ webhook: 'on', url, key: 'courte' })).toContain('32 signes');
  expect(await refused({ mail: 'on' })).toContain('Donnez le courriel');
  expect((await ada.post('/assistance/editeur', { webhook: 'on', url, key, mail: 'on', email: 'aide@editeur.invalid' })).statusCode).toBe(
    303,
  );
  const page = await ada.get('/assistance/editeur');
  expect(page.body).not.toContain(key);
  // Left empty, the key stays.
  expect((await ada.post('/assistance/editeur', { webhook: 'on', url, mail: 'on', email: 'aide@editeur.invalid' })).statusCode).toBe(303);
});

test('what the academy wrote leaves by both ways, signed, and not a word of who asked', async () => {
  using operator = overhear();
  expect((await pass('')).statusCode).toBe(422);
  expect((await pass()).statusCode).toBe(303);
  await ent.settle();
  expect(operator.said()).toContain('HTTP 503');
  const [first] = calls;
  if (!first) throw new Error('the editor was not called');
  expect(JSON.parse(first.body)).toEqual({
    ...{ id: first.headers['preau-delivery'], number: 1, category: 'fault', blocking: false, uai: '0312599G' },
    ...{ openedAt: now.toISOString(), summary: 'Le carnet reste blanc après la mise à jour.' },
    diagnostics: { browser: expect.any(String), version: expect.any(String), page: '/liaison' },
  });
  const at = now.getTime() / 1000;
  const proof = createHmac('sha256', key).update(`${at}.${first.body}`).digest('hex');
  expect(first.headers['preau-signature']).toBe(`t=${at},v1=${proof}`);
  const [letter] = sink.letters;
  expect(letter).toMatchObject({ to: 'aide@editeur.invalid', subject: 'Demande n° 1 transmise par l’assistance académique' });
  expect(letter?.text).toContain('Le carnet reste blanc');
  for (const left of [first.body, letter?.text ?? '']) expect(left).not.toMatch(/Martin|Lafont/);
});

test('an editor who does not answer is called again with the same number, and the ticket says where it stands', async () => {
  expect((await irene.get(ticket)).body).toContain('pas encore parti après 1 essai (HTTP 503)');
  answer = 204;
  const id = calls[0]?.headers['preau-delivery'];
  await ent.work('support.relay', { id });
  expect(calls.map(({ headers }) => headers['preau-delivery'])).toEqual([id, id]);
  await ent.work('support.relay', { id });
  expect(calls).toHaveLength(2);
  const seen = (await irene.get(ticket)).body;
  expect(seen).not.toContain('pas encore parti');
  expect(seen.match(/parti <time/g)).toHaveLength(2);
  expect((await irene.post(`${ticket}/messages`, { body: 'L’éditeur a réparé.' })).statusCode).toBe(303);
  expect((await hugo.get(ticket)).body).toContain('a transmis la demande à l’éditeur');
});

test('the editor answers by a signed door: a note of the academy, once; nothing without the key, too old, too long, or of another call', async () => {
  const relay = String(calls[0]?.headers['preau-delivery']);
  const say = async (said: unknown, { with: by = key, at = now }: { with?: string; at?: Date } = {}): Promise<number> => {
    const reponse = typeof said === 'string' ? said : JSON.stringify(said);
    const payload = new URLSearchParams({ reponse, signature: signatureOf(by, reponse, at) }).toString();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    return (await ent.app.inject({ method: 'POST', url: '/assistance/editeur/reponses', headers, payload })).statusCode;
  };
  const answer = { id: newId(), relay, body: 'Réparé dans la version 0.2.' };
  expect(await say(answer, { with: 'une autre clé de plus de trente-deux signes' })).toBe(403);
  expect(await say(answer, { at: new Date(now.getTime() - 6 * 60_000) })).toBe(403);
  expect(await say(answer, { at: new Date(now.getTime() + 6 * 60_000) })).toBe(403);
  expect(await say({ ...answer, relay: newId() })).toBe(404);
  expect(await say({ ...answer, body: 'x'.repeat(4001) })).toBe(422);
  expect(await say('x'.repeat(20_001))).toBe(413);
  for (const shape of ['', '{', '[]', 'null', { id: 'x', relay, body: 'y' }]) expect(await say(shape)).toBe(422);
  expect((await ent.app.inject({ method: 'POST', url: '/assistance/editeur/reponses' })).statusCode).toBe(422);
  expect((await irene.get(ticket)).body).not.toContain('version 0.2');
  expect(await Promise.all([say(answer), say(answer)]).then((all) => all.sort())).toEqual([200, 201]);
  expect(await say(answer)).toBe(200);
  expect((await irene.get(ticket)).body.split('Réparé dans la version 0.2.')).toHaveLength(2);
  expect((await hugo.get(ticket)).body).not.toContain('version 0.2');
});
