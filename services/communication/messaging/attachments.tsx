import { hidden, routesFor, sql, uuid, z } from '#kernel';
import { downloadOf } from '#kernel/files';
import { Attachment, attachmentKind } from '#kernel/ui';
import { type Attached, messageIn } from './messages.ts';
import { holdsIt, isShut } from './policy.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { download } = routesFor<Tables>();

export const attachedShape = z.array(z.object({ id: z.uuid(), name: z.string(), mediaType: z.string(), size: z.number() }));

/** A file of a message that is in my mailbox, has arrived, and was not taken back. */
export const attachment = download('/messagerie/messages/:messageId/pieces/:fileId', {
  params: z.object({ messageId: uuid, fileId: uuid }),
  may: holdsIt,
  load: async ({ me, params, db, drawer, now }) => {
    const message = await messageIn(db, me, params.messageId, now);
    if (!message || (message.field !== 'from' && message.state !== 'sent')) return hidden;
    if (await isShut(db, me, message, now)) return hidden;
    const { rows } = await sql<{ id: string; name: string; mediaType: string }>`
      select f.id, f.name, f.media_type as "mediaType" from messaging.attachments a join kernel.files f on f.id = a.file_id
      where a.message_id = ${params.messageId} and a.file_id = ${params.fileId}`.execute(db);
    const file = rows[0];
    return file ? downloadOf(drawer, file) : hidden;
  },
});

export const Attachments = ({ messageId, files }: { messageId: string; files: Attached[] }) =>
  files.length === 0 ? null : (
    <section aria-label={t.files}>
      {files.map(({ id, name, size, mediaType }) => (
        <Attachment
          key={id}
          name={name}
          bytes={size}
          kind={attachmentKind(mediaType)}
          href={`/messagerie/messages/${messageId}/pieces/${id}`}
        />
      ))}
    </section>
  );
