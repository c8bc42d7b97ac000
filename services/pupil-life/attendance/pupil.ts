import { type Reader, sql } from '#kernel';

/** The school where this child is today. */
export async function schoolOfPupil(db: Reader, pupilId: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select school_id as id from kernel.functions_today
    where person_id = ${pupilId} and kind = 'pupil' and school_id is not null order by place_id = school_id, id limit 1`.execute(db);
  return rows[0]?.id;
}
