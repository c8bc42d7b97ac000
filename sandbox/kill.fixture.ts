import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { databasesFor } from './databases.ts';

/** A sandbox whose school is one table and one file: what matters is the hand that makes it anew, killed anywhere. */
export const tinySandbox = (server: string, folder: string) =>
  databasesFor({
    plan: { server, folder, database: 'tiny_essai' },
    fill: async (url, files) => {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      await client.query('create table school as select generate_series(1, 2000) as pupil');
      await client.end();
      await writeFile(join(files, 'photo'), 'neuve');
    },
  });

const [server, folder] = process.argv.slice(2);
if (process.argv[1]?.endsWith('kill.fixture.ts') && server && folder) {
  process.stdout.write('ready\n');
  for (;;) await tinySandbox(server, folder).reset(new Date());
}
