import { type Command, type Reader, sql, type Writer } from '#kernel';
import { codeAt, nextCodeStep, stepAt } from '#kernel/identity';
import type { Tables } from './tables.ts';

/** A known account of the demonstration, as its sign-in page tells it; the secret is that of its application, for those who work here. */
export type DemonstrationAccount = {
  login: string;
  password: string;
  profile: string;
  name: string;
  school: string | null;
  totpSecret: string | null;
};

/** In the order they were saved. Empty outside a demonstration. */
export async function listDemonstrationAccounts(db: Pick<Reader, 'getExecutor'>): Promise<DemonstrationAccount[]> {
  const { rows } = await sql<DemonstrationAccount>`
    select a.login, d.password, d.profile, p.first_name || ' ' || p.last_name as name, d.school_name as school, d.totp_key as "totpSecret"
    from account.demonstration_accounts d
    join kernel.accounts a on a.id = d.account_id and a.blocked_at is null
    join kernel.people p on p.id = a.person_id and p.trashed_at is null
    order by d.rank`.execute(db);
  return rows;
}

/** Tells the sign-in page of the demonstration about an account. Called by the demonstration's loader, and by nothing else. */
export async function saveDemonstrationAccount(
  db: Writer<Tables>,
  { accountId, ...known }: { accountId: string; password: string; profile: string; schoolName: string | null; totpKey?: string | null },
): Promise<void> {
  const row = { password: known.password, profile: known.profile, school_name: known.schoolName, totp_key: known.totpKey ?? null };
  await db
    .insertInto('account.demonstration_accounts')
    .values({ account_id: accountId, ...row })
    .onConflict((before) => before.column('account_id').doUpdateSet(row))
    .execute();
}

/** A known account, and the key of its application if it has one. */
export async function demonstrationKey(db: Pick<Reader, 'getExecutor'>, accountId: string): Promise<{ key: string | null } | undefined> {
  const { rows } = await sql<{ key: string | null }>`
    select totp_key as key from account.demonstration_accounts where account_id = ${accountId}`.execute(db);
  return rows[0];
}

/** How many codes of the future a known account may use: several people try the same one in the same half-minute. Forty minutes. */
const farAhead = 80;

/** How many codes of the future are taken: one, as everywhere; more for a known account of a demonstration. */
export const ahead = async (db: Reader, accountId: string, demonstration: boolean): Promise<number> =>
  demonstration && (await demonstrationKey(db, accountId))?.key ? farAhead : 1;

/** The code that a known account of a demonstration may use now. Never called outside a demonstration. */
export async function shownTotp(db: Reader, accountId: string, now: Date): Promise<string | null> {
  const key = (await demonstrationKey(db, accountId))?.key;
  if (!key) return null;
  return codeAt(key, Math.min(await nextCodeStep(db, accountId, now), stepAt(now) + farAhead));
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
