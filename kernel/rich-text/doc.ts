/** What a rich text may contain: the JSON of ProseMirror, with our nodes and no other. Shared with the browser: nothing imported. */

export type Mark = { type: 'bold' } | { type: 'italic' } | { type: 'underline' } | { type: 'link'; attrs: { href: string } };
export type Run = { type: 'text'; text: string; marks?: Mark[] } | { type: 'hardBreak' };
export type Paragraph = { type: 'paragraph'; content?: Run[] };
export type Heading = { type: 'heading'; attrs: { level: 2 | 3 }; content?: Run[] };
export type ListItem = { type: 'listItem'; content: (Paragraph | List)[] };
export type List = { type: 'bulletList'; content: ListItem[] } | { type: 'orderedList'; attrs?: { start: number }; content: ListItem[] };
export type Block = Paragraph | Heading | List;
export type Doc = { type: 'doc'; content: Block[] };

const runsOf = (lines: string[]): Run[] =>
  lines.flatMap((line, at): Run[] => [
    ...(at > 0 ? [{ type: 'hardBreak' } as const] : []),
    ...(line ? [{ type: 'text', text: line } as const] : []),
  ]);

const dash = /^[-–—•*]\s+(?=\S)/u;
const number = /^(\d{1,3})[.)]\s+(?=\S)/u;
type Line = { kind: 'text' | 'dash' | 'number'; text: string };

function lineOf(raw: string): Line {
  const text = raw.trim();
  if (dash.test(text)) return { kind: 'dash', text: text.replace(dash, '') };
  return number.test(text) ? { kind: 'number', text: text.replace(number, '') } : { kind: 'text', text };
}

/** What was typed in a plain box: an empty line separates paragraphs, « - » or « 1. » begins the items of a list. */
export function docOf(plain: string): Doc {
  const content = plain
    .replace(/\r\n?/g, '\n')
    .split(/\n[^\S\n]*\n+/)
    .flatMap((piece) => {
      const lines = piece
        .split('\n')
        .map(lineOf)
        .filter(({ text }) => text !== '');
      return grouped(lines).map(blockOf);
    });
  return { type: 'doc', content };
}

const grouped = (lines: Line[]): Line[][] =>
  lines.reduce<Line[][]>((groups, line) => {
    const last = groups.at(-1);
    if (last?.[0]?.kind === line.kind) last.push(line);
    else groups.push([line]);
    return groups;
  }, []);

function blockOf(lines: Line[]): Block {
  if (lines[0]?.kind === 'text') return { type: 'paragraph', content: runsOf(lines.map(({ text }) => text)) };
  const content = lines.map(({ text }): ListItem => ({ type: 'listItem', content: [{ type: 'paragraph', content: runsOf([text]) }] }));
  return lines[0]?.kind === 'number' ? { type: 'orderedList', content } : { type: 'bulletList', content };
}

const textOf = (runs: Run[] = []): string => runs.map((run) => (run.type === 'text' ? run.text : '\n')).join('');

function linesOf(block: Block, indent = ''): string {
  if (block.type === 'paragraph' || block.type === 'heading') return textOf(block.content);
  const start = block.type === 'orderedList' ? (block.attrs?.start ?? 1) : 0;
  return block.content
    .map((item, at) => {
      const sign = block.type === 'orderedList' ? `${start + at}. ` : '- ';
      return item.content
        .map((child, place) => (place === 0 ? `${indent}${sign}` : `${indent}  `) + linesOf(child, `${indent}  `).trimStart())
        .join('\n');
    })
    .join('\n');
}

/** The same text without any ornament: for a plain box, a search, a message. */
export const plainOf = (doc: Doc): string =>
  doc.content
    .map((block) => linesOf(block))
    .filter((text) => text.trim() !== '')
    .join('\n\n');

export const isBlank = (doc: Doc): boolean => plainOf(doc).trim() === '';
