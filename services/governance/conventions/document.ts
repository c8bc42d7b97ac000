import { hidden, routesFor, uuid, z } from '#kernel';
import { downloadOf } from '#kernel/files';
import { todayIn } from './dates.ts';
import { wholeOf } from './facts.ts';
import { conventionPdf } from './paper.ts';
import { mayRead } from './policy.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { download } = routesFor<Tables>();

/** The convention as it was sent; while it is a draft, as it would be. */
export const document = download('/conventions/:conventionId/document', {
  params: z.object({ conventionId: uuid }),
  may: mayRead,
  load: async ({ db, drawer, now, params: { conventionId } }) => {
    const sent = await db
      .selectFrom('conventions.steps as s')
      .innerJoin('kernel.files as f', 'f.id', 's.file_id')
      .select(['f.id', 'f.name', 'f.media_type as mediaType'])
      .where('s.convention_id', '=', conventionId)
      .where('s.kind', '=', 'sent')
      .executeTakeFirst();
    if (sent) return downloadOf(drawer, sent);
    const whole = await wholeOf(db, conventionId);
    if (!whole) return hidden;
    return {
      name: `${t.titleOf({ name: whole.convention.name, year: whole.convention.school_year })}.pdf`,
      mediaType: 'application/pdf',
      bytes: await conventionPdf(whole, todayIn(now)),
      inline: true,
    };
  },
});
