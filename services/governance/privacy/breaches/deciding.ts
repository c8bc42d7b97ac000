import { day, optionalText, refuse, routesFor, uuid, z } from '#kernel';
import type { Tables } from '../tables.ts';
import { addBreachStep, decision, keepsBreach } from './breach.ts';
import { dueAt, parisMoment } from './clock.ts';
import { breachPage } from './page.tsx';
import { clockField } from './report.tsx';
import { exactText } from './standing.tsx';
import { b } from './words.ts';

const { action } = routesFor<Tables>();
const params = z.object({ breachId: uuid });

/** To tell the CNIL, or not: with the reason that it will read. */
export const decide = action('/donnees/fuites/:breachId/decision', {
  params,
  may: keepsBreach,
  does: 'breach.decided',
  body: z.object({
    decision: z.enum(decision.options, b.chooseDecision),
    why: z.string(b.giveWhy).trim().min(1, b.giveWhy).max(2000),
  }),
  redraw: breachPage,
  run: async ({ db, me, params: { breachId }, body, now }) => {
    const row = await db.selectFrom('privacy.breaches').selectAll().where('id', '=', breachId).forUpdate().executeTakeFirstOrThrow();
    if (row.closed_at || row.decision) return refuse('already', b.closedAlready, { status: 409 });
    if (body.decision === 'keep' && (row.risk === 'some' || row.risk === 'high'))
      return refuse('risk', b.riskNotKept, { field: 'decision' });
    await db
      .updateTable('privacy.breaches')
      .set({ decision: body.decision, decision_why: body.why, decided_at: now })
      .where('id', '=', breachId)
      .execute();
    const words = b.decidedWords({ decision: body.decision, why: body.why });
    await addBreachStep(db, { breachId, kind: 'decided', words, by: me.personId, now });
    const note = { details: { breach: breachId, decision: body.decision } };
    return { see: `/donnees/fuites/${breachId}`, say: b.decided, note };
  },
});

/** When it was sent to the CNIL; after 72 hours, with the reasons why so late (art. 33 § 1). */
export const notified = action('/donnees/fuites/:breachId/cnil', {
  params,
  may: keepsBreach,
  does: 'breach.notified',
  body: z.object({ sentOn: day, sentAt: clockField, number: optionalText(60), lateWhy: optionalText(2000) }),
  redraw: breachPage,
  run: async ({ db, me, params: { breachId }, body, now }) => {
    const row = await db.selectFrom('privacy.breaches').selectAll().where('id', '=', breachId).forUpdate().executeTakeFirstOrThrow();
    if (row.closed_at) return refuse('closed', b.closedAlready, { status: 409 });
    if (row.notified_at) return refuse('already', b.alreadyNotified, { status: 409 });
    if (row.decision !== 'notify') return refuse('undecided', b.decideFirst, { status: 409 });
    const at = parisMoment(body.sentOn, body.sentAt);
    if (at > now) return refuse('future', b.future, { field: 'sentAt' });
    if (at < row.discovered_at) return refuse('before', b.beforeFound, { field: 'sentOn' });
    const late = at > dueAt(row.discovered_at);
    if (late && !body.lateWhy) return refuse('late', b.giveLateWhy, { field: 'lateWhy' });
    await db
      .updateTable('privacy.breaches')
      .set({ notified_at: at, notified_number: body.number, late_why: late ? body.lateWhy : null })
      .where('id', '=', breachId)
      .execute();
    const sent = b.notifiedWords({ moment: exactText(at), number: body.number });
    const words = late ? `${sent}\n${body.lateWhy}` : sent;
    await addBreachStep(db, { breachId, kind: 'notified', words, by: me.personId, now });
    return { see: `/donnees/fuites/${breachId}`, say: b.savedNotify, note: { details: { breach: breachId, late } } };
  },
});

export const keepBreachNote = action('/donnees/fuites/:breachId/note', {
  params,
  may: keepsBreach,
  does: 'breach.noted',
  body: z.object({ words: z.string(b.giveNote).trim().min(1, b.giveNote).max(1000) }),
  redraw: breachPage,
  run: async ({ db, me, params: { breachId }, body: { words }, now }) => {
    const row = await db
      .selectFrom('privacy.breaches')
      .select('closed_at')
      .where('id', '=', breachId)
      .forUpdate()
      .executeTakeFirstOrThrow();
    if (row.closed_at) return refuse('closed', b.closedAlready, { status: 409 });
    await addBreachStep(db, { breachId, kind: 'note', words, by: me.personId, now });
    return { see: `/donnees/fuites/${breachId}`, say: b.noted, note: { details: { breach: breachId } } };
  },
});

/** Nothing is closed that nobody decided about, or whose notification is due and not sent. */
export const closeBreach = action('/donnees/fuites/:breachId/cloture', {
  params,
  may: keepsBreach,
  does: 'breach.closed',
  body: z.object({}),
  redraw: breachPage,
  run: async ({ db, me, params: { breachId }, now }) => {
    const row = await db.selectFrom('privacy.breaches').selectAll().where('id', '=', breachId).forUpdate().executeTakeFirstOrThrow();
    if (row.closed_at) return refuse('closed', b.closedAlready, { status: 409 });
    if (!row.decision || (row.decision === 'notify' && !row.notified_at)) return refuse('undecided', b.closeUndecided, { status: 409 });
    await db.updateTable('privacy.breaches').set({ closed_at: now }).where('id', '=', breachId).execute();
    await addBreachStep(db, { breachId, kind: 'closed', words: b.closeWords, by: me.personId, now });
    return { see: `/donnees/fuites/${breachId}`, say: b.closeWords, note: { details: { breach: breachId } } };
  },
});
