import { readFile } from 'node:fs/promises';
import { families, shapes } from '#kernel/ui';
import { press } from './press.ts';

const house = JSON.stringify({ shapes, families: Object.fromEntries(Object.entries(families).map(([name, { shape }]) => [name, shape])) });
/** A line that each sheet of this process carries at its top: « École d’essai ». Set once, before anything is printed. */
let stamp = '';
export function stampPapers(line: string): void {
  stamp = `#set page(foreground: place(top + center, dy: 4mm, text(size: 8pt, weight: 700)[#sys.inputs.stamp]))\n`;
  stampLine = line;
}
let stampLine = '';

const templates = new Map<string, Promise<string>>();

/** `pictures`: JPEG or PNG by the name the template gives to `image`, « /1.jpg ». */
type Ask = { template: URL | string; data: unknown; pictures?: ReadonlyMap<string, Uint8Array> };

/**
 * A PDF made by Typst. `template` is a `.typ` file of a service (read once) or Typst text that we wrote; `data` is any JSON and
 * reaches the template as `data` of `/house.typ`, never as Typst source: what people type cannot become markup or code.
 * A template begins with `#import "/house.typ": *`. Throws when the template is wrong. First sheet of a process 0.1 to 0.3 s, then
 * 10 ms for a class, 0.4 s for 400 cards; the work is done in a thread, requests go on meanwhile.
 */
export async function renderPdf({ template, data, pictures }: Ask): Promise<Uint8Array> {
  return press({
    source: stamp + (typeof template === 'string' ? template : await sourceOf(template)),
    inputs: { data: JSON.stringify(data), house, stamp: stampLine },
    pictures,
  });
}

function sourceOf(template: URL): Promise<string> {
  const source = templates.get(template.href) ?? readFile(template, 'utf8');
  templates.set(template.href, source);
  return source;
}

export { type Frame, inkIn, readScans, type ScannedFile, type ScannedPaper } from './scans.ts';
