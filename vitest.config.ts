import { defineConfig } from 'vitest/config';
import { closingLine } from './tests/reporter.ts';

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    include: ['**/*.test.{ts,tsx}'],
    exclude: ['**/node_modules/**', 'dist/**', 'data/**'],
    globalSetup: './tests/setup.ts',
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // The local guichet of the tests keeps everything in memory, on purpose.
    onConsoleLog: (log) => !log.startsWith('oidc-provider WARNING: a quick start'),
    reporters: ['default', closingLine()],
  },
});
