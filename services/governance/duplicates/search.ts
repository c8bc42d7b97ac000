import { sql } from '#kernel';
import type { Database } from '#kernel/db';
import { folded } from '#kernel/perimeter';
import type { Service } from '#kernel/service';
import { provedPairs } from '#services/utilities/federation';
import { weightIn } from './evidence.ts';

/** One or several spaces of each side are one; a hyphen is a space: « d’Étang » is « D ETANG ». */
const name = (column: string) => folded(sql.ref(column));
const phones = (contact: string) =>
  sql`array_remove(array[regexp_replace(${sql.ref(`${contact}.phone_mobile`)}, '\\D', '', 'g'), regexp_replace(${sql.ref(`${contact}.phone_home`)}, '\\D', '', 'g')], null)`;

/**
 * Finds again the pairs worth a look: the same first and last name (of use or of birth) and something else, or a login that proved
 * both. Two known birth dates that differ, two civilities that differ, a child and an adult are two people. Gives how many.
 */
export async function search(db: Database, now: Date): Promise<number> {
  return db.transaction().execute(async (tx) => {
    await sql`
      create temp table named on commit drop as
      select p.id, p.birth_date, p.civility, ${name('p.first_name')} || '/' || ${folded(sql`family.name`)} as name,
        exists (select from kernel.functions_today f where f.person_id = p.id and f.kind = 'pupil') as child,
        c.email, c.academic_email, ${phones('c')} as phones, ${folded(sql`c.address || ' ' || c.postal_code`)} as address
      from kernel.people p
      left join kernel.contacts c on c.person_id = p.id
      cross join lateral (select distinct unnest(array_remove(array[p.last_name, p.birth_name], null)) as name) family
      where p.merged_into is null and p.trashed_at is null`.execute(tx);
    await sql`create index on named (name)`.execute(tx);
    await sql`analyze named`.execute(tx);
    await sql`delete from duplicates.pairs`.execute(tx);
    const { numAffectedRows } = await sql`
      insert into duplicates.pairs (one_id, other_id, evidence, weight, found_at)
      select one_id, other_id, array_agg(distinct evidence), ${weightIn(sql`array_agg(distinct evidence)`)}, ${now} from (
        select a.id as one_id, b.id as other_id, unnest(array_remove(array['same-name',
          case when a.birth_date = b.birth_date then 'same-birth' end,
          case when lower(a.email) in (lower(b.email), lower(b.academic_email)) or lower(a.academic_email) in (lower(b.email), lower(b.academic_email)) then 'same-mail' end,
          case when a.phones && b.phones then 'same-phone' end,
          case when a.address = b.address then 'same-address' end,
          case when a.child and exists (
            select from kernel.guardianships g join kernel.guardianships h on h.guardian_id = g.guardian_id and h.pupil_id = b.id
            where g.pupil_id = a.id) then 'same-guardian' end], null)) as evidence
        from named a join named b on b.name = a.name and b.id > a.id and b.child = a.child
        where coalesce(a.birth_date = b.birth_date, true) and coalesce(a.civility = b.civility, true)
        union all
        select least(one_id, other_id), greatest(one_id, other_id), 'educonnect' from ${provedPairs()} proofs
        where one_id <> other_id
      ) found
      where not exists (select from duplicates.distinctions d where (d.one_id, d.other_id) in ((found.one_id, found.other_id), (found.other_id, found.one_id)))
        and not exists (select from kernel.people p where p.id in (found.one_id, found.other_id) and (p.merged_into is not null or p.trashed_at is not null))
      group by one_id, other_id
      having array_agg(distinct evidence) <> '{same-name}'`.execute(tx);
    return Number(numAffectedRows ?? 0);
  });
}

export const nightly: NonNullable<Service['jobs']>[string] = {
  cron: '40 4 * * *',
  run: async ({ db, now }) => void (await search(db, now)),
};
