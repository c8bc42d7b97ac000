/** A leading = + - @ (or a tab, a return) is a formula for a spreadsheet: an apostrophe in front keeps it a text (OWASP, CSV injection). */
const harmless = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

const cell = (text: string): string => `"${harmless(text).replace(/"/g, '""')}"`;

/** Semicolons and a BOM: what a French spreadsheet opens without asking. */
export const csv = (rows: readonly (readonly string[])[]): string => `\ufeff${rows.map((row) => row.map(cell).join(';')).join('\r\n')}\r\n`;
