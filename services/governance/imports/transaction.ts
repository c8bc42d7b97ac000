import type { Client } from './sql.ts';

/** Runs `work` in one transaction of this connection; again when PostgreSQL had to end it to let another one pass. */
export async function transaction<T>(client: Client, work: () => Promise<T>, tries = 4): Promise<T> {
  await client.query('begin');
  try {
    const result = await work();
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => {});
    if (tries > 1 && stoodInTheWay(error)) return transaction(client, work, tries - 1);
    throw error;
  }
}

/** A deadlock, or a unique key taken by a transaction that committed meanwhile (PostgreSQL, appendix A). */
const stoodInTheWay = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && ['40P01', '40001', '23505'].includes(String(error.code));

/**
 * Runs `work` unless another process is already at it for this import. The lock is the connection's: it falls with a process
 * that is killed, so nobody has to clean up after it.
 */
export async function alone<T>(client: Client, importId: string, work: () => Promise<T>): Promise<T | 'busy'> {
  const { rows } = await client.query<{ mine: boolean }>(`select pg_try_advisory_lock(hashtext('imports'), hashtext($1)) as mine`, [
    importId,
  ]);
  if (!rows[0]?.mine) return 'busy';
  try {
    return await work();
  } finally {
    await client.query(`select pg_advisory_unlock(hashtext('imports'), hashtext($1))`, [importId]).catch(() => {});
  }
}
