import { sql, type Writer } from '#kernel';
import { countIn } from './count.ts';

/**
 * The schools where nobody of the demonstration works come in their turn: one is far along, one has few parents, one is not open.
 * `but`: those whose accounts are told to the visitor, who signs in with them.
 */
export async function seedDemo(db: Writer, { but, now }: { but: string[]; now: Date }): Promise<void> {
  await sql`
    with schools as (
      select s.id, row_number() over (order by s.uai) - 1 as at from kernel.schools s where not exists (
        select from kernel.functions f where f.school_id = s.id and f.kind in ('director', 'teacher') and f.person_id = any (${but}::uuid[]))),
    people as (
      select f.school_id, f.person_id, f.kind from kernel.functions f where f.kind in ('pupil', 'teacher', 'director')
      union select f.school_id, g.guardian_id, 'guardian' from kernel.functions f
        join kernel.guardianships g on g.pupil_id = f.person_id where f.kind = 'pupil'),
    shares (at, kind, percent) as (values (0, 'teacher', 95), (0, 'director', 100), (0, 'guardian', 82), (0, 'pupil', 60),
      (1, 'teacher', 70), (1, 'director', 100), (1, 'guardian', 18), (2, 'teacher', 80), (2, 'director', 100), (2, 'guardian', 55)),
    opened as (
      update kernel.accounts a set activated_at = ${now}::timestamptz - make_interval(days => 58 + abs(hashtext(a.id::text)) % 20)
      from people p join schools s on s.id = p.school_id join shares on shares.at = s.at and shares.kind = p.kind
      where a.person_id = p.person_id and a.person_id <> all (${but}::uuid[]) and a.activated_at is null
        and abs(hashtext(p.person_id::text)) % 100 < shares.percent
      returning a.id)
    insert into kernel.sessions (id, token_hash, account_id, device, method, silence_minutes, created_at, seen_at, expires_at, revoked_at)
    select gen_random_uuid(), sha256(gen_random_uuid()::text::bytea), id, 'Firefox', 'password', 120, seen, seen, seen, seen
    from opened cross join lateral (
      select ${now}::timestamptz - make_interval(days => 1 + abs(hashtext(id::text || 'seen')) % 12) as seen) came`.execute(db);
  await countIn(db, now);
}
