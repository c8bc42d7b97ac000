import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { type Reader, sql } from '#kernel';
import type { Command } from '#kernel/service';
import type { Tables } from '../tables.ts';
import { t } from '../texts.ts';
import { codeOf } from './chain.ts';
import { readDocument } from './document.ts';
import { verifySchool } from './verify.ts';

const usage = 'preau register verify FICHIER.pdf\npreau register verify --school UAI';

/** Exit codes: 0 valid, 1 tampered or unknown, 2 wrong use. */
async function run(args: string[], { db, secret }: Parameters<Command['run']>[1]): Promise<number> {
  const asked = parse(args);
  if (!asked) {
    process.stderr.write(`${usage}\n`);
    return 2;
  }
  const { valid, sentence } = 'uai' in asked ? await ofSchool(db, asked.uai) : await ofFile(db, asked.file, secret);
  process.stdout.write(`${sentence}\n`);
  return valid ? 0 : 1;
}

function parse(args: string[]): { uai: string } | { file: string } | undefined {
  try {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { school: { type: 'string' } } });
    const [what, file] = positionals;
    if (what !== 'verify' || positionals.length > 2) return;
    if (values.school && !file) return { uai: values.school };
    return file && !values.school ? { file } : undefined;
  } catch {
    return;
  }
}

export type Said = { valid: boolean; sentence: string };

export async function ofSchool(db: Reader<Tables>, uai: string): Promise<Said> {
  const school = await db.selectFrom('kernel.schools').select('id').where('uai', '=', uai).executeTakeFirst();
  const verdict = school && (await verifySchool(db, school.id));
  if (!verdict) return { valid: false, sentence: t.noRegister({ uai }) };
  return verdict.valid
    ? { valid: true, sentence: t.registerValid({ uai, lines: verdict.lines }) }
    : { valid: false, sentence: t.registerTampered({ uai, line: verdict.line, why: verdict.why }) };
}

/** A document of ours is also compared with what this house remembers of that month, when it still does. */
export async function ofFile(db: Reader<Tables>, file: string, secret: Buffer): Promise<Said> {
  const bytes = await readFile(file).catch(() => undefined);
  if (!bytes) return { valid: false, sentence: t.noSuchFile({ file }) };
  const read = readDocument(bytes, secret);
  if (!read.valid) return { valid: false, sentence: t.documentTampered({ where: read.where, line: read.line ?? 0 }) };
  const { uai, month } = read.proof;
  const { rows } = await sql<{ hash: Buffer }>`
    select c.hash from attendance.closes c join kernel.schools s on s.id = c.school_id where s.uai = ${uai} and c.month = ${month}`.execute(
    db,
  );
  if (rows[0] && !rows[0].hash.equals(read.hash))
    return { valid: false, sentence: t.documentUnknown({ uai, month, code: codeOf(rows[0].hash) }) };
  return { valid: true, sentence: t.documentValid({ uai, month, lines: read.proof.lines.length, code: read.proof.code }) };
}

export const command: Command = { name: 'register', usage, run };
