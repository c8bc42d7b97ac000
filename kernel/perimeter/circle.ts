import { type FunctionKind, type Reader, sql } from '#kernel/db';

/**
 * A set of recipients, described and not yet worked out: resolved at delivery, when families may have changed.
 * (*Audience* is kept for the national measurement.)
 */
export type Circle =
  /** Each guardian of each of these children, once per child. */
  | { guardiansOf: string[] }
  /** Whoever has one of these functions in one of these places, or inside them. */
  | { in: string[]; kinds: FunctionKind[] }
  | { people: string[] }
  /** Each of these people, about this child of theirs. */
  | { told: Recipient[] };

/** Somebody to tell, and the child it is about. */
export type Recipient = { personId: string; aboutId: string | null };

/** Works a circle out, today. People in the trash, or whose account is frozen, are nobody's recipients; a merged sheet stands for its human. */
export async function resolve(db: Reader, circle: Circle): Promise<Recipient[]> {
  const { rows } = await query(circle).execute(db);
  return rows;
}

const query = (circle: Circle) => {
  if ('guardiansOf' in circle)
    return sql<Recipient>`
      select g.guardian_id as "personId", g.pupil_id as "aboutId"
      from kernel.guardianships g
      join kernel.people guardian on guardian.id = g.guardian_id and guardian.trashed_at is null and guardian.limited_since is null
      join kernel.people pupil on pupil.id = g.pupil_id and pupil.trashed_at is null
      where g.pupil_id = any (${circle.guardiansOf}::uuid[])`;
  if ('told' in circle)
    return sql<Recipient>`
      select p.id as "personId", told."aboutId"
      from json_to_recordset(${JSON.stringify(circle.told)}::json) as told ("personId" uuid, "aboutId" uuid)
      join kernel.people sheet on sheet.id = told."personId"
      join kernel.people p on p.id = coalesce(sheet.merged_into, sheet.id) and p.trashed_at is null and p.limited_since is null`;
  if ('people' in circle)
    return sql<Recipient>`
      select distinct p.id as "personId", null as "aboutId" from kernel.people sheet
      join kernel.people p on p.id = coalesce(sheet.merged_into, sheet.id) and p.trashed_at is null and p.limited_since is null
      where sheet.id = any (${circle.people}::uuid[])`;
  return sql<Recipient>`
    select distinct f.person_id as "personId", null::uuid as "aboutId"
    from kernel.functions_today f
    join kernel.place_ancestors above on above.place_id = f.place_id and above.ancestor_id = any (${circle.in}::uuid[])
    where f.kind = any (${circle.kinds}::text[])
      and not exists (select from kernel.people frozen where frozen.id = f.person_id and frozen.limited_since is not null)`;
};
