import { type Print, type PrintsAsk, sql } from '#kernel';
import { t } from './texts.ts';

/** The rounds that are not over: who comes when, and the families' slips. */
export async function prints({ db, now, classes }: PrintsAsk): Promise<Print[]> {
  const { rows } = await sql<{ id: string; title: string; classId: string }>`
    select r.id, r.title, r.class_id as "classId" from meetings.rounds r
    where r.class_id = any (${classes.map(({ id }) => id)}::uuid[])
      and exists (select from meetings.slots s where s.round_id = r.id and s.day >= (${now}::timestamptz at time zone r.time_zone)::date)
    order by r.opened_at desc`.execute(db);
  return rows.flatMap(({ id, title, classId }) => [
    { classId, label: t.printsDay({ title }), href: `/rendez-vous/${id}/feuille` },
    { classId, label: t.printsSlips({ title }), href: `/rendez-vous/${id}/coupons` },
  ]);
}
