import { type Print, type PrintsAsk, sql } from '#kernel';
import { t } from './texts.ts';

/** Polls and lists of volunteers that are open in my classes or in the school I direct, for the door. */
export async function prints({ db, me, now, classes }: PrintsAsk): Promise<Print[]> {
  const directed = me.functions.flatMap(({ kind, placeId }) => (kind === 'director' ? [placeId] : []));
  const { rows } = await sql<{ id: string; question: string; placeId: string }>`
    select id, question, place_id as "placeId" from polls.polls
    where place_id = any (${[...classes.map(({ id }) => id), ...directed]}::uuid[]) and closed_at is null
      and closes_on >= (${now}::timestamptz at time zone 'Europe/Paris')::date
    order by opened_at desc`.execute(db);
  return rows.map(({ id, question, placeId }) => ({
    classId: placeId,
    label: t.printsSheet({ question }),
    href: `/sondages/${id}/feuille`,
  }));
}
