import { SaxesParser } from 'saxes';
import type { AafRecord, Category, Request } from '../normalise.ts';
import { Refused } from './refused.ts';

const requests: Record<string, Request> = { addRequest: 'add', modifyRequest: 'modify', deleteRequest: 'delete' };
const categories: Category[] = ['EtabEducNat', 'Eleve', 'PersRelEleve', 'PersEducNat'];
const longestValue = 64 * 1024;
const longestSilence = 256 * 1024;
const longestRecord = 1024 * 1024;
const deepest = 8;

/**
 * Reads ficAlimMENESR as it comes, one record at a time (standards 2.2). The DTD is never fetched; a file that declares
 * entities of its own is refused, whether they would unfold (a « bomb ») or read a file.
 */
export function aafReader(onRecord: (record: AafRecord) => void): { write: (text: string) => void; close: () => void } {
  const parser = new SaxesParser();
  let depth = 0;
  let silence = 0;
  let size = 0;
  let text = '';
  let values: string[] = [];
  let record: AafRecord | undefined;
  let head = false;
  let category = '';
  const refuse = (code: string, args = {}) => {
    throw new Refused(code, args, parser.line);
  };

  parser.on('error', (error) => {
    const message = error.message.replace(/^\d+:\d+: /, '');
    refuse(/^unclosed|document must contain|unexpected end/i.test(message) ? 'truncated' : 'malformed', { message });
  });
  parser.on('doctype', (doctype) => {
    if (/<!ENTITY/i.test(doctype)) refuse('entities');
  });
  parser.on('opentag', ({ name, attributes }) => {
    silence = 0;
    text = '';
    depth += 1;
    if (depth > deepest) refuse('too-deep');
    if (depth === 1 && name !== 'ficAlimMENESR') refuse('not-aaf', { name });
    const request = requests[name];
    if (depth === 2) {
      if (!request) refuse('malformed', { message: `<${name}>` });
      else {
        size = 0;
        record = { request, category: 'Eleve', id: '', attributes: new Map(), line: parser.line };
      }
    } else if (name === 'operationalAttributes') {
      head = true;
      category = '';
    } else if (record && (name === 'attr' || name === 'modification')) {
      values = [];
      const named = attributes['name'] ?? '';
      size += named.length + 64;
      if (size > longestRecord) refuse('too-long');
      if (!head) record.attributes.set(named, values);
    }
  });
  parser.on('text', (part) => {
    text = text === '' ? part : text + part;
  });
  parser.on('cdata', (part) => {
    text += part;
  });
  parser.on('closetag', ({ name }) => {
    silence = 0;
    depth -= 1;
    if (name === 'value') {
      size += text.length + 16;
      if (text.length > longestValue || size > longestRecord) refuse('too-long');
      if (head) category = text.trim();
      else if (text !== '') values.push(text);
    } else if (record && name === 'id') record.id = text.trim();
    else if (name === 'operationalAttributes') head = false;
    else if (record && requests[name]) {
      const found = categories.find((one) => one === category);
      if (!found) return refuse('unknown-category', { category: category.slice(0, 40).toWellFormed() });
      onRecord({ ...record, category: found });
      record = undefined;
    }
    text = '';
  });

  return {
    write(chunk) {
      silence += chunk.length;
      parser.write(chunk);
      // Nothing opened or closed for that long: a value, a comment or a DTD that would fill the memory.
      if (silence > longestSilence) refuse('too-long');
    },
    close: () => void parser.close(),
  };
}
