import { type RawBuilder, type Reader, sql, z } from '#kernel';
import type { Level } from '#kernel/db';
import { kinds, subjects } from './kinds.ts';
import type { Tables } from './tables.ts';

/** A work as the pages know it. `forSome`: the names of whom it is for, when it is not the whole class. */
export const workShape = z.object({
  id: z.uuid(),
  seriesId: z.uuid(),
  dueOn: z.string(),
  subject: z.enum(subjects),
  kind: z.enum(kinds),
  body: z.string(),
  minutes: z.number(),
  repeats: z.enum(['none', 'weekly', 'fortnightly']),
  changedAlone: z.boolean(),
  files: z.array(z.object({ id: z.uuid(), name: z.string(), mediaType: z.string(), size: z.number() })),
  forSome: z.array(z.string()),
});
export type Work = z.infer<typeof workShape>;

/** SQL: the columns of `Work`, from `homework.works w`. */
export const workColumns: RawBuilder<Work> = sql`
  w.id, w.series_id as "seriesId", w.due_on as "dueOn", w.subject, w.kind, w.body, w.minutes, w.repeats, w.changed_alone as "changedAlone",
  coalesce((select json_agg(json_build_object('id', f.id, 'name', f.name, 'mediaType', f.media_type, 'size', f.size) order by f.uploaded_at, f.id)
    from homework.attachments a join kernel.files f on f.id = a.file_id where a.work_id = w.id), '[]') as files,
  coalesce((select json_agg(coalesce(place.name, pupil.first_name) order by place.name, pupil.first_name)
    from homework.addressees a left join kernel.places place on place.id = a.group_id left join kernel.people pupil on pupil.id = a.pupil_id
    where a.work_id = w.id), '[]') as "forSome"`;

/** What a class has between two days, both included, in the order of the days, the material last. */
export async function worksOf(db: Reader<Tables>, classId: string, from: string, to: string): Promise<Work[]> {
  const { rows } = await sql<Work>`
    select ${workColumns} from homework.works w where w.class_id = ${classId} and w.due_on between ${from}::date and ${to}::date
    order by w.due_on, w.kind = 'material', w.created_at, w.id`.execute(db);
  return rows;
}

export async function workById(db: Reader<Tables>, id: string): Promise<(Work & { classId: string; schoolId: string }) | undefined> {
  const { rows } = await sql<Work & { classId: string; schoolId: string }>`
    select ${workColumns}, w.class_id as "classId", w.school_id as "schoolId" from homework.works w where w.id = ${id}`.execute(db);
  return rows[0];
}

/** Minutes of each day for the child who has the most to do that day: work for a group counts for its children only. */
export async function longestDays(db: Reader<Tables>, classId: string, from: string, to: string): Promise<Map<string, number>> {
  const { rows } = await sql<{ day: string; minutes: number }>`
    select day, max(minutes)::int as minutes from (
      select w.due_on as day, o.pupil_id, sum(w.minutes) as minutes
      from homework.works w join homework.of_pupils o on o.work_id = w.id
      where w.class_id = ${classId} and w.due_on between ${from}::date and ${to}::date group by 1, 2) a
    group by day`.execute(db);
  return new Map(rows.map(({ day, minutes }) => [day, minutes]));
}

export type ClassKnown = { id: string; name: string; schoolId: string; levels: Level[] };

export async function classById(db: Reader<Tables>, classId: string): Promise<ClassKnown | undefined> {
  const { rows } = await sql<ClassKnown>`
    select c.id, c.name, c.school_id as "schoolId", coalesce((
      select json_agg(distinct f.level) from kernel.functions_today f where f.place_id = c.id and f.kind = 'pupil' and f.level is not null), '[]') as levels
    from kernel.places c where c.id = ${classId} and c.kind = 'class'`.execute(db);
  return rows[0];
}
