import { hidden, many, newId, optionalDay, refuse, routesFor, uuid, z } from '#kernel';
import { readyAll } from '#kernel/files';
import { schoolYearOf } from '#kernel/people';
import { Checkboxes, DateField, dayText, Form, Page, parisDay, Radios, Submit } from '#kernel/ui';
import { attach } from './files.ts';
import { mostFiles, peopleShape, WorkFields, workFields } from './form.tsx';
import { address, addresseesFrom, peopleOf } from './people.ts';
import { keeps } from './policy.ts';
import { occurrences } from './repeat.ts';
import type { Tables } from './tables.ts';
import { tellOnce } from './telling.ts';
import { t } from './texts.ts';
import { addDays, classDays, isoDay, mondayOf } from './week.ts';
import { classById } from './works.ts';

const { page, action } = routesFor<Tables>();
const params = z.object({ classId: uuid });

/** Typed once, placed on one or several days. */
export const newWork = page('/devoirs/:classId/nouveau', {
  params,
  may: keeps,
  query: z.object({ jour: isoDay.optional().catch(undefined) }),
  answer: z.object({
    classId: z.string(),
    name: z.string(),
    days: z.array(z.string()),
    chosen: z.string(),
    lastDay: z.string(),
    people: peopleShape,
  }),
  load: async ({ db, params: { classId }, query, now }) => {
    const one = await classById(db, classId);
    if (!one) return hidden;
    const from = query.jour ?? addDays(parisDay(now), 1);
    const days = await classDays(db, one.schoolId, mondayOf(from), addDays(mondayOf(from), 20));
    const offered = days.filter((day) => day >= parisDay(now)).slice(0, 10);
    const chosen = offered.find((day) => day >= from) ?? '';
    return { classId, name: one.name, days: offered, chosen, lastDay: schoolYearOf(now).endsOn, people: await peopleOf(db, classId) };
  },
  view: ({ classId, name, days, chosen, lastDay, people }) => (
    <Page
      title={t.newWork}
      family="pupil-life"
      narrow
      lead={t.noWriting}
      trail={[{ label: t.weekOf({ name }), href: `/devoirs/${classId}/semaine/${chosen || lastDay}` }]}
    >
      <Form action={`/devoirs/${classId}`} files>
        <Checkboxes
          name="days"
          label={t.forDays}
          required
          inline
          options={days.map((day) => ({ value: day, label: dayText(day) }))}
          value={[chosen]}
        />
        <WorkFields people={people} />
        <Radios
          name="repeats"
          label={t.repeat}
          inline
          value="none"
          options={(['none', 'weekly', 'fortnightly'] as const).map((value) => ({ value, label: t.repeats({ repeats: value }) }))}
        />
        <DateField name="until" label={t.until} hint={t.untilHint} max={lastDay} />
        <Submit>{t.add}</Submit>
      </Form>
    </Page>
  ),
});

export const createWork = action('/devoirs/:classId', {
  params,
  may: keeps,
  does: 'homework.given',
  body: workFields.extend({
    days: many(isoDay)
      .transform((days) => [...new Set(days)])
      .pipe(z.array(z.string()).min(1, t.chooseDay).max(15)),
    repeats: z.enum(['none', 'weekly', 'fortnightly']).catch('none').default('none'),
    until: optionalDay,
  }),
  redraw: newWork,
  uploads: { field: 'files', most: mostFiles },
  prepare: ({ uploads }) => readyAll(uploads),
  run: async ({ db, me, params: { classId }, body, now, drawer, prepared, emit }) => {
    const one = await classById(db, classId);
    if (!one) return hidden;
    const { schoolId } = one;
    const year = schoolYearOf(now);
    if (body.repeats !== 'none' && body.until === null) return refuse('until', t.giveUntil, { field: 'until' });
    const until = body.until && body.until < year.endsOn ? body.until : year.endsOn;
    const open = new Set(await classDays(db, schoolId, parisDay(now), year.endsOn));
    if (body.days.some((day) => !open.has(day))) return refuse('closed', t.noClassThatDay, { field: 'days' });
    const rows = await addresseesFrom(db, classId, body);
    if ('refused' in rows) return rows;

    const seriesId = newId(now.getTime());
    const works = occurrences(body.days, body.repeats, until, (day) => open.has(day)).map((due_on) => ({
      id: newId(now.getTime()),
      series_id: seriesId,
      school_id: schoolId,
      class_id: classId,
      author_id: me.personId,
      due_on,
      subject: body.subject,
      kind: body.kind,
      body: body.text,
      minutes: body.minutes,
      repeats: body.repeats,
      created_at: now,
    }));
    await db.insertInto('homework.works').values(works).execute();
    const workIds = works.map(({ id }) => id);
    await address(db, workIds, rows);
    await attach(db, drawer, { files: prepared, workIds, schoolId, by: me.personId });
    await tellOnce(db, { workIds, schoolId, now, emit });
    return {
      see: `/devoirs/${classId}/semaine/${works[0]?.due_on}`,
      say: t.given({ count: works.length }),
      note: { schoolId, details: { classId, seriesId, days: works.length } },
    };
  },
});
