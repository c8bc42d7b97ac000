import { type Command, type Reader, sql, type Writer } from '#kernel';
import type { Tables } from './tables.ts';

/** A known account of the demonstration, as its sign-in page tells it. */
export type DemonstrationAccount = { login: string; password: string; profile: string; name: string; school: string | null };

/** In the order they were saved. Empty outside a demonstration. */
export async function listDemonstrationAccounts(db: Pick<Reader, 'getExecutor'>): Promise<DemonstrationAccount[]> {
  const { rows } = await sql<DemonstrationAccount>`
    select a.login, d.password, d.profile, p.first_name || ' ' || p.last_name as name, d.school_name as school
    from account.demonstration_accounts d
    join kernel.accounts a on a.id = d.account_id and a.blocked_at is null
    join kernel.people p on p.id = a.person_id and p.trashed_at is null
    order by d.rank`.execute(db);
  return rows;
}

/** Tells the sign-in page of the demonstration about an account. Called by the demonstration's loader, and by nothing else. */
export async function saveDemonstrationAccount(
  db: Writer<Tables>,
  { accountId, password, profile, schoolName }: { accountId: string; password: string; profile: string; schoolName: string | null },
): Promise<void> {
  await db
    .insertInto('account.demonstration_accounts')
    .values({ account_id: accountId, password, profile, school_name: schoolName })
    .onConflict((known) => known.column('account_id').doUpdateSet({ password, profile, school_name: schoolName }))
    .execute();
}

export const demo: Command = {
  name: 'demo',
  usage: 'preau demo accounts [--json]',
  run: async ([what, form], { db }) => {
    if (what !== 'accounts' || (form && form !== '--json')) {
      process.stderr.write(`${demo.usage}\n`);
      return 2;
    }
    const accounts = await listDemonstrationAccounts(db);
    const lines = accounts.map(({ profile, login, password, name, school }) => [profile, login, password, name, school ?? ''].join('\t'));
    process.stdout.write(form ? `${JSON.stringify(accounts, null, 2)}\n` : lines.map((line) => `${line}\n`).join(''));
    return 0;
  },
};
