/** What leaves the device: 1600 px on its longest side, about 300 kB, and nothing of what the camera wrote in the file. */
const longest = 1600;
const heaviest = 300_000;

/** Nothing when this browser cannot read the picture. */
export async function shrunk(file: Blob): Promise<Blob | undefined> {
  const url = URL.createObjectURL(file);
  try {
    const picture = new Image();
    picture.src = url;
    await picture.decode();
    const scale = Math.min(1, longest / Math.max(picture.naturalWidth, picture.naturalHeight));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(picture.naturalWidth * scale);
    canvas.height = Math.round(picture.naturalHeight * scale);
    const context = canvas.getContext('2d');
    if (!context) return;
    // What is see-through in a drawing is paper.
    context.fillStyle = '#fff';
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(picture, 0, 0, canvas.width, canvas.height);
    return await lightEnough(canvas);
  } catch {
    return;
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** WebP where the browser writes it, JPEG elsewhere; less fine until it is light. */
export async function lightEnough(canvas: HTMLCanvasElement): Promise<Blob | undefined> {
  let best: Blob | undefined;
  for (const quality of [0.82, 0.65, 0.5, 0.35]) {
    const webp = await blobOf(canvas, 'image/webp', quality);
    const blob = webp?.type === 'image/webp' ? webp : await blobOf(canvas, 'image/jpeg', quality);
    if (!blob) return best;
    best = blob;
    if (blob.size <= heaviest) return blob;
  }
  return best;
}

const blobOf = (canvas: HTMLCanvasElement, type: string, quality: number): Promise<Blob | undefined> =>
  new Promise((done) => canvas.toBlob((blob) => done(blob ?? undefined), type, quality));
