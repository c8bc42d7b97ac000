import type { Cell, Chapter } from '#kernel/personal-data';
import { momentText, shortDayText } from '#kernel/ui';
import { f } from './file-texts.ts';

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign);

const isDay = (text: string): boolean => /^\d{4}-\d\d-\d\d$/.test(text);

/** A value as a person reads it. */
export function cellText(cell: Cell, now: Date): string {
  if (cell === null || cell === '') return f.nothing;
  if (cell instanceof Date) return momentText(cell, now);
  if (typeof cell === 'boolean') return cell ? f.yes : f.no;
  if (Array.isArray(cell)) return cell.length > 0 ? cell.join(', ') : f.nothing;
  return typeof cell === 'string' && isDay(cell) ? shortDayText(cell) : String(cell);
}

const style = `
:root { color-scheme: light dark; --ink: #20243a; --soft: #565a6e; --paper: #faf5ea; --sheet: #fffdf8; --line: #d9d0bd; }
@media (prefers-color-scheme: dark) { :root { --ink: #f2eee4; --soft: #c3beb2; --paper: #1b1d29; --sheet: #252836; --line: #454959; } }
body { margin: 0 auto; max-width: 62rem; padding: 1.5rem; background: var(--paper); color: var(--ink); font: 1.0625rem/1.5 "Atkinson Hyperlegible Next", "Segoe UI", system-ui, sans-serif; }
h1 { margin: 1rem 0 .25rem; } h2 { margin: 2.5rem 0 .5rem; border-bottom: 3px solid currentColor; padding-bottom: .25rem; } .soft, dt { color: var(--soft); } a { color: inherit; }
nav ol { columns: 2 18rem; padding-left: 1.5rem; } nav a { display: inline-block; padding: .35rem 0; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; vertical-align: top; padding: .4rem .6rem; border-bottom: 1px solid var(--line); }
.wide { overflow-x: auto; } article { background: var(--sheet); border: 1px solid var(--line); border-radius: 8px; padding: .5rem 1rem; margin: .75rem 0; break-inside: avoid; }
dl { margin: 0; } dl > div { display: grid; grid-template-columns: minmax(9rem, 14rem) 1fr; gap: 0 1rem; padding: .2rem 0; } dd { margin: 0; white-space: pre-line; overflow-wrap: anywhere; }
@media (max-width: 32rem) { dl > div { display: block; } } @media print { body { background: none; } nav { display: none; } }`;

/** The head of the file: whose, for whom, when, and the list of its chapters. */
export function htmlHead({ title, lead, chapters }: { title: string; lead: string; chapters: { title: string; count: number }[] }): string {
  const list = chapters.map(
    ({ title: name, count }, at) =>
      `<li><a href="#c${at}">${escaped(name)}</a> <span class="soft">${escaped(f.lines({ count }))}</span></li>`,
  );
  return `<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escaped(title)}</title><style>${style}</style></head>
<body><header><h1>${escaped(title)}</h1><p>${escaped(lead)}</p></header><main><nav aria-label="${escaped(f.contents)}"><ol>${list.join('')}</ol></nav>`;
}

const linksTo = (paths: string[]): string =>
  paths
    .map((path) => `<a href="${escaped(path.split('/').map(encodeURIComponent).join('/'))}">${escaped(path.split('/').at(-1) ?? path)}</a>`)
    .join('<br>');

/** One chapter. Short rows are a table, long ones sheets: a message is read, not squeezed in a cell. */
export function htmlChapter({ title, heads, rows }: Chapter, paths: string[][], at: number, now: Date): string {
  const head = `<section aria-labelledby="c${at}"><h2 id="c${at}">${escaped(title)}</h2>`;
  if (rows.length === 0) return `${head}<p class="soft">${escaped(f.noLine)}</p></section>`;
  const withFiles = paths.some((some) => some.length > 0);
  const long = withFiles || heads.length > 6 || rows.some((row) => heads.some((one) => String(row[one] ?? '').length > 80));
  const body = long
    ? rows
        .map((row, n) => {
          const lines = heads
            .filter((one) => row[one] !== null && row[one] !== '')
            .map((one) => `<div><dt>${escaped(one)}</dt><dd>${escaped(cellText(row[one] ?? null, now))}</dd></div>`);
          const files = paths[n] ?? [];
          if (files.length > 0) lines.push(`<div><dt>${escaped(f.files)}</dt><dd>${linksTo(files)}</dd></div>`);
          return `<article><dl>${lines.join('')}</dl></article>`;
        })
        .join('')
    : `<div class="wide" tabindex="0" role="region" aria-labelledby="c${at}"><table><thead><tr>${heads.map((one) => `<th scope="col">${escaped(one)}</th>`).join('')}</tr></thead><tbody>${rows
        .map((row) => `<tr>${heads.map((one) => `<td>${escaped(cellText(row[one] ?? null, now))}</td>`).join('')}</tr>`)
        .join('')}</tbody></table></div>`;
  return `${head}${body}</section>`;
}

export const htmlEnd = (withheld: string[]): string =>
  `<section aria-labelledby="non-donne"><h2 id="non-donne">${escaped(f.withheld)}</h2><p>${escaped(f.withheldLead)}</p><ul>${withheld
    .map((why) => `<li>${escaped(why)}</li>`)
    .join('')}</ul></section></main></body></html>\n`;
