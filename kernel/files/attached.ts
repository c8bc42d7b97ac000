import type { Download, Upload } from '#kernel/http';
import { type Refusal, refuse } from '../http/outcome.ts';
import { type Drawer, type Ready, readied } from './index.ts';

/** What a file field of a form may take, as `accept` says it; `readied` looks at the bytes all the same. */
export const attachable = 'image/*,application/pdf,text/plain,.odt,.docx,audio/webm,audio/mp4,audio/x-m4a';

/** The files of a form, made fit to be shared before any transaction; refused whole if one of them is. */
export async function readyAll(uploads: Upload[]): Promise<Ready[] | Refusal> {
  const files = await Promise.all(uploads.map(readied));
  const refused = files.find((file) => 'refused' in file);
  return refused ? refuse('file', refused.refused, { field: 'files' }) : files.filter((file) => 'bytes' in file);
}

/** A kept file as it leaves: pictures, voices and PDF open in the browser, the rest is saved. */
export const downloadOf = async (drawer: Drawer, file: { id: string; name: string; mediaType: string }): Promise<Download> => ({
  name: file.name,
  mediaType: file.mediaType,
  bytes: await drawer.get(file.id),
  inline: /^(image\/|audio\/|application\/pdf)/.test(file.mediaType),
});
