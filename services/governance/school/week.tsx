import { hidden, refuse, routesFor, sql, uuid, z } from '#kernel';
import { type Half, halves, schoolTime, usualWeek, type WeekHalf } from '#kernel/calendar';
import { Confirm, DateField, dayText, Fieldset, Form, hourText, Page, parisDay, Submit, Table, TextField } from '#kernel/ui';
import { Exceptions, exceptionShape } from './half-day-forms.tsx';
import { mayRun } from './policy.ts';
import { t } from './texts.ts';

const { page, action } = routesFor();
const OneSchool = z.object({ schoolId: uuid });

const weekdays = [1, 2, 3, 4, 5, 6] as const;
const clock = z
  .string()
  .regex(/^(([01]\d|2[0-3]):[0-5]\d)?$/, t.giveClock)
  .default('');
const fieldOf = (weekday: number, half: Half, end: 'starts' | 'ends'): string => `${half}-${weekday}-${end}`;
const clocks = Object.fromEntries(
  weekdays.flatMap((weekday) => halves.flatMap((half) => (['starts', 'ends'] as const).map((end) => [fieldOf(weekday, half, end), clock]))),
);

const weekHalf = z.object({ weekday: z.number(), half: z.enum(['morning', 'afternoon']), starts: z.string(), ends: z.string() });

/** The usual week of a school, and the half-days that are not as usual. The agenda, the cahier and the roll call read them. */
export const week = page('/ecole/:schoolId/semaine', {
  params: OneSchool,
  may: mayRun,
  answer: z.object({
    schoolId: z.string(),
    school: z.string(),
    today: z.string(),
    week: z.array(weekHalf),
    /** Weeks written for later. */
    coming: z.array(z.object({ validFrom: z.string(), week: z.array(weekHalf) })),
    exceptions: z.array(exceptionShape),
  }),
  load: async ({ db, params: { schoolId }, now }) => {
    const place = await db.selectFrom('kernel.places').select('name').where('id', '=', schoolId).executeTakeFirst();
    if (!place) return hidden;
    const today = parisDay(now);
    const { weeks, exceptions } = await schoolTime(db, schoolId, today, '2099-12-31');
    return {
      schoolId,
      school: place.name,
      today,
      week: weeks.find(({ validFrom }) => validFrom <= today)?.halves ?? usualWeek,
      coming: weeks.filter(({ validFrom }) => validFrom > today).map(({ validFrom, halves }) => ({ validFrom, week: halves })),
      exceptions,
    };
  },
  view: ({ schoolId, school, today, week, coming, exceptions }) => (
    <Page title={t.week} lead={t.weekLead} family="governance" narrow trail={[{ label: school, href: `/ecole/${schoolId}` }]}>
      <WeekTable caption={t.weekNow} week={week} />
      {coming.map((later) => (
        <div key={later.validFrom}>
          <WeekTable caption={t.weekFrom({ day: dayText(later.validFrom) })} week={later.week} />
          <Confirm
            action={`/ecole/${schoolId}/semaine/retrait`}
            fields={{ validFrom: later.validFrom }}
            label={t.dropWeek}
            sentence={t.dropWeekSentence({ day: dayText(later.validFrom) })}
            confirm={t.dropWeekConfirm}
          />
        </div>
      ))}
      <details class="confirm">
        <summary class="button is-plain">
          <span>{t.changeWeek}</span>
        </summary>
        <WeekForm schoolId={schoolId} week={week} today={today} />
      </details>
      <Exceptions schoolId={schoolId} exceptions={exceptions} today={today} />
    </Page>
  ),
});

const hours = (week: WeekHalf[], weekday: number, half: Half): string => {
  const found = week.find((one) => one.weekday === weekday && one.half === half);
  return found ? t.hours({ starts: hourText(found.starts), ends: hourText(found.ends) }) : t.noClassThen;
};

const WeekTable = ({ caption, week }: { caption: string; week: WeekHalf[] }) => (
  <Table
    caption={caption}
    rows={weekdays.filter((weekday) => weekday < 6 || week.some((one) => one.weekday === 6))}
    columns={[
      { head: t.day, cell: (weekday) => t.weekday({ weekday }), header: true },
      { head: t.morning, cell: (weekday) => hours(week, weekday, 'morning') },
      { head: t.afternoon, cell: (weekday) => hours(week, weekday, 'afternoon') },
    ]}
  />
);

const WeekForm = ({ schoolId, week, today }: { schoolId: string; week: WeekHalf[]; today: string }) => (
  <Form action={`/ecole/${schoolId}/semaine`}>
    <DateField name="validFrom" label={t.validFrom} required min={today} value={today} />
    <p class="hint">{t.weekHint}</p>
    {weekdays.map((weekday) => (
      <Fieldset key={weekday} legend={t.weekday({ weekday })}>
        <div class="choices is-inline">
          {halves.flatMap((half) =>
            (['starts', 'ends'] as const).map((end) => (
              <TextField
                key={half + end}
                name={fieldOf(weekday, half, end)}
                label={t.halfHour({ half, end })}
                type="time"
                size="s"
                value={week.find((one) => one.weekday === weekday && one.half === half)?.[end] ?? ''}
              />
            )),
          )}
        </div>
      </Fieldset>
    ))}
    <Submit>{t.saveWeek}</Submit>
  </Form>
);

/** A week holds from a day on; what was before stays as it was. */
export const setWeek = action('/ecole/:schoolId/semaine', {
  params: OneSchool,
  may: mayRun,
  does: 'week.set',
  body: z.object({ validFrom: z.iso.date(t.giveValidFrom), ...clocks }),
  redraw: week,
  run: async ({ db, params: { schoolId }, body, now }) => {
    if (body.validFrom < parisDay(now)) return refuse('past', t.weekPast, { field: 'validFrom' });
    const typed: Record<string, string> = body;
    const at = (weekday: number, half: Half, end: 'starts' | 'ends'): string => typed[fieldOf(weekday, half, end)] ?? '';
    const rows: WeekHalf[] = [];
    for (const weekday of weekdays)
      for (const half of halves) {
        const [starts, ends] = [at(weekday, half, 'starts'), at(weekday, half, 'ends')];
        if (starts === '' && ends === '') continue;
        if (starts === '' || ends === '' || starts >= ends)
          return refuse('hours', t.hoursWrong({ weekday }), { field: fieldOf(weekday, half, starts === '' ? 'starts' : 'ends') });
        rows.push({ weekday, half, starts, ends });
      }
    const crossed = rows.find(
      (one) =>
        one.half === 'afternoon' &&
        rows.some((other) => other.weekday === one.weekday && other.half === 'morning' && other.ends > one.starts),
    );
    if (crossed) return refuse('crossed', t.halvesCross(crossed), { field: fieldOf(crossed.weekday, 'afternoon', 'starts') });
    if (rows.length === 0) return refuse('empty', t.weekEmpty, { field: fieldOf(1, 'morning', 'starts') });
    await sql`delete from kernel.school_weeks where school_id = ${schoolId} and valid_from = ${body.validFrom}`.execute(db);
    await db
      .insertInto('kernel.school_weeks')
      .values(rows.map((row) => ({ ...row, school_id: schoolId, valid_from: body.validFrom })))
      .execute();
    return { see: `/ecole/${schoolId}/semaine`, say: t.weekSaved, note: { schoolId, details: { validFrom: body.validFrom } } };
  },
});

/** A week written for later that will not come; the one that holds is replaced, never removed. */
export const dropWeek = action('/ecole/:schoolId/semaine/retrait', {
  params: OneSchool,
  may: mayRun,
  does: 'week.dropped',
  body: z.object({ validFrom: z.iso.date() }),
  run: async ({ db, params: { schoolId }, body: { validFrom }, now }) => {
    if (validFrom <= parisDay(now)) return refuse('holds', t.weekHolds, { status: 409 });
    const gone = await db
      .deleteFrom('kernel.school_weeks')
      .where('school_id', '=', schoolId)
      .where('valid_from', '=', validFrom)
      .executeTakeFirst();
    if (Number(gone.numDeletedRows) === 0) return hidden;
    return { see: `/ecole/${schoolId}/semaine`, say: t.weekDropped, note: { schoolId, details: { validFrom } } };
  },
});
