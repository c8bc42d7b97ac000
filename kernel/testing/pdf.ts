import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { extractText, getDocumentProxy } from 'unpdf';

/** The words of a PDF, page by page, as somebody reads them. */
export async function pagesOf(pdf: Uint8Array): Promise<string[]> {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(pdf)), { mergePages: false });
  return text;
}

/** The tags of a PDF in reading order, « H1 », « P », « TH »: none when it says nothing to a screen reader. */
export async function tagsOf(pdf: Uint8Array): Promise<string[]> {
  const file = await getDocumentProxy(new Uint8Array(pdf));
  const marks: { Marked?: boolean } | null = await file.getMarkInfo();
  if (!marks?.Marked) return [];
  const tags: string[] = [];
  const walk = (node: { role?: string; children?: unknown[] }): void => {
    if (node.role) tags.push(node.role);
    for (const child of node.children ?? []) walk(child as typeof node);
  };
  for (let number = 1; number <= file.numPages; number += 1) walk((await (await file.getPage(number)).getStructTree()) ?? {});
  return tags;
}

/** The pages of a PDF as a printer would lay them on paper and a scanner read them, PNG, `dpi` points an inch. */
export async function picturesOf(browser: Browser, pdf: Uint8Array, dpi = 200): Promise<Buffer[]> {
  const page = await browser.newPage();
  const script = await readFile(fileURLToPath(import.meta.resolve('unpdf/pdfjs')), 'utf8');
  await page.route('**/*', (route) =>
    route.request().url().endsWith('.mjs')
      ? route.fulfill({ contentType: 'text/javascript', body: script })
      : route.fulfill({
          contentType: 'text/html',
          body: '<script type="module">import { getDocument } from "/pdfjs.mjs"; Object.assign(window, { getDocument })</script>',
        }),
  );
  await page.goto('http://press.invalid/');
  const pictures = await page.evaluate(drawn, { base64: Buffer.from(pdf).toString('base64'), scale: dpi / 72 });
  await page.close();
  return pictures.map((url) => Buffer.from(url.slice(url.indexOf(',') + 1), 'base64'));
}

/** Runs in the browser. */
async function drawn({ base64, scale }: { base64: string; scale: number }): Promise<string[]> {
  const { getDocument } = window as unknown as typeof import('unpdf/pdfjs');
  const pdf = await getDocument({ data: Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)) }).promise;
  const canvas = document.createElement('canvas');
  const pictures: string[] = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const sheet = await pdf.getPage(number);
    const viewport = sheet.getViewport({ scale });
    Object.assign(canvas, { width: viewport.width, height: viewport.height });
    await sheet.render({ canvas, viewport }).promise;
    pictures.push(canvas.toDataURL('image/png'));
  }
  return pictures;
}
