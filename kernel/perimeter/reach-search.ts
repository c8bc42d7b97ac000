import { type RawBuilder, type Reader, sql } from '#kernel/db';
import type { Me, Profile } from './me.ts';
import { calledName } from './names.ts';
import { reach } from './reach.ts';

export type Reached = {
  id: string;
  name: string;
  as: Profile;
  /** The class, school or territory by which I reach them. */
  place: string;
  /** For a guardian: the first names of the children. */
  about: string[];
  hasAccount: boolean;
};

/** Letters that no decomposition parts, as PostgreSQL's unaccent writes them. */
const apart: Record<string, string> = { œ: 'oe', æ: 'ae', ø: 'o', ł: 'l', đ: 'd', ß: 'ss' };

/** « Héloïse O’Brien » → heloise, obrien… the words of a search, without accents, case nor signs. */
export const wordsOf = (typed: string): string[] =>
  typed
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[œæøłđß]/g, (letter) => apart[letter] ?? letter)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .slice(0, 5);

/** SQL: the same folding, of a text in the database; words apart by one space, one before the first. */
export const folded = (text: RawBuilder<unknown>): RawBuilder<string> =>
  sql<string>`' ' || regexp_replace(kernel.unaccent(lower(${text})), '[^[:alnum:]]+', ' ', 'g')`;

/**
 * SQL: each word begins a word of the folded text, or, from four letters on, is near enough to one (`slack`, 0 to 1, the smaller
 * the more is forgiven; 1 forgives nothing).
 */
export const matches = (text: RawBuilder<unknown>, words: string[], slack = 0.5): RawBuilder<boolean> =>
  sql<boolean>`(${sql.join([sql`true`, ...words.map((word) => begins(text, word, slack))], sql` and `)})`;

const begins = (text: RawBuilder<unknown>, word: string, slack: number) =>
  word.length < 4 || slack >= 1
    ? sql`${text} like ${`% ${word}%`}`
    : sql`(${text} like ${`% ${word}%`} or kernel.word_similarity(${word}, ${text}) >= ${slack})`;

/** SQL: how well a text answers, exact beginnings before near misses. */
export const closeness = (text: RawBuilder<unknown>, words: string[]): RawBuilder<number> =>
  sql<number>`${sql.join([sql`0::real`, ...words.map((word) => sql`case when ${text} like ${`% ${word}%`} then 1.0 else kernel.word_similarity(${word}, ${text}) end`)], sql` + `)}`;

/**
 * The people whom I may write to whose name, or whose child's name, answers to what is typed. Reach comes first: it is hundreds
 * of people where the directory holds hundreds of thousands, and nobody outside it is ever read. Near misses are shown only when
 * nobody answers exactly. `known`: with the pupils whom
 * only a closed class keeps from me.
 */
export async function searchReach(
  db: Reader,
  me: Me,
  { q, limit = 20, known = false }: { q: string; limit?: number; known?: boolean },
): Promise<Reached[]> {
  const words = wordsOf(q);
  const { rows } = await sql<Reached>`
    with reached as (
      select r.id, (array_agg(r.reader order by r.rule))[1] as as, (array_agg(r.place_id order by r.rule))[1] as place_id,
        array_agg(distinct r.about_id) filter (where r.about_id is not null) as children
      from ${reach(me, { known })} r group by r.id),
    named as materialized (
      select r.*, p.last_name, p.first_name, ${folded(sql`concat_ws(' ', p.first_name, p.last_name, p.birth_name,
        case when r.children is not null then (
          select string_agg(c.first_name || ' ' || c.last_name, ' ') from kernel.people c where c.id = any (r.children)) end)`)} as folded
      from reached r join kernel.people p on p.id = r.id),
    near as materialized (
      select n.*, ${matches(sql`n.folded`, words, 1)} as exact, ${closeness(sql`n.folded`, words)} as closeness
      from named n where ${matches(sql`n.folded`, words, 0.3)}),
    found as (
      select * from near where exact or not exists (select from near where exact)
      order by closeness desc, last_name, first_name, id limit ${limit})
    select n.id, ${calledName('p')} as name, n.as, place.name as place,
      array(select c.first_name from kernel.people c where c.id = any (n.children) order by c.birth_date, c.id) as about,
      coalesce(account.activated_at is not null and account.blocked_at is null, false) as "hasAccount"
    from found n
    join kernel.people p on p.id = n.id
    join kernel.places place on place.id = n.place_id
    left join kernel.accounts account on account.person_id = n.id
    order by n.closeness desc, n.last_name, n.first_name, n.id`.execute(db);
  return rows;
}
