import type { Job } from '#kernel/service';
import { applyImport } from './apply.ts';
import { compareAgain } from './compare.ts';
import { notePhases, readFolder } from './import.ts';
import { leave } from './leavers.ts';
import { purge } from './purge.ts';
import { undoImport } from './undo.ts';

type OneImport = { importId: string };

type Work<P> = Omit<Parameters<Job['run']>[0], 'payload'> & { payload: P };

const job = <P>(run: (work: Work<P>) => Promise<unknown>, cron?: string): Job => ({
  run: async (work) => void (await run(work)),
  cron,
});

export const jobs: Record<string, Job> = {
  read: job<OneImport>(({ db, payload, now }) => readFolder(db, payload.importId, { now })),
  compare: job<OneImport>(({ db, payload, now }) => compareAgain(db, payload.importId, now)),
  apply: job<OneImport>(async ({ db, payload: { importId }, now }) => {
    const started = performance.now();
    await applyImport(db, importId, {
      now,
      cancelled: async () => {
        const { rows } = await db.pool.query<{ asked: boolean }>(
          'select cancel_asked_at is not null as asked from imports.imports where id = $1',
          [importId],
        );
        return rows[0]?.asked ?? true;
      },
    });
    await notePhases(db, importId, { apply: performance.now() - started });
  }),
  undo: job<OneImport & { by?: string }>(({ db, payload, now }) => undoImport(db, payload.importId, { by: payload.by ?? null, now })),
  leavers: job(({ db, now, services }) => leave(db, now, services), '20 3 * * *'),
  purge: job(({ db, now }) => purge(db, now), '50 3 * * *'),
};
