import { Card, Picture, Status, Time, useTu } from '#kernel/ui';
import type { Post, PostPicture } from './posts.ts';
import { t } from './texts.ts';

/** What stands for a picture when it is not seen: who is on it, else what was written, else that it is one. */
const altOf = ({ names }: PostPicture, caption: string): string =>
  names.length > 0 ? t.photoWith({ names }) : caption ? t.photoOf({ caption: caption.slice(0, 120) }) : t.photo;

/** One photo, or the place of one that a family no longer wants shown. */
export function Photo({ picture, caption, at, of }: { picture: PostPicture; caption: string; at: number; of: number }) {
  const here = `/journal/photos/${picture.id}`;
  const alt = altOf(picture, caption);
  if (!picture.shown)
    return (
      <p class="photo-gone">
        <Picture name="dash" /> {t.photoWithdrawn}
      </p>
    );
  return (
    <a class="photo" href={here}>
      <img
        src={`${here}/vignette`}
        srcset={`${here}/vignette 480w, ${here} 1600w`}
        sizes={of === 1 ? '(min-width: 48rem) 40rem, 92vw' : '(min-width: 48rem) 20rem, 46vw'}
        width={picture.width}
        height={picture.height}
        alt={of === 1 ? alt : t.numbered({ alt, at: at + 1, of })}
        loading="lazy"
        decoding="async"
      />
    </a>
  );
}

/** Words, pictures, voice. */
export const PostBody = ({ post }: { post: Post }) => (
  <>
    {post.pictures.length > 0 && (
      <div class={post.pictures.length === 1 ? 'photos is-one' : 'photos'}>
        {post.pictures.map((picture, at) => (
          <Photo key={picture.id} picture={picture} caption={post.caption} at={at} of={post.pictures.length} />
        ))}
      </div>
    )}
    {post.caption && <p class="photo-caption">{post.caption}</p>}
    {post.voice === 'heard' && <Voice src={`/journal/publications/${post.id}/voix`} grownUp={!post.byPupil} />}
    {post.voice === 'silent' && (
      <p class="photo-gone">
        <Picture name="dash" /> {t.voiceWithdrawn}
      </p>
    )}
  </>
);

/** Nothing is fetched before somebody listens. A grown-up's voice is what « Écouter » plays in place of the words of its card. */
export const Voice = ({ src, grownUp }: { src: string; grownUp: boolean }) => (
  // biome-ignore lint/a11y/useMediaCaption: what somebody says in a few seconds has no captions; the words beside it say what it is about.
  <audio controls preload="none" src={src} aria-label={t.listen} data-voice={grownUp || undefined} />
);

function Standing({ post }: { post: Post }) {
  const tu = useTu();
  if (post.state === 'waiting') return <Status kind="waiting">{tu ? t.waits : t.waitsAdult}</Status>;
  if (post.state === 'returned') return <Status kind="missing">{t.givenBack}</Status>;
  return post.state === 'hidden' ? <Status kind="refused">{t.isHidden}</Status> : null;
}

/** A post of the feed. Its door leads to what one may do with it. */
export const PostCard = ({ post, mayChange }: { post: Post; mayChange: boolean }) => (
  <Card
    meta={
      <>
        <span>{post.author ?? t.someone}</span> <Time at={post.at} />
      </>
    }
    footer={
      <a class="button is-quiet" href={`/journal/publications/${post.id}`}>
        <span>
          {mayChange ? t.change : t.see}
          {post.comments > 0 && ` · ${t.commentCount({ count: post.comments })}`}{' '}
          <span class="sr">{t.ofThisPost({ at: post.author ?? t.someone })}</span>
        </span>
      </a>
    }
  >
    <Standing post={post} />
    <PostBody post={post} />
    {post.state === 'returned' && (post.returnedWord || post.returnedVoice) && (
      <div class="photo-answer">
        <p>{t.teacherSays}</p>
        {post.returnedWord && <p>{post.returnedWord}</p>}
        {post.returnedVoice && <Voice src={`/journal/publications/${post.id}/reponse`} grownUp />}
      </div>
    )}
  </Card>
);
