import { type Me, type RawBuilder, type Reader, sql } from '#kernel';
import { placesOf, within } from '#kernel/perimeter';

const runners = ['director', 'academy', 'administrator'] as const;

/** Functions that a director does not decide about; nor does the academy about its own. */
const above = (me: Me): string[] =>
  placesOf(me, 'administrator').length > 0
    ? ['administrator']
    : placesOf(me, 'academy').length > 0
      ? ['academy', 'administrator']
      : ['director', 'adviser', 'inspector', 'academy', 'administrator'];

/**
 * SQL: may I decide about this person? Those of my schools, children, families and team, myself left out, and nobody who holds a
 * function above mine. Merging gives one the rights of the other: nobody makes an inspector out of a parent.
 * A question about one person, answered by indexes: a set of them would be the whole region, read for each pair.
 */
export const isInMyPerimeter = (me: Me, person: RawBuilder<string>): RawBuilder<boolean> => sql`(
  ${person} <> ${me.personId}::uuid
  and exists (select from kernel.people p where p.id = ${person} and p.merged_into is null and p.trashed_at is null)
  and not exists (select from kernel.functions_today f where f.person_id = ${person} and f.kind = any (${above(me)}::text[]))
  and (exists (select from kernel.functions_today f where f.person_id = ${person} and f.place_id in ${within(me, ...runners)})
    or exists (
      select from kernel.guardianships g join kernel.functions_today f on f.person_id = g.pupil_id and f.kind = 'pupil'
      where g.guardian_id = ${person} and f.place_id in ${within(me, ...runners)})))`;

type Ask<P> = { me: Me; db: Reader; params: P };

export const mayDecide = async ({ me, db, params: { oneId, otherId } }: Ask<{ oneId: string; otherId: string }>): Promise<boolean> =>
  (await sql`select where ${isInMyPerimeter(me, sql`${oneId}::uuid`)} and ${isInMyPerimeter(me, sql`${otherId}::uuid`)}`.execute(db)).rows
    .length > 0;

export const mayUndo = async ({ me, db, params: { mergeId } }: Ask<{ mergeId: string }>): Promise<boolean> =>
  (
    await sql`select from kernel.merges m
    where m.id = ${mergeId} and m.undone_at is null and ${isInMyPerimeter(me, sql`m.survivor_id`)}`.execute(db)
  ).rows.length > 0;

/** Whoever signs in for themselves and is no child. */
export const isAdult = ({ me }: { me: Me }): boolean => !me.functions.some(({ kind }) => kind === 'pupil');
