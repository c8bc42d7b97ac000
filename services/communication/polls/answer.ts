import { many, type Outcome, refuse, routesFor, sql, uuid, z } from '#kernel';
import { answers } from './policy.ts';
import { poll } from './poll.tsx';
import { pollById } from './polls.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { action } = routesFor<Tables>();

/**
 * My own answer. Named, the last one counts until the end. Not named, it is counted and not kept: who answered is known, so that
 * nobody answers twice, and nothing links them to a choice — which is why it cannot be changed. For tasks, « not this time ».
 */
export const answer = action('/sondages/:pollId/reponse', {
  params: z.object({ pollId: uuid }),
  may: answers,
  does: 'poll.answered',
  body: z.object({ choices: many(uuid) }),
  redraw: poll,
  run: async ({ db, me, params: { pollId }, body, now }): Promise<Outcome> => {
    const found = await pollById(db, me, pollId, now);
    if (!found || found.closed) return refuse('closed', t.isClosed, { status: 409 });
    const known = await db.selectFrom('polls.choices').select('id').where('poll_id', '=', pollId).execute();
    const chosen = known.map(({ id }) => id).filter((id) => body.choices.includes(id));
    const fits = found.kind === 'volunteers' ? chosen.length === 0 : chosen.length > 0 && (found.several || chosen.length === 1);
    if (!fits || chosen.length !== new Set(body.choices).size) return refuse('choice', t.chooseOne, { field: 'choices' });
    // One at a time where all choices are written together.
    if (!found.named) await sql`select from polls.polls where id = ${pollId} for no key update`.execute(db);
    const first = await db
      .insertInto('polls.voters')
      .values({ poll_id: pollId, person_id: me.personId })
      .onConflict((conflict) => conflict.doNothing())
      .returning('person_id')
      .executeTakeFirst();
    if (!first && !found.named) return refuse('already', t.alreadyAnswered, { status: 409 });
    if (found.kind === 'question' && found.named) {
      // One's own line, held: two taps of one person follow each other.
      await sql`select from polls.voters where poll_id = ${pollId} and person_id = ${me.personId} for update`.execute(db);
      await sql`delete from polls.answers where person_id = ${me.personId} and choice_id = any (${known.map(({ id }) => id)}::uuid[])`.execute(
        db,
      );
      await db
        .insertInto('polls.answers')
        .values(chosen.map((choice_id) => ({ choice_id, person_id: me.personId, seat: null })))
        .execute();
    }
    // Every choice is written, chosen or not: not even the transaction that last touched a row tells which one it was.
    if (!found.named)
      await sql`update polls.choices set votes = votes + (id = any (${chosen}::uuid[]))::int where poll_id = ${pollId}`.execute(db);
    return { see: `/sondages/${pollId}`, say: t.thanks, note: { schoolId: found.schoolId, details: { pollId } } };
  },
});
