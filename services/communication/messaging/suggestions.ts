import { type Me, type Reader, sql, z } from '#kernel';
import { circlesFor, searchReach, waysTo } from '#kernel/perimeter';
import { isPupil } from './policy.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

/** Whom one may add to a message, ready for a list to tick. */
export const suggestionShape = z.object({ value: z.string(), label: z.string(), hint: z.string().nullable() });
export type Suggestion = z.infer<typeof suggestionShape>;

/** So few that they are all shown, with nothing to type: a parent, a pupil. */
const few = 40;

type Db = Reader<Tables>;

/**
 * People and circles that answer to `q`; with nothing typed, my groups, my favourites, my circles, and everybody when they are few.
 * `everybody`: nobody is left out, there is nothing to search.
 */
export async function suggestionsFor(db: Db, me: Me, q: string): Promise<{ suggestions: Suggestion[]; everybody: boolean }> {
  const people = await searchReach(db, me, { q, limit: few + 1 });
  const everybody = q === '' && people.length <= few;
  const shown = q ? people.slice(0, 12) : everybody ? people : await favourites(db, me);
  const persons = shown.map(({ id, name, as, place, about, hasAccount }) => ({
    value: `person:${id}`,
    label: name,
    hint: t.whoIs({ as, place, about, hasAccount: hasAccount || as === 'pupil' }),
  }));
  if (isPupil(me)) return { suggestions: persons, everybody };
  const circles = (await circlesFor(db, me, { q })).map(({ circle, placeId, label, count }) => ({
    value: `circle:${circle}:${placeId}`,
    label,
    hint: t.people({ count }),
  }));
  return { suggestions: [...(await groups(db, me, q)), ...circles.slice(0, 12), ...persons], everybody };
}

async function groups(db: Db, me: Me, q: string): Promise<Suggestion[]> {
  const { rows } = await sql<{ id: string; name: string; count: number }>`
    select g.id, g.name, count(m.person_id) as count from messaging.groups g
    left join messaging.group_members m on m.group_id = g.id
    where g.owner_id = ${me.personId} and starts_with(kernel.unaccent(lower(g.name)), kernel.unaccent(lower(${q}::text)))
    group by g.id order by g.name`.execute(db);
  return rows.map(({ id, name, count }) => ({ value: `group:${id}`, label: name, hint: t.myGroupOf({ count }) }));
}

/** Those I reach today. */
async function favourites(db: Db, me: Me) {
  const { rows } = await sql<{ id: string }>`select person_id as id from messaging.favourites where owner_id = ${me.personId}`.execute(db);
  const ids = new Set(rows.map(({ id }) => id));
  if (ids.size === 0 || (await waysTo(db, me, [...ids])).length === 0) return [];
  return (await searchReach(db, me, { q: '', limit: 5000 })).filter(({ id }) => ids.has(id));
}
