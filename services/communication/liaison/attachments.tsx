import { hidden, routesFor, sql, uuid, z } from '#kernel';
import { downloadOf } from '#kernel/files';
import { Attachment, attachmentKind } from '#kernel/ui';
import type { Attached } from './notes.ts';
import { reads } from './policy.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { download } = routesFor<Tables>();

export const attachment = download('/liaison/mots/:noteId/pieces/:fileId', {
  params: z.object({ noteId: uuid, fileId: uuid }),
  may: reads,
  load: async ({ params, db, drawer }) => {
    const { rows } = await sql<{ id: string; name: string; mediaType: string }>`
      select f.id, f.name, f.media_type as "mediaType" from liaison.attachments a join kernel.files f on f.id = a.file_id
      where a.note_id = ${params.noteId} and a.file_id = ${params.fileId}`.execute(db);
    const file = rows[0];
    return file ? downloadOf(drawer, file) : hidden;
  },
});

export const Attachments = ({ noteId, files }: { noteId: string; files: Attached[] }) =>
  files.length === 0 ? null : (
    <section aria-label={t.files}>
      {files.map((file) => (
        <Attachment
          key={file.id}
          name={file.name}
          bytes={file.size}
          kind={attachmentKind(file.mediaType)}
          href={`/liaison/mots/${noteId}/pieces/${file.id}`}
        />
      ))}
    </section>
  );
