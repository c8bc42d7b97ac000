import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import sharp, { type Sharp } from 'sharp';
import { extractImages, getDocumentProxy } from 'unpdf';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import type { Frame, ScannedFile, ScannedPaper, Scans } from './scans.ts';
import { straightener } from './straighten.ts';

/** The thread that reads what a scanner made. See scans.ts. */

type Sheet = { width: number; height: number; gray: Uint8Array };

const asked: { files: ScannedFile[]; frame: Frame; grain: number; mostPages: number } = workerData;
const wasm = readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'));
prepareZXingModule({ overrides: { wasmBinary: wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength) } });

/** A4 at 300 points an inch is 8.7 megapixels; a telephone's picture, 12 to 50. */
const limitInputPixels = 60_000_000;
const longest = 3600;

async function sheetOf(picture: Sharp): Promise<Sheet> {
  const { data, info } = await picture
    .autoOrient()
    .flatten({ background: '#fff' })
    .resize({ width: longest, height: longest, fit: 'inside', withoutEnlargement: true })
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, gray: info.channels === 1 ? data : data.filter((_, at) => at % info.channels === 0) };
}

/** The pages of a file, one by one. */
async function* sheetsIn({ bytes, mediaType }: ScannedFile): AsyncGenerator<Sheet | 'unreadable'> {
  if (mediaType !== 'application/pdf') {
    yield await sheetOf(sharp(bytes, { limitInputPixels })).catch(() => 'unreadable' as const);
    return;
  }
  const pdf = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 }).catch(() => undefined);
  if (!pdf) yield 'unreadable';
  for (let page = 1; pdf && page <= Math.min(pdf.numPages, asked.mostPages); page += 1) {
    const pictures = await extractImages(pdf, page).catch(() => []);
    const [largest] = pictures.toSorted((one, other) => other.width * other.height - one.width * one.height);
    if (!largest || largest.width * largest.height > limitInputPixels) yield 'unreadable';
    else {
      const { data, width, height, channels } = largest;
      yield await sheetOf(sharp(data, { raw: { width, height, channels } })).catch(() => 'unreadable' as const);
    }
  }
}

async function papersOn({ width, height, gray }: Sheet): Promise<ScannedPaper[]> {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let at = 0; at < gray.length; at += 1) data.fill(gray[at] ?? 255, at * 4, at * 4 + 3).fill(255, at * 4 + 3, at * 4 + 4);
  const codes = await readBarcodes({ data, width, height, colorSpace: 'srgb' } as ImageData, {
    formats: ['QRCode'],
    tryHarder: true,
    maxNumberOfSymbols: 12,
  });
  const { side, left, top } = asked.frame;
  const [across, down] = [Math.round(asked.frame.width * asked.grain), Math.round(asked.frame.height * asked.grain)];
  return codes.map(({ bytes, position: { topLeft, topRight, bottomRight, bottomLeft } }) => {
    const place = straightener([topLeft, topRight, bottomRight, bottomLeft], side);
    const straight = new Uint8Array(across * down).fill(255);
    for (let row = 0; row < down; row += 1)
      for (let column = 0; column < across; column += 1) {
        // Four looks in each pixel: a pen's stroke is thinner than one.
        let sum = 0;
        for (const [dx, dy] of quarters) {
          const { x, y } = place(left + (column + dx) / asked.grain, top + (row + dy) / asked.grain);
          const [px, py] = [Math.round(x), Math.round(y)];
          sum += px >= 0 && py >= 0 && px < width && py < height ? (gray[py * width + px] ?? 255) : 255;
        }
        straight[row * across + column] = sum / 4;
      }
    return { code: new Uint8Array(bytes), width: across, height: down, gray: straight };
  });
}

const quarters = [
  [0.25, 0.25],
  [0.75, 0.25],
  [0.25, 0.75],
  [0.75, 0.75],
] as const;

const scans: Scans = { papers: [], pages: 0, unreadable: 0 };
for (const file of asked.files)
  for await (const sheet of sheetsIn(file)) {
    if (scans.pages >= asked.mostPages) break;
    scans.pages += 1;
    if (sheet === 'unreadable') scans.unreadable += 1;
    else scans.papers.push(...(await papersOn(sheet)));
  }
parentPort?.postMessage(
  scans,
  scans.papers.map(({ gray }) => gray.buffer as ArrayBuffer),
);
