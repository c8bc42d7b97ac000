import { readFile } from 'node:fs/promises';
import { importCalendar } from '#kernel/calendar';
import type { Database } from '#kernel/db';
import { listed, plural } from '#kernel/texts';

/** `preau import calendar FICHIER`: the school holidays of the ministry's open data. Gives the exit code. */
export async function readCalendar([file, ...rest]: string[], db: Database): Promise<number> {
  if (!file || rest.length > 0) return 2;
  try {
    const text = await readFile(file, 'utf8');
    const { kept, zones } = await db.transaction().execute((tx) => importCalendar(tx, text));
    process.stdout.write(`${plural(kept, { one: `${kept} période`, other: `${kept} périodes` })} de vacances, ${listed(zones)}.\n`);
    return kept > 0 ? 0 : 1;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    return 1;
  }
}
