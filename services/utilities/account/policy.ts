import { type Me, type RawBuilder, type Reader, sql } from '#kernel';
import { directs, placesOf, teaches, within } from '#kernel/perimeter';

/**
 * Who may give whom an access. A sheet lets whoever holds it into the account: so nobody prints one for a person who also
 * holds a function above their own. A teacher does not print the sheet of a parent who directs a school, or runs the ENT.
 */

const running = ['academy', 'administrator'] as const;

const today = sql`(f.ends_on is null or f.ends_on >= current_date)`;

/** SQL on a function `f`: a pupil of a class I teach or of a school I direct. */
function myPupil(me: Me, asTeacher: boolean): RawBuilder<boolean> {
  const classes = asTeacher
    ? me.functions.flatMap(({ kind, placeId, schoolId }) => (kind === 'teacher' && placeId !== schoolId ? placeId : []))
    : [];
  return sql`f.kind = 'pupil' and (f.place_id = any (${classes}::uuid[]) or f.school_id = any (${placesOf(me, 'director')}::uuid[]))`;
}

/** SQL on a function `f`: the team of a school I direct. Another director is not mine. */
const myTeam = (me: Me): RawBuilder<boolean> =>
  sql`f.kind in ('teacher', 'assistant', 'atsem') and f.school_id = any (${placesOf(me, 'director')}::uuid[])`;

/** SQL on a function `f`: those whom the academy lets in. An administrator is only made from the command line. */
const myCadre = (me: Me): RawBuilder<boolean> => sql`(
  (f.kind in ('director', 'adviser', 'inspector') and f.place_id in ${within(me, ...running)})
  or (f.kind = 'town' and f.place_id in (select town_id from kernel.schools where id in ${within(me, ...running)}))
  or (f.kind = 'academy' and f.place_id in ${within(me, 'administrator')}))`;

/** SQL on a function `f`: it does not stand in the way. A director who also teaches stays the academy's business. */
const noObstacle = (me: Me, asTeacher: boolean): RawBuilder<boolean> => sql`(
  (${myPupil(me, asTeacher)}) or (${myTeam(me)}) or ${myCadre(me)}
  or (f.kind in ('teacher', 'assistant', 'atsem') and f.place_id in ${within(me, ...running)}))`;

/** SQL: the people whose access I look after, myself left out. */
export const inMyCharge = (me: Me, { asTeacher = true } = {}): RawBuilder<string> => sql`(
  select p.id from kernel.people p
  where p.trashed_at is null and p.id <> ${me.personId}
    and not exists (select from kernel.functions f where f.person_id = p.id and ${today} and not ${noObstacle(me, asTeacher)})
    and (exists (
        select from kernel.functions f where f.person_id = p.id and ${today}
          and ((${myPupil(me, asTeacher)}) or (${myTeam(me)}) or ${myCadre(me)}))
      or exists (
        select from kernel.guardianships g
        join kernel.functions f on f.person_id = g.pupil_id and ${today} and ${myPupil(me, asTeacher)}
        where g.guardian_id = p.id)))`;

type Ask<P> = { me: Me; db: Reader; params: P };

const isAmong = async (db: Reader, personId: string, people: RawBuilder<string>): Promise<boolean> =>
  (await sql`select where ${personId}::uuid in ${people}`.execute(db)).rows.length > 0;

export const mayHelp = ({ me, db, params }: Ask<{ personId: string }>): Promise<boolean> => isAmong(db, params.personId, inMyCharge(me));

/** Blocking is a director's decision, or the academy's for directors; not a teacher's. */
export const mayBlock = ({ me, db, params }: Ask<{ personId: string }>): Promise<boolean> =>
  isAmong(db, params.personId, inMyCharge(me, { asTeacher: false }));

/** The families and pupils of a class: its teachers, and the directors of its school. */
export async function mayHelpClass({ me, db, params }: Ask<{ classId: string }>): Promise<boolean> {
  const place = await db
    .selectFrom('kernel.places')
    .select('school_id')
    .where('id', '=', params.classId)
    .where('kind', '=', 'class')
    .where('closed_on', 'is', null)
    .executeTakeFirst();
  return place !== undefined && (teaches(me, params.classId) || (place.school_id !== null && directs(me, place.school_id)));
}

/** The team of a school: its directors; the academy for the directors themselves. */
export async function mayHelpSchool({ me, db, params }: Ask<{ schoolId: string }>): Promise<boolean> {
  if (directs(me, params.schoolId)) return true;
  const school = db
    .selectFrom('kernel.schools')
    .select('id')
    .where('id', '=', params.schoolId)
    .where('id', 'in', within(me, ...running));
  return (await school.executeTakeFirst()) !== undefined;
}

export const runs = (me: Me): boolean => placesOf(me, ...running).length > 0;
