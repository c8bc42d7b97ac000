import { Logger, parseCronItems, type Runner, run, runMigrations, runOnce, type TaskList } from 'graphile-worker';
import { forgetOld } from '#kernel/audit';
import { type Database, sql, type Writer } from '#kernel/db';
import { sweepThrottles } from '#kernel/identity';
import { deliver } from '#kernel/outbox';
import type { Service } from '#kernel/service';

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

type Work = { db: Database; services: Service[]; folder: string; now?: () => Date };

/** The kernel's own work, then what each manifest declares, as « service.job ». */
function tasks({ db, services, folder, now = () => new Date() }: Work): TaskList {
  const kernel: TaskList = {
    'kernel.deliver': async () => {
      // A full batch may have left more behind.
      while ((await db.transaction().execute((tx) => deliver(tx, services, now()))) > 0);
    },
    'kernel.sweep': async () => {
      await sweepThrottles(db);
      await forgetOld(db, now());
    },
  };
  const declared = services.flatMap((service) =>
    Object.entries(service.jobs ?? {}).map(([name, job]) => [
      `${service.name}.${name}`,
      async (payload: unknown) => job.run({ db, payload: payload as never, now: now(), folder }),
    ]),
  );
  return { ...kernel, ...Object.fromEntries(declared) };
}

function crontab(services: Service[]) {
  return parseCronItems([
    { task: 'kernel.deliver', match: '*/5 * * * *', identifier: 'kernel.deliver' },
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

/** Works until stopped. Several nodes may work together. */
export const startJobs = (work: Work): Promise<Runner> =>
  run({
    pgPool: work.db.pool,
    taskList: tasks(work),
    parsedCronItems: crontab(work.services),
    concurrency: 2,
    noHandleSignals: true,
    logger,
  });

/** Does all that waits, then returns: for tests and the command line. */
export const settleJobs = (work: Work): Promise<void> =>
  runOnce({ pgPool: work.db.pool, taskList: tasks(work), noHandleSignals: true, logger });
