import { Kysely, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';
import type { KernelTables } from './tables.ts';

// Days stay text: a birth date has no time zone. Counts and sizes fit a double.
pg.types.setTypeParser(pg.types.builtins.DATE, (day) => day);
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

/** What a page gets: it can only ask. PostgreSQL holds the same line: the transaction is read only. */
export type Reader<T = KernelTables> = Pick<Transaction<T & KernelTables>, 'selectFrom' | 'with' | 'selectNoFrom' | 'getExecutor'>;
/** What an action gets: the one transaction the kernel opened for it. */
export type Writer<T = KernelTables> = Transaction<T & KernelTables>;

export type Database = Kysely<KernelTables> & { pool: pg.Pool };

/** A function ends, and a day turns, at midnight in Paris: `current_date` is the day there, whatever the server's own clock says. */
const inParis = '-c TimeZone=Europe/Paris';

/** Opens a pool on `url`. A connection that dies while idle is replaced, never fatal. */
export function connect(url: string, { max = 10 } = {}): Database {
  const pool = new pg.Pool({ connectionString: url, max, options: inParis });
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return Object.assign(new Kysely<KernelTables>({ dialect: new PostgresDialect({ pool }) }), { pool });
}
