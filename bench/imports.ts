import { execFile } from 'node:child_process';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { connect, type Database } from '#kernel/db';
import { rawCluster } from '#kernel/testing';
import { migrateAll } from '../preau.ts';
import { synth } from '../synth/index.ts';
import type { Row } from './row.ts';

const child = fileURLToPath(new URL('./imports-child.ts', import.meta.url));
const run = promisify(execFile);
type Measure = { ms: number; mebibytes: number; state?: string; people?: number; phases?: Record<string, number> };

async function measure(...args: string[]): Promise<Measure> {
  const { stdout } = await run(process.execPath, [child, ...args], { maxBuffer: 1e6 });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}');
}

/** The most an import may hold, whatever the number of schools. */
const mostMebibytes = 400;

/**
 * A first import (read, normalise, stage, compare, apply) of 500 schools against the least it could cost: reading the same XML
 * with no work, plus COPY of the rows it made into tables with the same indexes. Then its peak memory, and how flat it is.
 */
export async function bench(): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'preau-bench-'));
  const [few, many] = [await imported(folder, 50), await imported(folder, 500)];
  await rm(folder, { recursive: true });
  const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
  const phases = Object.entries(many.phases ?? {}).map(([name, ms]) => `${name} ${seconds(ms)}`);
  return [
    {
      name: 'import of 500 schools',
      value: `${Math.round((many.people ?? 0) / (many.ms / 1000))} persons/s (${seconds(many.ms)}: ${phases.join(', ')})`,
      reference: `${seconds(many.reading + many.copying)} (XML ${seconds(many.reading)}, COPY ${seconds(many.copying)})`,
      ratio: many.ms / (many.reading + many.copying),
      target: 3,
    },
    {
      name: 'memory of an import of 500 schools',
      value: `${Math.round(many.mebibytes)} MiB`,
      reference: `${mostMebibytes} MiB`,
      ratio: many.mebibytes / mostMebibytes,
      target: 1,
    },
    {
      name: 'memory, 500 schools against 50',
      value: `${Math.round(many.mebibytes)} MiB`,
      reference: `${Math.round(few.mebibytes)} MiB`,
      ratio: many.mebibytes / few.mebibytes,
      target: 1.5,
    },
  ];
}

async function imported(base: string, schools: number): Promise<Measure & { reading: number; copying: number }> {
  const folder = join(base, String(schools));
  await synth({ folder, schools });
  const cluster = await rawCluster();
  const db = connect(cluster.url, { max: 2 });
  try {
    await migrateAll(cluster.url);
    const { ms: reading } = await measure('read', folder);
    const done = await measure('import', cluster.url, folder);
    if (done.state !== 'applied') throw new Error(`import of ${schools} schools: ${done.state}`);
    return { ...done, reading, copying: await copyAgain(db, base) };
  } finally {
    await db.destroy();
    await cluster.stop();
  }
}

/** The same rows by COPY, out of time, then in, timed. Milliseconds. */
async function copyAgain(db: Database, base: string): Promise<number> {
  const client = await db.pool.connect();
  let total = 0;
  for (const table of ['people', 'contacts', 'functions', 'guardianships', 'accounts', 'places', 'schools']) {
    const file = join(base, `${table}.copy`);
    await pipeline(client.query(copyTo(`copy kernel.${table} to stdout`)), createWriteStream(file));
    await client.query(`create table bench_${table} (like kernel.${table} including defaults including indexes)`);
    const started = performance.now();
    await pipeline(createReadStream(file), client.query(copyFrom(`copy bench_${table} from stdin`)));
    total += performance.now() - started;
    await rm(file);
  }
  client.release();
  return total;
}
