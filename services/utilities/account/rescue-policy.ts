import { type Me, type RawBuilder, type Reader, sql } from '#kernel';
import { placesOf, within } from '#kernel/perimeter';

/**
 * Who takes part in a rescue. Asking needs to know the person: a colleague of the same school, town hall or office, or somebody
 * who stands above them. Confirming is a decision: the direction for its team, the academy for the schools, the administrators
 * for the academy and for each other. Whoever asked never confirms, and nobody does either for themselves.
 */

const places = (me: Me): string[] => me.functions.filter(({ kind }) => kind !== 'pupil').map(({ placeId }) => placeId);
const schools = (me: Me): string[] => me.functions.flatMap(({ kind, schoolId }) => (kind !== 'pupil' && schoolId ? schoolId : []));

/** SQL: the people who work where I work. */
export const myColleagues = (me: Me): RawBuilder<string> => sql`(
  select f.person_id from kernel.functions_today f
  where f.kind <> 'pupil' and f.person_id <> ${me.personId}
    and (f.place_id = any (${places(me)}::uuid[]) or f.school_id = any (${schools(me)}::uuid[])))`;

/** SQL on a function `f`: one that I stand above. */
const belowMe = (me: Me): RawBuilder<boolean> => sql`(
  (f.kind in ('teacher', 'assistant', 'atsem') and f.school_id = any (${placesOf(me, 'director')}::uuid[]))
  or (f.kind in ('teacher', 'assistant', 'atsem', 'director', 'adviser', 'inspector') and f.place_id in ${within(me, 'academy', 'administrator')})
  or (f.kind = 'town' and f.place_id in (select town_id from kernel.schools where id in ${within(me, 'academy', 'administrator')}))
  or (f.kind = 'academy' and f.place_id in ${within(me, 'administrator')})
  or (f.kind = 'administrator' and f.place_id = any (${placesOf(me, 'administrator')}::uuid[])))`;

/** SQL: do I stand above every function of this person? Not above myself. */
export const standAbove = (me: Me, person: RawBuilder<string>): RawBuilder<boolean> => sql`(
  ${person} <> ${me.personId}::uuid
  and exists (select from kernel.functions_today f where f.person_id = ${person} and f.kind <> 'pupil')
  and not exists (select from kernel.functions_today f where f.person_id = ${person} and f.kind <> 'pupil' and not ${belowMe(me)}))`;

type Ask = { me: Me; db: Reader; params: { colleagueId: string } };
const isSo = async (db: Reader, question: RawBuilder<boolean>): Promise<boolean> =>
  (await sql`select where ${question}`.execute(db)).rows.length > 0;
const person = ({ params }: Ask): RawBuilder<string> => sql`${params.colleagueId}::uuid`;

export const mayConfirmFor = (ask: Ask): Promise<boolean> => isSo(ask.db, standAbove(ask.me, person(ask)));

export const mayAskFor = (ask: Ask): Promise<boolean> =>
  isSo(ask.db, sql`${person(ask)} in ${myColleagues(ask.me)} or ${standAbove(ask.me, person(ask))}`);
