import { readdirSync, readFileSync } from 'node:fs';
import type { Database } from '#kernel/db';

export type Client = Pick<Database['pool'], 'query'>;
type Value = string | number | boolean | Date | null;
export type Statement = {
  name: string;
  run: (client: Client, values: Record<string, Value>) => Promise<{ rows: unknown[]; rowCount: number | null }>;
};

/**
 * The statements of sql/<work>/, file after file: each one follows a line « -- ▸ its name » and takes its parameters by name (`:import`).
 * They are prepared once per connection: planning costs more than running them on one school.
 */
export function statementsOf(work: string): Statement[] {
  const folder = new URL(`./sql/${work}/`, import.meta.url);
  const texts = readdirSync(folder)
    .sort()
    .map((file) => readFileSync(new URL(file, folder), 'utf8'));
  const parts = texts.flatMap((text) => text.split(/^-- ▸ /m).slice(1));
  return parts.map((part) => {
    const [title = '', ...lines] = part.split('\n');
    const name = title.trim();
    const parameters: string[] = [];
    const text = lines
      .filter((line) => !line.startsWith('--'))
      .join('\n')
      .replace(/(?<!:):([a-z]+)\b/g, (_, parameter) => {
        if (!parameters.includes(parameter)) parameters.push(parameter);
        return `$${parameters.indexOf(parameter) + 1}`;
      });
    const temporary = /^(create|analyze)/i.test(text.trim());
    return {
      name,
      run: (client, values) =>
        client.query({
          ...(temporary ? {} : { name: `imports ${work} ${name}`.slice(0, 63) }),
          text,
          values: parameters.map((one) => values[one] ?? null),
        }),
    };
  });
}
