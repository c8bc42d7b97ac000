import { readFileSync } from 'node:fs';
import type { Caller } from '#kernel';
import type { Diagnostics } from './tables.ts';

const version: string = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')).version;

/** An address without what names anybody: neither what was asked of it nor the ids in it. Nothing when it is not one of our pages. */
export function pageOf(typed: string | null | undefined): string | undefined {
  const path = typed?.trim().split(/[?#]/)[0] ?? '';
  if (!/^\/[\w\-./:…]{0,120}$/.test(path) || path === '/') return undefined;
  return path
    .split('/')
    .map((part) => (/\d/.test(part) || part.length > 40 ? '…' : part))
    .join('/');
}

/** The number that an error page shows. */
export const errorOf = (typed: string | null | undefined): string | undefined => /^[0-9a-f]{8}$/.exec(typed?.trim() ?? '')?.[0];

/** What helps to understand, and says nothing of a person. */
export function diagnosticsOf(caller: Caller, { page, error }: { page?: string | null; error?: string | null }): Diagnostics {
  const [where, number] = [pageOf(page), errorOf(error)];
  return { browser: caller.device, version, ...(where ? { page: where } : {}), ...(number ? { error: number } : {}) };
}
