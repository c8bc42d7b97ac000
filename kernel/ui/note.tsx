import type { ComponentChildren } from 'preact';
import type { Hand } from '#kernel/db';
import { language } from '#kernel/texts';
import { Picture, type PictureName } from './pictures.tsx';
import { say } from './words.ts';

/** What somebody wrote. `seyes`: on a sheet of French ruling, the margin in red. */
export const RichText = ({ children, seyes }: { children: ComponentChildren; seyes?: boolean }) => (
  <div class={seyes ? 'rich paper seyes' : 'rich'}>{children}</div>
);

/** A sheet of ruled paper for anything short: a word to families, a child's sentence. */
export const Paper = ({ children }: { children: ComponentChildren }) => <div class="paper seyes">{children}</div>;

/** The three ways a French pupil meets a letter. The cursive font is fetched only by pages that use it. */
export const Written = ({ hand, children }: { hand: Hand; children: ComponentChildren }) => <span class={`hand-${hand}`}>{children}</span>;

/** « 1,2 Mo », « 340 Ko » */
export function sizeText(bytes: number): string {
  const round = (amount: number) => new Intl.NumberFormat(language(), { maximumFractionDigits: amount < 10 ? 1 : 0 }).format(amount);
  if (bytes < 1000) return say.sizeBytes({ size: round(bytes) });
  return bytes < 1_000_000 ? say.sizeKilo({ size: round(bytes / 1000) }) : say.sizeMega({ size: round(bytes / 1_000_000) });
}

export type AttachmentKind = 'picture' | 'sound' | 'film' | 'paper';
const kindPicture: Record<AttachmentKind, PictureName> = { picture: 'camera', sound: 'speaker', film: 'play', paper: 'paper' };

type AttachmentProps = { name: string; href: string; bytes?: number; kind?: AttachmentKind; thumbnail?: string; download?: boolean };

/** A voice, heard where it stands; whoever recorded it speaks in place of the words beside it. Nothing is fetched before somebody listens. */
const Sound = ({ name, href }: { name: string; href: string }) => (
  // biome-ignore lint/a11y/useMediaCaption: what somebody says in a few seconds has no captions; the words it reads stand beside it.
  <audio class="attachment-sound" controls preload="none" src={href} aria-label={say.voiceOf({ name })} data-voice />
);

export const attachmentKind = (mediaType: string): AttachmentKind =>
  mediaType.startsWith('image/') ? 'picture' : mediaType.startsWith('audio/') ? 'sound' : 'paper';

export function Attachment({ name, href, bytes, kind = 'paper', thumbnail, download }: AttachmentProps) {
  if (kind === 'sound') return <Sound name={name} href={href} />;
  return (
    <a class="attachment" href={href} download={download}>
      {thumbnail ? (
        <img src={thumbnail} alt="" width="56" height="56" loading="lazy" decoding="async" />
      ) : (
        <Picture name={kindPicture[kind]} />
      )}
      <span class="attachment-name">{name}</span>
      {bytes !== undefined && <span class="meta">{sizeText(bytes)}</span>}
    </a>
  );
}
