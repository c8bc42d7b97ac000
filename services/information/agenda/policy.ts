import { type Me, type Reader, sql } from '#kernel';
import { placesOf } from '#kernel/perimeter';
import { eventAround } from './events.ts';
import { placesOfLife } from './places.ts';
import type { Tables } from './tables.ts';

type Db = Reader<Tables>;
type Ask = { me: Me; params: { eventId: string }; db: Db };

/** Adults keep an agenda; pupils read theirs. */
export const mayWrite = ({ me }: { me: Me }): boolean => me.functions.every(({ kind }) => kind !== 'pupil');

export const mayRead = async ({ me, params, db }: Ask): Promise<boolean> =>
  (await eventAround(db, me.personId, params.eventId)) !== undefined;

/** A place whose agenda I write. */
export type Target = { id: string; name: string; kind: 'class' | 'school' | 'town'; schoolId: string | null; timeZone: string };

/** My classes; my school and each of its classes where I direct it; the town I work for. */
export async function targetsOf(db: Db, me: Me): Promise<Target[]> {
  const { rows } = await sql<Target>`
    select p.id, p.name, p.kind, p.school_id as "schoolId", coalesce(s.time_zone, 'Europe/Paris') as "timeZone"
    from kernel.places p left join kernel.schools s on s.id = p.school_id
    where p.closed_on is null and (
      (p.kind = 'class' and (p.id = any (${placesOf(me, 'teacher')}::uuid[]) or p.school_id = any (${placesOf(me, 'director')}::uuid[])))
      or (p.kind = 'school' and p.id = any (${placesOf(me, 'director')}::uuid[]))
      or (p.kind = 'town' and p.id = any (${placesOf(me, 'town')}::uuid[])))
    order by p.kind = 'class' desc, p.kind, p.name`.execute(db);
  return rows;
}

/** Whoever writes the agenda of its place changes an event; what is mine alone, I alone. */
export async function mayChange({ me, params, db }: Ask): Promise<boolean> {
  const event = await db.selectFrom('agenda.events').select(['place_id', 'owner_id']).where('id', '=', params.eventId).executeTakeFirst();
  if (!event) return false;
  return event.owner_id === me.personId || (await targetsOf(db, me)).some(({ id }) => id === event.place_id);
}

/** Answers for oneself: the adults who share the life of its place. Pupils come with theirs, whoever wrote it organises. */
export async function mayReply({ me, params, db }: Ask): Promise<boolean> {
  if (!mayWrite({ me })) return false;
  const { rows } = await sql`
    select from agenda.events e where e.id = ${params.eventId} and e.asks_reply and e.author_id is distinct from ${me.personId}
      and e.place_id in ${placesOfLife(me.personId)}`.execute(db);
  return rows.length > 0;
}
