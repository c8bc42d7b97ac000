import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { freePort } from './free-port.ts';
import type { Row } from './row.ts';

const root = resolve(import.meta.dirname, '..');
/** What « a second start » may last, in seconds. */
const allowed = 5;

/** From the command to the open door, the second time: the database exists, the assets are built. */
export async function bench(): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'preau-bench-'));
  try {
    const first = await start(folder);
    const second = await start(folder);
    return [
      {
        name: 'second start',
        value: `${second.toFixed(1)} s`,
        reference: `${allowed} s allowed (first: ${first.toFixed(1)} s)`,
        ratio: second / allowed,
        target: 1,
      },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function start(folder: string): Promise<number> {
  const from = performance.now();
  const child = spawn('node', ['bin/preau', 'start'], {
    cwd: root,
    env: { ...process.env, PREAU_DATA: folder, PORT: String(await freePort()) },
  });
  let said = '';
  while (!said.includes('Préau est ouvert')) {
    const [chunk] = await once(child.stdout, 'data');
    said += String(chunk);
  }
  const seconds = (performance.now() - from) / 1000;
  child.kill('SIGTERM');
  await once(child, 'exit');
  return seconds;
}
