import { afterAll, expect, test } from 'vitest';
import type { Reader } from '#kernel';
import { startEnt } from '#kernel/testing';
import { hands, question, tuesday } from './scene.ts';
import polls from './service.ts';
import type { Tables } from './tables.ts';

const ent = await startEnt([polls], { now: () => tuesday });
afterAll(() => ent[Symbol.asyncDispose]());
const origin = await ent.app.listen({ host: '127.0.0.1', port: 0 });
const db: Reader<Tables> = ent.db;

const ce1 = await ent.classroom(await ent.school());
const claire = await ent.as(await ent.teacher('Claire Benali', ce1));
const tokens = await Promise.all(
  Array.from({ length: 30 }, async (_, at) => {
    const guardianId = await ent.guardian(`Parent${at} Dupré`, await ent.pupil(`Enfant${at} Dupré`, ce1));
    return (await ent.as(guardianId)).token;
  }),
);

async function opened(form: Record<string, string>) {
  const answer = await claire.post('/sondages/nouveau', { ...form, target: `families ${ce1}` });
  const pollId = String(answer.headers['location']).split('/')[2] ?? '';
  const choices = await db.selectFrom('polls.choices').select('id').where('poll_id', '=', pollId).orderBy('rank').execute();
  return { pollId, choices: choices.map(({ id }) => id) };
}

/** A real request, as a browser sends it. */
const press = async (token: string, path: string, form: Record<string, string>): Promise<number> => {
  const { status } = await fetch(`${origin}${path}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie: `preau=${token}`, 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(form),
  });
  return status;
};

test('thirty parents want two places at once: two have one, the others are thanked', { timeout: 60_000 }, async () => {
  const { pollId, choices } = await opened(hands);
  const statuses = await Promise.all(
    tokens.map((token) => press(token, `/sondages/${pollId}/inscriptions`, { choiceId: choices[0] ?? '' })),
  );
  expect([statuses.filter((status) => status === 303).length, statuses.filter((status) => status === 409).length]).toEqual([2, 28]);
  const seats = await db
    .selectFrom('polls.answers')
    .select('seat')
    .where('choice_id', '=', choices[0] ?? '')
    .orderBy('seat')
    .execute();
  expect(seats.map(({ seat }) => seat)).toEqual([1, 2]);
});

test('thirty answers that nobody signs, three taps each: thirty are counted', { timeout: 60_000 }, async () => {
  const { pollId, choices } = await opened({ ...question, named: 'no' });
  const statuses = await Promise.all(
    [0, 1, 2].flatMap((tap) => tokens.map((token) => press(token, `/sondages/${pollId}/reponse`, { choices: choices[tap] ?? '' }))),
  );
  expect(statuses.filter((status) => status === 303)).toHaveLength(30);
  expect(statuses.filter((status) => status === 409)).toHaveLength(60);
  const votes = await db.selectFrom('polls.choices').select('votes').where('poll_id', '=', pollId).execute();
  expect(votes.reduce((sum, choice) => sum + choice.votes, 0)).toBe(30);
});

test('one parent changes their mind three times at once: one answer stays', { timeout: 60_000 }, async () => {
  const { pollId, choices } = await opened(question);
  const statuses = await Promise.all(choices.map((choice) => press(tokens[0] ?? '', `/sondages/${pollId}/reponse`, { choices: choice })));
  expect(new Set(statuses)).toEqual(new Set([303]));
  expect(await db.selectFrom('polls.answers').selectAll().where('choice_id', 'in', choices).execute()).toHaveLength(1);
});
