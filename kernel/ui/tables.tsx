import type { ComponentChildren } from 'preact';
import { Picture } from './pictures.tsx';
import { say } from './words.ts';

export type Column<Row> = {
  head: string;
  cell: (row: Row) => ComponentChildren;
  /** The cell that names the row. */
  header?: boolean;
  numeric?: boolean;
};

type TableProps<Row> = {
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  /** A stable name for a row. */
  id?: (row: Row) => string;
  empty?: ComponentChildren;
  /** The caption is for screen readers only, the page's title saying the same. */
  quiet?: boolean;
  dense?: boolean;
  /** Short figures beside a short name: it stays a table on a phone. */
  figures?: boolean;
};

/** On a phone each row becomes a small card where every value is said with the name of its column. */
export function Table<Row>({ caption, columns, rows, id, empty, quiet, dense, figures }: TableProps<Row>) {
  if (rows.length === 0) return <p class="hint">{empty ?? say.empty}</p>;
  return (
    <table class={['table', dense && 'is-dense', figures && 'is-figures'].filter(Boolean).join(' ')}>
      <caption class={quiet ? 'sr' : undefined}>{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.head} scope="col" class={column.numeric ? 'is-number' : undefined}>
              {column.head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, at) => (
          <tr key={id?.(row) ?? at}>
            {columns.map((column) => {
              const numeric = column.numeric ? 'is-number' : undefined;
              return column.header ? (
                <th key={column.head} scope="row" class={numeric}>
                  {column.cell(row)}
                </th>
              ) : (
                <td key={column.head} class={numeric} data-head={column.head}>
                  {column.cell(row)}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Before and after, and where one is when it is known. Addresses come ready made: a cursor or a number, as the list likes. */
export function Pagination({ previous, next, page, pages }: { previous?: string; next?: string; page?: number; pages?: number }) {
  if (!previous && !next) return null;
  return (
    <nav class="pagination" aria-label={say.pages}>
      {previous ? (
        <a class="button is-plain" rel="prev" href={previous}>
          <Picture name="back" />
          <span>{say.previous}</span>
        </a>
      ) : (
        <span />
      )}
      {page && pages ? <span class="meta">{say.pageOf({ page, pages })}</span> : <span />}
      {next ? (
        <a class="button is-plain" rel="next" href={next}>
          <span>{say.next}</span>
          <Picture name="forward" />
        </a>
      ) : (
        <span />
      )}
    </nav>
  );
}

/** Names and what they stand for. */
export const Definition = ({ entries }: { entries: readonly { term: string; children: ComponentChildren }[] }) => (
  <dl class="definition">
    {entries.map(({ term, children }) => (
      <div key={term}>
        <dt>{term}</dt>
        <dd>{children}</dd>
      </div>
    ))}
  </dl>
);
