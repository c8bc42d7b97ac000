/**
 * The browser's side of `kernel/uploads` (tus 1.0): a file goes up in pieces, and after a cut goes on where it stopped, for as long as
 * the page is open. Nothing of Node here: islands import it.
 */

const headers = { 'tus-resumable': '1.0.0', accept: 'application/json' };
const longest = 15_000;

export type Sent = { id: string } | { refused: number };

const base64 = (text: string): string => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

/** Waits for the line to come back, or a while. */
const untilBack = (wait: number): Promise<void> =>
  new Promise((done) => {
    setTimeout(done, wait);
    addEventListener('online', () => done(), { once: true });
  });

/** Does it again until the line holds: `work` rejects when it is cut. */
export async function again<T>(work: () => Promise<T>, cut: () => void): Promise<T> {
  for (let wait = 1000; ; wait = Math.min(wait * 2, longest)) {
    try {
      return await work();
    } catch {
      cut();
      await untilBack(wait);
    }
  }
}

/** `key`: how this device calls the file. `cut` is told each time the line breaks. */
export async function sendInPieces(door: string, { key, blob }: { key: string; blob: Blob }, cut: () => void): Promise<Sent> {
  let url = '';
  return again(async () => {
    if (!url) {
      const begun = await fetch(door, {
        method: 'POST',
        headers: { ...headers, 'upload-length': String(blob.size), 'upload-metadata': `key ${base64(key)},filetype ${base64(blob.type)}` },
      });
      if (begun.status >= 500) throw begun.status;
      if (begun.status !== 201) return { refused: begun.status };
      url = begun.headers.get('location') ?? '';
    }
    const told = await fetch(url, { method: 'HEAD', headers });
    if (told.status >= 500) throw told.status;
    if (told.status !== 200) return { refused: told.status };
    const offset = Number(told.headers.get('upload-offset'));
    if (offset < blob.size) {
      const type = { 'content-type': 'application/offset+octet-stream', 'upload-offset': String(offset) };
      const { status } = await fetch(url, { method: 'PATCH', headers: { ...headers, ...type }, body: blob.slice(offset) });
      if (status === 409 || status >= 500) throw status;
      if (status !== 204) return { refused: status };
    }
    return { id: url.slice(url.lastIndexOf('/') + 1) };
  }, cut);
}
