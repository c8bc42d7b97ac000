import { newId, type Writer } from '#kernel/db';
import type { Emit } from '#kernel/http';
import { enqueue } from '#kernel/jobs';
import type { Service } from '#kernel/service';

/** Writes news in the transaction of the change: both stay, or neither. Delivered by a job after the commit. */
export function emitter(
  db: Writer,
  serviceName: string,
  services: Pick<Service, 'name' | 'notifications'>[],
  emittedBy: string | null,
): Emit {
  return async (event, { to, schoolId = null, payload, urgent = false }) => {
    const known = services.find((service) => service.name === serviceName)?.notifications;
    if (!known || !(event in known)) throw new Error(`${serviceName} does not declare the notification ${event}`);
    await db
      .insertInto('kernel.events')
      .values({
        id: newId(),
        service: serviceName,
        event,
        school_id: schoolId,
        circle: JSON.stringify(to),
        payload: JSON.stringify(payload),
        urgent,
        emitted_by: emittedBy,
      })
      .execute();
    await enqueue(db, 'kernel.deliver');
  };
}
