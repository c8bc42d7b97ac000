import type { Reader } from '#kernel/db';
import type { Service } from '#kernel/service';
import type { PersonalColumn, Subject } from './index.ts';
import { kernelPersonalData } from './kernel.ts';

/** What a cell of the file holds: PostgreSQL's values, read by a person. */
export type Cell = string | number | boolean | null | Date | (string | number)[];
export type Chapter = { title: string; heads: string[]; rows: Record<string, Cell>[]; files: string[][] };

const columnsOf = (services: Pick<Service, 'personalData'>[]): PersonalColumn[] => [
  ...kernelPersonalData,
  ...services.flatMap(({ personalData }) => personalData),
];

export const countChapters = (services: Pick<Service, 'personalData'>[]): number =>
  columnsOf(services).filter(({ access }) => 'given' in access).length;

/** All that is kept about somebody, chapter by chapter, as each service gives it. Empty chapters too: « rien » is an answer. */
export async function* chaptersOf(
  db: Reader,
  services: Pick<Service, 'name' | 'deeds' | 'personalData'>[],
  subject: Subject,
): AsyncGenerator<Chapter> {
  for (const { access } of columnsOf(services)) {
    if (!('given' in access)) continue;
    const { rows } = await access.rows(subject).execute(db);
    const all = rows as Record<string, Cell>[];
    const words = Object.fromEntries(
      Object.entries(access.words ?? {}).map(([head, said]) => [head, typeof said === 'function' ? said(services) : said]),
    );
    const read = ([head, cell]: [string, Cell]): [string, Cell] => [head, typeof cell === 'string' ? (words[head]?.[cell] ?? cell) : cell];
    yield {
      title: access.given,
      heads: Object.keys(all[0] ?? {}).filter((head) => head !== 'files'),
      files: all.map(({ files }) => (files ?? []) as string[]),
      rows: all.map(({ files: _, ...row }) => Object.fromEntries(Object.entries(row).map(read))),
    };
  }
}

/** Why some of what is kept is not given, each reason once. */
export const withheldOf = (services: Pick<Service, 'personalData'>[]): string[] => [
  ...new Set(columnsOf(services).flatMap(({ access }) => ('withheld' in access ? [access.withheld] : []))),
];
