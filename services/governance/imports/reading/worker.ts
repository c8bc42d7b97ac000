import { parentPort, workerData } from 'node:worker_threads';
import type { AafFile } from './files.ts';
import { recorder } from './recorder.ts';
import { Refused } from './refused.ts';
import { heldSheets, type SheetName } from './sheets.ts';
import { textOf } from './text.ts';
import { aafReader } from './xml.ts';

/** What the worker says. `rows` asks for an answer (any message): no more than `ahead` of them wait, so memory stays flat. */
export type FromWorker =
  | { kind: 'rows'; sheet: SheetName; text: string }
  | { kind: 'progress'; bytes: number; people: number }
  | { kind: 'refused'; code: string; args: Record<string, string | number>; file: string | null; line: number | null }
  | { kind: 'done' };

const ahead = 4;
const { importId, files }: { importId: string; files: AafFile[] } = workerData;
const port = parentPort;
if (!port) throw new Error('reading/worker.ts runs in a worker thread');
const say = (message: FromWorker) => port.postMessage(message);

let waiting = 0;
let resume: (() => void) | undefined;
port.on('message', () => {
  waiting -= 1;
  resume?.();
});

const sheets = heldSheets(async (sheet, text) => {
  while (waiting >= ahead)
    await new Promise<void>((go) => {
      resume = go;
    });
  waiting += 1;
  say({ kind: 'rows', sheet, text });
});

const record = recorder(importId, sheets.add);
let bytes = 0;
let reading: AafFile | undefined;

try {
  for (const file of files) {
    reading = file;
    const reader = aafReader((entry) => record.take(entry, file));
    for await (const text of textOf(file.path, (more) => {
      bytes += more;
    })) {
      reader.write(text);
      await sheets.ease();
      say({ kind: 'progress', bytes, people: record.count() });
    }
    reader.close();
    record.endOf(file);
  }
  await sheets.empty();
  say({ kind: 'done' });
} catch (error) {
  if (!(error instanceof Refused)) throw error;
  say({ kind: 'refused', code: error.code, args: error.args, file: reading?.name ?? null, line: error.line });
}
port.close();
