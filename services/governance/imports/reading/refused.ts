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
