/** Two minutes as browsers record them weigh less than one; a file chosen by hand may be heavier. */
const heaviest = 4_000_000;

export const isVoice = (mediaType: string): boolean => mediaType.startsWith('audio/');

/**
 * A recording made fit to be shared: WebM or MP4, as MediaRecorder makes them (telephones name their own after the place where
 * they were made). What is not sound is emptied in place, so that no offset moves. Nothing when it is neither, or too heavy.
 */
export function voiceFrom(bytes: Buffer): { mediaType: 'audio/webm' | 'audio/mp4'; bytes: Buffer } | undefined {
  if (bytes.length > heaviest || bytes.length < 12) return;
  if (bytes.readUInt32BE(0) === 0x1a45dfa3) return { mediaType: 'audio/webm', bytes: withoutTags(bytes) };
  if (bytes.toString('latin1', 4, 8) === 'ftyp') return { mediaType: 'audio/mp4', bytes: withoutMetadata(bytes) };
  return;
}

const telling = new Set(['udta', 'meta', 'uuid', 'skip', 'free']);
const holding = new Set(['moov', 'trak', 'mdia', 'minf', 'stbl']);

/** ISO base media (ISO/IEC 14496-12): boxes of metadata become `free`, and their bytes zeros. */
function withoutMetadata(bytes: Buffer, from = 0, to = bytes.length, clean = Buffer.from(bytes)): Buffer {
  for (let at = from; at + 8 <= to; ) {
    const size = clean.readUInt32BE(at);
    const kind = clean.toString('latin1', at + 4, at + 8);
    const end = size === 0 ? to : at + size;
    if (size === 1 || end < at + 8 || end > to) break;
    if (telling.has(kind)) clean.fill(0, at + 8, end).write('free', at + 4, 'latin1');
    else if (holding.has(kind)) withoutMetadata(bytes, at + 8, end, clean);
    at = end;
  }
  return clean;
}

const tags = Buffer.from([0x12, 0x54, 0xc3, 0x67]);
const title = Buffer.from([0x7b, 0xa9]);
const cluster = Buffer.from([0x1f, 0x43, 0xb6, 0x75]);

/** Matroska (RFC 9559): `Tags`, and the `Title` that stands before the sound, keep place and length and hold nothing but zeros. */
function withoutTags(bytes: Buffer): Buffer {
  const clean = Buffer.from(bytes);
  const sound = clean.indexOf(cluster);
  for (const { id, until } of [
    { id: title, until: sound < 0 ? clean.length : sound },
    { id: tags, until: clean.length },
  ])
    for (let at = clean.indexOf(id); at >= 0 && at < until; at = clean.indexOf(id, at + id.length)) {
      const size = sizeAt(clean, at + id.length);
      if (size && size.from + size.length <= clean.length) clean.fill(0, size.from, size.from + size.length);
    }
  return clean;
}

/** A size of EBML: the first set bit says how many bytes it takes (RFC 8794, § 4). */
function sizeAt(bytes: Buffer, at: number): { from: number; length: number } | undefined {
  const first = bytes[at] ?? 0;
  const width = Math.clz32(first) - 23;
  if (width < 1 || width > 6 || at + width > bytes.length) return;
  return { from: at + width, length: bytes.readUIntBE(at, width) % 2 ** (7 * width) };
}
