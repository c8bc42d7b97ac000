import { type Reader, sql } from '#kernel';

/** What tells a sheet from another, side by side. Contacts are not shown: that they are the same is enough. */
export type Sheet = {
  id: string;
  name: string;
  birthName: string | null;
  born: string | null;
  hats: { kind: string; place: string }[];
  children: string[];
  /** Its account was opened by somebody. */
  active: boolean;
  fromDirectory: boolean;
};

export async function sheetsOf(db: Reader, people: string[]): Promise<Sheet[]> {
  const { rows } = await sql<Sheet>`
    select p.id, p.first_name || ' ' || p.last_name as name, p.birth_name as "birthName", p.birth_date as born,
      coalesce((
        select json_agg(distinct jsonb_build_object('kind', f.kind, 'place', place.name))
        from kernel.functions_today f join kernel.places place on place.id = f.place_id where f.person_id = p.id), '[]') as hats,
      array(select distinct child.first_name || ' ' || child.last_name from kernel.guardianships g
        join kernel.people child on child.id = g.pupil_id and child.trashed_at is null where g.guardian_id = p.id order by 1) as children,
      exists (select from kernel.accounts a where a.person_id = p.id and a.activated_at is not null) as active,
      p.source = 'aaf' as "fromDirectory"
    from kernel.people p where p.id = any (${people}::uuid[]) order by p.created_at, p.id`.execute(db);
  return rows;
}

/** Both are guardians of one child: separated parents may share a name, a mail, an address. Only they can say that they are one. */
export const shareAChild = async (db: Reader, one: string, other: string): Promise<boolean> =>
  (
    await sql`select from kernel.guardianships g join kernel.guardianships h on h.pupil_id = g.pupil_id
    where g.guardian_id = ${one} and h.guardian_id = ${other}`.execute(db)
  ).rows.length > 0;

/** A child is never the same human as an adult; nor a child and their own guardian. */
export const sameAge = async (db: Reader, one: string, other: string): Promise<boolean> => {
  const { rows } = await sql<{ children: number }>`
    select count(distinct f.person_id)::int as children from kernel.functions f where f.kind = 'pupil' and f.person_id in (${one}, ${other})`.execute(
    db,
  );
  return rows[0]?.children !== 1;
};
