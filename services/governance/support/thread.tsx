import { hidden, type Reader, routesFor, sql, uuid, z } from '#kernel';
import { downloadOf } from '#kernel/files';
import { calledName } from '#kernel/perimeter';
import { Attachment, attachmentKind, Card, CardList, Chip, Time } from '#kernel/ui';
import { reads } from './policy.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';
import { levels } from './tickets.ts';

const { download } = routesFor<Tables>();
type Db = Reader<Tables>;

export const File = z.object({ id: z.string(), name: z.string(), mediaType: z.string(), size: z.number() });
type File = z.infer<typeof File>;

export const Entry = z.object({
  id: z.string(),
  kind: z.enum(['message', 'answer', 'note', 'moved', 'taken', 'closed', 'reopened']),
  level: z.enum(levels).nullable(),
  body: z.string().nullable(),
  author: z.string().nullable(),
  at: z.date(),
  files: z.array(File),
});
export type Entry = z.infer<typeof Entry>;

const filesOf = (condition: ReturnType<typeof sql>) => sql`coalesce((
  select json_agg(json_build_object('id', f.id, 'name', f.name, 'mediaType', f.media_type, 'size', f.size) order by f.id)
  from support.attachments a join kernel.files f on f.id = a.file_id where ${condition}), '[]')`;

/** What was said since, in order. Notes are for those who help. */
export async function entriesOf(db: Db, ticketId: string, { withNotes }: { withNotes: boolean }): Promise<Entry[]> {
  const { rows } = await sql<Entry>`
    select e.id, e.kind, e.level, e.body, author.name as author, e.at, ${filesOf(sql`a.entry_id = e.id`)} as files
    from support.entries e
    left join lateral (select ${calledName('p')} as name from kernel.people p where p.id = e.author_id) author on true
    where e.ticket_id = ${ticketId} and (${withNotes} or e.kind not in ('note', 'taken')) order by e.at, e.id`.execute(db);
  return rows;
}

/** The question itself, with its files. */
export async function questionOf(db: Db, ticketId: string): Promise<{ body: string; files: File[] } | undefined> {
  const { rows } = await sql<{ body: string; files: File[] }>`
    select t.body, ${filesOf(sql`a.ticket_id = t.id and a.entry_id is null`)} as files
    from support.tickets t where t.id = ${ticketId}`.execute(db);
  return rows[0];
}

export const attachment = download('/assistance/demandes/:ticketId/pieces/:fileId', {
  params: z.object({ ticketId: uuid, fileId: uuid }),
  may: reads,
  load: async ({ db, params, drawer }) => {
    const { rows } = await sql<{ id: string; name: string; mediaType: string }>`
      select f.id, f.name, f.media_type as "mediaType" from support.attachments a join kernel.files f on f.id = a.file_id
      where a.ticket_id = ${params.ticketId} and a.file_id = ${params.fileId}`.execute(db);
    return rows[0] ? downloadOf(drawer, rows[0]) : hidden;
  },
});

/** What somebody typed, as it was typed: lines stay lines. */
const Said = ({ text }: { text: string }) => (
  <div class="rich">
    {text.split(/\n\s*\n/).map((paragraph, at) => (
      <p key={at}>
        {paragraph.split('\n').map((line, row) => (
          <span key={row}>
            {row > 0 && <br />}
            {line}
          </span>
        ))}
      </p>
    ))}
  </div>
);

const Files = ({ ticketId, files }: { ticketId: string; files: File[] }) => (
  <>
    {files.map(({ id, name, mediaType, size }) => (
      <Attachment
        key={id}
        name={name}
        bytes={size}
        kind={attachmentKind(mediaType)}
        href={`/assistance/demandes/${ticketId}/pieces/${id}`}
      />
    ))}
  </>
);

type ThreadProps = { ticketId: string; who: string; at: Date; body: string; files: File[]; entries: Entry[] };

export const Thread = ({ ticketId, who, at, body, files, entries }: ThreadProps) => (
  <CardList label={t.thread}>
    <Card meta={<Meta who={who} at={at} />}>
      <Said text={body} />
      <Files ticketId={ticketId} files={files} />
    </Card>
    {entries.map((entry) =>
      entry.body === null ? (
        <p key={entry.id} class="meta">
          <span>{t.happened({ kind: entry.kind, level: entry.level, who: entry.author })}</span>
          <Time at={entry.at} />
        </p>
      ) : (
        <Card key={entry.id} meta={<Meta who={t.speaker({ kind: entry.kind, level: entry.level, who: entry.author })} at={entry.at} />}>
          {entry.kind === 'note' && (
            <p>
              <Chip>{t.note}</Chip>
            </p>
          )}
          <Said text={entry.body} />
          <Files ticketId={ticketId} files={entry.files} />
        </Card>
      ),
    )}
  </CardList>
);

const Meta = ({ who, at }: { who: string; at: Date }) => (
  <>
    <span>{who}</span>
    <Time at={at} />
  </>
);
