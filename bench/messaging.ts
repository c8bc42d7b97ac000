import type { FastifyInstance } from 'fastify';
import { type Database, newId, sql } from '#kernel/db';
import { worldIn } from '../kernel/testing/world.ts';
import { cookieOf, inHouse } from './house.ts';
import { compare } from './pages.ts';
import { median, type Row } from './row.ts';

/** A class of 28 children, each with two parents. */
const pupils = 28;
/** Rows of mailboxes already there: 4 000 messages, 50 people each. */
const [messages, readers] = [4000, 50];

/**
 * The inbox of a teacher among 200 000 rows of mailboxes, against its bare statements; and sending to the 56 guardians of a
 * class (whom one may write to, worked out; fingerprint, brakes, mailboxes, news, journal), against the bare inserts.
 */
export const bench = (): Promise<Row[]> =>
  inHouse(async ({ db, app, origin }) => {
    const { teacher, classId, people } = await school(db);
    await fill(db, people);
    await db.pool.query('vacuum analyze');
    const cookie = await cookieOf(db, teacher);
    return [
      await compare('inbox page, 200 000 rows', db, `${origin}/messagerie`, cookie),
      await sending(db, app, { cookie, classId, teacher }),
    ];
  });

async function school(db: Database): Promise<{ teacher: string; classId: string; people: string[] }> {
  const world = worldIn(db);
  const schoolId = await world.school();
  const classId = await world.classroom(schoolId);
  const teacher = await world.teacher('Claire Benali', classId);
  const people = [teacher];
  for (let at = 0; at < pupils; at += 1) {
    const child = await world.pupil(`Enfant Numéro${at}`, classId);
    people.push(await world.guardian(`Parent Un${at}`, child), await world.guardian(`Parent Deux${at}`, child));
  }
  return { teacher, classId, people };
}

/** Messages of one school year, each in the mailbox of whoever wrote and of fifty others. */
async function fill(db: Database, people: string[]): Promise<void> {
  await sql`
    insert into messaging.messages (id, thread_id, sender_id, state, subject, body, plain, folded, updated_at, sent_at, arrives_at)
    select id, id, (${people}::uuid[])[1 + n % ${people.length}], 'sent', 'Message ' || n, '{"type":"doc","content":[]}', 'Bonjour', ' bonjour', at, at, at
    from (select gen_random_uuid() as id, n, now() - n * interval '1 hour' as at from generate_series(1, ${messages}::int) n) made`.execute(
    db,
  );
  await sql`
    insert into messaging.recipients (message_id, person_id, field, arrives_at, read_at)
    select m.id, who.id, case when who.id = m.sender_id then 'from' else 'to' end, m.arrives_at, case when random() < 0.9 then m.arrives_at end
    from messaging.messages m
    cross join lateral (select id from unnest(${people}::uuid[]) id order by id = ${people[0]} desc, id = m.sender_id desc limit ${readers}) who`.execute(
    db,
  );
}

async function sending(
  db: Database,
  app: FastifyInstance,
  { cookie, classId, teacher }: { cookie: string; classId: string; teacher: string },
): Promise<Row> {
  const headers = { cookie, 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' };
  const post = (url: string, form: Record<string, string>) =>
    app.inject({ method: 'POST', url, headers, payload: new URLSearchParams(form).toString() });
  const [sent, bare]: [number[], number[]] = [[], []];
  for (let round = 0; round < 30; round += 1) {
    const { location } = (await post('/messagerie/brouillons', {})).headers;
    const draft = String(location);
    await post(draft, { subject: 'Sortie', text: 'Chères familles', field: 'to', add: `circle:families:${classId}`, press: 'add' });
    const seen = await app.inject({ url: `${draft}/apercu`, headers: { cookie, accept: 'application/json' } });
    const { list, receivers }: { list: string; receivers: { id: string }[] } = seen.json();
    if (receivers.length !== 2 * pupils) throw new Error(`${receivers.length} guardians, and not ${2 * pupils}`);
    const from = performance.now();
    const answer = await post(`${draft}/envoi`, { list });
    sent.push(performance.now() - from);
    if (answer.statusCode !== 303) throw new Error(`not sent: ${answer.statusCode}`);
    bare.push(await inserted(db, teacher, receivers));
  }
  const [value, reference] = [median(sent), median(bare)];
  return {
    name: `send to the ${2 * pupils} guardians of a class`,
    value: `${value.toFixed(1)} ms`,
    reference: `${reference.toFixed(1)} ms of bare inserts`,
    ratio: value / reference,
    target: 4,
  };
}

/** The same rows and nothing else: the message, a mailbox each, the news, the line of the journal. */
async function inserted(db: Database, teacher: string, receivers: { id: string }[]): Promise<number> {
  const client = await db.pool.connect();
  const [id, now] = [newId(), new Date()];
  try {
    const from = performance.now();
    await client.query('begin');
    await client.query(
      `insert into messaging.messages (id, thread_id, sender_id, state, subject, body, updated_at, sent_at, arrives_at)
       values ($1, $1, $2, 'sent', 'Sortie', '{"type":"doc","content":[]}', $3, $3, $3)`,
      [id, teacher, now],
    );
    for (const receiver of receivers)
      await client.query(`insert into messaging.recipients (message_id, person_id, field, arrives_at) values ($1, $2, 'to', $3)`, [
        id,
        receiver.id,
        now,
      ]);
    await client.query(`insert into kernel.events (id, service, event, circle, payload) values ($1, 'messaging', 'arrived', '{}', '{}')`, [
      newId(),
    ]);
    await client.query(`insert into kernel.audit (id, action) values ($1, 'bench')`, [newId()]);
    await client.query('commit');
    return performance.now() - from;
  } finally {
    client.release();
  }
}
