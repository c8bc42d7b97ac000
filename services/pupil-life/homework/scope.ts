import { type Reader, sql, z } from '#kernel';
import type { Tables } from './tables.ts';

/** How far a change goes in a series. */
export const scope = z.enum(['one', 'following']).catch('one').default('one');
export type Scope = z.infer<typeof scope>;

/** This work; or it and those of its series on later days, less those that were changed alone. */
export async function worksIn(db: Reader<Tables>, work: { id: string; seriesId: string; dueOn: string }, scope: Scope): Promise<string[]> {
  if (scope === 'one') return [work.id];
  const { rows } = await sql<{ id: string }>`
    select id from homework.works
    where series_id = ${work.seriesId} and (id = ${work.id} or (due_on > ${work.dueOn}::date and not changed_alone))`.execute(db);
  return rows.map(({ id }) => id);
}
