import { afterAll, expect, test } from 'vitest';
import { startEnt } from '#kernel/testing';
import privacy from './service.ts';

const ent = await startEnt([privacy]);
afterAll(() => ent[Symbol.asyncDispose]());
const town = await ent.town();
const school = await ent.school({ townId: town });
const ce1 = await ent.classroom(school);
const leaId = await ent.pupil('Léa Martin', ce1);
const luc = await ent.person('Luc Mercier');
await ent.give(luc, 'town', town);
const people = {
  parent: await ent.guardian('Anne Martin', leaId),
  teacher: await ent.teacher('Hugo Lafont', ce1),
  director: await ent.director('Nadia Ferrand', school),
  town: luc,
};
const read = async (personId: string): Promise<string> => (await (await ent.as(personId)).get('/donnees')).body;

test('each profile reads what concerns it, and what the law has said to all: who answers, why, how long, the rights, the CNIL', async () => {
  const own = {
    parent: 'Pour vous, parent',
    teacher: 'Pour vous, qui travaillez à l’école',
    director: 'Pour vous, qui travaillez à l’école',
    town: 'Pour vous, qui travaillez à la commune',
  };
  const all = ['Qui en est responsable', 'article 6.1.e', 'Combien de temps', 'directives', 'CNIL'];
  for (const [profile, title] of Object.entries(own)) {
    const page = await read(people[profile as keyof typeof people]);
    for (const sentence of [title, ...all]) expect(page, profile).toContain(sentence);
    for (const other of Object.values(own).filter((one) => one !== title)) expect(page, profile).not.toContain(other);
  }
});

test('a child reads words of their own, said « tu », and none of the adults’', async () => {
  const page = await read(leaId);
  for (const sentence of ['Ce que Préau sait de toi', 'Tu peux toujours dire', 'Parles-en à un adulte']) expect(page).toContain(sentence);
  for (const theirs of ['article 6.1.e', 'CNIL', 'Pour vous']) expect(page).not.toContain(theirs);
});
