import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { academyOf, type Category, day } from '../normalise.ts';
import { Refused } from './refused.ts';

export type AafFile = { path: string; name: string; category: Category; part: number; academy: string; bytes: number };

/** What an academy, or two, laid down on one day. */
export type Delivery = { kind: 'complet' | 'delta' /** ISO day. */; day: string; files: AafFile[]; bytes: number };

const shape = /^(.*?)(EtabEducNat|PersRelEleve|PersEducNat|Eleve)_(\d{4})\.xml$/;
const categories: Category[] = ['EtabEducNat', 'Eleve', 'PersRelEleve', 'PersEducNat'];

/**
 * The deliveries of a folder, oldest first: files named `…Eleve_0000.xml` there or in one sub-folder per academy.
 * Throws Refused when a file is in a folder that names no academy.
 */
export async function deliveriesIn(folder: string, { academy }: { academy?: string } = {}): Promise<Delivery[]> {
  const deliveries = new Map<string, Delivery>();
  for (const { path, name, folderName } of await aafFiles(folder)) {
    const [, prefix = '', category, part] = shape.exec(name) ?? [];
    const { size, mtime } = await stat(path);
    const kind = /delta/i.test(prefix) ? 'delta' : 'complet';
    const day = dayOf(prefix) ?? mtime.toISOString().slice(0, 10);
    const key = `${day} ${kind}`;
    const delivery = deliveries.get(key) ?? { kind, day, files: [], bytes: 0 };
    deliveries.set(key, delivery);
    delivery.bytes += size;
    const found = categories.find((one) => one === category);
    if (found)
      delivery.files.push({
        path,
        name: folderName ? `${folderName}/${name}` : name,
        category: found,
        part: Number(part),
        academy: await academyKey({ path, folderName, academy }),
        bytes: size,
      });
  }
  return [...deliveries.values()].sort((a, b) => `${a.day}${a.kind}`.localeCompare(`${b.day}${b.kind}`)).map(inOrder);
}

/** The one delivery to read. Throws Refused when there is none, several, or when a part of it is missing. */
export async function deliveryIn(
  folder: string,
  options: { academy?: string; day?: string; kind?: Delivery['kind'] } = {},
): Promise<Delivery> {
  const all = await deliveriesIn(folder, options);
  const found = all.filter(({ day, kind }) => (!options.day || day === options.day) && (!options.kind || kind === options.kind));
  const [only] = found;
  if (!only) throw new Refused('no-file', { folder });
  if (found.length > 1) throw new Refused('several-deliveries', { days: found.map(({ kind, day }) => `${kind} ${day}`).join(', ') });
  complete(only);
  return only;
}

async function aafFiles(folder: string): Promise<{ path: string; name: string; folderName: string | null }[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const here = entries
    .filter((entry) => entry.isFile() && shape.test(entry.name))
    .map(({ name }) => ({ path: join(folder, name), name, folderName: null }));
  const below = await Promise.all(
    entries
      .filter((entry) => entry.isDirectory())
      .map(async ({ name: folderName }) =>
        (await readdir(join(folder, folderName), { withFileTypes: true }))
          .filter((entry) => entry.isFile() && shape.test(entry.name))
          .map(({ name }) => ({ path: join(folder, folderName, name), name, folderName })),
      ),
  );
  return [...here, ...below.flat()];
}

async function academyKey({ path, folderName, academy }: { path: string; folderName: string | null; academy?: string }): Promise<string> {
  const known = academyOf(folderName ?? academy ?? (await academyInProlog(path)) ?? '');
  if (!known) throw new Refused('unknown-academy', { folder: folderName ?? path.split('/').at(-1) ?? '' });
  return known.key;
}

/** `<!-- codeAcademieExport : 16 -->` in the first lines of the exports of 2024. */
async function academyInProlog(path: string): Promise<string | undefined> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4096), 0, 4096, 0);
    return /codeAcademieExport\W{1,20}(\d{1,2})\b/.exec(buffer.toString('latin1', 0, bytesRead))?.[1];
  } finally {
    await file.close();
  }
}

function dayOf(prefix: string): string | undefined {
  const [, y, m, d] = /(20\d\d)(\d\d)(\d\d)_?$/.exec(prefix) ?? [];
  return day(`${y}-${m}-${d}`) ?? undefined;
}

/** Schools first: a pupil's class is known by then. */
function inOrder(delivery: Delivery): Delivery {
  const rank = (file: AafFile) => `${categories.indexOf(file.category)}${file.academy}${String(file.part).padStart(4, '0')}${file.name}`;
  return { ...delivery, files: delivery.files.sort((a, b) => rank(a).localeCompare(rank(b))) };
}

/** A Complet without its pupils would send every pupil away: all four kinds must be there, and no part may be missing. */
function complete({ kind, files }: Delivery): void {
  for (const [academy, theirs] of Map.groupBy(files, (file) => file.academy))
    for (const category of categories) {
      const found = theirs.filter((file) => file.category === category);
      if (kind === 'complet' && found.length === 0) throw new Refused('missing-category', { category, academy });
      for (const [folder, parts] of Map.groupBy(found, (file) => file.name.replace(/\d{4}\.xml$/, ''))) {
        const gap = parts.map((file) => file.part).findIndex((part, at) => part !== at);
        if (gap !== -1) throw new Refused('missing-part', { name: `${folder}${String(gap).padStart(4, '0')}.xml` });
      }
    }
}
