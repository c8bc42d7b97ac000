import { type Circle, type Reader, sql } from '#kernel';
import type { Emit } from '#kernel/http';
import type { Notification } from '#kernel/service';
import { shortDayText } from '#kernel/ui';
import type { StepKind } from './tables.ts';
import { t } from './texts.ts';

type News = { conventionId: string; name: string; year: string; kind?: StepKind; about?: string; day?: string };
type Told = { payload: News };
type Asked = { db: Reader; payload: News; personId: string };

const href = ({ payload }: Told): string => `/conventions/${payload.conventionId}`;
const inWords = ({ payload: { name, year, kind = 'sent', about = '', day } }: Told) => ({
  ...{ name, year, kind, about },
  day: day ? shortDayText(day) : '',
});

/** Still somebody of this convention: who writes it, the staff of its towns, the directors of its schools. */
async function stillOf({ db, payload, personId }: Asked): Promise<boolean> {
  const { rows } = await sql`
    select from conventions.conventions c join kernel.functions_today f on f.person_id = ${personId}
    where c.id = ${payload.conventionId} and (
      f.kind in ('academy', 'administrator') and f.place_id in (select ancestor_id from kernel.place_ancestors where place_id = c.territory_id)
      or f.kind = 'town' and (f.place_id = c.town_id or f.place_id in (
        select s.town_id from conventions.lines l join kernel.schools s on s.id = l.school_id where l.convention_id = c.id))
      or f.kind = 'director' and f.place_id in (select l.school_id from conventions.lines l where l.convention_id = c.id))`.execute(db);
  return rows.length > 0;
}

export const notifications = {
  step: { title: (told: Told) => t.tellStep(inWords(told)), href, stillMay: stillOf },
  deadline: { title: (told: Told) => t.tellDeadline(inWords(told)), href, stillMay: stillOf },
} satisfies Record<string, Notification>;

type Sides = { name: string; year: string; towns: string[]; schools: string[]; managers: string[] };

/** Everybody of a convention. Its managers are the teams nearest to it; whoever runs the ENT only where there is none. */
export async function sidesOf(db: Reader, conventionId: string): Promise<Sides | undefined> {
  const { rows } = await sql<Sides>`
    with above as (
      select a.ancestor_id as id from conventions.conventions c join kernel.place_ancestors a on a.place_id = c.territory_id where c.id = ${conventionId}),
    teams as (select distinct f.person_id, f.kind from kernel.functions_today f where f.place_id in (select id from above) and f.kind in ('academy', 'administrator'))
    select c.name, c.school_year as year,
      array(select c.town_id where c.town_id is not null union select s.town_id from conventions.lines l join kernel.schools s on s.id = l.school_id
        where l.convention_id = c.id and s.town_id is not null) as towns,
      array(select l.school_id from conventions.lines l where l.convention_id = c.id and l.school_id is not null) as schools,
      array(select person_id from teams where kind = 'academy' or not exists (select from teams where kind = 'academy')) as managers
    from conventions.conventions c where c.id = ${conventionId}`.execute(db);
  return rows[0];
}

const toTowns = ({ towns }: Sides): Circle => ({ in: towns, kinds: ['town'] });
const toDirectors = ({ schools }: Sides): Circle => ({ in: schools, kinds: ['director'] });
const toManagers = ({ managers }: Sides): Circle => ({ people: managers });

/** Who hears of a step at once: what opens or closes a school, and what is asked of a town. Never a director, of money or of quarrels. */
const circles: Partial<Record<StepKind, ((sides: Sides) => Circle)[]>> = {
  sent: [toTowns],
  'in-force': [toTowns, toDirectors],
  dropped: [toTowns, toDirectors],
  noticed: [toTowns, toManagers],
  conciliated: [toTowns, toManagers],
  warned: [toTowns, toManagers],
  settled: [toTowns, toManagers],
  terminated: [toTowns, toManagers, toDirectors],
  issued: [toTowns],
};

export async function tellStep(db: Reader, emit: Emit, conventionId: string, kind: StepKind): Promise<void> {
  const sides = await sidesOf(db, conventionId);
  if (!sides) return;
  for (const circle of circles[kind] ?? [])
    await emit('step', { to: circle(sides), payload: { conventionId, name: sides.name, year: sides.year, kind } });
}

const circleOf = { managers: toManagers, towns: toTowns, directors: toDirectors };
export type Who = keyof typeof circleOf;

/** A day that comes, or that has come. */
export async function tellDeadline(
  db: Reader,
  emit: Emit,
  { conventionId, about, day, who }: { conventionId: string; about: string; day: string; who: readonly Who[] },
): Promise<void> {
  const sides = await sidesOf(db, conventionId);
  if (!sides) return;
  for (const one of who)
    await emit('deadline', { to: circleOf[one](sides), payload: { conventionId, name: sides.name, year: sides.year, about, day } });
}
