import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { SaxesParser } from 'saxes';
import { connect } from '#kernel/db';
import { importFolder } from '#services/governance/imports';

/** A process of its own for one measure, so that its memory is its own. `import URL FOLDER` or `read FOLDER`; says JSON. */
const [what, ...args] = process.argv.slice(2);
const started = performance.now();

if (what === 'import') {
  const [url = '', folder = ''] = args;
  const db = connect(url, { max: 6 });
  const { state, fates, phases } = await importFolder(db, { folder, by: null, now: new Date(), approve: 'all' });
  await db.destroy();
  const people = Object.values(fates).reduce((sum, count) => sum + count, 0);
  say({ state, people, phases });
} else {
  const [folder = ''] = args;
  for (const name of await readdir(folder, { recursive: true }))
    if (name.endsWith('.xml')) {
      const parser = new SaxesParser();
      let decoder: TextDecoder | undefined;
      for await (const chunk of createReadStream(join(folder, name))) {
        decoder ??= new TextDecoder(/encoding="([^"]+)"/.exec(chunk.toString('latin1', 0, 100))?.[1] ?? 'utf-8', { fatal: true });
        parser.write(decoder.decode(chunk, { stream: true }));
      }
      parser.close();
    }
  say({});
}

function say(more: Record<string, unknown>): void {
  console.log(JSON.stringify({ ...more, ms: performance.now() - started, mebibytes: process.resourceUsage().maxRSS / 1024 }));
}
