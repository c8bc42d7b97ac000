import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import type { AxeResults, Result } from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';

const require = createRequire(import.meta.url);
const unpack = promisify(brotliDecompress);

const flags = [
  '--no-sandbox', // root, in CI
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

type Program = { executablePath: string; env?: Record<string, string> };

/**
 * A headless Chromium: that of PREAU_CHROMIUM, else one installed on the host, else the one npm brought (`from: 'npm'` asks
 * for it). `camera`: a Y4M file that stands before its camera, read again each time the camera opens. Close it in afterAll.
 */
export async function openBrowser({
  from,
  camera,
  microphone,
}: {
  from?: 'npm';
  camera?: string;
  microphone?: boolean;
} = {}): Promise<Browser> {
  const { executablePath, env = {} } = from === 'npm' ? await fromNpm() : (onHost() ?? (await fromNpm()));
  const fake = camera || microphone ? ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream'] : [];
  const args = [...flags, ...fake, ...(camera ? [`--use-file-for-fake-video-capture=${camera}`] : [])];
  return chromium.launch({ executablePath, headless: true, args, env: { ...process.env, ...env } });
}

function onHost(): Program | undefined {
  const chosen = process.env['PREAU_CHROMIUM'];
  if (chosen && !existsSync(chosen)) throw new Error(`PREAU_CHROMIUM désigne ${chosen}, qui n’existe pas.`);
  const usual = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
  const executablePath = chosen || usual.find((path) => existsSync(path));
  return executablePath ? { executablePath } : undefined;
}

/**
 * @sparticuz/chromium carries the browser, the NSS libraries and a font, compressed. Its own unpacking is not used: it writes
 * to fixed names in /tmp (two workers read each other's half-written file) and brings the libraries on Amazon's hosts only.
 */
async function fromNpm(): Promise<Program> {
  if (process.arch !== 'x64') throw new Error('npm n’apporte Chromium que pour x64 : installez chromium, ou indiquez PREAU_CHROMIUM.');
  const archives = join(dirname(require.resolve('@sparticuz/chromium')), '../bin');
  const { version }: { version: string } = JSON.parse(readFileSync(join(archives, '../package.json'), 'utf8'));
  const home = fileURLToPath(new URL(`../../node_modules/.cache/chromium-${version}`, import.meta.url));
  if (!existsSync(home)) {
    // Unpacked beside then renamed: a worker never launches what another one is still writing.
    const draft = `${home}.${process.pid}`;
    mkdirSync(draft, { recursive: true });
    writeFileSync(join(draft, 'chromium'), await unpack(readFileSync(join(archives, 'chromium.br'))));
    chmodSync(join(draft, 'chromium'), 0o755);
    for (const archive of ['al2023', 'fonts']) {
      const input = await unpack(readFileSync(join(archives, `${archive}.tar.br`)));
      const { status, stderr } = spawnSync('tar', ['-x', '--no-same-owner', '-C', draft], { input });
      if (status !== 0) throw new Error(`${archive}.tar.br n’a pas pu être ouvert : ${stderr}`);
    }
    // Its own fonts.conf looks in /tmp/fonts. Without any font Chromium stops as soon as it has a word to draw.
    writeFileSync(join(draft, 'fonts.conf'), `<fontconfig><dir>${home}/fonts</dir><cachedir>${home}/font-cache</cachedir></fontconfig>\n`);
    try {
      renameSync(draft, home);
    } catch {
      rmSync(draft, { recursive: true, force: true }); // another worker was first
    }
  }
  return { executablePath: join(home, 'chromium'), env: { LD_LIBRARY_PATH: join(home, 'lib'), FONTCONFIG_PATH: home } };
}

/** Counts the bytes that cross the network for this page from now on, headers included, as compressed as they came. */
export async function weigh(page: Page): Promise<{ total(): number; byType(): Record<string, number> }> {
  const session = await page.context().newCDPSession(page);
  const types = new Map<string, string>();
  const weights = new Map<string, number>();
  session.on('Network.responseReceived', ({ requestId, type }) => types.set(requestId, type));
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => weights.set(requestId, encodedDataLength));
  await session.send('Network.enable');
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  return {
    total: () => [...weights.values()].reduce((sum, weight) => sum + weight, 0),
    byType() {
      const sums: Record<string, number> = {};
      for (const [id, weight] of weights) {
        const type = types.get(id) ?? 'Other';
        sums[type] = (sums[type] ?? 0) + weight;
      }
      return sums;
    },
  };
}

/** What axe-core finds against WCAG 2.2 AA. Evaluated, not added as a script: our content security policy would refuse it. */
export async function violations(page: Page): Promise<Result[]> {
  await page.evaluate(readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'));
  const results: AxeResults = await page.evaluate(
    `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'], resultTypes: ['violations'] })`,
  );
  return results.violations;
}
