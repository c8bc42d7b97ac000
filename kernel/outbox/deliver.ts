import { arrivalAt } from '#kernel/calendar';
import { newId, sql, type Writer } from '#kernel/db';
import { type Circle, type Recipient, resolve } from '#kernel/perimeter';
import type { Notification, Service } from '#kernel/service';
import { language, speaking } from '#kernel/texts';

const mostAttempts = 10;

/**
 * Delivers what waits: works each circle out and writes one notification for each person and child, with the moment it may
 * arrive: at once when it is urgent or belongs to no school, else when the school is open. Nobody sees it before (`arrive`).
 * Delivering twice writes nothing twice (unique key); a worker killed half-way leaves the event waiting. One that fails is
 * undone alone, tried again at the next delivery, ten times at most, and holds back nobody else's.
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
    const notification = notificationOf(services, event);
    await sql`savepoint event`.execute(db);
    try {
      if (notification) {
        const atOnce = event.urgent || notification.atOnce || event.school_id === null;
        const arrivesAt = atOnce ? now : await arrivalAt(db, event.school_id ?? '', now);
        const recipients = await resolve(db, event.circle as Circle);
        await write(db, { eventId: event.id, notification, payload: event.payload as never, recipients, arrivesAt, now });
      }
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

export const notificationOf = (services: Service[], { service, event }: { service: string; event: string }): Notification | undefined =>
  services.find(({ name }) => name === service)?.notifications?.[event];

type Written = {
  eventId: string;
  notification: Notification;
  payload: never;
  recipients: Recipient[];
  arrivesAt: Date;
  now: Date;
};

/** All of an event's notifications in one statement, in the order of their ids. */
async function write(db: Writer, { eventId, notification, payload, recipients, arrivesAt, now }: Written): Promise<void> {
  if (recipients.length === 0) return;
  const names = await firstNames(db, recipients);
  const rows = recipients.map(({ personId, aboutId }) => ({
    id: newId(now.getTime()),
    person_id: personId,
    about_id: aboutId,
    title: speaking(language(), () => notification.title({ payload, about: aboutId ? (names.get(aboutId) ?? null) : null }), now),
    href: notification.href({ payload, aboutId }),
  }));
  await sql`
    insert into kernel.notifications (id, event_id, person_id, about_id, title, href, created_at, arrives_at)
    select id, ${eventId}, person_id, about_id, title, href, ${now}, ${arrivesAt}
    from json_to_recordset(${JSON.stringify(rows)}::json) as row (id uuid, person_id uuid, about_id uuid, title text, href text)
    on conflict do nothing`.execute(db);
}

async function firstNames(db: Writer, recipients: Recipient[]): Promise<Map<string, string>> {
  const ids = [...new Set(recipients.flatMap(({ aboutId }) => aboutId ?? []))];
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{
    id: string;
    first_name: string;
  }>`select id, first_name from kernel.people where id = any (${ids}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.id, row.first_name]));
}
