import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { build, type Plugin } from 'esbuild';

/** Source name (`style.css`, `islands/rich-text.js`, `andika-latin-400-normal.woff2`) → address (`/assets/style-3F2A.css`). */
export type Manifest = Readonly<Record<string, string>>;

const compress = promisify(brotliCompress);
const address = '/assets/';

/** A school tablet of 2019 that was never updated still gets the whole house. */
const oldest = ['chrome80', 'safari13', 'firefox78'];

/**
 * Builds stylesheet, enhancer, islands, logo and fonts of the repository at `root` into `out`, under names that carry their
 * content, each text with its Brotli twin. A file that is already there is not written again, which is why a second run is
 * quick and a page opened before an update keeps its files.
 */
export async function buildAssets({ root, out }: { root: string; out: string }): Promise<Manifest> {
  const room = join(root, 'kernel/ui');
  const islands = await islandFiles(root);
  const entries = new Map([
    [join(room, 'css/style.css'), 'style'],
    [join(room, 'css/class-device.css'), 'class-device'],
    [join(room, 'css/week.css'), 'week'],
    [join(room, 'css/journal.css'), 'journal'],
    [join(room, 'css/month.css'), 'month'],
    [join(room, 'css/roll.css'), 'roll'],
    [join(room, 'enhance.ts'), 'enhance'],
    [join(room, 'watcher.ts'), 'watcher'],
    [join(room, 'logo.svg'), 'logo'],
    ...islands.map((file): [string, string] => [`island:${file}`, `islands/${basename(file, '.tsx')}`]),
  ]);
  const twice = [...entries.values()].find((name, at, all) => all.indexOf(name) !== at);
  if (twice) throw new Error(`Two islands have the name ${twice}`);
  const built = await build({
    absWorkingDir: root,
    entryPoints: [...entries].map(([from, to]) => ({ in: from, out: to })),
    outdir: out,
    publicPath: address,
    entryNames: '[dir]/[name]-[hash]',
    chunkNames: 'chunks/[name]-[hash]',
    assetNames: 'fonts/[name]-[hash]',
    loader: { '.woff2': 'file', '.svg': 'copy' },
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: oldest,
    // Safari 13 misses one corner of it (a default in a `for … of` head), which nobody writes; esbuild cannot rewrite it.
    supported: { destructuring: true },
    jsx: 'automatic',
    jsxImportSource: 'preact',
    legalComments: 'none',
    metafile: true,
    write: false,
    logLevel: 'warning',
    plugins: [islandWrapper, speechInBrowser],
  });
  await Promise.all(built.outputFiles.map(({ path, contents }) => store(path, contents)));
  const names: Record<string, string> = {};
  for (const [path, { entryPoint, inputs }] of Object.entries(built.metafile.outputs)) {
    const file = join(root, path);
    const url = address + relative(out, file).replaceAll('\\', '/');
    const extension = path.slice(path.lastIndexOf('.'));
    const source = entryPoint && entries.get(entryPoint.startsWith('island:') ? entryPoint : join(root, entryPoint));
    if (source) names[source + extension] = url;
    else if (extension !== '.js') names[basename(Object.keys(inputs)[0] ?? path)] = url;
  }
  return names;
}

/** What `View.asset` is made of. An unknown name is a mistake of ours, said at once. */
export const assetFrom =
  (manifest: Manifest) =>
  (name: string): string => {
    const url = manifest[name];
    if (url === undefined) throw new Error(`No asset is named ${name}`);
    return url;
  };

/** The Brotli twin first, each under its name only once whole: two starts at the same moment never serve half a file. */
async function store(path: string, contents: Uint8Array): Promise<void> {
  if (existsSync(path)) return;
  await mkdir(dirname(path), { recursive: true });
  if (!path.endsWith('.woff2')) await put(`${path}.br`, await compress(contents, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
  await put(path, contents);
}

async function put(path: string, contents: Uint8Array): Promise<void> {
  const draft = `${path}.${process.pid}.tmp`;
  await writeFile(draft, contents);
  await rename(draft, path);
}

/** `kernel/islands/*.tsx` and `services/<family>/<name>/islands/*.tsx`, tests left out. */
async function islandFiles(root: string): Promise<string[]> {
  const inside = async (folder: string): Promise<string[]> => {
    const found = await readdir(folder, { withFileTypes: true }).catch(() => []);
    return found.map((entry) => join(folder, entry.name));
  };
  const families = await inside(join(root, 'services'));
  const services = (await Promise.all(families.map(inside))).flat();
  const folders = [join(root, 'kernel/islands'), ...services.map((service) => join(service, 'islands'))];
  const files = (await Promise.all(folders.map(inside))).flat();
  return files.filter((file) => file.endsWith('.tsx') && !file.includes('.test.')).sort();
}

/** An island file gives a component `Island` or a function `mount`; the page's script only ever calls `mount`. */
const islandWrapper: Plugin = {
  name: 'island',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^island:/ }, ({ path }) => ({ path: path.slice('island:'.length), namespace: 'island' }));
    onLoad({ filter: /.*/, namespace: 'island' }, async ({ path }) => ({
      resolveDir: dirname(path),
      // An island that mounts itself does not pay for Preact.
      contents: /^export (const|function|async function) mount\b/m.test(await readFile(path, 'utf8'))
        ? `export { mount } from ${JSON.stringify(path)};`
        : `import { Island } from ${JSON.stringify(path)};
        import { h, render } from 'preact';
        export const mount = (element, props) => {
          element.textContent = '';
          render(h(Island, props), element);
        };`,
    }));
  },
};

/** `#kernel/texts` asks Node who is being spoken to; in a browser the page itself says it. */
const speechInBrowser: Plugin = {
  name: 'speech',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:async_hooks$/ }, ({ path }) => ({ path, namespace: 'speech' }));
    onLoad({ filter: /.*/, namespace: 'speech' }, () => ({
      contents: `export class AsyncLocalStorage {
        getStore() { return { tag: document.documentElement.lang, now: new Date() }; }
        run(_speech, work) { return work(); }
      }`,
    }));
  },
};
