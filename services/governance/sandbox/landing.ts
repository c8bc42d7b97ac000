import { localPath, type Me, type Reader, type Service, z } from '#kernel';

/** The beginning of a page's address, up to what names anybody or anything of the real house: « /liaison/… » is « /liaison ». */
export function nameless(asked: string): string {
  const parts = (localPath(asked).split(/[?#]/)[0] ?? '').split('/').slice(1);
  const foreign = parts.findIndex((part) => /[\d…%]/.test(part) || part.length > 40);
  return `/${parts.slice(0, foreign === -1 ? parts.length : foreign).join('/')}`;
}

/** A page asked for in a form or an address; anything else is the home. */
export const Wanted = z
  .string()
  .catch('/')
  .transform((asked) => nameless(asked.slice(0, 300)));

/** Where somebody lands: on the page asked for when this role reads it here, else on the one that leads there, else at home. */
export async function landing(ask: { services: Service[]; me: Me; db: Reader; now: Date }, asked: string): Promise<string> {
  const parts = nameless(asked).split('/').slice(1);
  const pages = ask.services.flatMap(({ routes }) => routes);
  for (let length = parts.length; length > 0; length -= 1) {
    const candidate = `/${parts.slice(0, length).join('/')}`;
    const page = pages.find(({ kind, path }) => kind === 'page' && path === candidate);
    if (page?.kind === 'page' && (await page.may({ ...ask, params: {} } as never))) return candidate;
  }
  return '/';
}
