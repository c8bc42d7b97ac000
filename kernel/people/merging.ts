import { newId, type Reader, sql, type Writer } from '#kernel/db';

/** How a merge is known to be right, in the words of the code: « same-birth », « sheet-code », « educonnect »… */
export type Merge = { id: string; survivorId: string; mergedId: string };

/**
 * Makes two sheets one human: `mergedId` becomes a sheet of `survivorId`, who keeps their account, their login and their sessions,
 * and takes the other's functions, children and all that points at them. Every step is in a ledger, so that `unmerge` gives it back.
 * Nothing when one of them is already somebody's sheet, or both are the same. See docs/decisions/0006.
 */
export async function merge(
  db: Writer,
  { survivorId, mergedId, evidence, by, now }: { survivorId: string; mergedId: string; evidence: string[]; by: string | null; now: Date },
): Promise<Merge | undefined> {
  // In one order, whoever asks: two merges that cross wait for each other.
  const { rows } = await sql<{ id: string; merged: boolean }>`
    select id, merged_into is not null as merged from kernel.people where id in (${survivorId}, ${mergedId}) order by id for update`.execute(
    db,
  );
  if (rows.length !== 2 || rows.some(({ merged }) => merged)) return;
  const id = newId(now.getTime());
  await db
    .insertInto('kernel.merges')
    .values({ id, survivor_id: survivorId, merged_id: mergedId, evidence, merged_by: by, merged_at: now })
    .execute();
  await sql`select kernel.merge_people(${id}, ${survivorId}, ${mergedId}, ${now})`.execute(db);
  return { id, survivorId, mergedId };
}

/** Takes a merge back; what somebody changed since is left alone. Nothing when it was already taken back, or another leans on it. */
export async function unmerge(db: Writer, { id, by, now }: { id: string; by: string | null; now: Date }): Promise<Merge | undefined> {
  // The same locks as a merge takes, in the same order: one that is under way is seen, once it is done.
  await sql`
    select p.id from kernel.people p join kernel.merges m on p.id in (m.survivor_id, m.merged_id)
    where m.id = ${id} order by p.id for update of p`.execute(db);
  const { rows } = await sql<Merge>`
    update kernel.merges m set undone_at = ${now}, undone_by = ${by}
    where m.id = ${id} and m.undone_at is null and not exists (
      select from kernel.merges later where later.n > m.n and later.undone_at is null
        and (later.survivor_id in (m.survivor_id, m.merged_id) or later.merged_id = m.survivor_id))
    returning m.id, m.survivor_id as "survivorId", m.merged_id as "mergedId"`.execute(db);
  const [taken] = rows;
  if (taken) await sql`select kernel.unmerge_people(${id})`.execute(db);
  return taken;
}

/**
 * Which of two sheets goes on: the one whose account is open, then the one who works here, then the oldest. Whoever is signed in as
 * one of them decides for themselves.
 */
export async function survivorOf(db: Reader, one: string, other: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select p.id from kernel.people p left join kernel.accounts a on a.person_id = p.id
    where p.id in (${one}, ${other})
    order by (a.activated_at is not null) desc, exists (
      select from kernel.functions_today f where f.person_id = p.id and f.kind <> 'pupil') desc, (a.id is not null) desc, p.created_at, p.id
    limit 1`.execute(db);
  return rows[0]?.id;
}

/** Whoever has, or had before a merge, this id at the GAR. */
export async function personOfGar(db: Reader, garId: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select coalesce(merged_into, id) as id from kernel.people where gar_id = ${garId}`.execute(db);
  return rows[0]?.id;
}
