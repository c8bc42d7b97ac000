import { many, optionalText, refuse, routesFor, ticked, uuid, z } from '#kernel';
import type { Tables } from '../tables.ts';
import { addBreachStep, keepsBreach, nature, risk } from './breach.ts';
import { breachPage } from './page.tsx';
import { b } from './words.ts';

const { action } = routesFor<Tables>();

const optional = (value: unknown) => (value === '' || value === undefined ? null : value);
const count = z.preprocess(
  (typed) => (typeof typed === 'string' ? optional(typed.replace(/\s/g, '')) : optional(typed)),
  z.coerce.number(b.badCount).int(b.badCount).min(0, b.badCount).max(100_000_000, b.badCount).nullable(),
);

export const saveFacts = action('/donnees/fuites/:breachId', {
  params: z.object({ breachId: uuid }),
  may: keepsBreach,
  does: 'breach.described',
  body: z.object({
    what: z.string(b.giveWhat).trim().min(1, b.giveWhat).max(4000),
    period: optionalText(200),
    natures: many(nature),
    dataKinds: optionalText(1000),
    peopleKinds: optionalText(1000),
    peopleCount: count,
    recordsCount: count,
    children: ticked,
    consequences: optionalText(2000),
    measures: optionalText(4000),
    told: optionalText(1000),
    risk: z.preprocess(optional, risk.nullable()),
  }),
  redraw: breachPage,
  run: async ({ db, me, params: { breachId }, body, now }) => {
    const row = await db.selectFrom('privacy.breaches').selectAll().where('id', '=', breachId).forUpdate().executeTakeFirstOrThrow();
    if (row.closed_at) return refuse('closed', b.closedAlready, { status: 409 });
    // What was decided on a lesser risk is decided again, and the clock is seen.
    const reopened = row.decision === 'keep' && body.risk !== null && body.risk !== 'none';
    await db
      .updateTable('privacy.breaches')
      .set({
        ...{ what: body.what, period: body.period, natures: [...new Set(body.natures)], data_kinds: body.dataKinds },
        ...{ people_kinds: body.peopleKinds, people_count: body.peopleCount, records_count: body.recordsCount, children: body.children },
        ...{ consequences: body.consequences, measures: body.measures, told: body.told, risk: body.risk },
        ...(reopened ? { decision: null, decision_why: null, decided_at: null } : {}),
      })
      .where('id', '=', breachId)
      .execute();
    const words = reopened ? b.toDecide : body.risk ? b.riskName({ risk: body.risk }) : b.savedFacts;
    await addBreachStep(db, { breachId, kind: 'facts', words, by: me.personId, now });
    return { see: `/donnees/fuites/${breachId}`, say: b.savedFacts, note: { details: { breach: breachId } } };
  },
});
