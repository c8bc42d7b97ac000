import { copyLine } from './copy-text.ts';

/** The tables that the worker fills, and their columns in the order of the cells. */
export const sheets = {
  schools: {
    table: 'imports.read_schools',
    columns:
      'import_id n file line request external_id academy uai name nature siret address postal_code city phone email circonscription town_key town_name department rpi given trouble',
  },
  people: {
    table: 'imports.read_people',
    columns:
      'import_id n file line request category external_id academy civility first_name last_name birth_name birth_date level email academic_email phone_home phone_work phone_mobile address postal_code city country shares_address login_stem given trouble',
  },
  functions: { table: 'imports.read_functions', columns: 'import_id n at school_key class_key class_name kind level' },
  links: { table: 'imports.read_links', columns: 'import_id n guardian_key kind' },
  lines: { table: 'imports.lines', columns: 'import_id severity code args file line external_id' },
} as const;

export type SheetName = keyof typeof sheets;
export const sheetNames: SheetName[] = ['schools', 'people', 'functions', 'links', 'lines'];

export const copyInto = (name: SheetName): string =>
  `copy ${sheets[name].table} (${sheets[name].columns.replaceAll(' ', ', ')}) from stdin`;

const enough = 512 * 1024;

/** Lines of COPY, held until there are enough of them to send. */
export function heldSheets(send: (name: SheetName, text: string) => Promise<void>) {
  const held: Record<SheetName, string[]> = { schools: [], people: [], functions: [], links: [], lines: [] };
  const sizes: Record<SheetName, number> = { schools: 0, people: 0, functions: 0, links: 0, lines: 0 };
  const flush = async (name: SheetName): Promise<void> => {
    const text = held[name].join('');
    held[name] = [];
    sizes[name] = 0;
    if (text !== '') await send(name, text);
  };
  return {
    add(name: SheetName, cells: Parameters<typeof copyLine>[0]): void {
      const line = copyLine(cells);
      held[name].push(line);
      sizes[name] += line.length;
    },
    /** Between two pieces of a file, so that no more is held than a piece brings. */
    async ease(): Promise<void> {
      for (const name of sheetNames) if (sizes[name] > enough) await flush(name);
    },
    async empty(): Promise<void> {
      for (const name of sheetNames) await flush(name);
    },
  };
}
