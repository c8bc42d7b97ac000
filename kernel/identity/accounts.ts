import { newId, type Reader, sql, type Writer } from '#kernel/db';
import { loginStem } from './logins.ts';

/** The first free login of a stem: `lea.martin`, then `lea.martin2`, `lea.martin3`… */
export async function freeLogin(db: Reader, stem: string): Promise<string> {
  const { rows } = await sql<{ next: number | null }>`
    select max(coalesce(nullif(substr(login, ${stem.length + 1}), ''), '1')::int) + 1 as next
    from kernel.accounts where login ~ ${`^${stem.replaceAll('.', '\\.')}[0-9]{0,6}$`}`.execute(db);
  const next = rows[0]?.next;
  return next ? `${stem}${next}` : stem;
}

/** An account for a person, not yet activated. Two people made at the same moment wait for each other's login. */
export async function createAccount(
  db: Writer,
  person: { id: string; firstName: string; lastName: string },
): Promise<{ id: string; login: string }> {
  const stem = loginStem(person.firstName, person.lastName);
  // Without its last digits: « dupont2 » and the second « dupont » would be given the same login.
  await sql`select pg_advisory_xact_lock(hashtext('login'), hashtext(${stem.replace(/[0-9]+$/, '')}))`.execute(db);
  const account = { id: newId(), login: await freeLogin(db, stem) };
  await db
    .insertInto('kernel.accounts')
    .values({ ...account, person_id: person.id })
    .execute();
  return account;
}
