import { hidden, type RawBuilder, type Reader, routesFor, sql, uuid, z } from '#kernel';
import type { Drawer } from '#kernel/files';
import type { Download } from '#kernel/http';
import type { Me } from '#kernel/perimeter';
import { closed } from './brake.ts';
import { readsPost } from './policy.ts';
import { silent, unseen } from './posts.ts';
import type { Tables } from './tables.ts';

const { download } = routesFor<Tables>();

const OnePicture = z.object({ pictureId: uuid });
const OnePost = z.object({ postId: uuid });

/** Whoever reads its post. */
async function sees({ me, params, db }: { me: Me; params: { pictureId: string }; db: Reader<Tables> }): Promise<boolean> {
  const picture = await db.selectFrom('journal.pictures').select('post_id as postId').where('id', '=', params.pictureId).executeTakeFirst();
  return picture !== undefined && readsPost({ me, params: picture, db });
}

type Found = { id: string; mediaType: string; schoolId: string };
type Ask = { db: Reader<Tables>; me: Me; now: Date; drawer: Drawer };

async function kept({ db, me, now, drawer }: Ask, file: RawBuilder<Found>, name: string): Promise<Download | typeof hidden> {
  const found = (await file.execute(db)).rows[0];
  if (!found || (await closed(db, me, found.schoolId, now))) return hidden;
  return { name, mediaType: found.mediaType, bytes: await drawer.get(found.id), inline: true };
}

/** A picture is asked again, each time its bytes are, whether everybody on it may be shown: what a family withdrew answers to nobody. */
const picture = (size: 'large' | 'small', params: { pictureId: string }, now: Date): RawBuilder<Found> => sql<Found>`
  select f.id, f.media_type as "mediaType", p.school_id as "schoolId" from journal.pictures x
  join journal.posts p on p.id = x.post_id join kernel.files f on f.id = ${sql.ref(`x.${size}_id`)}
  where x.id = ${params.pictureId} and not ${unseen('x', 'p', now)}`;

export const large = download('/journal/photos/:pictureId', {
  params: OnePicture,
  may: sees,
  load: (ask) => kept(ask, picture('large', ask.params, ask.now), 'photo.webp'),
});

export const small = download('/journal/photos/:pictureId/vignette', {
  params: OnePicture,
  may: sees,
  load: (ask) => kept(ask, picture('small', ask.params, ask.now), 'vignette.webp'),
});

/** Before it is shown, a pupil's voice is heard by the pupil and the teacher alone. */
export const voice = download('/journal/publications/:postId/voix', {
  params: OnePost,
  may: readsPost,
  load: (ask) =>
    kept(
      ask,
      sql<Found>`
        select f.id, f.media_type as "mediaType", p.school_id as "schoolId" from journal.posts p join kernel.files f on f.id = p.voice_id
        where p.id = ${ask.params.postId} and (p.state <> 'shown' or not ${silent('p', ask.now)})`,
      'voix',
    ),
});

/** What the teacher said when giving it back. */
export const returnedVoice = download('/journal/publications/:returnedId/reponse', {
  params: z.object({ returnedId: uuid }),
  may: ({ me, params, db }) => readsPost({ me, params: { postId: params.returnedId }, db }),
  load: (ask) =>
    kept(
      ask,
      sql<Found>`
        select f.id, f.media_type as "mediaType", p.school_id as "schoolId" from journal.posts p join kernel.files f on f.id = p.returned_voice_id
        where p.id = ${ask.params.returnedId} and p.state = 'returned'`,
      'reponse',
    ),
});
