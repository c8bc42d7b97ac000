import fastify, { type FastifyInstance } from 'fastify';
import { type Database, newId, sql } from '#kernel/db';
import { worldIn } from '../kernel/testing/world.ts';
import { freePort } from './free-port.ts';
import { cookieOf, inHouse } from './house.ts';
import { median, type Row } from './row.ts';

/** Classes that call at the same moment in one round; rounds are added until the measure is steady. */
const [schools, classesEach, pupils, rounds] = [8, 5, 28, 6];
/** What a morning asks: 5 000 classes within ten minutes. */
const [burst, minutes] = [5000, 10];
/** A Tuesday with class, later by a half-day at each round. */
const days = ['2026-11-10', '2026-11-12', '2026-11-13', '2026-11-16', '2026-11-17', '2026-11-19'];

type Seat = { classId: string; cookie: string; pupilIds: string[]; schoolId: string; teacherId: string };

/**
 * Eight at a time, teachers send the sheet of 28 children: who may call, the calendar, the merge, the sealed register, the news to the
 * homes of one absent child, the journal; against a bare Fastify route that inserts the same rows, register left out, in one transaction.
 */
export const bench = (): Promise<Row[]> =>
  inHouse(
    async ({ db, origin }) => {
      const seats = await village(db);
      await db.pool.query('create table bare (like attendance.standings including all)');
      await db.pool.query('vacuum analyze');
      const bare = bareRoute(db);
      const against = await bare.listen({ host: '127.0.0.1', port: await freePort() });
      const [whole, reference]: [number[], number[]] = [[], []];
      for (const day of days.slice(0, rounds)) {
        whole.push(await send(seats, (seat) => call(origin, seat, day)));
        reference.push(await send(seats, (seat) => insert(against, seat, day)));
      }
      await bare.close();
      const [value, other] = [median(whole), median(reference)];
      const needed = burst / (minutes * 60);
      if (value < needed) throw new Error(`${value.toFixed(1)} classes a second: fewer than ${needed.toFixed(1)}`);
      return [
        {
          name: `roll-call burst, ${burst} classes in ${minutes} minutes`,
          value: `${value.toFixed(0)} classes/s: ${burst} in ${(burst / value / 60).toFixed(1)} min`,
          reference: `${other.toFixed(0)} bare routes/s`,
          ratio: other / value,
          target: 8,
        },
      ];
    },
    { now: () => new Date('2026-11-24T07:40:00Z') },
  );

/** Classes per second, eight requests under way at any moment. */
async function send(seats: Seat[], one: (seat: Seat) => Promise<void>): Promise<number> {
  const left = [...seats];
  const from = performance.now();
  const worker = async () => {
    for (let seat = left.pop(); seat; seat = left.pop()) await one(seat);
  };
  await Promise.all(Array.from({ length: 8 }, worker));
  return seats.length / ((performance.now() - from) / 1000);
}

async function call(origin: string, { classId, cookie, pupilIds }: Seat, day: string): Promise<void> {
  const marks = pupilIds.map((id, at) => [`mark-${id}`, at === 0 ? 'absent' : 'present']);
  const answer = await fetch(`${origin}/appel/${classId}/${day}/matin`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie, 'sec-fetch-site': 'same-origin' },
    body: new URLSearchParams([['key', newId()], ['seen', '0'], ...marks]),
  });
  if (answer.status !== 303) throw new Error(`not called: ${answer.status}`);
}

async function insert(origin: string, { classId, schoolId, teacherId, pupilIds }: Seat, day: string): Promise<void> {
  const answer = await fetch(origin, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ classId, schoolId, teacherId, pupilIds, day }),
  });
  if (answer.status !== 200) throw new Error(`not inserted: ${answer.status}`);
}

type Sent = Omit<Seat, 'cookie'> & { day: string };

/** The same rows less the register: a call, a take, 28 marks, 28 standings, the news, the journal. */
function bareRoute(db: Database): FastifyInstance {
  const app = fastify();
  app.post<{ Body: Sent }>('/', async ({ body: { classId, schoolId, teacherId, pupilIds, day } }) => {
    const client = await db.pool.connect();
    const [callId, takeId] = [newId(), newId()];
    try {
      await client.query('begin');
      await client.query(
        `insert into attendance.calls (id, school_id, class_id, day, half, called_at) values ($1, $2, $3, $4, 'afternoon', now())`,
        [callId, schoolId, classId, day],
      );
      await client.query(
        `insert into attendance.takes (id, call_id, number, client_key, digest, taken_by, device, received_at) values ($1, $2, 1, $1, '', $3, '', now())`,
        [takeId, callId, teacherId],
      );
      await client.query(`insert into attendance.marks (take_id, pupil_id, state) select $1, id, 'present' from unnest($2::uuid[]) id`, [
        takeId,
        pupilIds,
      ]);
      await client.query(
        `insert into bare (call_id, pupil_id, school_id, class_id, day, half, state, take_id) select $1, id, $2, $3, $4, 'afternoon', 'present', $5 from unnest($6::uuid[]) id`,
        [callId, schoolId, classId, day, takeId, pupilIds],
      );
      await client.query(
        `insert into kernel.events (id, service, event, circle, payload) values ($1, 'attendance', 'absent', '{}', '{}')`,
        [newId()],
      );
      await client.query(`insert into kernel.audit (id, action) values ($1, 'bench')`, [newId()]);
      await client.query('commit');
      return {};
    } finally {
      client.release();
    }
  });
  return app;
}

async function village(db: Database): Promise<Seat[]> {
  const world = worldIn(db);
  const seats: Seat[] = [];
  for (let school = 0; school < schools; school += 1) {
    const schoolId = await world.school();
    for (let at = 0; at < classesEach; at += 1) {
      const classId = await world.classroom(schoolId, `Classe ${at}`);
      const teacherId = await world.teacher('Claire Benali', classId);
      const pupilIds = Array.from({ length: pupils }, () => newId());
      await sql`insert into kernel.people (id, first_name, last_name) select id, 'Léa', 'Martin' from unnest(${pupilIds}::uuid[]) id`.execute(
        db,
      );
      await sql`insert into kernel.functions (id, person_id, place_id, school_id, kind)
        select gen_random_uuid(), id, ${classId}, ${schoolId}, 'pupil' from unnest(${pupilIds}::uuid[]) id`.execute(db);
      seats.push({ classId, schoolId, teacherId, pupilIds, cookie: await cookieOf(db, teacherId) });
    }
  }
  return seats;
}
