import { type Me, type Reader, sql, z } from '#kernel';
import { calledName, folded, matches, wordsOf } from '#kernel/perimeter';

export const School = z.object({ id: z.string(), name: z.string(), town: z.string().nullable(), directors: z.array(z.string()) });
export type School = z.infer<typeof School>;

const most = 20;
/** A letter alone would give half the directory. */
const shortest = 3;

/**
 * Who answers for what a school publishes: its director (convention, art. 6). Found by the school's name, town or UAI; with nothing
 * typed, the schools of whoever is signed in. The law has that name published, and nothing else of anybody is read here.
 */
export async function directorsOf(db: Reader, me: Me | undefined, q: string): Promise<School[]> {
  const words = wordsOf(q);
  const asked = words.join('').length >= shortest;
  const mine = [...(me?.functions ?? []), ...(me?.children ?? [])].flatMap(({ schoolId }) => schoolId ?? []);
  if (!asked && mine.length === 0) return [];
  const named = folded(sql`concat_ws(' ', s.name, town.name, k.city, k.uai)`);
  const { rows } = await sql<School>`
    select s.id, s.name, coalesce(town.name, k.city) as town, coalesce((
      select json_agg(${calledName('p')} order by p.last_name, p.id) from kernel.people p where p.id in (
        select f.person_id from kernel.functions_today f where f.kind = 'director' and f.place_id = s.id)), '[]') as directors
    from kernel.places s join kernel.schools k on k.id = s.id left join kernel.places town on town.id = k.town_id
    where s.closed_on is null and ${asked ? matches(named, words, 1) : sql`s.id = any (${mine}::uuid[])`}
    order by town.name, s.name, s.id limit ${most}`.execute(db);
  return rows;
}
