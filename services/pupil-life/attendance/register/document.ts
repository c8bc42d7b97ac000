import { createHash, timingSafeEqual } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import { z } from '#kernel';
import { drawn } from '#kernel/identity';
import { canonical, codeOf, sealOf } from './chain.ts';
import { Printed } from './printed.ts';

/** What the document carries so that anybody may follow the month again, without the database. */
export const Proof = z.object({
  v: z.literal(1),
  uai: z.string(),
  month: z.string(),
  /** Number of the first line, and the hash of the line before it. */
  first: z.number(),
  previous: z.hex(),
  lines: z.array(z.object({ payload: z.string(), hash: z.hex() })),
  code: z.string(),
  /** Drawn for this document: the names printed cannot be guessed from the line of the chain that seals them. */
  nonce: z.hex(),
  printed: Printed,
});
export type Proof = z.infer<typeof Proof>;

export const digestOfPrinted = (printed: Printed, nonce: string): string =>
  createHash('sha256').update(nonce, 'hex').update(canonical(printed)).digest('hex');

const mark = '%preau-register';
const tail = new RegExp(`${mark} ([0-9a-f]{64}) ([0-9a-f]{64})\\n$`);

/** Seals a whole file: after its end, a comment that says its sha256, and the same under the secret of the house. */
export function sealed(pdf: Uint8Array, secret: Buffer): Buffer {
  const sha = createHash('sha256').update(pdf).digest('hex');
  return Buffer.concat([pdf, Buffer.from(`${mark} ${sha} ${drawn(secret, 'register', sha).toString('hex')}\n`)]);
}

export type Where = 'unsealed' | 'pages' | 'proof' | 'chain' | 'code' | 'names' | 'foreign';
export type Read = { valid: true; proof: Proof; hash: Buffer } | { valid: false; where: Where; line?: number };

/** Reads a document again: every byte is under the seal; when it is broken, says where as far as it can be known. */
export function readDocument(file: Buffer, secret: Buffer): Read {
  const seal = tail.exec(file.subarray(-200).toString('latin1'));
  const body = seal ? file.subarray(0, file.length - seal[0].length) : file;
  const inside = readProof(body);
  if (!seal) return inside.valid ? { valid: false, where: 'unsealed' } : inside;
  const sha = createHash('sha256').update(body).digest('hex');
  if (sha !== seal[1]) return inside.valid ? { valid: false, where: 'pages' } : inside;
  if (!timingSafeEqual(drawn(secret, 'register', sha), Buffer.from(seal[2] ?? '', 'hex'))) return { valid: false, where: 'foreign' };
  return inside;
}

function readProof(pdf: Buffer): Read {
  const proof = attached(pdf);
  if (!proof) return { valid: false, where: 'proof' };
  let previous: Buffer = Buffer.from(proof.previous, 'hex');
  for (const [at, { payload, hash }] of proof.lines.entries()) {
    previous = sealOf(previous, payload);
    if (previous.toString('hex') !== hash) return { valid: false, where: 'chain', line: proof.first + at };
  }
  const last = Closing.safeParse(json(proof.lines.at(-1)?.payload ?? ''));
  if (!last.success || last.data.month !== proof.month || last.data.from !== proof.first)
    return { valid: false, where: 'chain', line: proof.first + proof.lines.length - 1 };
  if (codeOf(previous) !== proof.code) return { valid: false, where: 'code' };
  if (digestOfPrinted(proof.printed, proof.nonce) !== last.data.sheet) return { valid: false, where: 'names' };
  return { valid: true, proof, hash: previous };
}

const Closing = z.object({ kind: z.literal('close'), month: z.string(), from: z.number(), sheet: z.string() });

/** The attached file, as Typst lays it in a PDF: the stream of the one object of type EmbeddedFile. */
function attached(pdf: Buffer): Proof | undefined {
  const object = pdf.indexOf('/Type /EmbeddedFile') >= 0 ? pdf.indexOf('/Type /EmbeddedFile') : pdf.indexOf('/Type/EmbeddedFile');
  const from = pdf.indexOf('stream\n', object);
  const to = pdf.indexOf('\nendstream', from);
  if (object < 0 || from < 0 || to < 0) return;
  try {
    return Proof.safeParse(JSON.parse(inflateSync(pdf.subarray(from + 'stream\n'.length, to)).toString('utf8'))).data;
  } catch {
    return;
  }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return;
  }
}
