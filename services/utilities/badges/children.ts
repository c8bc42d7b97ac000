import { type Reader, sql } from '#kernel';
import type { Level } from '#kernel/db';
import { type Emblem, emblemAt, emblemsOf } from './secrets.ts';

export type Child = {
  id: string;
  accountId: string | null;
  firstName: string;
  /** Said only when another child of the class has the same first name: « Léa M. » */
  shown: string;
  level: Level | null;
  emblem: Emblem;
  /** The badge that works now. */
  badgeId: string | null;
  badgeMadeAt: Date | null;
  pictureNumber: number;
};

/** The children of a class, by first name. */
export async function childrenOf(db: Pick<Reader, 'getExecutor'>, classId: string): Promise<Child[]> {
  const { rows } = await sql<Omit<Child, 'emblem' | 'shown'> & { lastName: string }>`
    select p.id, a.id as "accountId", p.first_name as "firstName", p.last_name as "lastName", f.level, b.id as "badgeId",
      b.made_at as "badgeMadeAt", coalesce(c.number, 1) as "pictureNumber"
    from kernel.functions_today f
    join kernel.people p on p.id = f.person_id
    left join kernel.accounts a on a.person_id = p.id and a.blocked_at is null
    left join badges.badges b on b.pupil_id = p.id and b.revoked_at is null
    left join badges.pictures c on c.pupil_id = p.id
    where f.place_id = ${classId} and f.kind = 'pupil'
    order by kernel.unaccent(lower(p.first_name)), p.last_name, p.id`.execute(db);
  const same = Map.groupBy(rows, ({ firstName }) => firstName);
  const emblems = emblemsOf(rows.map(({ id }) => id));
  return rows.map(({ lastName, ...child }) => ({
    ...child,
    emblem: emblems.get(child.id) ?? emblemAt(0),
    shown: toldApart(
      child.firstName,
      lastName,
      (same.get(child.firstName) ?? []).map((other) => other.lastName),
    ),
  }));
}

/** « Léa », « Léa M. », « Léa Mo. »: as few letters of the last name as it takes. */
function toldApart(firstName: string, lastName: string, lastNames: string[]): string {
  if (lastNames.length < 2) return firstName;
  const others = lastNames.filter((name) => name !== lastName);
  let letters = 1;
  while (letters < lastName.length && others.some((name) => name.startsWith(lastName.slice(0, letters)))) letters += 1;
  return `${firstName} ${lastName.slice(0, letters)}.`;
}

export type ClassPlace = { name: string; schoolId: string; school: string };

export async function classPlace(db: Reader, classId: string): Promise<ClassPlace | undefined> {
  const { rows } = await sql<ClassPlace>`
    select c.name, c.school_id as "schoolId", s.name as school from kernel.places c join kernel.places s on s.id = c.school_id
    where c.id = ${classId} and c.kind = 'class'`.execute(db);
  return rows[0];
}
