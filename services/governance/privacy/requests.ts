import { type Me, newId, type RawBuilder, type Reader, sql, type Writer, z } from '#kernel';
import { administers } from '#kernel/perimeter';
import { desksOf } from './policy.ts';
import type { StepKind, Tables } from './tables.ts';

export const claim = z.enum(['information', 'access', 'rectification', 'opposition', 'limitation', 'directives']);
export const outcome = z.enum(['granted', 'partly', 'refused']);

export const requestShape = z.object({
  id: z.string(),
  claim,
  personId: z.string(),
  name: z.string(),
  by: z.string().nullable(),
  place: z.string().nullable(),
  receivedOn: z.string(),
  dueOn: z.string(),
  outcome: outcome.nullable(),
});
export type Request = z.infer<typeof requestShape>;

/** SQL on `r`: what I answer for: requests of my schools and my perimeter, never my own. */
export const handled = (me: Me): RawBuilder<boolean> => sql<boolean>`
  r.person_id <> ${me.personId} and r.asked_by is distinct from ${me.personId}
  and (r.place_id in ${desksOf(me)} or (r.place_id is null and ${administers(me)}))`;

export const ownRequests = (me: Me): RawBuilder<boolean> => sql<boolean>`r.asked_by = ${me.personId}`;

export async function requestsWhere(db: Reader<Tables>, where: RawBuilder<boolean>, most = 200): Promise<Request[]> {
  const { rows } = await sql<Request>`
    select r.id, r.claim, r.person_id as "personId", p.first_name || ' ' || p.last_name as name, a.first_name || ' ' || a.last_name as by,
      place.name as place, r.received_on as "receivedOn", r.due_on as "dueOn", r.outcome
    from privacy.requests r join kernel.people p on p.id = r.person_id left join kernel.people a on a.id = r.asked_by
    left join kernel.places place on place.id = r.place_id
    where ${where} order by r.outcome is not null, case when r.outcome is null then r.due_on end, r.answered_at desc, r.id limit ${most}`.execute(
    db,
  );
  return rows;
}

/** Who handles it: the school of the child, else one where this person is known, else nobody's place. */
export async function placeFor(db: Reader<Tables>, personId: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select coalesce(f.school_id, f.place_id) as id from kernel.functions_today f where f.person_id = ${personId}
    union all select f.school_id from kernel.guardianships g join kernel.functions_today f on f.person_id = g.pupil_id
    where g.guardian_id = ${personId} and f.school_id is not null limit 1`.execute(db);
  return rows[0]?.id ?? null;
}

type Step = { requestId: string; kind: StepKind; words: string; by: string | null; now: Date };

export async function addStep(db: Writer<Tables>, { requestId, kind, words, by, now }: Step): Promise<void> {
  await db
    .insertInto('privacy.steps')
    .values({ id: newId(now.getTime()), request_id: requestId, at: now, by_id: by, kind, words })
    .execute();
}
