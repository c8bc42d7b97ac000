import { hidden, routesFor, sql, uuid, z } from '#kernel';
import { downloadOf } from '#kernel/files';
import { readsWork } from './policy.ts';
import type { Tables } from './tables.ts';

const { download } = routesFor<Tables>();

export const attachment = download('/devoirs/travaux/:workId/pieces/:fileId', {
  params: z.object({ workId: uuid, fileId: uuid }),
  may: readsWork,
  load: async ({ params, db, drawer }) => {
    const { rows } = await sql<{ id: string; name: string; mediaType: string }>`
      select f.id, f.name, f.media_type as "mediaType" from homework.attachments a join kernel.files f on f.id = a.file_id
      where a.work_id = ${params.workId} and a.file_id = ${params.fileId}`.execute(db);
    const [file] = rows;
    return file ? downloadOf(drawer, file) : hidden;
  },
});
