import { connect } from '#kernel/db';
import { applyImport } from './apply.ts';

/** A process of its own that applies an import, so that a test can kill it. */
const [url = '', importId = ''] = process.argv.slice(2);
const db = connect(url, { max: 4 });
process.stdout.write('ready\n');
process.stdout.write(`${await applyImport(db, importId, { now: new Date('2026-09-02T08:00:00Z') })}\n`);
await db.destroy();
