import { afterAll, expect, test } from 'vitest';
import { sql } from '#kernel';
import { startEnt, startMailSink } from '#kernel/testing';
import account from './service.ts';

const sink = await startMailSink();
const ent = await startEnt([account], { smtp: sink.url });
afterAll(async () => {
  await ent[Symbol.asyncDispose]();
  await sink.close();
});
const classId = await ent.classroom(await ent.school());
const pupil = await ent.pupil('Léa Martin', classId);

const letterTo = async (email: string) => {
  await ent.settle();
  return sink.letters.filter(({ to }) => to.includes(email)).at(-1)?.text ?? '';
};
const codeSentTo = async (email: string) => /\b\d{6}\b/.exec(await letterTo(email))?.[0] ?? 'no code';
const contactOf = (personId: string) =>
  ent.db.selectFrom('kernel.contacts').select(['email', 'phone_mobile', 'own_fields']).where('person_id', '=', personId).executeTakeFirst();

test('a new mail counts once its code came back; the address before is told, and imports leave it alone', async () => {
  const personId = await ent.guardian('Anne Adresse', pupil);
  await ent.db
    .insertInto('kernel.contacts')
    .values({ person_id: personId, email: 'avant@famille.invalid', own_fields: ['city'] })
    .execute();
  const me = await ent.as(personId);
  expect((await me.post('/compte/courriel', { email: 'pas une adresse' })).statusCode).toBe(422);
  expect((await me.post('/compte/courriel', { email: 'apres@famille.invalid' })).statusCode).toBe(303);
  expect((await contactOf(personId))?.email).toBe('avant@famille.invalid');
  expect((await me.get('/compte/coordonnees')).body).toContain('apres@famille.invalid');
  const code = await codeSentTo('apres@famille.invalid');
  expect((await me.post('/compte/courriel/code', { code: code === '111111' ? '222222' : '111111' })).statusCode).toBe(422);
  // The code belongs to this session: another person's cannot use it.
  const other = await ent.as(await ent.guardian('Paul Autre', pupil));
  expect((await other.post('/compte/courriel/code', { code })).statusCode).toBe(422);
  const answers = await Promise.all(Array.from({ length: 3 }, () => me.post('/compte/courriel/code', { code })));
  expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([303, 422, 422]);
  const contact = await contactOf(personId);
  expect(contact?.email).toBe('apres@famille.invalid');
  expect(contact?.own_fields.sort()).toEqual(['city', 'email']);
  expect(await letterTo('avant@famille.invalid')).toContain('Une autre adresse de courriel remplace celle-ci');
  expect(await letterTo('avant@famille.invalid')).not.toContain('apres@');
});

test('a telephone is for the school, is kept as one’s own, and may be taken away', async () => {
  const personId = await ent.guardian('Anne Téléphone', pupil);
  const me = await ent.as(personId);
  expect((await me.post('/compte/telephone', { phone: 'pas un numéro' })).statusCode).toBe(422);
  expect((await me.post('/compte/telephone', { phone: '06 12 34 56 78' })).statusCode).toBe(303);
  expect(await contactOf(personId)).toMatchObject({ phone_mobile: '06 12 34 56 78', own_fields: ['phone_mobile'] });
  expect((await me.post('/compte/telephone', { phone: '' })).statusCode).toBe(303);
  expect((await contactOf(personId))?.phone_mobile).toBeNull();
});

test('the journal says that an address changed, never which', async () => {
  const { rows } = await sql<{ all: string }>`select string_agg(a::text, ' ') as all from kernel.audit a`.execute(ent.db);
  expect(rows[0]?.all).toContain('account.email.changed');
  expect(rows[0]?.all).not.toMatch(/famille\.invalid|06 12/);
});

test('a pupil has no such page', async () => {
  const child = await ent.as(await ent.pupil('Zoé Grande', classId, 'CM2'));
  for (const url of ['/compte/coordonnees', '/compte/securite']) expect((await child.get(url)).statusCode).toBe(404);
  expect((await child.post('/compte/courriel', { email: 'zoe@famille.invalid' })).statusCode).toBe(404);
});
