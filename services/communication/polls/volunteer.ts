import { hidden, type Outcome, refuse, routesFor, sql, uuid, z } from '#kernel';
import { answers } from './policy.ts';
import { poll } from './poll.tsx';
import { pollById } from './polls.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { action } = routesFor<Tables>();
const params = z.object({ pollId: uuid });
const body = z.object({ choiceId: z.uuid(t.chooseTask) });

/** Takes one of the places of a task. The key on the seat holds however many press at once. */
export const signUp = action('/sondages/:pollId/inscriptions', {
  params,
  may: answers,
  does: 'poll.volunteered',
  body,
  redraw: poll,
  run: async ({ db, me, params: { pollId }, body: { choiceId }, now }): Promise<Outcome> => {
    const found = await pollById(db, me, pollId, now);
    if (!found || found.closed) return refuse('closed', t.isClosed, { status: 409 });
    const { rows: tasks } = await sql<{ places: number | null }>`
      select places from polls.choices where id = ${choiceId} and poll_id = ${pollId} for no key update`.execute(db);
    const places = tasks[0]?.places;
    if (!places) return refuse('task', t.chooseTask);
    const see = `/sondages/${pollId}`;
    const note = { schoolId: found.schoolId, details: { pollId, choiceId } };
    const mine = await db
      .selectFrom('polls.answers')
      .select('seat')
      .where('choice_id', '=', choiceId)
      .where('person_id', '=', me.personId)
      .executeTakeFirst();
    if (mine) return { see, say: t.signedUp };
    const { rows: seats } = await sql`
      insert into polls.answers (choice_id, person_id, seat)
      select ${choiceId}, ${me.personId}, seat from generate_series(1, ${places}::int) seat
      where seat not in (select a.seat from polls.answers a where a.choice_id = ${choiceId}) order by seat limit 1
      returning seat`.execute(db);
    if (seats.length === 0) return refuse('full', t.justFull, { status: 409 });
    await db
      .insertInto('polls.voters')
      .values({ poll_id: pollId, person_id: me.personId })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    return { see, say: t.signedUp, note };
  },
});

/** Gives my place back, while the list is open. */
export const stepBack = action('/sondages/:pollId/desistements', {
  params,
  may: answers,
  does: 'poll.stepped-back',
  body,
  run: async ({ db, me, params: { pollId }, body: { choiceId }, now }): Promise<Outcome> => {
    const found = await pollById(db, me, pollId, now);
    if (!found) return hidden;
    if (found.closed) return refuse('closed', t.isClosed, { status: 409 });
    await sql`
      delete from polls.answers a using polls.choices c
      where c.id = a.choice_id and c.poll_id = ${pollId} and c.places is not null and a.choice_id = ${choiceId} and a.person_id = ${me.personId}`.execute(
      db,
    );
    return { see: `/sondages/${pollId}`, say: t.steppedBack, note: { schoolId: found.schoolId, details: { pollId, choiceId } } };
  },
});
