import { hidden, newId, optionalDay, type Reader, refuse, routesFor, uuid, z } from '#kernel';
import { DateField, dayText, Form, Hidden, Page, Radios } from '#kernel/ui';
import { addDays, clockOf, currentHalfDay, halfDaysOf, halfOf, halfWords } from '../half-days.ts';
import { declares } from '../policy.ts';
import { schoolOfPupil } from '../pupil.ts';
import { RollStyle } from '../style.tsx';
import { motives, type Tables } from '../tables.ts';
import { t } from '../texts.ts';
import { MotiveButtons } from './motives.tsx';

const { page, action } = routesFor<Tables>();

const whens = ['aujourdhui', 'demain', 'retard', 'periode'] as const;
const params = z.object({ pupilId: uuid, when: z.enum(whens) });
/** How far ahead a family may speak, and for how long at once. */
const [daysAhead, daysLong] = [366, 92];

/** Three taps: when, why, and it is said. */
export const declarePage = page('/appel/enfants/:pupilId/prevenir/:when', {
  params,
  may: declares,
  answer: z.object({ pupilId: z.string(), firstName: z.string(), when: z.enum(whens), today: z.string(), day: z.string() }),
  load: async ({ db, me, now, params: { pupilId, when } }) => {
    const child = me.children.find(({ id }) => id === pupilId);
    const schoolId = await schoolOfPupil(db, pupilId);
    if (!child || !schoolId) return hidden;
    const { day: today } = await clockOf(db, schoolId, now);
    return { pupilId, firstName: child.firstName, when, today, day: await dayMeant(db, schoolId, when, today) };
  },
  view: ({ pupilId, firstName, when, today, day }) => (
    <Page
      title={t.declareTitle({ child: firstName, when, day: dayText(day) })}
      family="pupil-life"
      narrow
      trail={[{ label: t.familyTitle, href: '/appel/famille' }]}
      head={<RollStyle />}
    >
      <Form action={`/appel/enfants/${pupilId}/prevenir/${when}`}>
        {when === 'periode' ? (
          <>
            <DateField name="from" label={t.from} required value={day} min={today} />
            <DateField name="to" label={t.to} required min={today} />
          </>
        ) : (
          <Hidden name="from" value={day} />
        )}
        {(when === 'aujourdhui' || when === 'demain') && (
          <Radios
            name="half"
            label={t.howLong}
            value=""
            inline
            options={[
              { value: '', label: t.wholeDay },
              { value: 'matin', label: t.halfName({ half: 'matin' }) },
              { value: 'apres-midi', label: t.halfName({ half: 'apres-midi' }) },
            ]}
          />
        )}
        <MotiveButtons />
      </Form>
    </Page>
  ),
});

/** Each guardian says it alone, and equally: what one says is never shown as theirs to the other. */
export const declare = action('/appel/enfants/:pupilId/prevenir/:when', {
  params,
  may: declares,
  does: 'absence.announced',
  body: z.object({
    from: optionalDay,
    to: optionalDay,
    half: z.preprocess((typed) => (typed === '' ? undefined : typed), z.enum(halfWords).optional()),
    motive: z.enum(motives, t.chooseMotive),
  }),
  redraw: declarePage,
  run: async ({ db, me, now, params: { pupilId, when }, body }) => {
    const schoolId = await schoolOfPupil(db, pupilId);
    if (!schoolId) return hidden;
    const { day: today } = await clockOf(db, schoolId, now);
    const from = body.from ?? (await dayMeant(db, schoolId, when, today));
    const to = when === 'periode' ? body.to : from;
    if (to === null) return refuse('to', t.giveLastDay, { field: 'to' });
    if (from < today) return refuse('past', t.notBeforeToday, { field: 'from' });
    if (to < from) return refuse('order', t.lastAfterFirst, { field: 'to' });
    if (from > addDays(today, daysAhead) || to > addDays(from, daysLong)) return refuse('long', t.tooLong, { field: 'to' });
    const late = when === 'retard' ? await currentHalfDay(db, schoolId, now) : undefined;
    const half = late?.half ?? (body.half ? halfOf(body.half) : null);
    const open = (await halfDaysOf(db, schoolId, from, to)).filter((one) => half === null || one.half === half);
    if (open.length === 0) return refuse('closed', t.noClassThen, { field: 'from' });
    await db
      .insertInto('attendance.declarations')
      .values({
        ...{ id: newId(now.getTime()), school_id: schoolId, pupil_id: pupilId, declared_by: me.personId },
        ...{ kind: when === 'retard' ? 'lateness' : 'absence', from_day: from, to_day: to, half, motive: body.motive },
        ...{ declared_at: now, withdrawn_at: null },
      })
      .execute();
    return { see: '/appel/famille', say: t.schoolTold, note: { schoolId, details: { pupilId, from, to } } };
  },
});

/** Today; for « demain », the next day with class. */
async function dayMeant(db: Reader<Tables>, schoolId: string, when: (typeof whens)[number], today: string): Promise<string> {
  if (when !== 'demain') return today;
  const [next] = await halfDaysOf(db, schoolId, addDays(today, 1), addDays(today, 92));
  return next?.day ?? addDays(today, 1);
}

/** Somebody takes back what they announced; only they may. */
export const withdraw = action('/appel/enfants/:pupilId/annonces/:declarationId/retrait', {
  params: z.object({ pupilId: uuid, declarationId: uuid }),
  may: declares,
  does: 'absence.withdrawn',
  body: z.object({}),
  run: async ({ db, me, now, params: { pupilId, declarationId } }) => {
    const gone = await db
      .updateTable('attendance.declarations')
      .set({ withdrawn_at: now })
      .where('id', '=', declarationId)
      .where('pupil_id', '=', pupilId)
      .where('declared_by', '=', me.personId)
      .where('withdrawn_at', 'is', null)
      .returning('school_id')
      .executeTakeFirst();
    if (!gone) return hidden;
    return { see: '/appel/famille', say: t.withdrawn, note: { schoolId: gone.school_id, details: { pupilId } } };
  },
});
