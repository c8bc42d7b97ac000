import { type RawBuilder, sql } from '#kernel';

/** SQL: the places where these people are pupils or work, and all that contains them; the town of their schools. */
const placesWhere = (people: RawBuilder<unknown>): RawBuilder<string> => sql<string>`(
  with lived as (
    select above.ancestor_id as id from kernel.functions_today f join kernel.place_ancestors above on above.place_id = f.place_id
    where f.person_id in (${people}))
  select id from lived union select town_id from kernel.schools where id in (select id from lived) and town_id is not null)`;

/** SQL: this person and the children in their charge. */
const household = (personId: string): RawBuilder<unknown> => sql`
  select ${personId}::uuid union select g.pupil_id from kernel.guardianships g
  join kernel.people child on child.id = g.pupil_id and child.trashed_at is null where g.guardian_id = ${personId}`;

/** SQL: the places whose life this person shares: mine, my children's, and what contains them. There one is invited. */
export const placesOfLife = (personId: string): RawBuilder<string> => placesWhere(household(personId));

/** SQL: the places whose agenda this person reads: those of their life, each class of the school they direct, each school of their town. */
export const placesAround = (personId: string): RawBuilder<string> => sql<string>`(
  select id from ${placesOfLife(personId)} life
  union select class.id from kernel.functions_today f
    join kernel.places class on class.school_id = f.place_id and class.kind = 'class' and class.closed_on is null
    where f.person_id = ${personId} and f.kind = 'director'
  union select s.id from kernel.functions_today f join kernel.schools s on s.town_id = f.place_id
    where f.person_id = ${personId} and f.kind = 'town')`;

/** SQL: the places of this child, for a guardian of theirs; none for anybody else. */
export const placesOfChild = (guardianId: string, childId: string): RawBuilder<string> =>
  placesWhere(sql`
    select g.pupil_id from kernel.guardianships g join kernel.people child on child.id = g.pupil_id and child.trashed_at is null
    where g.guardian_id = ${guardianId} and g.pupil_id = ${childId}`);

/** SQL: a place with all that contains it, its school's town included. */
export const placesAbove = (placeId: string): RawBuilder<string> => sql<string>`(
  select ancestor_id from kernel.place_ancestors where place_id = ${placeId}
  union select s.town_id from kernel.place_ancestors above join kernel.schools s on s.id = above.ancestor_id
    where above.place_id = ${placeId} and s.town_id is not null)`;
