import { type Me, type Reader, sql, type Todo } from '#kernel';
import { beginnings } from '#kernel/calendar';
import { parisDay } from '#kernel/ui';
import { type Event, later, repeatsOf } from './events.ts';
import { placesOfLife } from './places.ts';
import { mayWrite } from './policy.ts';
import { t } from './texts.ts';

type Asking = Pick<Event, 'id' | 'title' | 'firstDay' | 'every' | 'until' | 'skipped'> & { place: string; answered: string[] };

/** The day that is asked about: of what repeats, only the next one, once it is near. */
function askedOn(event: Asking, today: string): string | undefined {
  const repeats = repeatsOf(event);
  return beginnings(event.firstDay, repeats, today, repeats ? later(today, 14) : '9999-12-31')[0];
}

/** What asks « will you come? » and has not had my answer; the other parent's takes nothing off my list. */
export async function todo({ db, me, now }: { db: Reader; me: Me; now: Date }): Promise<Todo[]> {
  if (!mayWrite({ me })) return [];
  const today = parisDay(now);
  const { rows } = await sql<Asking>`
    select e.id, e.title, p.name as place, e.first_day as "firstDay", e.every, e.until,
      array(select day::text from agenda.skipped_days where event_id = e.id) as skipped,
      array(select day::text from agenda.replies r where r.event_id = e.id and r.person_id = ${me.personId}) as answered
    from agenda.events e join kernel.places p on p.id = e.place_id
    where e.asks_reply and e.place_id in ${placesOfLife(me.personId)} and coalesce(e.until, e.first_day) >= ${today}::date
      and e.author_id is distinct from ${me.personId}
    order by e.first_day, e.id limit 50`.execute(db);
  return rows.flatMap((event) => {
    const day = askedOn(event, today);
    if (!day || event.answered.includes(day)) return [];
    const href = event.every ? `/agenda/${event.id}?jour=${day}` : `/agenda/${event.id}`;
    return { href, title: t.willYouComeTo({ title: event.title }), verb: t.reply, school: event.place, deadline: day };
  });
}
