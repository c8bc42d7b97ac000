import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assetFrom, buildAssets, type Manifest } from './build.ts';

const repository = new URL('../../', import.meta.url).pathname;
const root = mkdtempSync(join(tmpdir(), 'preau-assets-'));
const out = join(root, 'dist/assets');
const fileOf = (url: string) => join(out, url.slice('/assets/'.length));
const kib = (bytes: number) => bytes / 1024;
let manifest: Manifest;

/** The real room, and one service with one island, as the build would find them. */
beforeAll(async () => {
  mkdirSync(join(root, 'services/communication/liaison/islands'), { recursive: true });
  cpSync(join(repository, 'kernel/ui'), join(root, 'kernel/ui'), { recursive: true });
  symlinkSync(join(repository, 'node_modules'), join(root, 'node_modules'));
  writeFileSync(
    join(root, 'services/communication/liaison/islands/essai.tsx'),
    'import { useState } from "preact/hooks"; export function Island({ start }: { start: number }) { const [n, set] = useState(start); return <button onClick={() => set(n + 1)}>{n}</button>; }',
  );
  manifest = await buildAssets({ root, out });
});
afterAll(() => rmSync(root, { recursive: true }));

describe('the assets', () => {
  it('have names that carry their content, and a Brotli twin that says the same', () => {
    for (const name of ['style.css', 'enhance.js', 'islands/essai.js', 'logo.svg']) {
      const url = assetFrom(manifest)(name);
      expect(url).toMatch(/^\/assets\/.+-[A-Z0-9]{8}\.\w+$/);
      expect(brotliDecompressSync(readFileSync(`${fileOf(url)}.br`)).equals(readFileSync(fileOf(url)))).toBe(true);
    }
  });
  it('are not written twice', async () => {
    const before = statSync(`${fileOf(manifest['style.css'] ?? '')}.br`).mtimeMs;
    expect(await buildAssets({ root, out })).toEqual(manifest);
    expect(statSync(`${fileOf(manifest['style.css'] ?? '')}.br`).mtimeMs).toBe(before);
  });
  it('refuse an unknown name', () => {
    expect(() => assetFrom(manifest)('nowhere.js')).toThrow('nowhere.js');
  });
  it('ask nothing of anybody else', () => {
    expect(readFileSync(fileOf(manifest['style.css'] ?? ''), 'utf8')).not.toMatch(/https?:|url\(["']?\/\//);
  });
  it('keep their styles for the tablets of 2019', () => {
    expect(readFileSync(fileOf(manifest['style.css'] ?? ''), 'utf8')).not.toMatch(/@layer|@scope|[{;}]\s*&|:is\(|color-mix/);
  });
});

describe('the weights', () => {
  const compressed = (name: string) => kib(statSync(`${fileOf(manifest[name] ?? '')}.br`).size);
  const font = (name: string) => kib(statSync(fileOf(manifest[`${name}.woff2`] ?? '')).size);
  it('leave room for the page: style 9 KiB, script 4 KiB', () => {
    expect(compressed('style.css')).toBeLessThan(9);
    expect(compressed('enhance.js')).toBeLessThan(4);
  });
  it('sign-in, all counted, stays under 50 KiB with 5 KiB of page', () => {
    const total =
      compressed('style.css') + compressed('enhance.js') + compressed('logo.svg') + font('atkinson-hyperlegible-next-latin-wght-normal');
    expect(total).toBeLessThan(45);
  });
  it('a child’s page stays under 90 KiB with both weights of its letters and the cursive', () => {
    const letters = font('andika-latin-400-normal') + font('andika-latin-700-normal') + font('playwrite-fr-moderne-latin-400-normal');
    expect(letters + compressed('style.css') + compressed('enhance.js')).toBeLessThan(80);
  });
});
