import type { Download } from '#kernel';
import { renderPdf } from '#kernel/paper';

export type Part = { title?: string; lines?: string[]; heads?: string[]; widths?: number[]; rows?: string[][] };

/** A document of the rights desk as a tagged PDF: titles, paragraphs, tables. */
export async function documentPdf({ title, lead, parts }: { title: string; lead: string; parts: Part[] }): Promise<Download> {
  const whole = parts.map(({ title: name = '', lines = [], heads = [], widths = heads.map(() => 1), rows = [] }) => ({
    ...{ title: name, lines, heads, widths, rows },
  }));
  const bytes = await renderPdf({ template: new URL('./sheets/document.typ', import.meta.url), data: { title, lead, parts: whole } });
  return { name: `${title}.pdf`, mediaType: 'application/pdf', bytes, inline: true };
}

/** A line of CSV as a French spreadsheet opens it: semicolons, and nothing that it would take for a formula. */
export const csvOf = (rows: string[][]): Uint8Array =>
  Buffer.from(
    `\uFEFF${rows.map((row) => row.map((cell) => `"${cell.replace(/^([=+\-@\t])/, '’$1').replaceAll('"', '""')}"`).join(';')).join('\r\n')}\r\n`,
  );
