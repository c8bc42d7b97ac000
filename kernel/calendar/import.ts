import { parse } from 'csv-parse/sync';
import { Temporal } from 'temporal-polyfill';
import { sql, type Writer } from '#kernel/db';

export type CalendarReport = { read: number; kept: number; zones: string[] };

const paris = 'Europe/Paris';
const day = (moment: string): Temporal.PlainDate => Temporal.Instant.from(moment).toZonedDateTimeISO(paris).toPlainDate();

/**
 * Reads the ministry's open data « fr-en-calendrier-scolaire » (CSV with `;`, UTF-8, Licence Ouverte) and keeps, for pupils of
 * zones A, B and C, each holiday once. A zone that the file speaks of is replaced from its first day on. The file gives
 * moments: holidays begin after class on the eve, and end on the morning of their last day.
 * Throws a sentence in French when the file is not that one.
 */
export async function importCalendar(db: Writer, text: string): Promise<CalendarReport> {
  const lines: Record<string, string>[] = parse(text, { columns: true, delimiter: ';', bom: true, relax_column_count: true, trim: true });
  const wanted = ['description', 'population', 'start_date', 'end_date', 'zones'];
  if (lines.length === 0 || wanted.some((column) => !(column in (lines[0] ?? {}))))
    throw new Error(`Ce fichier n’est pas le calendrier scolaire : il lui faut les colonnes ${wanted.join(', ')}.`);
  const kept = new Map<string, { zone: string; name: string; startsOn: string; endsOn: string }>();
  for (const line of lines) {
    const zone = /^Zone ([ABC])$/.exec(line['zones'] ?? '')?.[1];
    if (!zone || /enseignants/i.test(line['population'] ?? '')) continue;
    const startsOn = day(line['start_date'] ?? '').toString();
    const endsOn = day(line['end_date'] ?? '').toString();
    if (startsOn >= endsOn) continue;
    kept.set(`${zone} ${startsOn}`, { zone, name: line['description'] ?? 'Vacances', startsOn, endsOn });
  }
  const rows = [...kept.values()];
  for (const zone of new Set(rows.map((row) => row.zone))) {
    const first = rows
      .filter((row) => row.zone === zone)
      .map(({ startsOn }) => startsOn)
      .sort()[0];
    await sql`delete from kernel.holidays where zone = ${zone} and starts_on >= ${first}::date`.execute(db);
  }
  for (const { zone, name, startsOn, endsOn } of rows)
    await sql`insert into kernel.holidays (zone, name, starts_on, ends_on) values (${zone}, ${name}, ${startsOn}, ${endsOn})`.execute(db);
  return { read: lines.length, kept: rows.length, zones: [...new Set(rows.map(({ zone }) => zone))].sort() };
}
