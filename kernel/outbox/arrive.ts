import { sql, type Writer } from '#kernel/db';
import { enqueue } from '#kernel/jobs';
import { tellLive } from '#kernel/live';
import { queueMail } from '#kernel/mail';
import type { Service } from '#kernel/service';
import { notificationOf } from './deliver.ts';
import { t } from './texts.ts';

const batch = 500;
const later = 10 * 60_000;

type Waiting = {
  id: string;
  personId: string;
  aboutId: string | null;
  title: string;
  href: string;
  service: string;
  event: string;
  payload: never;
  urgent: boolean;
  email: string | null;
  pushed: boolean;
};

/**
 * Lets what is due arrive: asks again whether each person may still read it, shows it in their feed and on their open pages,
 * wakes the devices that asked for it, and mails what is urgent. What somebody may no longer read vanishes. One that fails
 * waits ten minutes and holds back nobody else's. Returns how many were looked at: call it until it gives 0.
 */
export async function arrive(db: Writer, services: Service[], { now, origin }: { now: Date; origin: string }): Promise<number> {
  const { rows } = await sql<Waiting>`
    select n.id, n.person_id as "personId", n.about_id as "aboutId", n.title, n.href, e.service, e.event, e.payload, e.urgent,
      case when e.urgent and a.activated_at is not null and a.blocked_at is null then coalesce(c.email, c.academic_email) end as email,
      exists (select from kernel.push_subscriptions p where p.person_id = n.person_id) as pushed
    from kernel.notifications n
    join kernel.events e on e.id = n.event_id
    left join kernel.contacts c on c.person_id = n.person_id
    left join kernel.accounts a on a.person_id = n.person_id
    where n.arrived_at is null and n.arrives_at <= ${now}
      and not exists (select from kernel.people frozen where frozen.id = n.person_id and frozen.limited_since is not null)
    order by n.arrives_at, n.id limit ${batch} for update of n skip locked`.execute(db);
  const { arrived, gone } = await authorised(db, services, rows, now);
  await sql`delete from kernel.notifications where id = any (${gone}::uuid[])`.execute(db);
  await sql`
    update kernel.notifications n set arrived_at = ${now}, told_by_mail_at = case when urgent.id is not null then ${now}::timestamptz end
    from unnest(${arrived.map(({ id }) => id)}::uuid[]) as here (id)
    left join unnest(${arrived.filter(({ email }) => email).map(({ id }) => id)}::uuid[]) as urgent (id) using (id)
    where n.id = here.id`.execute(db);
  for (const { id, title, href, email, pushed } of arrived) {
    if (pushed) await enqueue(db, 'kernel.push', { id });
    if (email)
      await queueMail(db, { to: email, key: `urgent ${id}`, subject: t.urgentSubject, text: t.urgentMail({ title, link: origin + href }) });
  }
  await tellLive(
    db,
    arrived.map(({ personId }) => personId),
  );
  return rows.length;
}

type Answered = { arrived: Waiting[]; gone: string[] };

/** Asks for all of them together; when one fails, asks again one by one, so that it alone waits. */
async function authorised(db: Writer, services: Service[], rows: Waiting[], now: Date): Promise<Answered> {
  const answered: Answered = { arrived: [], gone: [] };
  const ask = async (waiting: Waiting): Promise<void> => {
    const { personId, aboutId, payload } = waiting;
    if (await notificationOf(services, waiting)?.stillMay({ db, payload, personId, aboutId })) answered.arrived.push(waiting);
    else answered.gone.push(waiting.id);
  };
  await sql`savepoint batch`.execute(db);
  try {
    for (const waiting of rows) await ask(waiting);
    return answered;
  } catch {
    await sql`rollback to savepoint batch`.execute(db);
    answered.arrived.length = 0;
    answered.gone.length = 0;
  }
  for (const waiting of rows) {
    await sql`savepoint notification`.execute(db);
    try {
      await ask(waiting);
    } catch (error) {
      await sql`rollback to savepoint notification`.execute(db);
      await sql`update kernel.notifications set arrives_at = ${new Date(now.getTime() + later)} where id = ${waiting.id}`.execute(db);
      process.stderr.write(`${waiting.service}.${waiting.event} ${waiting.id}: ${error instanceof Error ? error.stack : error}\n`);
    }
  }
  return answered;
}
