import { type Reader, sql } from '#kernel';
import type { ProviderName } from './tables.ts';

export type Match = { personId: string; accountId: string; frozen: boolean };

/**
 * The people whom a provider's proof designates: by the ids that the academy's files gave (ÉduConnect), or by the academic address
 * (agents). Never by a name. Somebody in the trash, blocked, or without an account is nobody.
 */
export async function matching(db: Reader, { provider, refs }: { provider: ProviderName; refs: string[] }): Promise<Match[]> {
  if (refs.length === 0) return [];
  const proved =
    provider === 'educonnect'
      ? sql`sheet.external_id = any (${refs}::text[])`
      : sql`sheet.id in (select person_id from kernel.contacts where lower(academic_email) = any (${refs}::text[]))`;
  const { rows } = await sql<Match>`
    select distinct p.id as "personId", a.id as "accountId", p.limited_since is not null as frozen
    from kernel.people sheet
    join kernel.people p on p.id = coalesce(sheet.merged_into, sheet.id) and p.trashed_at is null
    join kernel.accounts a on a.person_id = p.id and a.blocked_at is null
    where ${proved} and sheet.trashed_at is null
    order by p.id`.execute(db);
  // Two people cannot share an academic address: which one came is not for us to guess.
  return provider === 'agents' && rows.length > 1 ? [] : rows;
}

export type Candidate = { personId: string; name: string; kinds: string[]; children: string[]; schools: string[] };

/** What tells these people apart, for somebody who is each of them. */
export async function candidates(db: Reader, people: string[]): Promise<Candidate[]> {
  const { rows } = await sql<Candidate>`
    select p.id as "personId", p.first_name || ' ' || p.last_name as name,
      array(select distinct f.kind from kernel.functions_today f where f.person_id = p.id order by 1) as kinds,
      array(select distinct child.first_name from kernel.guardianships g join kernel.people child on child.id = g.pupil_id and child.trashed_at is null
        where g.guardian_id = p.id order by 1) as children,
      array(select distinct school.name
        from (select p.id union select pupil_id from kernel.guardianships where guardian_id = p.id) theirs (id)
        join kernel.functions_today f on f.person_id = theirs.id
        join kernel.places school on school.id = coalesce(f.school_id, f.place_id) order by 1) as schools
    from kernel.people p where p.id = any (${people}::uuid[]) order by p.id`.execute(db);
  return rows;
}
