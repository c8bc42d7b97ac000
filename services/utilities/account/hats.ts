import { type Me, type Reader, sql } from '#kernel';
import type { FunctionKind } from '#kernel/db';
import { t } from './texts.ts';

/** What somebody is and where, in words. */
export type HatInWords = { kind: string; place: string; school: string | null; endsOn: string | null; byHand: boolean };

export async function hatsOf(db: Reader, { personId }: { personId: string }): Promise<HatInWords[]> {
  const { rows } = await sql<Omit<HatInWords, 'kind'> & { kind: FunctionKind }>`
    select f.kind, place.name as place, case when school.id <> place.id then school.name end as school, f.ends_on as "endsOn",
      f.source = 'manual' and f.ends_on is not null as "byHand"
    from kernel.functions f
    join kernel.places place on place.id = f.place_id
    left join kernel.places school on school.id = f.school_id
    where f.person_id = ${personId} and (f.ends_on is null or f.ends_on >= current_date)
    order by f.kind, school.name, place.name`.execute(db);
  return rows.map((row) => ({ ...row, kind: t[row.kind] }));
}

export type ChildInWords = { id: string; name: string; place: string; school: string };

export async function childrenOf(db: Reader, me: Me): Promise<ChildInWords[]> {
  if (me.children.length === 0) return [];
  const { rows } = await sql<ChildInWords>`
    select child.id, child."firstName" as name, coalesce(class.name, '') as place, school.name as school
    from json_to_recordset(${JSON.stringify(me.children)}::json) as child (id uuid, "firstName" text, "schoolId" uuid, "classId" uuid)
    join kernel.places school on school.id = child."schoolId"
    left join kernel.places class on class.id = child."classId"`.execute(db);
  return rows;
}
