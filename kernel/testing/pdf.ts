import { extractText, getDocumentProxy } from 'unpdf';

/** The words of a PDF, page by page, as somebody reads them. */
export async function pagesOf(pdf: Uint8Array): Promise<string[]> {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(pdf)), { mergePages: false });
  return text;
}
