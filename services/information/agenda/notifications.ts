import { type Reader, sql, type Writer } from '#kernel';
import type { Emit } from '#kernel/http';
import type { Notification } from '#kernel/service';
import { dayText } from '#kernel/ui';
import { placesAround } from './places.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

type News = { eventId: string; placeId: string; place: string; day: string };
type What = 'added' | 'changed' | 'removed';

/**
 * Tells the families and the staff of a place, each person once, when their own school is open. Whoever writes it knows already.
 * A town is told school by school, by the calendar of each.
 */
export async function tellOf(
  db: Writer<Tables>,
  emit: Emit,
  what: What,
  { eventId, place, day, by }: { eventId: string; place: { id: string; name: string }; day: string; by: string },
): Promise<void> {
  const { rows } = await sql<{ schoolId: string; people: string[] }>`
    select told."schoolId", json_agg(told.id) as people from (
      select distinct on (person.id) person.id, f.school_id as "schoolId"
      from kernel.functions_today f
      left join kernel.guardianships g on g.pupil_id = f.person_id and f.kind = 'pupil'
      join kernel.people person on person.id = case when f.kind = 'pupil' then g.guardian_id else f.person_id end and person.trashed_at is null
      where f.school_id is not null and person.id <> ${by} and (
        f.place_id in (select place_id from kernel.place_ancestors where ancestor_id = ${place.id})
        or f.school_id in (select id from kernel.schools where town_id = ${place.id}))
      order by person.id, f.id) told
    group by told."schoolId"`.execute(db);
  const payload: News = { eventId, placeId: place.id, place: place.name, day };
  for (const { schoolId, people } of rows) await emit(what, { to: { people }, schoolId, payload });
}

type Asked = { db: Reader; payload: News; personId: string };

const stillAround = async ({ db, payload, personId }: Asked): Promise<boolean> => {
  const { rows } = await sql`select where ${payload.placeId}::uuid in ${placesAround(personId)}`.execute(db);
  return rows.length > 0;
};

/** Gone before anybody was told: there is nothing to tell. */
const stillThere = async (asked: Asked): Promise<boolean> => {
  const { rows } = await sql`select from agenda.events where id = ${asked.payload.eventId}`.execute(asked.db);
  return rows.length > 0 && stillAround(asked);
};

const words = ({ payload: { place, day } }: { payload: News }) => ({ place, day: dayText(day) });
const toEvent = ({ payload: { eventId, day } }: { payload: News }) => `/agenda/${eventId}?jour=${day}`;

/** Each says where and when, never what: a locked phone shows it to whoever holds it. */
export const notifications = {
  added: { title: (told: { payload: News }) => t.tellAdded(words(told)), href: toEvent, stillMay: stillThere },
  changed: { title: (told: { payload: News }) => t.tellChanged(words(told)), href: toEvent, stillMay: stillThere },
  removed: {
    title: (told: { payload: News }) => t.tellRemoved(words(told)),
    href: ({ payload: { day } }: { payload: News }) => `/agenda?mois=${day.slice(0, 7)}`,
    stillMay: stillAround,
  },
} satisfies Record<string, Notification>;
