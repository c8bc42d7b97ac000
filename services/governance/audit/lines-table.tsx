import { Table, Time } from '#kernel/ui';
import type { Line } from './lines.ts';
import { t } from './texts.ts';

/** Lines of the journal; `watched`: with who did it, and whom it concerns. */
export const LinesTable = ({ caption, lines, watched = false }: { caption: string; lines: Line[]; watched?: boolean }) => (
  <Table
    caption={caption}
    quiet
    dense
    rows={lines}
    id={({ id }) => id}
    columns={[
      { head: t.what, header: true, cell: ({ what }) => what },
      ...(watched
        ? [
            { head: t.who, cell: ({ who }: Line) => who ?? t.machine },
            { head: t.about, cell: ({ about }: Line) => about ?? '' },
          ]
        : []),
      { head: t.when, cell: ({ at }) => <Time at={at} /> },
      { head: t.school, cell: ({ school }) => school ?? '' },
    ]}
  />
);
