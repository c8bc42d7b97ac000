import { afterAll, expect, test } from 'vitest';
import { pagesOf, tagsOf } from '#kernel/testing';
import { sampleWorld } from './sample-world.ts';

/** The print centre: every sheet that it shows opens for whoever it is shown to, and for nobody else. */

const world = await sampleWorld();
afterAll(() => world.ent[Symbol.asyncDispose]());
const { ent, people } = world;
type Sheet = { label: string; href: string; service: string };
const sheetsOf = async (personId: string): Promise<Sheet[]> => (await (await ent.as(personId)).json('/imprimer')).json().sheets;

test.for(['teacher', 'director'] as const)(
  'a %s finds every object that has a sheet, and each one opens',
  { timeout: 120_000 },
  async (who) => {
    const visitor = await ent.as(people[who]);
    const sheets = await sheetsOf(people[who]);
    const services = new Set(sheets.map(({ service }) => service));
    for (const service of [
      'Imprimer',
      'Carnet de liaison',
      'Cahier de textes',
      'L’agenda',
      'L’appel',
      'Les rendez-vous',
      'Les sondages',
      'Badges',
    ])
      expect([service, [...services].some((known) => known.includes(service))]).toEqual([service, true]);
    for (const { href } of sheets) {
      const answer = await visitor.get(href);
      expect([href, answer.statusCode]).toEqual([href, 200]);
      if (!String(answer.headers['content-type']).includes('pdf')) continue;
      expect((await pagesOf(answer.rawPayload)).length).toBeGreaterThan(0);
      expect([href, (await tagsOf(answer.rawPayload)).includes('Document')]).toEqual([href, true]);
    }
  },
);

test('somebody who teaches elsewhere opens none of these sheets but their own month', { timeout: 120_000 }, async () => {
  const away = await ent.teacher('Lou Ailleurs', await ent.classroom(await ent.school({ name: 'École du Lac' }), 'CP'));
  const stranger = await ent.as(away);
  const opened: string[] = [];
  for (const { href } of await sheetsOf(people.director)) if ((await stranger.get(href)).statusCode === 200) opened.push(href);
  expect(opened).toEqual(['/agenda/imprimer']);
});
