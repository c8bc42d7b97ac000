import { type Print, type PrintsAsk, sql } from '#kernel';
import { t } from './texts.ts';

/** The slips of the notes of the last two months that I wrote, or that were sent in the school I direct. */
export async function prints({ db, me, now }: PrintsAsk): Promise<Print[]> {
  const directed = me.functions.flatMap(({ kind, placeId }) => (kind === 'director' ? [placeId] : []));
  const { rows } = await sql<{ id: string; title: string; classes: string[] }>`
    select id, title, array(
      select distinct place.name from liaison.lines line join kernel.places place on place.id = line.class_id where line.note_id = notes.id order by 1) as classes
    from liaison.notes
    where state = 'sent' and reply_kind <> 'none' and sent_at > ${now}::timestamptz - interval '60 days'
      and (author_id = ${me.personId} or school_id = any (${directed}::uuid[]))
    order by sent_at desc limit 12`.execute(db);
  return rows.map(({ id, title, classes }) => ({ label: t.printsSlips({ title, classes }), href: `/liaison/mots/${id}/coupons` }));
}
