import sharp, { type Raw } from 'sharp';

type Sized = { bytes: Buffer; width: number; height: number };

/** A photo in the two sizes that pages show. */
export type Photo = { large: Sized; small: Sized };

/** A photo of 100 megapixels is the most a phone makes; more is a bomb. */
const most = { limitInputPixels: 120_000_000, failOn: 'error' } as const;

/** An interlaced PNG is decoded whole before anything is shrunk: seconds for each 100 megapixels, and no phone makes one. */
const mostInterlaced = 24_000_000;

/** Longest side in pixels, and quality: the first that is light enough is kept. */
type Try = readonly [side: number, quality: number];
const larges: Try[] = [
  [1600, 72],
  [1600, 55],
  [1280, 50],
  [960, 45],
  [720, 35],
];
const smalls: Try[] = [
  [480, 65],
  [480, 45],
  [320, 40],
  [240, 30],
];

/**
 * Turns a photo upright and rewrites it, in WebP of at most 150 kB and 30 kB: nothing of the file that came is kept but its
 * pixels, neither EXIF, GPS, colour profile nor XMP. Nothing when it is not a picture that we can read.
 */
export async function photoFrom(bytes: Uint8Array): Promise<Photo | undefined> {
  try {
    const { isProgressive, format, width: across, height: down } = await sharp(bytes, most).metadata();
    if (isProgressive && format === 'png' && across * down > mostInterlaced) return;
    const { data, info } = await sharp(bytes, most)
      .rotate()
      .resize(1600, 1600, { fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true });
    const raw = { width: info.width, height: info.height, channels: info.channels };
    const large = await lightest(data, raw, larges, 150_000);
    return { large, small: await lightest(data, raw, smalls, 30_000) };
  } catch {
    return;
  }
}

async function lightest(data: Buffer, raw: Raw, tries: Try[], bytes: number): Promise<Sized> {
  let made: Sized | undefined;
  for (const [side, quality] of tries) {
    const { data: webp, info } = await sharp(data, { raw })
      .resize(side, side, { fit: 'inside', withoutEnlargement: true })
      .webp({ quality })
      .toBuffer({ resolveWithObject: true });
    made = { bytes: webp, width: info.width, height: info.height };
    if (webp.length <= bytes) return made;
  }
  throw new Error(`still ${made?.bytes.length} bytes: not a photo`);
}
