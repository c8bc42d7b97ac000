import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SaxesParser } from 'saxes';

type Entry = { category: string; attributes: Map<string, string[]> };
/** `ACADEMY-id` → entry */
export type Directory = Map<string, Entry>;

/** Decoded the way a reader must: by the encoding of the prolog, strictly. */
export function textOf(path: string): string {
  const bytes = readFileSync(path);
  const declared = /encoding="([^"]+)"/.exec(bytes.subarray(0, 80).toString('latin1'))?.[1];
  if (!declared) throw new Error(`${path} declares no encoding`);
  return new TextDecoder(declared, { fatal: true }).decode(bytes);
}

/** A reader written apart from the writer: an event parser that obeys requests on a directory. */
export function obey(directory: Directory, folder: string, files: string[]): void {
  for (const file of files) {
    const academy = file.split('/')[0] ?? '';
    let entry: Entry = { category: '', attributes: new Map() };
    let id = '';
    let values: string[] = [];
    let text = '';
    const parser = new SaxesParser();
    parser.on('error', (error) => {
      throw error;
    });
    parser.on('opentag', ({ name, attributes }) => {
      text = '';
      if (name.endsWith('Request')) entry = { category: '', attributes: new Map() };
      if (name === 'attr' || name === 'modification') {
        values = [];
        entry.attributes.set(attributes['name'] ?? '', values);
        if (name === 'modification' && attributes['operation'] !== 'replace') throw new Error('a modification replaces');
      }
    });
    parser.on('text', (part) => {
      text += part;
    });
    parser.on('closetag', ({ name }) => {
      if (name === 'value' && text !== '') values.push(text);
      if (name === 'id') id = text;
      if (name === 'operationalAttributes') {
        entry.category = [...entry.attributes.values()][0]?.[0] ?? '';
        entry.attributes = new Map();
      }
      const key = `${academy}-${id}`;
      const known = directory.get(key);
      if (name === 'addRequest') {
        if (known) throw new Error(`${key} is added twice`);
        directory.set(key, entry);
      }
      if (name === 'deleteRequest' && !directory.delete(key)) throw new Error(`${key} is deleted but unknown`);
      if (name === 'modifyRequest') {
        if (!known) throw new Error(`${key} is modified but unknown`);
        for (const [attribute, replaced] of entry.attributes) known.attributes.set(attribute, replaced);
      }
    });
    parser.write(textOf(join(folder, file))).close();
  }
}

const characters: Record<string, string> = { '&apos;': "'", '&eacute;': 'é', '&Eacute;': 'É', '&egrave;': 'è', '&ccedil;': 'ç' };
/** Undoes the second escaping of the exports that escape twice. */
export const plain = (text: string): string => text.replace(/&\w+;/g, (entity) => characters[entity] ?? entity);
