import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parentPort } from 'node:worker_threads';
import { NodeCompiler, type NodeError } from '@myriaddreamin/typst-ts-node-compiler';
import type { Printed, Sheet } from './press.ts';
import { sfntOf } from './woff.ts';

/** The thread that typesets. Typst reads neither WOFF2 nor variable fonts: hence Andika, which also comes as WOFF 1. */

const find = createRequire(import.meta.url).resolve;
const fonts = [
  '@fontsource/andika/files/andika-latin-400-normal.woff',
  '@fontsource/andika/files/andika-latin-700-normal.woff',
  '@fontsource/andika/files/andika-latin-400-italic.woff',
  '@fontsource/andika/files/andika-latin-700-italic.woff',
  '@fontsource/andika/files/andika-latin-ext-400-normal.woff',
  '@fontsource/andika/files/andika-latin-ext-700-normal.woff',
  '@fontsource/playwrite-fr-moderne/files/playwrite-fr-moderne-latin-400-normal.woff',
].map((file) => sfntOf(readFileSync(find(file))));

// The workspace is this folder: a template finds /house.typ, and nothing of the server's disk.
const workspace = fileURLToPath(new URL('.', import.meta.url));
const compiler = NodeCompiler.create({ workspace, fontArgs: [{ fontBlobs: fonts }] });

const complaint = (error: NodeError): string =>
  compiler
    .fetchDiagnostics(error)
    .map(({ message, range }: { message: string; range: unknown }) => `${message} ${JSON.stringify(range)}`)
    .join('; ');

function typeset({ source, inputs, pictures = new Map() }: Sheet): Uint8Array {
  compiler.resetShadow();
  for (const [name, bytes] of pictures) compiler.mapShadow(join(workspace, name), Buffer.from(bytes));
  const compiled = compiler.compile({ mainFileContent: source, inputs });
  const wrong = compiled.takeError();
  if (wrong || !compiled.result) throw new Error(`Typst: ${wrong ? complaint(wrong) : 'no document'}`);
  const pdf = compiler.pdf(compiled.result);
  compiler.evictCache(10);
  return new Uint8Array(pdf);
}

parentPort?.on('message', ({ id, ...sheet }: Sheet & { id: number }) => {
  let printed: Printed;
  try {
    printed = { id, pdf: typeset(sheet) };
  } catch (error) {
    printed = { id, wrong: error instanceof Error ? error.message : String(error) };
  }
  parentPort?.postMessage(printed, 'pdf' in printed ? [printed.pdf.buffer as ArrayBuffer] : []);
});
