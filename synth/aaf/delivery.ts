import { type FileHandle, mkdir, open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { latin9Xml } from '../encoding.ts';
import type { Academy } from '../model.ts';
import type { Change } from './delta.ts';
import { CATEGORIES, type Category } from './records.ts';
import { dtd, endXml, prologXml, requestXml, type XmlEncoding } from './xml.ts';

export type Encoding = 'mixed' | 'utf-8' | 'iso-8859-15';
export type DeliveryOptions = { folder: string; kind: 'Complet' | 'Delta'; date: string; encoding: Encoding; perPart: number };

/** 'mixed' gives schools and guardians in the old encoding, pupils and staff in UTF-8. */
function encodingOf(category: Category, encoding: Encoding): XmlEncoding {
  if (encoding === 'mixed') return category === 'EtabEducNat' || category === 'PersRelEleve' ? 'ISO-8859-15' : 'UTF-8';
  return encoding === 'utf-8' ? 'UTF-8' : 'ISO-8859-15';
}

const FLUSH = 1 << 18;

/** The numbered parts of one category: text is gathered, written by 256 Ki characters, and a full part gives way to the next. */
function partsOf(category: Category, academy: Academy, options: DeliveryOptions) {
  const encoding = encodingOf(category, options.encoding);
  const bytes = (text: string): Buffer => (encoding === 'UTF-8' ? Buffer.from(text, 'utf8') : latin9Xml(text));
  const names: string[] = [];
  let handle: FileHandle | undefined;
  let text = '';
  let records = 0;
  const flush = async (): Promise<void> => {
    if (handle && text !== '') await handle.write(bytes(text));
    text = '';
  };
  const start = async (): Promise<void> => {
    const name = `ENT1D_${options.kind}_${options.date}_${category}_${String(names.length).padStart(4, '0')}.xml`;
    names.push(join(academy.name, name));
    handle = await open(join(options.folder, academy.name, name), 'w');
    text = prologXml(encoding, academy, options.date);
    records = 0;
  };
  const end = async (): Promise<void> => {
    text += endXml;
    await flush();
    await handle?.close();
    handle = undefined;
  };
  return {
    names,
    start,
    end,
    async add(change: Change): Promise<void> {
      if (records >= options.perPart) {
        await end();
        await start();
      }
      text += requestXml(change);
      records += 1;
      if (text.length > FLUSH) await flush();
    },
  };
}

/** Writes one delivery academy by academy; `finish` closes the last and answers the paths, relative to the folder. */
export function delivery(options: DeliveryOptions) {
  const written: string[] = [];
  let academy: Academy | undefined;
  let parts: Map<Category, ReturnType<typeof partsOf>> = new Map();
  const close = async (): Promise<void> => {
    for (const part of parts.values()) {
      await part.end();
      written.push(...part.names);
    }
    parts = new Map();
  };
  const enter = async (next: Academy): Promise<void> => {
    await close();
    academy = next;
    await mkdir(join(options.folder, next.name), { recursive: true });
    await writeFile(join(options.folder, next.name, 'ficAlimMENESR.dtd'), dtd);
    parts = new Map(CATEGORIES.map((category) => [category, partsOf(category, next, options)]));
    for (const part of parts.values()) await part.start();
  };
  return {
    async write(place: Academy, changes: Iterable<Change>): Promise<void> {
      if (academy !== place) await enter(place);
      for (const change of changes) await parts.get(change.record.category)?.add(change);
    },
    async finish(): Promise<string[]> {
      await close();
      return written;
    },
  };
}
