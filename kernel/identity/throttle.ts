import { type Database, sql } from '#kernel/db';

/**
 * Tries are counted by where they come from: (account × address), and address. Nothing counts by account alone, so that
 * nobody far away can lock somebody out; a device known to the account has a count of its own, which strangers cannot fill.
 */
export type Window = { key: string; most: number; seconds: number };

const quarter = 15 * 60;

/** `subject`: what is tried, a login as typed. `accountId`: whose it is, if it is anybody's. */
export function windowsFor(
  purpose: string,
  subject: string,
  from: { address: string; knownDevices: { accountId: string }[] },
  accountId?: string,
): Window[] {
  if (accountId !== undefined && from.knownDevices.some((known) => known.accountId === accountId))
    return [{ key: `${purpose} ${subject} known`, most: 20, seconds: quarter }];
  const network = networkOf(from.address);
  return [
    { key: `${purpose} ${subject} ${network}`, most: 10, seconds: quarter },
    { key: `${purpose} ${network}`, most: 200, seconds: quarter },
  ];
}

/** One IPv6 line has 2⁶⁴ addresses: it counts for one, by its first half. An IPv4 address is itself. */
export function networkOf(address: string): string {
  const four = /(?:^|:)(\d+\.\d+\.\d+\.\d+)$/.exec(address)?.[1];
  if (four || !address.includes(':')) return four ?? address;
  const [head = '', tail] = address.toLowerCase().split('%')[0]!.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail ? tail.split(':') : [];
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0');
  return `${[...left, ...zeros, ...right].slice(0, 4).join(':')}::/64`;
}

/**
 * Counts one try in every window and gives the seconds to wait before another: 0 when the way is free. Counting comes
 * first and is one statement, so that tries made together are all counted. Call it outside a transaction that may be undone.
 */
export async function countTry(db: Pick<Database, 'getExecutor'>, windows: Window[]): Promise<number> {
  let wait = 0;
  for (const { key, most, seconds } of windows) {
    const { rows } = await sql<{ hits: number; left: number }>`
      insert into kernel.throttles as t (key, hits, resets_at) values (${key}, 1, now() + make_interval(secs => ${seconds}))
      on conflict (key) do update set
        hits = case when t.resets_at <= now() then 1 else t.hits + 1 end,
        resets_at = case when t.resets_at <= now() then excluded.resets_at else t.resets_at end
      returning hits, extract(epoch from resets_at - now())::int as left`.execute(db);
    const row = rows[0];
    if (row && row.hits > most) wait = Math.max(wait, row.left, 1);
  }
  return wait;
}

/** A try that succeeded was not an attack: it is taken back, and the person's own count starts again. */
export async function forgive(db: Pick<Database, 'getExecutor'>, windows: Window[]): Promise<void> {
  const [own, ...shared] = windows.map((window) => window.key);
  await sql`delete from kernel.throttles where key = ${own}`.execute(db);
  if (shared.length > 0)
    await sql`update kernel.throttles set hits = greatest(hits - 1, 0) where key = any (${shared}::text[])`.execute(db);
}

/** Windows that have ended are forgotten: the addresses in them are not kept. */
export const sweepThrottles = (db: Pick<Database, 'getExecutor'>): Promise<unknown> =>
  sql`delete from kernel.throttles where resets_at < now()`.execute(db);
