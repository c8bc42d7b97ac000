import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const copy = mkdtempSync(join(tmpdir(), 'preau-new-service-'));
afterAll(() => rmSync(copy, { recursive: true, force: true }));

const run = (command: string, ...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: copy, encoding: 'utf8', env: { ...process.env, CI: '' } });
  return status === 0 ? 'ok' : `${stdout}\n${stderr}`;
};

test('a service made by bin/new-service passes the checks and the locks of the house', { timeout: 240_000 }, () => {
  cpSync(root, copy, { recursive: true, filter: (path) => !/\/(node_modules|dist|data|\.git)$/.test(path) });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  // It ends with the rights matrix, its new rows written.
  expect(run('node', 'bin/new-service', 'pedagogy/trial', '«', 'L’essai', '»')).toBe('ok');
  expect(readFileSync(join(copy, 'services/pedagogy/trial/texts.ts'), 'utf8')).toMatch(/label: .L’essai.,/);
  expect(run('npx', 'tsc', '--noEmit')).toBe('ok');
  expect(run('npx', 'biome', 'check', 'services/pedagogy/trial')).toBe('ok');
  expect(
    run(
      'npx',
      'vitest',
      'run',
      'services/pedagogy/trial',
      'tests/architecture.test.ts',
      'tests/catalog.test.ts',
      'tests/personal-data.test.ts',
      'tests/deeds.test.ts',
    ),
  ).toBe('ok');
  expect(run('node', 'bin/new-service', 'nowhere/trial', 'Essai')).toContain('Familles');
});
