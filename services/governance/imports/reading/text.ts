import { createReadStream } from 'node:fs';
import { Refused } from './refused.ts';

const known = new Set(['utf-8', 'utf8', 'iso-8859-15', 'iso-8859-1', 'latin1', 'us-ascii', 'windows-1252']);

/** The text of a file, decoded strictly by the encoding that its prolog declares. `onBytes`: how many were read. */
export async function* textOf(path: string, onBytes: (bytes: number) => void = () => {}): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  for await (const chunk of createReadStream(path, { highWaterMark: 64 * 1024 })) {
    const bytes: Buffer = chunk;
    decoder ??= decoderFor(bytes);
    onBytes(bytes.length);
    const text = decoded(decoder, bytes);
    if (text !== '') yield text;
  }
  if (decoder) yield decoded(decoder);
}

function decoderFor(start: Buffer): TextDecoder {
  const declared = /^[^>]{0,200}?encoding\s*=\s*["']([\w-]+)["']/.exec(start.toString('latin1', 0, 256))?.[1] ?? 'utf-8';
  if (!known.has(declared.toLowerCase())) throw new Refused('unknown-encoding', { encoding: declared });
  return new TextDecoder(declared, { fatal: true });
}

function decoded(decoder: TextDecoder, bytes?: Buffer): string {
  try {
    return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode();
  } catch {
    throw new Refused('bad-encoding', { encoding: decoder.encoding });
  }
}
