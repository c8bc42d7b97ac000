import { Logger, parseCronItems, run, runMigrations, runOnce, type TaskList } from 'graphile-worker';
import { type Database, sql, type Writer } from '#kernel/db';
import { dropFiles } from '#kernel/files';
import { sweepThrottles } from '#kernel/identity';
import { type Carrier, carrierBy, resumeMails, sendMail } from '#kernel/mail';
import { arrive, deliver, digest, push } from '#kernel/outbox';
import { forgetDue, forgetsOf } from '#kernel/personal-data';
import type { Service } from '#kernel/service';
import { eraseUploads, sweepUploads } from '#kernel/uploads';
import type { Config } from '../config.ts';

/** Puts work in the queue, inside the transaction of the change: no commit, no work. `key`: replaces a job that waits under it. */
export async function enqueue(
  db: Pick<Writer, 'getExecutor'>,
  name: string,
  payload: Record<string, unknown> = {},
  { key = null as string | null } = {},
): Promise<void> {
  await sql`select graphile_worker.add_job(${name}, ${JSON.stringify(payload)}::json, job_key => ${key})`.execute(db);
}

export const migrateJobs = (db: Database): Promise<void> => runMigrations({ pgPool: db.pool, logger });

type Work = {
  db: Database;
  services: Service[];
  config: Pick<Config, 'folder' | 'publicUrl' | 'secret' | 'smtp' | 'mailFrom' | 'pushService' | 'sandbox'>;
  now?: () => Date;
};

/** The kernel's own work, then what each manifest declares, as « service.job ». */
function tasks({ db, services, config, now = () => new Date() }: Work, carrier: Carrier): TaskList {
  const inTransaction = <T>(work: (tx: Writer) => Promise<T>): Promise<T> => db.transaction().execute(work);
  const place = () => ({ now: now(), origin: config.publicUrl });
  const kernel: TaskList = {
    'kernel.deliver': async () => {
      // A full batch may have left more behind.
      while ((await inTransaction((tx) => deliver(tx, services, now()))) > 0);
      while ((await inTransaction((tx) => arrive(tx, services, place()))) > 0);
    },
    'kernel.digest': async () => void (await digest(db, services, place())),
    'kernel.mail': (payload) => sendMail(db, carrier, idIn(payload), now()),
    'kernel.push': (payload) => push(db, config, idIn(payload)),
    'kernel.resume': () => resumeMails(db, now()),
    'kernel.sweep': async () => {
      await sweepThrottles(db);
      await sweepUploads(db, config.folder, now());
    },
    'kernel.forget': () => forgetDue(db, forgetsOf(services), now()),
    'kernel.dropFiles': (payload) => dropFiles(db, config.folder, idsIn(payload)),
    'kernel.uploads': (payload) => eraseUploads(config.folder, idsIn(payload)),
  };
  const declared = services.flatMap((service) =>
    Object.entries(service.jobs ?? {}).map(([name, job]) => [
      `${service.name}.${name}`,
      async (payload: unknown) =>
        job.run({ db, payload: payload as never, now: now(), folder: config.folder, secret: config.secret, services }),
    ]),
  );
  return { ...kernel, ...Object.fromEntries(declared) };
}

const idsIn = (payload: unknown): string[] => (payload as { ids: string[] }).ids;
const idIn = (payload: unknown): string => (payload as { id: string }).id;

function crontab(services: Service[]) {
  return parseCronItems([
    { task: 'kernel.deliver', match: '*/5 * * * *', identifier: 'kernel.deliver' },
    { task: 'kernel.digest', match: '2 * * * *', identifier: 'kernel.digest' },
    { task: 'kernel.resume', match: '*/10 * * * *', identifier: 'kernel.resume' },
    { task: 'kernel.forget', match: '15 2 * * *', identifier: 'kernel.forget' },
    { task: 'kernel.sweep', match: '0 * * * *', identifier: 'kernel.sweep' },
    ...services.flatMap((service) =>
      Object.entries(service.jobs ?? {}).flatMap(([name, { cron }]) =>
        cron ? [{ task: `${service.name}.${name}`, match: cron, identifier: `${service.name}.${name}` }] : [],
      ),
    ),
  ]);
}

/** Only what went wrong: a job that succeeds says nothing. */
const logger = new Logger(() => (level, message, meta) => {
  if (level === 'error' || level === 'warning')
    process.stderr.write(`${message} ${meta?.['error'] instanceof Error ? meta['error'].stack : ''}\n`);
});

export type Worker = { stop: () => Promise<void> };

/** Works until stopped. Several nodes may work together. */
export async function startJobs(work: Work): Promise<Worker> {
  const carrier = carrierBy({ smtp: work.config.smtp, from: work.config.mailFrom }, work.config.folder);
  const runner = await run({
    pgPool: work.db.pool,
    taskList: tasks(work, carrier),
    parsedCronItems: crontab(work.services),
    concurrency: 2,
    noHandleSignals: true,
    logger,
  });
  return {
    async stop() {
      await runner.stop();
      carrier.close();
    },
  };
}

/** Does all that waits and lets arrive what is due, then returns: for tests and the command line. */
export async function settleJobs(work: Work): Promise<void> {
  const carrier = carrierBy({ smtp: work.config.smtp, from: work.config.mailFrom }, work.config.folder);
  await enqueue(work.db, 'kernel.deliver');
  await runOnce({ pgPool: work.db.pool, taskList: tasks(work, carrier), noHandleSignals: true, logger });
  carrier.close();
}
