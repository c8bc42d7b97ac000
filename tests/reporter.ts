import type { Reporter } from 'vitest/node';

/** Comes after the usual reporter and closes the run with the line a CI reads: `Tests: N passed, N failed`. */
export function closingLine(): Reporter {
  let line = 'Tests: 0 passed, 1 failed';
  return {
    onInit() {
      // At the very end: vitest still prints errors of its own, such as those of tests/setup.ts, after the reporters' last word.
      process.once('exit', () => process.stdout.write(`\n${line}\n`));
    },
    onTestRunEnd(modules, unhandledErrors) {
      const count = { passed: 0, failed: 0, skipped: 0, pending: 0 };
      for (const module of modules) {
        for (const test of module.children.allTests()) count[test.result().state] += 1;
        // A file that does not load, or a hook that throws, has no failing test of its own.
        count.failed += module.errors().length;
        for (const suite of module.children.allSuites()) count.failed += suite.errors().length;
      }
      count.failed += unhandledErrors.length + count.pending;
      if (modules.length === 0) count.failed += 1; // tests/setup.ts failed, or a filter that names nothing
      const skipped = count.skipped ? `, ${count.skipped} skipped` : '';
      line = `Tests: ${count.passed} passed, ${count.failed} failed${skipped}`;
    },
  };
}
