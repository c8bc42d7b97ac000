import { existsSync, readdirSync } from 'node:fs';
import type { Service } from './index.ts';

/** Every `<family>/<service>/service.ts` below `root`, in the order of the menu: adding a folder adds a service. */
export async function discover(root: URL): Promise<Service[]> {
  const found: Service[] = [];
  for (const family of ['communication', 'information', 'pupil-life', 'pedagogy', 'utilities', 'governance'])
    for (const name of foldersOf(new URL(`${family}/`, root))) {
      const manifest = new URL(`${family}/${name}/service.ts`, root);
      if (existsSync(manifest)) found.push((await import(manifest.href)).default);
    }
  return found;
}

const foldersOf = (url: URL): string[] =>
  existsSync(url)
    ? readdirSync(url, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => entry.name)
        .sort()
    : [];
