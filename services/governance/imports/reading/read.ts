import { finished } from 'node:stream/promises';
import { Worker } from 'node:worker_threads';
import { from as copyFrom } from 'pg-copy-streams';
import type { Database } from '#kernel/db';
import type { Delivery } from './files.ts';
import { Refused } from './refused.ts';
import { copyInto, type SheetName } from './sheets.ts';
import type { FromWorker } from './worker.ts';

type Progress = { bytes: number; people: number };
export type ReadOptions = {
  importId: string;
  delivery: Delivery;
  onProgress?: (progress: Progress) => void;
  /** Asked now and then: true stops the reading. */
  cancelled?: () => boolean;
};

/**
 * Reads and normalises a delivery in a worker thread, and stages its rows by COPY as they come.
 * Throws Refused, with the file, when anything in it cannot be trusted: what was staged is then of no use.
 */
export async function read(db: Database, { importId, delivery, onProgress, cancelled }: ReadOptions): Promise<Progress> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: { importId, files: delivery.files },
    resourceLimits: { maxOldGenerationSizeMb: 192 },
    execArgv: [],
  });
  let progress: Progress = { bytes: 0, people: 0 };
  let refusal: (FromWorker & { kind: 'refused' }) | undefined;
  const client = await db.pool.connect();
  const copy = async (sheet: SheetName, text: string) => {
    const stream = client.query(copyFrom(copyInto(sheet)));
    stream.end(text);
    await finished(stream);
  };
  // One COPY after the other: a connection carries one at a time.
  let copies = Promise.resolve();
  try {
    await new Promise<void>((resolve, reject) => {
      worker.on('error', reject);
      worker.on('exit', () => resolve());
      worker.on('message', (message: FromWorker) => {
        if (message.kind === 'refused') refusal = message;
        if (message.kind === 'progress') {
          progress = { bytes: message.bytes, people: message.people };
          onProgress?.(progress);
          if (cancelled?.()) void worker.terminate();
        }
        if (message.kind === 'rows') copies = copies.then(() => copy(message.sheet, message.text)).then(() => worker.postMessage('more'));
        copies.catch(reject);
      });
    });
    await copies;
  } finally {
    await worker.terminate();
    client.release();
  }
  if (refusal) throw Object.assign(new Refused(refusal.code, refusal.args, refusal.line), { file: refusal.file });
  return progress;
}
