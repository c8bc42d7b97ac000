import { type Me, newId, type Outcome, type RawBuilder, refuse, sql, type Writer } from '#kernel';
import type { Emit } from '#kernel/http';
import { letterDays, mostLetters } from './rules.ts';
import type { Tables, Written } from './tables.ts';
import { t } from './texts.ts';

/** SQL on a school `s`: it stalls, and what stalls is the school's to move. */
const stalls = sql`s.stall in ('unopened', 'few', 'silent')`;

/** SQL on a school `s`: nobody wrote to it lately. `now`: the moment of the writing. */
const unwritten = (now: Date) => sql`not exists (
  select from deployment.letters l where l.school_id = s.school_id and l.sent_at > ${now}::timestamptz - make_interval(days => ${letterDays}::int))`;

/** SQL: the schools that may be written to, among those that a sentence on `s` names. */
export const toWrite = (among: RawBuilder<unknown>, now: Date): RawBuilder<unknown> => sql`${among} and ${stalls} and ${unwritten(now)}`;

/** SQL on a school `s`: inside this place. */
export const inside = (placeId: string): RawBuilder<unknown> =>
  sql`s.school_id in (select place_id from kernel.place_ancestors where ancestor_id = ${placeId})`;

/** SQL: the day that the letter quotes. */
const since = sql`case s.stall when 'unopened' then greatest(s.convention_since, s.provided_on) when 'few' then s.opened_on else s.seen_on end`;

/** SQL on a school `s`: who directs it today. */
const directors = sql`select f.person_id from kernel.functions_today f where f.place_id = s.school_id and f.kind = 'director'`;

type Ask = { db: Writer<Tables>; me: Me; now: Date; emit: Emit; placeId: string; ways: ('paper' | 'message')[] };
type Due = { id: string; stall: Written; since: string; directors: string[] };

/**
 * One letter to each school of the place that stalls, and was not written to lately. The schools are held first: of two clicks, or
 * of two inspectors at once, the second finds the letters of the first.
 */
export async function write({ db, me, now, emit, placeId, ways }: Ask): Promise<Outcome> {
  await sql`select from deployment.schools s where ${inside(placeId)} and ${stalls} order by s.school_id for update`.execute(db);
  const byMessage = ways.includes('message');
  const byPaper = ways.includes('paper');
  const { rows } = await sql<Due>`
    select s.school_id as id, s.stall, coalesce(${since}, s.counted_at::date) as since, array(${directors}) as directors
    from deployment.schools s where ${toWrite(inside(placeId), now)} and (${byPaper} or exists (${directors})) order by s.school_id
    limit ${mostLetters + 1}`.execute(db);
  if (rows.length > mostLetters) return refuse('too-many', t.tooMany({ most: mostLetters }));
  if (rows.length === 0) return nothingToWrite(db, placeId, now);
  const id = newId();
  await db
    .insertInto('deployment.mailings')
    .values({ id, place_id: placeId, sent_by: me.personId, sent_at: now, paper: byPaper, message: byMessage })
    .execute();
  const letters = rows.map((row) => ({ letterId: newId(), ...row }));
  await db
    .insertInto('deployment.letters')
    .values(
      letters.map((one) => ({ id: one.letterId, mailing_id: id, school_id: one.id, stall: one.stall, since: one.since, sent_at: now })),
    )
    .execute();
  const recipients = letters.flatMap((one) => one.directors.map((person_id) => ({ letter_id: one.letterId, person_id })));
  if (recipients.length > 0) await db.insertInto('deployment.recipients').values(recipients).execute();
  if (byMessage)
    for (const { id: schoolId, directors: people } of letters)
      if (people.length > 0) await emit('letter', { to: { people }, schoolId, payload: { schoolId } });
  return { see: `/deploiement/relances/${id}`, say: t.written({ count: letters.length }), note: { details: { mailingId: id } } };
}

/** Clicked twice: there are the letters. Otherwise the school moved, or somebody else wrote. */
async function nothingToWrite(db: Writer<Tables>, placeId: string, now: Date): Promise<Outcome> {
  const { rows } = await sql<{ id: string }>`
    select id from deployment.mailings where place_id = ${placeId} and sent_at > ${now}::timestamptz - interval '10 minutes'
    order by sent_at desc limit 1`.execute(db);
  const [just] = rows;
  if (just) return { see: `/deploiement/relances/${just.id}`, say: t.alreadyWritten };
  return refuse('nobody', t.nobodyToWrite({ days: letterDays }), { status: 409 });
}
