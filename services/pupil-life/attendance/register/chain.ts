import { createHash } from 'node:crypto';

/** Where a school's chain begins: bound to its UAI, so that the lines of one school are never those of another. */
export const rootOf = (uai: string): Buffer => createHash('sha256').update(`preau register ${uai}`).digest();

/** sha256(previous ‖ payload). */
export const sealOf = (previous: Buffer, payload: string): Buffer => createHash('sha256').update(previous).update(payload, 'utf8').digest();

type Value = string | number | boolean | null | Value[] | { [name: string]: Value };

/** JSON that is written one way only: keys in order, no space. */
export function canonical(value: Value): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${entries.map(([name, inner]) => `${JSON.stringify(name)}:${canonical(inner)}`).join(',')}}`;
}

const letters = 'ABCDEFGHJKMNPQRSTVWXYZ0123456789';

/** Eighty bits of a hash, as somebody types them from paper: « K7QW-2M0C-4XTD-9EJH ». */
export function codeOf(hash: Buffer): string {
  let bits = BigInt(`0x${hash.subarray(0, 10).toString('hex')}`);
  let code = '';
  for (let at = 0; at < 16; at += 1) {
    code = letters[Number(bits & 31n)] + code;
    bits >>= 5n;
  }
  return code.replace(/(.{4})(?=.)/g, '$1-');
}

export type StoredLine = { line: number; writtenAt: Date; payload: string; previous: Buffer; hash: Buffer };
export type Ends = { firstLine: number; firstPrevious: Buffer; line: number; hash: Buffer };
export type Why = 'missing' | 'previous' | 'payload' | 'moment' | 'head';
export type Verdict = { valid: true; lines: number } | { valid: false; line: number; why: Why };

/** Follows a chain from its first line to its head. Says the first line where it breaks, and how. */
export function follow(lines: StoredLine[], ends: Ends): Verdict {
  let [previous, expected] = [ends.firstPrevious, ends.firstLine];
  for (const one of lines) {
    if (one.line !== expected) return { valid: false, line: expected, why: 'missing' };
    if (!one.previous.equals(previous)) return { valid: false, line: one.line, why: 'previous' };
    if (!sealOf(previous, one.payload).equals(one.hash)) return { valid: false, line: one.line, why: 'payload' };
    if (!one.payload.startsWith(`{"at":"${one.writtenAt.toISOString()}"`)) return { valid: false, line: one.line, why: 'moment' };
    [previous, expected] = [one.hash, expected + 1];
  }
  if (expected - 1 !== ends.line) return { valid: false, line: expected, why: 'missing' };
  return previous.equals(ends.hash) ? { valid: true, lines: lines.length } : { valid: false, line: ends.line, why: 'head' };
}
