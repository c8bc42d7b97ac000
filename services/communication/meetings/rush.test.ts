import { afterAll, expect, test } from 'vitest';
import type { Reader } from '#kernel';
import { startEnt } from '#kernel/testing';
import { evening, tuesday } from './scene.ts';
import meetings from './service.ts';
import type { Tables } from './tables.ts';

const ent = await startEnt([meetings], { now: () => tuesday });
afterAll(() => ent[Symbol.asyncDispose]());
const origin = await ent.app.listen({ host: '127.0.0.1', port: 0 });

const school = await ent.school();
const ce1 = await ent.classroom(school);
const claire = await ent.as(await ent.teacher('Claire Benali', ce1));
const families = await Promise.all(
  Array.from({ length: 24 }, async (_, at) => {
    const pupilId = await ent.pupil(`Enfant${at} Dupré`, ce1);
    const guardianId = await ent.guardian(`Parent${at} Dupré`, pupilId);
    return { pupilId, guardianId, token: (await ent.as(guardianId)).token };
  }),
);
const db: Reader<Tables> = ent.db;

async function opened(day: string, to: string) {
  const answer = await claire.post('/rendez-vous/nouveau', { ...evening, classId: ce1, day, to, minutes: '5' });
  const roundId = String(answer.headers['location']).split('/')[2] ?? '';
  const slots = await db.selectFrom('meetings.slots').select('id').where('round_id', '=', roundId).orderBy('starts').execute();
  return { roundId, slots: slots.map(({ id }) => id) };
}

/** A real request, as a browser sends it. */
const press = async (roundId: string, { pupilId, token }: (typeof families)[number], slotId: string): Promise<number> => {
  const { status } = await fetch(`${origin}/rendez-vous/${roundId}/enfants/${pupilId}/reservation`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie: `preau=${token}`, 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ slotId }),
  });
  return status;
};

test('twenty-four parents press the same moment together: one has it, the others are told so', { timeout: 60_000 }, async () => {
  const { roundId, slots } = await opened('2026-12-01', '17:30');
  const statuses = await Promise.all(families.map((family) => press(roundId, family, slots[0] ?? '')));
  expect(statuses.filter((status) => status === 303)).toHaveLength(1);
  expect(statuses.filter((status) => status === 409)).toHaveLength(23);
  expect(await db.selectFrom('meetings.bookings').selectAll().where('round_id', '=', roundId).execute()).toHaveLength(1);
});

test('one parent presses every moment at once: one is taken, never two', { timeout: 60_000 }, async () => {
  const { roundId, slots } = await opened('2026-12-03', '17:30');
  const [family] = families;
  if (!family) throw new Error('no family');
  const statuses = await Promise.all(slots.map((slot) => press(roundId, family, slot)));
  expect(new Set(statuses)).toEqual(new Set([303]));
  expect(await db.selectFrom('meetings.bookings').selectAll().where('round_id', '=', roundId).execute()).toHaveLength(1);
});

test('parents who swap, take and move all together leave no moment with two, no parent with two, and nothing broken', {
  timeout: 60_000,
}, async () => {
  const { roundId, slots } = await opened('2026-12-04', '17:30');
  const presses = Array.from({ length: 120 }, (_, at) => ({
    family: families[(at * 7) % families.length]!,
    slot: slots[(at * 5) % slots.length]!,
  }));
  const statuses = await Promise.all(presses.map(({ family, slot }) => press(roundId, family, slot)));
  expect([...new Set(statuses)].sort()).toEqual([303, 409]);
  const rows = await db.selectFrom('meetings.bookings').selectAll().where('round_id', '=', roundId).execute();
  expect(rows.length).toBeGreaterThan(0);
  expect(new Set(rows.map(({ slot_id }) => slot_id)).size).toBe(rows.length);
  expect(new Set(rows.map(({ guardian_id }) => guardian_id)).size).toBe(rows.length);
});

test('one parent takes two moments at the same hour for two children, in two rounds at once: one is refused', {
  timeout: 60_000,
}, async () => {
  const cm2 = await ent.classroom(school, 'CM2');
  const marc = await ent.as(await ent.teacher('Marc Olive', cm2));
  const children = [await ent.pupil('Ana Vidal', ce1), await ent.pupil('Ugo Vidal', cm2)];
  const guardianId = await ent.guardian('Nora Vidal', ...children);
  const { token } = await ent.as(guardianId);
  for (let evenings = 0; evenings < 6; evenings += 1) {
    const day = `2026-12-${14 + evenings}`;
    const rounds = await Promise.all(
      [
        { teacher: claire, classId: ce1 },
        { teacher: marc, classId: cm2 },
      ].map(async ({ teacher, classId }) => {
        const { headers } = await teacher.post('/rendez-vous/nouveau', { ...evening, classId, day });
        const roundId = String(headers['location']).split('/')[2] ?? '';
        const { id } = await db
          .selectFrom('meetings.slots')
          .select('id')
          .where('round_id', '=', roundId)
          .orderBy('starts')
          .executeTakeFirstOrThrow();
        return { roundId, slotId: id };
      }),
    );
    const statuses = await Promise.all(
      rounds.map(({ roundId, slotId }, at) => press(roundId, { pupilId: children[at] ?? '', guardianId, token }, slotId)),
    );
    expect(statuses.sort()).toEqual([303, 409]);
  }
});
