import { Worker } from 'node:worker_threads';

/** `pictures`: by the name under which the template finds them, « /1.jpg ». */
export type Sheet = { source: string; inputs: Record<string, string>; pictures?: ReadonlyMap<string, Uint8Array> | undefined };
export type Printed = { id: number; pdf: Uint8Array } | { id: number; wrong: string };

type Waiting = { done: (pdf: Uint8Array) => void; failed: (error: Error) => void };

let worker: Worker | undefined;
let last = 0;
const waiting = new Map<number, Waiting>();

/** Sends a sheet to the one thread that holds Typst and its fonts (50 MB), started at the first sheet and kept. */
export function press(sheet: Sheet): Promise<Uint8Array> {
  const id = ++last;
  return new Promise((done, failed) => {
    waiting.set(id, { done, failed });
    const thread = running();
    thread.ref();
    thread.postMessage({ id, ...sheet });
  });
}

function running(): Worker {
  if (worker) return worker;
  const thread = new Worker(new URL('./typesetter.ts', import.meta.url));
  thread.on('message', (printed: Printed) => {
    const asked = waiting.get(printed.id);
    waiting.delete(printed.id);
    // A thread that has nothing to do must not keep the process alive.
    if (waiting.size === 0) thread.unref();
    if ('pdf' in printed) asked?.done(printed.pdf);
    else asked?.failed(new Error(printed.wrong));
  });
  thread.on('error', (error) => abandon(thread, error));
  thread.on('exit', () => abandon(thread, new Error('the typesetter stopped')));
  worker = thread;
  return thread;
}

function abandon(thread: Worker, error: unknown): void {
  if (worker !== thread) return;
  worker = undefined;
  for (const { failed } of waiting.values()) failed(error instanceof Error ? error : new Error(String(error)));
  waiting.clear();
}
