import { type Me, type Reader, sql, type Todo } from '#kernel';
import { parisDay } from '#kernel/ui';
import { placesOfLife } from './places.ts';
import { mayWrite } from './policy.ts';
import { t } from './texts.ts';

/** What asks « will you come? » and has not had my answer; the other parent's takes nothing off my list. */
export async function todo({ db, me, now }: { db: Reader; me: Me; now: Date }): Promise<Todo[]> {
  if (!mayWrite({ me })) return [];
  const { rows } = await sql<{ id: string; title: string; place: string; firstDay: string }>`
    select e.id, e.title, p.name as place, e.first_day as "firstDay"
    from agenda.events e join kernel.places p on p.id = e.place_id
    where e.asks_reply and e.place_id in ${placesOfLife(me.personId)} and e.first_day >= ${parisDay(now)}::date
      and e.author_id is distinct from ${me.personId}
      and not exists (select from agenda.replies r where r.event_id = e.id and r.person_id = ${me.personId})
    order by e.first_day, e.id limit 20`.execute(db);
  return rows.map(({ id, title, place, firstDay }) => ({
    href: `/agenda/${id}`,
    title: t.willYouComeTo({ title }),
    verb: t.reply,
    school: place,
    deadline: firstDay,
  }));
}
