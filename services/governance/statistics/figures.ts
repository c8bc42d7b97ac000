import { type RawBuilder, type Reader, sql, z } from '#kernel';
import { type Counted, hush } from './hush.ts';
import { type Cut, cuts, type Tables } from './tables.ts';

const known = z.number().nullable();
export const Said = z.object({ value: z.string(), visits: known, users: known, seconds: known });
export type Said = z.infer<typeof Said>;

type Row = Counted & { cut: 'all' | Cut };

/** The week of a place, whole and cut in each way. */
export async function weekAt(db: Reader<Tables>, placeId: string, week: string): Promise<{ whole: Said } & Record<Cut, Said[]>> {
  const { rows } = await sql<Row>`
    select cut, value, visits, users, seconds from statistics.weeks
    where week = ${week} and place_id = ${placeId} order by cut, value`.execute(db);
  const cutBy = (cut: 'all' | Cut) => hush(rows.filter((row) => row.cut === cut).map(({ cut: _, ...row }) => row));
  const [whole = { value: '', visits: 0, users: 0, seconds: 0 }] = cutBy('all');
  const each = Object.fromEntries(cuts.map((cut) => [cut, cutBy(cut)])) as Record<Cut, Said[]>;
  return { whole, ...each };
}

/** Twelve weeks until this one, those that nobody came included. */
export async function weeksAt(db: Reader<Tables>, placeId: string, until: string): Promise<Said[]> {
  const { rows } = await sql<Counted>`
    select to_char(day, 'YYYY-MM-DD') as value, coalesce(w.visits, 0) as visits, coalesce(w.users, 0) as users, coalesce(w.seconds, 0) as seconds
    from generate_series(${until}::date - 77, ${until}::date, interval '7 days') day
    left join statistics.weeks w on w.week = day::date and w.cut = 'all' and w.place_id = ${placeId} order by day`.execute(db);
  return rows.flatMap((row) => hush([row]));
}

export const Part = Said.extend({ id: z.string(), name: z.string() });
export type Part = z.infer<typeof Part>;

/** What a place is cut into: the busiest first. */
export async function partsOf(db: Reader<Tables>, placeId: string, week: string, mine: RawBuilder<string>): Promise<Part[]> {
  const { rows } = await sql<Counted & { id: string; name: string }>`
    select p.id, p.name, p.id::text as value, coalesce(w.visits, 0) as visits, coalesce(w.users, 0) as users, coalesce(w.seconds, 0) as seconds
    from kernel.places p left join kernel.schools s on s.id = p.id
    left join statistics.weeks w on w.place_id = p.id and w.week = ${week} and w.cut = 'all'
    where (p.parent_id = ${placeId} or s.town_id = ${placeId}) and p.kind not in ('class', 'group') and p.closed_on is null and p.id in ${mine}
    order by coalesce(w.visits, 0) desc, p.name, p.id`.execute(db);
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  return hush(rows).map((row) => ({ ...row, id: row.value, name: names.get(row.value) ?? '' }));
}

/** The last week counted before this one began; else the one that goes on. */
export async function lastWeek(db: Reader<Tables>, current: string): Promise<string> {
  const { rows } = await sql<{ week: string }>`
    select max(week)::text as week from statistics.weeks where week < ${current} and week >= ${current}::date - 28`.execute(db);
  return rows[0]?.week ?? current;
}
