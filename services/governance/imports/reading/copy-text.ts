/** Rows as COPY reads them (PostgreSQL, « Text Format »): a tab between columns, \N for nothing. */
type Cell = string | number | boolean | null | readonly string[];

const special = /[\\\t\n\r]/;
const escapes: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
const escaped = (text: string): string => (special.test(text) ? text.replace(/[\\\t\n\r]/g, (sign) => escapes[sign] ?? '') : text);

function cell(value: Cell): string {
  if (value === null) return '\\N';
  if (typeof value === 'string') return escaped(value);
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? 't' : 'f';
  return escaped(`{${value.map((one) => `"${one.replace(/["\\]/g, '\\$&')}"`).join(',')}}`);
}

export const copyLine = (cells: readonly Cell[]): string => `${cells.map(cell).join('\t')}\n`;
