import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import pg from 'pg';

export type MigrationFolder = { owner: string; folder: URL };

const kernel: MigrationFolder = { owner: 'kernel', folder: new URL('./migrations/', import.meta.url) };

/**
 * Brings the schema forward: each `NNNN_what.sql` once, in order, in a transaction of its own, the kernel first. Never back.
 * Throws when a file that already ran was edited. Several nodes may start together: the first one works, the others wait.
 */
export async function migrate(url: string, folders: MigrationFolder[]): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const ran: string[] = [];
  try {
    await client.query(`select pg_advisory_lock(hashtext('preau migrations'))`);
    await client.query(`create schema if not exists kernel;
      create table if not exists kernel.migrations (
        owner text, name text, checksum text not null, ran_at timestamptz not null default now(), primary key (owner, name))`);
    const { rows } = await client.query<{ key: string; checksum: string }>(
      `select owner || '/' || name as key, checksum from kernel.migrations`,
    );
    const known = new Map(rows.map((row) => [row.key, row.checksum]));
    for (const { owner, folder } of [kernel, ...folders])
      for (const name of (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort()) {
        const text = await readFile(new URL(name, folder), 'utf8');
        const checksum = createHash('sha256').update(text).digest('hex');
        const before = known.get(`${owner}/${name}`);
        if (before === checksum) continue;
        if (before) throw new Error(`${owner}/${name} was edited after it ran: write a new migration instead`);
        await client.query('begin');
        await client.query(text).catch((cause: Error) => {
          throw new Error(`${owner}/${name}: ${cause.message}`, { cause });
        });
        await client.query('insert into kernel.migrations (owner, name, checksum) values ($1, $2, $3)', [owner, name, checksum]);
        await client.query('commit');
        ran.push(`${owner}/${name}`);
      }
  } finally {
    await client.end();
  }
  return ran;
}
