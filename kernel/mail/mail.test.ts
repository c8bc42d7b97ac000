import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { overhear, startEnt, startMailSink } from '#kernel/testing';
import { carrierBy, queueMail, sendMail } from './index.ts';

let full = false;
const sink = await startMailSink({ refuse: () => full });
const ent = await startEnt([], { smtp: sink.url });
afterAll(async () => {
  await ent[Symbol.asyncDispose]();
  await sink.close();
});
const letter = { to: 'anne@famille.invalid', subject: 'Préau : été à l’école', text: 'Bonjour Anne,\n\nÀ bientôt à l’école.' };
const queue = (more: { key?: string } = {}, fail = false) =>
  ent.db.transaction().execute(async (tx) => {
    await queueMail(tx, { ...letter, ...more });
    if (fail) throw new Error('undone');
  });
const kept = () => ent.db.selectFrom('kernel.mails').select(['recipient', 'body', 'sent_at']).orderBy('queued_at').execute();

test('a mail leaves after the commit, whole and with its accents, and what it said is wiped', async () => {
  await queue();
  expect(sink.letters).toEqual([]);
  await ent.settle();
  expect(sink.letters).toMatchObject([{ to: letter.to, subject: letter.subject }]);
  expect(sink.letters[0]?.text.trim()).toBe(letter.text);
  expect((await kept()).map(({ body, sent_at }) => [body, sent_at === null])).toEqual([[null, false]]);
});

test('an undone change sends nothing', async () => {
  const before = sink.letters.length;
  await expect(queue({}, true)).rejects.toThrow('undone');
  await ent.settle();
  expect(sink.letters).toHaveLength(before);
});

test('asked twice under one key, or sent by two workers at once, it leaves once', async () => {
  const before = sink.letters.length;
  await queue({ key: 'digest anne 2026-11-24' });
  await queue({ key: 'digest anne 2026-11-24' });
  const { id } = await ent.db.selectFrom('kernel.mails').select('id').where('key', '=', 'digest anne 2026-11-24').executeTakeFirstOrThrow();
  const carrier = carrierBy({ smtp: sink.url, from: 'Préau <preau@ecole.invalid>' }, ent.folder);
  await Promise.all([1, 2, 3].map(() => sendMail(ent.db, carrier, id, new Date())));
  carrier.close();
  await ent.settle();
  expect(sink.letters).toHaveLength(before + 1);
});

test('a server that is full loses nothing: the mail waits, with the same Message-ID', async () => {
  using operator = overhear();
  full = true;
  await queue({ key: 'waits' });
  await ent.settle();
  const before = sink.letters.length;
  expect((await kept()).at(-1)).toMatchObject({ body: letter.text, sent_at: null });
  full = false;
  expect(operator.said()).toContain('451 try again');
  const { id } = await ent.db.selectFrom('kernel.mails').select('id').where('key', '=', 'waits').executeTakeFirstOrThrow();
  await ent.work('kernel.mail', { id });
  expect(sink.letters).toHaveLength(before + 1);
  expect(sink.letters.at(-1)?.messageId).toMatch(/^<[0-9a-f]{40}@ecole\.invalid>$/);
});

test('an address or a subject that carries a line break opens no second header', async () => {
  await ent.db.transaction().execute((tx) => queueMail(tx, { ...letter, subject: 'Bonjour\r\nBcc: voleur@ailleurs.invalid' }));
  await ent.settle();
  expect(sink.letters.at(-1)?.to).toBe(letter.to);
  expect(sink.letters.at(-1)?.subject).toContain('Bcc:');
});

test('without a mail server, mails are files that an operator can read', async () => {
  const quiet = await startEnt([]);
  await quiet.db.transaction().execute((tx) => queueMail(tx, letter));
  await quiet.settle();
  const [file = ''] = await readdir(join(quiet.folder, 'mail'));
  expect(await readFile(join(quiet.folder, 'mail', file), 'utf8')).toContain('To: anne@famille.invalid');
  await quiet[Symbol.asyncDispose]();
});
