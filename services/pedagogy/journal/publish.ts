import { hidden, many, refuse, routesFor, ticked, uuid, z } from '#kernel';
import { projectOf } from '#kernel/consent';
import { dropUploads, takeUploads } from '#kernel/uploads';
import { readyToShow } from './arriving.ts';
import { braked } from './brake.ts';
import { compose, params } from './compose.tsx';
import { keepPost } from './keep.ts';
import { mostPhotos } from './most.ts';
import { mayNotShow, type Said } from './naming.ts';
import { isPupil, postKnown, posts } from './policy.ts';
import { classById } from './posts.ts';
import type { Tables } from './tables.ts';
import { tellOnce } from './telling.ts';
import { t } from './texts.ts';

const { action, sending } = routesFor<Tables>();

/** Photos shrunk on the device, and a voice, in pieces. */
export const send = sending('/journal/:classId/envois', { params, may: posts, most: 4_000_000 });

const Sent = z.array(z.object({ upload: uuid, pupils: z.array(uuid).max(60), nobody: z.boolean() })).max(mostPhotos);

/** What the page's script says of each photo that it sent before, as JSON. */
const sent = z
  .string()
  .default('[]')
  .transform((text, check) => {
    try {
      return Sent.parse(JSON.parse(text));
    } catch {
      check.addIssue({ code: 'custom', message: t.incomplete });
      return z.NEVER;
    }
  });

/**
 * Sends a post. Without script the files come with the form and « who » is said once for all; with it they came before, each with
 * its own. `key` is the post's id, made with the page: sent twice, it is posted once.
 */
export const publish = action('/journal/:classId', {
  params,
  may: posts,
  does: 'post.written',
  body: z.object({
    key: uuid,
    caption: z.string().trim().max(2000, t.tooLong).default(''),
    pupils: many(uuid),
    nobody: ticked,
    heard: many(uuid),
    pictures: sent,
    voice: z.union([z.literal(''), uuid]).default(''),
  }),
  redraw: compose,
  uploads: { field: 'files', most: mostPhotos + 1 },
  prepare: async ({ me, params: { classId }, body, uploads, aside, folder }) => {
    if (await postKnown(aside, body.key)) return 'before' as const;
    const ids = [...body.pictures.map(({ upload }) => upload), ...(body.voice ? [body.voice] : [])];
    const taken = await takeUploads(aside, folder, me.personId, ids);
    if (!taken) return refuse('incomplete', t.incomplete, { field: 'files' });
    const arrived = await readyToShow([...taken, ...uploads]);
    if ('refused' in arrived) return arrived;
    if (arrived.photos.length === 0 && !arrived.voice && !body.caption)
      return refuse('empty', isPupil(me) ? t.emptyTu : t.empty, { field: 'files' });
    const forAll: Said = { pupils: body.pupils, nobody: body.nobody };
    const said = arrived.photos.map((_, at): Said => body.pictures[at] ?? forAll);
    return { arrived, said, ids, classId };
  },
  run: async ({ db, me, params: { classId }, body, prepared, now, drawer, emit }) => {
    const see = `/journal/${classId}`;
    const say = isPupil(me) ? t.sentTu : t.posted;
    if (prepared === 'before') return (await postKnown(db, body.key))?.authorId === me.personId ? { see, say } : hidden;
    const one = await classById(db, classId);
    if (!one) return hidden;
    const { schoolId } = one;
    const brake = await braked(db, me, schoolId, now);
    if (brake) return brake;
    const { arrived, said, ids } = prepared;
    const project = projectOf('journal', now);
    const byPupil = isPupil(me);
    const heard = arrived.voice ? (byPupil ? [me.personId] : body.heard) : [];
    // What a pupil sends, the teacher looks at: they say who is on it.
    const refusal = byPupil ? undefined : await mayNotShow(db, { classId, project, now }, { pictures: said, heard });
    if (refusal) return refusal;
    const made = await keepPost(
      db,
      drawer,
      {
        ...{ id: body.key, schoolId, classId, authorId: me.personId, project, byPupil, caption: body.caption, heard, now },
        ...{ state: byPupil ? 'waiting' : 'shown', said: byPupil ? [] : said },
      },
      arrived,
    );
    await dropUploads(db, me.personId, ids);
    if (made && !byPupil) await tellOnce(db, { classId, schoolId, postId: body.key, now, emit });
    return { see, say, note: { schoolId, details: { post: body.key, photos: arrived.photos.length, again: !made } } };
  },
});
