import { createHash } from 'node:crypto';
import { type Refusal, refuse, type Upload } from '#kernel';
import { isVoice, type Photo, photoFrom, voiceFrom } from '#kernel/files';
import { mostPhotos } from './most.ts';
import { t } from './texts.ts';

type VoiceReady = NonNullable<ReturnType<typeof voiceFrom>>;
export type Arrived = { photos: Photo[]; voice: VoiceReady | undefined };

/** Photos and a voice, made fit to be shown before any transaction: in both sizes, and without what the device wrote in them. */
export async function readyToShow(uploads: Upload[]): Promise<Arrived | Refusal> {
  const voices = uploads.filter(({ mediaType }) => isVoice(mediaType));
  const pictures = uploads.filter(({ mediaType }) => !isVoice(mediaType));
  if (pictures.length > mostPhotos || voices.length > 1) return refuse('many', t.tooMany({ most: mostPhotos }), { field: 'files' });
  const unreadable = ({ name }: Upload) => refuse('unreadable', t.notReadable({ name: name.slice(0, 120) }), { field: 'files' });
  const [said] = voices;
  const voice = said && voiceFrom(said.bytes);
  if (said && !voice) return unreadable(said);
  const photos: Photo[] = [];
  // One after the other: libvips already works on every core, and a photo of 12 megapixels is 36 MB once open.
  for (const picture of pictures) {
    const photo = await photoFrom(picture.bytes);
    if (!photo) return unreadable(picture);
    photos.push(photo);
  }
  return { photos, voice };
}

/** By which a post is found again wherever it was copied (`Moderated.recall`). */
export function contentHash(caption: string, { photos, voice }: Arrived): Buffer {
  const hash = createHash('sha256').update(caption.trim());
  for (const { large } of photos) hash.update(createHash('sha256').update(large.bytes).digest());
  if (voice) hash.update(createHash('sha256').update(voice.bytes).digest());
  return hash.digest();
}
