import { newId, sql, type Writer } from '#kernel/db';
import { type Circle, type Recipient, resolve } from '#kernel/perimeter';
import type { Notification, Service } from '#kernel/service';

const mostAttempts = 10;

/**
 * Delivers what waits: works each circle out, asks again whether each person may still read, and writes one notification
 * each. Delivering twice writes nothing twice (unique key); a worker killed half-way leaves the event waiting. One that
 * fails is undone alone, tried again at the next delivery, ten times at most, and holds back nobody else's.
 * Returns how many events were delivered.
 */
export async function deliver(db: Writer, services: Service[], now: Date): Promise<number> {
  const events = await db
    .selectFrom('kernel.events')
    .selectAll()
    .where('delivered_at', 'is', null)
    .where('attempts', '<', mostAttempts)
    .orderBy('emitted_at')
    .limit(100)
    .forUpdate()
    .skipLocked()
    .execute();
  let delivered = 0;
  for (const event of events) {
    const notification = services.find((service) => service.name === event.service)?.notifications?.[event.event];
    await sql`savepoint event`.execute(db);
    try {
      if (notification) await notify(db, event.id, notification, event.payload as never, await resolve(db, event.circle as Circle), now);
      await db.updateTable('kernel.events').set({ delivered_at: now }).where('id', '=', event.id).execute();
      delivered += 1;
    } catch (error) {
      await sql`rollback to savepoint event`.execute(db);
      await db
        .updateTable('kernel.events')
        .set({ attempts: event.attempts + 1 })
        .where('id', '=', event.id)
        .execute();
      process.stderr.write(`${event.service}.${event.event} ${event.id}: ${error instanceof Error ? error.stack : error}\n`);
    }
  }
  return delivered;
}

async function notify(
  db: Writer,
  eventId: string,
  notification: Notification,
  payload: never,
  recipients: Recipient[],
  now: Date,
): Promise<void> {
  const names = await firstNames(db, recipients);
  for (const recipient of recipients) {
    if (!(await notification.stillMay({ db, payload, ...recipient }))) continue;
    await db
      .insertInto('kernel.notifications')
      .values({
        id: newId(now.getTime()),
        event_id: eventId,
        person_id: recipient.personId,
        about_id: recipient.aboutId,
        title: notification.title({ payload, about: recipient.aboutId ? (names.get(recipient.aboutId) ?? null) : null }),
        href: notification.href({ payload, aboutId: recipient.aboutId }),
        created_at: now,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}

async function firstNames(db: Writer, recipients: Recipient[]): Promise<Map<string, string>> {
  const ids = [...new Set(recipients.flatMap(({ aboutId }) => aboutId ?? []))];
  const { rows } = await sql<{
    id: string;
    first_name: string;
  }>`select id, first_name from kernel.people where id = any (${ids}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.id, row.first_name]));
}
