import { type RawBuilder, type Reader, sql } from '#kernel/db';
import type { Me, Profile } from './me.ts';
import { classesOf, reach, schoolsOf, type Way } from './reach.ts';
import { type CircleKind, circlePolicy } from './reach-policy.ts';
import { wordsOf } from './reach-search.ts';
import { t } from './texts.ts';

/** A circle by its kind and the place it is of: « the families of this class ». Who is in it is worked out at each use. */
export type CircleRef = { circle: CircleKind; placeId: string };
export type OfferedCircle = CircleRef & { label: string; count: number };

export const circleKinds = Object.keys(circlePolicy).filter((kind): kind is CircleKind => kind in circlePolicy);

export const circleLabel = ({ circle, place, placeKind }: { circle: CircleKind; place: string; placeKind: string }): string =>
  ({
    families: placeKind === 'school' ? t.familiesOfSchool({ place }) : t.familiesOfClass({ place }),
    pupils: t.pupilsOf({ place }),
    team: t.teamOf({ place }),
    directors: t.directorsOf({ place }),
    teachers: t.teachersOf({ place }),
    inspection: t.inspectionOf({ place }),
  })[circle];

/** SQL: the circles open to me, `circle, readers, place_id, name, kind`. A school's families are also offered class by class. */
function offered(me: Me): RawBuilder<unknown> {
  const seats = circleKinds.flatMap((circle) =>
    circlePolicy[circle].offered.flatMap(({ writers, at }) => placesAt(me, writers, at).map((placeId) => ({ circle, placeId }))),
  );
  const rows = seats.map((seat) => ({ ...seat, readers: circlePolicy[seat.circle].readers }));
  return sql`(
    select distinct o.circle, o.readers, place.id as place_id, place.name, place.kind
    from json_to_recordset(${JSON.stringify(rows)}::json) as o (circle text, "placeId" uuid, readers text[])
    join kernel.places place on place.closed_on is null and (place.id = o."placeId"
      or o.circle = 'families' and place.kind = 'class' and place.school_id = o."placeId"))`;
}

function placesAt(me: Me, writers: readonly Profile[], at: 'class' | 'school' | 'place'): string[] {
  if (at === 'class') return classesOf(me, writers);
  return at === 'school' ? schoolsOf(me, writers) : me.functions.filter(({ kind }) => writers.includes(kind)).map(({ placeId }) => placeId);
}

/** SQL: who is in the circles open to me: those of the circle whom I reach, and nobody else. */
const inside = (me: Me): RawBuilder<unknown> => sql`
  ${offered(me)} o
  join kernel.place_ancestors below on below.ancestor_id = o.place_id
  join reached r on r.place_id = below.place_id and r.reader = any (o.readers)`;

/** Every circle that I may write to and that has somebody in it, with how many people; those whose name answers to `q`. */
export async function circlesFor(db: Reader, me: Me, { q = '' }: { q?: string } = {}): Promise<OfferedCircle[]> {
  const { rows } = await sql<{ circle: CircleKind; placeId: string; name: string; kind: string; count: number }>`
    with reached as materialized (select distinct r.id, r.reader, r.place_id from ${reach(me)} r)
    select o.circle, o.place_id as "placeId", o.name, o.kind, count(distinct r.id) as count
    from ${inside(me)}
    group by o.circle, o.place_id, o.name, o.kind
    order by o.kind = 'school', o.name, o.circle`.execute(db);
  const words = wordsOf(q);
  return rows
    .map(({ circle, placeId, name, kind, count }) => ({
      circle,
      placeId,
      count,
      label: circleLabel({ circle, place: name, placeKind: kind }),
    }))
    .filter(({ label }) => words.every((word) => wordsOf(label).some((own) => own.startsWith(word))));
}

export type Member = CircleRef & Way;

/** Who is in these circles now, among those that are open to me; a guardian once per child. */
export async function membersOf(db: Reader, me: Me, refs: readonly CircleRef[]): Promise<Member[]> {
  if (refs.length === 0) return [];
  const { rows } = await sql<Member>`
    with reached as materialized (select distinct r.id, r.reader, r.place_id, r.school_id, r.about_id from ${reach(me)} r)
    select distinct o.circle, o.place_id as "placeId", r.id, r.reader as as, r.school_id as "schoolId", r.about_id as "aboutId"
    from ${inside(me)}
    join json_to_recordset(${JSON.stringify(refs)}::json) as wanted (circle text, "placeId" uuid)
      on wanted.circle = o.circle and wanted."placeId" = o.place_id`.execute(db);
  return rows;
}
