import { type Me, type Reader, sql, type Todo } from '#kernel';
import { placesOf } from '#kernel/perimeter';
import { type Running, running } from './calendar.ts';
import { addDays, openYears, termOf, todayIn, yearBefore } from './dates.ts';
import { deadlinesOf } from './deadlines.ts';
import { manages, mine, ofMyTown } from './policy.ts';
import { bindingStates } from './states.ts';
import { t } from './texts.ts';

type Ask = { db: Reader; me: Me; now: Date };
const mostDates = 5;

/** The town has a convention to vote, its managers have dates that run and a year to renew, a director documents to take away. */
export async function todo(ask: Ask): Promise<Todo[]> {
  const { me } = ask;
  return [
    ...(placesOf(me, 'town').length > 0 ? await toDeliberate(ask) : []),
    ...(manages({ me }) ? [...(await toFollow(ask)), ...(await toRenew(ask))] : []),
    ...(placesOf(me, 'director').length > 0 ? await toExport(ask) : []),
  ];
}

async function toDeliberate({ db, me }: Ask): Promise<Todo[]> {
  const { rows } = await sql<{ id: string; year: string }>`
    select c.id, c.school_year as year from conventions.conventions c where c.state in ('sent', 'deliberated') and ${ofMyTown(me)}
    order by c.school_year, c.name limit ${mostDates}`.execute(db);
  return rows.map(({ id, year }) => ({ href: `/conventions/${id}`, title: t.toDeliberate({ year }), verb: t.read }));
}

/** Art. 11's dates, a week ahead. */
async function toFollow({ db, me, now }: Ask): Promise<Todo[]> {
  const soon = addDays(todayIn(now), 7);
  const { rows } = await sql<Running & { name: string }>`
    select ${running}, c.name from conventions.conventions c where c.state in ('noticed', 'warned') and ${mine(me)}`.execute(db);
  return rows
    .flatMap((one) =>
      deadlinesOf(one)
        .filter(({ about, day }) => about !== 'term' && about !== 'court' && day <= soon)
        .map(({ day }) => ({ href: `/conventions/${one.id}`, title: t.toFollow(one), verb: t.follow, deadline: day })),
    )
    .slice(0, mostDates);
}

/** From two months before its term. */
async function toRenew({ db, me, now }: Ask): Promise<Todo[]> {
  const today = todayIn(now);
  const year = openYears(now)
    .map(yearBefore)
    .find((one) => termOf(one) >= today && addDays(termOf(one), -60) <= today);
  if (!year) return [];
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from conventions.conventions c
    where c.school_year = ${year} and c.state = any (${bindingStates}::text[]) and ${mine(me)} and not exists (
      select from conventions.conventions next where next.siret = c.siret and next.school_year > c.school_year and next.state <> 'dropped')`.execute(
    db,
  );
  const count = rows[0]?.count ?? 0;
  return count === 0 ? [] : [{ href: '/conventions/renouvellement', title: t.toRenew({ count }), verb: t.renewal, deadline: termOf(year) }];
}

async function toExport({ db, me, now }: Ask): Promise<Todo[]> {
  const { rows } = await sql<{ school: string; closedFrom: string }>`
    select p.name as school, e.closed_from as "closedFrom" from kernel.school_ends e join kernel.places p on p.id = e.school_id
    where e.school_id = any (${placesOf(me, 'director')}::uuid[]) and e.read_only_from <= ${todayIn(now)}::date`.execute(db);
  return rows.map(({ school, closedFrom }) => ({
    href: '/conventions',
    title: t.toExport({ school }),
    verb: t.read,
    deadline: addDays(closedFrom, -1),
  }));
}
