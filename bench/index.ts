import type { Row } from './row.ts';

const rooms = {
  start: async () => (await import('./start.ts')).bench(),
  pages: async () => (await import('./pages.ts')).bench(),
  reach: async () => (await import('./reach.ts')).bench(),
  messaging: async () => (await import('./messaging.ts')).bench(),
  journal: async () => (await import('./journal.ts')).bench(),
  'sign-in': async () => (await import('./sign-in.ts')).bench(),
  delivery: async () => (await import('./delivery.ts')).bench(),
  live: async () => (await import('./live.ts')).bench(),
  paper: async () => (await import('./paper.ts')).bench(),
  conventions: async () => (await import('./conventions.ts')).bench(),
  deployment: async () => (await import('./deployment.ts')).bench(),
  'own-file': async () => (await import('./own-file.ts')).bench(),
  roll: async () => (await import('./roll.ts')).bench(),
  imports: async () => (await import('./imports.ts')).bench(),
};

/** `preau bench [room…]`: prints the ratios; 1 when one exceeds its target. */
export async function run(args: string[]): Promise<number> {
  const rows: Row[] = [];
  for (const [room, bench] of Object.entries(rooms)) if (args.length === 0 || args.includes(room)) rows.push(...(await bench()));
  console.table(
    Object.fromEntries(
      rows.map(({ name, value, reference, ratio, target }) => [
        name,
        { value, reference, ratio: ratio.toFixed(2), target, holds: ratio <= target ? 'yes' : 'NO' },
      ]),
    ),
  );
  return rows.length > 0 && rows.every(({ ratio, target }) => ratio <= target) ? 0 : 1;
}
