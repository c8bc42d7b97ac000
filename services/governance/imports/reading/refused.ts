/** Why a whole delivery is refused: a code and its arguments, said by lines.ts. Nothing was applied, nothing will be. */
export class Refused extends Error {
  readonly code: string;
  readonly args: Record<string, string | number>;
  readonly line: number | null;
  constructor(code: string, args: Record<string, string | number> = {}, line: number | null = null) {
    super(code);
    this.code = code;
    this.args = args;
    this.line = line;
  }
}

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : '';

/**
 * What an error says of the files, or nothing if it is not theirs: a file taken away or closed to us, a reading that filled its
 * memory, a value that PostgreSQL would not have (appendix A: 22, data exception; 54, program limit exceeded).
 */
export function refusalOf(error: unknown): Refused | undefined {
  if (error instanceof Refused) return error;
  const code = codeOf(error);
  if (['ENOENT', 'EACCES', 'EPERM', 'EISDIR', 'EIO'].includes(code)) return new Refused('unreadable');
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') return new Refused('too-long');
  return /^(22|54)[0-9A-Z]{3}$/.test(code) ? new Refused('impossible-value') : undefined;
}
