import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newId, sql } from '#kernel/db';
import { settleJobs } from '#kernel/jobs';
import { kernelPersonalData } from '#kernel/personal-data';
import { worldIn } from '../kernel/testing/world.ts';
import { services } from '../preau.ts';
import { inHouse } from './house.ts';
import { median, type Row } from './row.ts';

const messages = 5_000;
const lines = 20_000;
const times = 5;

/**
 * The file of a heavy account (5 000 messages received, 20 000 lines of the journal): asked for, written as a page, data and zip, and
 * ready; over the same queries, their rows written as JSON, in the same run.
 */
export const bench = (): Promise<Row[]> =>
  inHouse(async ({ db, config }) => {
    const world = worldIn(db);
    const classId = await world.classroom(await world.school());
    const teacher = await world.teacher('Claire Benali', classId);
    const parent = await world.guardian('Anne Martin', await world.pupil('Léa Martin', classId));
    const text = 'Bonjour, nous partons au musée jeudi, il faut un pique-nique et un petit sac. '.repeat(6);
    const ids = Array.from({ length: messages }, () => newId());
    await sql`insert into messaging.messages (id, thread_id, sender_id, state, subject, body, plain, folded, updated_at, sent_at, arrives_at)
      select id, id, ${teacher}, 'sent', 'Une sortie', '{"type":"doc","content":[]}', ${text}, 'sortie', now(), now(), now()
      from unnest(${ids}::uuid[]) id`.execute(db);
    await sql`insert into messaging.recipients (message_id, person_id, field, arrives_at)
      select id, ${parent}, 'to', now() from unnest(${ids}::uuid[]) id`.execute(db);
    const journal = Array.from({ length: lines }, () => newId());
    await sql`insert into kernel.audit (id, actor_id, action) select id, ${parent}, 'messaging.message.read' from unnest(${journal}::uuid[]) id`.execute(
      db,
    );
    await db.pool.query('analyze');

    const whole: number[] = [];
    const bare: number[] = [];
    for (let time = 0; time < times; time += 1) {
      const began = performance.now();
      const queries = [...kernelPersonalData, ...services.flatMap(({ personalData }) => personalData)];
      const rows: unknown[] = [];
      for (const { access } of queries)
        if ('given' in access) rows.push((await access.rows({ id: parent, askedBy: parent, now: new Date() }).execute(db)).rows);
      await writeFile(join(config.folder, 'bare.json'), JSON.stringify(rows));
      bare.push(performance.now() - began);

      const id = newId();
      await sql`insert into privacy.files (id, person_id, asked_by, state, asked_at) values (${id}, ${parent}, ${parent}, 'making', now())`.execute(
        db,
      );
      await sql`select graphile_worker.add_job('privacy.makeFile', ${JSON.stringify({ id })}::json)`.execute(db);
      const asked = performance.now();
      await settleJobs({ db, services, config });
      whole.push(performance.now() - asked);
      const { rows: made } = await sql<{ state: string }>`select state from privacy.files where id = ${id}`.execute(db);
      if (made[0]?.state !== 'ready') throw new Error('the file was not made');
    }
    const [took, reference] = [median(whole), median(bare)];
    return [
      {
        name: 'access export of a heavy account',
        value: `${Math.round(took)} ms`,
        reference: `${Math.round(reference)} ms: the same rows as JSON`,
        ratio: took / reference,
        target: 5,
      },
    ];
  });
