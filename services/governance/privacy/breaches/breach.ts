import { type Me, newId, type RawBuilder, type Reader, sql, type Writer, z } from '#kernel';
import { administers, placesOf, within } from '#kernel/perimeter';
import type { BreachStepKind, Tables } from '../tables.ts';

export const nature = z.enum(['confidentiality', 'integrity', 'availability']);
export const risk = z.enum(['none', 'some', 'high']);
export const decision = z.enum(['notify', 'keep']);

export const breachShape = z.object({
  id: z.string(),
  exercise: z.boolean(),
  what: z.string(),
  place: z.string().nullable(),
  /** The school concerned, when it is one. */
  schoolId: z.string().nullable(),
  by: z.string().nullable(),
  reportedAt: z.date(),
  discoveredAt: z.date(),
  period: z.string().nullable(),
  natures: z.array(nature),
  dataKinds: z.string().nullable(),
  peopleKinds: z.string().nullable(),
  peopleCount: z.number().nullable(),
  recordsCount: z.number().nullable(),
  children: z.boolean(),
  consequences: z.string().nullable(),
  measures: z.string().nullable(),
  told: z.string().nullable(),
  risk: risk.nullable(),
  decision: decision.nullable(),
  decisionWhy: z.string().nullable(),
  decidedAt: z.date().nullable(),
  notifiedAt: z.date().nullable(),
  notifiedNumber: z.string().nullable(),
  lateWhy: z.string().nullable(),
  peopleToldAt: z.date().nullable(),
  peopleTold: z.string().nullable(),
  childrenTold: z.string().nullable(),
  closedAt: z.date().nullable(),
});
export type Breach = z.infer<typeof breachShape>;

export const stepShape = z.object({
  at: z.date(),
  by: z.string().nullable(),
  kind: z.enum(['reported', 'facts', 'decided', 'notified', 'people', 'note', 'closed']),
  words: z.string(),
});

/** SQL on a breach `b`: the academy's and the administrators', in their perimeter. */
export const inMyRegister = (me: Me): RawBuilder<boolean> => sql<boolean>`
  (b.place_id in ${within(me, 'academy', 'administrator')} or (b.place_id is null and ${administers(me)}))`;

/** Whoever answers for a school or a town says what they saw; so do those who keep the register. */
export const mayReport = ({ me }: { me: Me }): boolean => placesOf(me, 'director', 'town', 'academy', 'administrator').length > 0;

type Ask = { db: Reader<Tables>; me: Me; params: { breachId: string } };

const isOne = async (db: Reader<Tables>, breachId: string, where: RawBuilder<boolean>): Promise<boolean> =>
  (await sql`select from privacy.breaches b where b.id = ${breachId} and ${where}`.execute(db)).rows.length > 0;

/** Decides, writes, tells. */
export const keepsBreach = ({ db, me, params }: Ask): Promise<boolean> => isOne(db, params.breachId, inMyRegister(me));
/** Reads where it stands: also whoever reported it. */
export const readsBreach = ({ db, me, params }: Ask): Promise<boolean> =>
  isOne(db, params.breachId, sql<boolean>`(${inMyRegister(me)} or b.reported_by = ${me.personId})`);

/** Those that nobody decided about come first, the oldest of them on top: its clock is the shortest. */
export async function breachesWhere(db: Reader<Tables>, where: RawBuilder<boolean>, { most = 20, after = 0 } = {}): Promise<Breach[]> {
  const { rows } = await sql<Breach>`
    select b.id, b.exercise, b.what, place.name as place, case when place.kind = 'school' then place.id end as "schoolId",
      p.first_name || ' ' || p.last_name as by, b.reported_at as "reportedAt", b.discovered_at as "discoveredAt", b.period, b.natures,
      b.data_kinds as "dataKinds", b.people_kinds as "peopleKinds", b.people_count as "peopleCount", b.records_count as "recordsCount",
      b.children, b.consequences, b.measures, b.told, b.risk, b.decision, b.decision_why as "decisionWhy", b.decided_at as "decidedAt",
      b.notified_at as "notifiedAt", b.notified_number as "notifiedNumber", b.late_why as "lateWhy", b.people_told_at as "peopleToldAt",
      b.people_told as "peopleTold", b.children_told as "childrenTold",
      b.closed_at as "closedAt"
    from privacy.breaches b left join kernel.places place on place.id = b.place_id left join kernel.people p on p.id = b.reported_by
    where ${where} order by b.closed_at is not null, case when b.closed_at is null then b.discovered_at end, b.discovered_at desc, b.id
    limit ${most} offset ${after}`.execute(db);
  return rows;
}

export const breachOf = async (db: Reader<Tables>, breachId: string): Promise<Breach | undefined> =>
  (await breachesWhere(db, sql<boolean>`b.id = ${breachId}`, { most: 1 }))[0];

/** The clock runs until the CNIL is told, or until it is decided not to. */
export const isTicking = ({ decision, notifiedAt, closedAt }: Breach): boolean =>
  closedAt === null && notifiedAt === null && decision !== 'keep';

type Step = { breachId: string; kind: BreachStepKind; words: string; by: string; now: Date };

export async function addBreachStep(db: Writer<Tables>, { breachId, kind, words, by, now }: Step): Promise<void> {
  await db
    .insertInto('privacy.breach_steps')
    .values({ id: newId(now.getTime()), breach_id: breachId, at: now, by_id: by, kind, words })
    .execute();
}

/** The academy and the administrators above a place, whom its breaches concern. */
export async function keepersOf(db: Reader<Tables>, placeId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct f.person_id as id from kernel.place_ancestors up
    join kernel.functions_today f on f.place_id = up.ancestor_id and f.kind in ('academy', 'administrator')
    where up.place_id = ${placeId}`.execute(db);
  return rows.map(({ id }) => id);
}

export async function stepsOf(db: Reader<Tables>, breachId: string): Promise<z.infer<typeof stepShape>[]> {
  const { rows } = await sql<z.infer<typeof stepShape>>`
    select s.at, p.first_name || ' ' || p.last_name as by, s.kind, s.words
    from privacy.breach_steps s left join kernel.people p on p.id = s.by_id where s.breach_id = ${breachId} order by s.at, s.id`.execute(
    db,
  );
  return rows;
}
