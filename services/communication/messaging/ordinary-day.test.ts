import { afterAll, expect, test } from 'vitest';
import { newId, sql } from '#kernel';
import { tokenHash } from '#kernel/identity';
import { type Me, meBySession } from '#kernel/perimeter';
import { docOf } from '#kernel/rich-text';
import { startEnt } from '#kernel/testing';
import { whoWillReceive } from './addressees.ts';
import { gate } from './gate.ts';
import { contentOf } from './messages.ts';
import { openPupils } from './scene.ts';
import { put } from './send.ts';
import messaging from './service.ts';

/**
 * A day of school as it is, so that what stops thieves does not stop people. 20 classes; the hours and the amounts are ours
 * (no survey says them): teachers write to their families in the evening, parents late at night about a fever, pupils after
 * school, the head to everybody. The same draw each time.
 */
const start = new Date('2026-11-26T06:00+01:00').getTime();
const ent = await startEnt([messaging], { now: () => new Date(start) });
afterAll(() => ent[Symbol.asyncDispose]());

let seed = 20240320;
const random = () => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return seed / 2 ** 32;
};
const draw = <T>(from: readonly T[]): T => {
  const one = from[Math.floor(random() * from.length)];
  if (one === undefined) throw new Error('nothing to draw from');
  return one;
};

const school = await ent.school({ calm: true });
const director = await ent.director('Dominique Rey', school);
type Class = { id: string; teacher: string; pupils: string[]; families: string[] };
const classes: Class[] = [];
for (let number = 0; number < 20; number += 1) {
  const id = await ent.classroom(school, `Classe ${number}`);
  const one: Class = { id, teacher: await ent.teacher(`Maître${number} Lafont`, id), pupils: [], families: [] };
  for (let at = 0; at < 12; at += 1) {
    const pupil = await ent.pupil(`Élève${number} Numéro${at}`, id, 'CM1');
    one.pupils.push(pupil);
    one.families.push(await ent.guardian(`Parent${number} Numéro${at}`, pupil));
  }
  await openPupils(ent, id, 'after');
  classes.push(one);
}
const people = new Map<string, Me>();
const meOf = async (personId: string): Promise<Me> => {
  const known = people.get(personId);
  if (known) return known;
  const seen = await meBySession(ent.db, tokenHash((await ent.as(personId, { charter: false })).token));
  if (!seen) throw new Error('nobody');
  people.set(personId, seen.me);
  return seen.me;
};

type Sending = { hour: number; from: string; to: { person?: string; circle?: string; place?: string }; text: string };

const clockFor = {
  school: [8, 8, 12, 13, 16, 17, 18, 19, 20, 21, 21, 22, 23],
  family: [6, 7, 7, 8, 9, 12, 13, 17, 18, 19, 20, 21, 22, 23, 0],
  pupil: [16, 17, 17, 18, 18, 19, 20, 21],
} as const;
const said = ['Merci beaucoup.', 'Il sera absent demain matin.', 'Peut-on se voir jeudi ?', 'Bien reçu.', 'Elle a oublié son cahier.'];

/** Everything written between six in the morning and one the next night, in order. */
function aDay(count: number): Sending[] {
  const sendings = Array.from({ length: count }, (_, number): Sending => {
    const one = draw(classes);
    const kind = random();
    const words = random() < 0.5 ? draw(said) : `${draw(said)} (${number})`;
    if (kind < 0.08)
      return {
        hour: draw(clockFor.school),
        from: one.teacher,
        to: { circle: 'families', place: one.id },
        text: `${words} Le programme : https://mairie.invalid/sortie`,
      };
    if (kind < 0.1)
      return {
        hour: draw(clockFor.school),
        from: director,
        to: { circle: random() < 0.5 ? 'families' : 'team', place: school },
        text: words,
      };
    if (kind < 0.4) return { hour: draw(clockFor.school), from: one.teacher, to: { person: draw(one.families) }, text: words };
    if (kind < 0.8)
      return {
        hour: draw(clockFor.family),
        from: draw(one.families),
        to: { person: random() < 0.85 ? one.teacher : director },
        text: random() < 0.05 ? `${words} https://musee.invalid` : words,
      };
    const from = draw(one.pupils);
    return {
      hour: draw(clockFor.pupil),
      from,
      to: { person: draw([...one.pupils.filter((id) => id !== from), one.teacher]) },
      text: words,
    };
  });
  const order = (hour: number) => (hour < 6 ? hour + 24 : hour);
  return sendings.sort((a, b) => order(a.hour) - order(b.hour));
}

test('an ordinary day: fewer than 1 % of messages wait for somebody of the school', { timeout: 240_000 }, async () => {
  const day = aDay(800);
  const held: string[] = [];
  for (const [number, { hour, from, to, text }] of day.entries()) {
    const me = await meOf(from);
    const now = new Date(start + ((hour < 6 ? hour + 24 : hour) - 6) * 3_600_000 + Math.floor((number % 60) * 60_000));
    const passage = await ent.db.transaction().execute(async (db) => {
      const draft = { id: newId(), subject: 'Bonjour', body: docOf(text) };
      await sql`insert into messaging.messages (id, thread_id, sender_id, subject, body, plain, updated_at)
        values (${draft.id}, ${draft.id}, ${from}, ${draft.subject}, ${JSON.stringify(draft.body)}, ${text}, ${now})`.execute(db);
      await sql`insert into messaging.recipients (message_id, person_id, field) values (${draft.id}, ${from}, 'from')`.execute(db);
      await sql`insert into messaging.addressees (id, message_id, field, person_id, circle, place_id)
        values (${newId()}, ${draft.id}, 'to', ${to.person ?? null}, ${to.circle ?? null}, ${to.place ?? null})`.execute(db);
      const { receivers } = await whoWillReceive(db as never, me, draft.id, now);
      expect(receivers.length).toBeGreaterThan(0);
      const content = await contentOf(db as never, draft);
      const passage = await gate(db as never, me, { schoolId: school, answersId: null, receivers, content, now });
      if ('refused' in passage) throw new Error(passage.sentence);
      await put(db as never, {
        ...draft,
        schoolId: school,
        classId: null,
        urgentReason: null,
        receivers,
        passage,
        hash: content.hash,
        now,
      });
      return passage;
    });
    if (passage.goes === 'held' && passage.heldFor === 'school') held.push(`${hour} h ${passage.why}`);
  }
  expect(day.length).toBe(800);
  expect(held.length / day.length).toBeLessThan(0.01);
});
