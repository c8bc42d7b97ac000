import { loadTsx } from '../bin/load-tsx.ts';

/** A server's worker in a process of its own, at a given moment, so that a test can kill it. */
const [url = '', smtp = '', moment = '', folder = ''] = process.argv.slice(2);
loadTsx();
const { connect } = await import('#kernel/db');
const { startJobs } = await import('#kernel/jobs');
const { configure } = await import('../kernel/config.ts');
const { notes } = await import('../kernel/outbox/notes.fixture.ts');
const config = configure({ PREAU_DATA: folder, PREAU_SECRET: 'the secret of a test, 32 bytes..', PREAU_SMTP: smtp });
await startJobs({ db: connect(url, { max: 6 }), services: [notes], config, now: () => new Date(moment) });
process.stdout.write('ready\n');
