import { hidden, many, newId, type Reader, refuse, routesFor, sql, uuid, z } from '#kernel';
import { Checkboxes, dayText, EmptyState, Form, Hidden, Notice, Page, parisDay, Submit, Tabs } from '#kernel/ui';
import { keeps } from './policy.ts';
import type { Tables } from './tables.ts';
import { tellOnce } from './telling.ts';
import { t } from './texts.ts';
import { addDays, classDays, isoDay, mondayOf, sundayOf } from './week.ts';
import { classById, type Work, workColumns } from './works.ts';

const { page, action } = routesFor<Tables>();
const params = z.object({ classId: uuid, week: isoDay });
const sources = ['semaine', 'annee'] as const;
type Source = (typeof sources)[number];
const source = z.enum(sources).catch('semaine').default('semaine');

/** A whole number of weeks, so that a Monday falls on a Monday. */
const daysBack: Record<Source, number> = { semaine: 7, annee: 364 };

type Copy = { work: Work; day: string; fits: boolean };

/**
 * What may be copied to a week: last week's of the same class, or, of the same week last year, what I wrote myself for a whole class,
 * whatever it was called: its children have left, its groups too. What is already there is not proposed again.
 */
async function copiesTo(
  db: Reader<Tables>,
  ask: { classId: string; schoolId: string; monday: string; from: Source; me: string; today: string },
): Promise<Copy[]> {
  const { classId, schoolId, monday, from, me, today } = ask;
  const back = daysBack[from];
  const mine = sql`w.author_id = ${me} and not exists (select from homework.addressees a where a.work_id = w.id)`;
  const { rows } = await sql<Work>`
    select ${workColumns} from homework.works w
    where w.due_on between ${addDays(monday, -back)}::date and ${addDays(sundayOf(monday), -back)}::date
      and ${from === 'semaine' ? sql`w.class_id = ${classId}` : mine}
      and not exists (select from homework.works there
        where there.class_id = ${classId} and there.due_on = w.due_on + ${back}::int and there.subject = w.subject and there.body = w.body)
    order by w.due_on, w.created_at, w.id`.execute(db);
  const open = await classDays(db, schoolId, monday, sundayOf(monday));
  return rows.map((work) => {
    const day = addDays(work.dueOn, back);
    return { work, day, fits: day >= today && open.includes(day) };
  });
}

const Line = z.object({ id: z.uuid(), day: z.string(), what: z.string() });

export const copyPage = page('/devoirs/:classId/semaine/:week/copie', {
  params,
  may: keeps,
  query: z.object({ de: source }),
  answer: z.object({
    classId: z.string(),
    name: z.string(),
    monday: z.string(),
    from: z.enum(sources),
    fitting: z.array(Line),
    others: z.array(Line),
  }),
  load: async ({ db, me, now, params: { classId, week }, query }) => {
    const one = await classById(db, classId);
    if (!one) return hidden;
    const monday = mondayOf(week);
    const copies = await copiesTo(db, { classId, schoolId: one.schoolId, monday, from: query.de, me: me.personId, today: parisDay(now) });
    const lines = (fits: boolean) =>
      copies
        .filter((copy) => copy.fits === fits)
        .map(({ work, day }) => ({
          id: work.id,
          day,
          what: t.copyLine({ day: dayText(day), subject: t.subjectName({ subject: work.subject }), text: work.body }),
        }));
    return { classId, name: one.name, monday, from: query.de, fitting: lines(true), others: lines(false) };
  },
  view: ({ classId, name, monday, from, fitting, others }) => {
    const here = `/devoirs/${classId}/semaine/${monday}`;
    return (
      <Page
        title={t.copyTitle}
        family="pupil-life"
        narrow
        lead={t.weekFrom({ day: dayText(monday) })}
        trail={[{ label: t.weekOf({ name }), href: here }]}
      >
        <Tabs
          label={t.copyFrom}
          entries={sources.map((one) => ({ label: t.copySource({ from: one }), href: `${here}/copie?de=${one}`, current: one === from }))}
        />
        {fitting.length === 0 ? (
          <EmptyState sentence={t.nothingToCopy} link={{ label: t.backToWeek, href: here }} />
        ) : (
          <Form action={`${here}/copie`}>
            <Hidden name="de" value={from} />
            <Checkboxes
              name="works"
              label={t.whatToCopy}
              required
              options={fitting.map(({ id, what }) => ({ value: id, label: what }))}
              value={fitting.map(({ id }) => id)}
            />
            <Submit>{t.copy}</Submit>
          </Form>
        )}
        {others.length > 0 && (
          <Notice title={t.doNotFit}>
            <ul>
              {others.map(({ id, what }) => (
                <li key={id}>{what}</li>
              ))}
            </ul>
          </Notice>
        )}
      </Page>
    );
  },
});

export const copyWeek = action('/devoirs/:classId/semaine/:week/copie', {
  params,
  may: keeps,
  does: 'homework.copied',
  body: z.object({ de: source, works: many(uuid).pipe(z.array(z.string()).min(1, t.chooseWork).max(200)) }),
  redraw: copyPage,
  run: async ({ db, me, now, params: { classId, week }, body, emit }) => {
    const one = await classById(db, classId);
    if (!one) return hidden;
    // One after the other: the second tap finds what the first one copied.
    await sql`select from kernel.places where id = ${classId} for update`.execute(db);
    const { schoolId } = one;
    const monday = mondayOf(week);
    const copies = await copiesTo(db, { classId, schoolId, monday, from: body.de, me: me.personId, today: parisDay(now) });
    const chosen = copies
      .filter(({ work, fits }) => fits && body.works.includes(work.id))
      .map((copy) => ({ ...copy, id: newId(now.getTime()) }));
    if (chosen.length === 0) return refuse('nothing', t.nothingToCopy, { field: 'works' });
    await db
      .insertInto('homework.works')
      .values(
        chosen.map(({ id, work: { subject, kind, body, minutes }, day }) => ({
          ...{ id, series_id: newId(now.getTime()), school_id: schoolId, class_id: classId, author_id: me.personId },
          ...{ due_on: day, subject, kind, body, minutes, created_at: now },
        })),
      )
      .execute();
    const pairs = JSON.stringify(chosen.map(({ id, work }) => ({ id, from: work.id })));
    await sql`
      insert into homework.addressees (work_id, group_id, pupil_id)
      select pair.id, a.group_id, a.pupil_id from json_to_recordset(${pairs}::json) as pair (id uuid, "from" uuid)
      join homework.addressees a on a.work_id = pair."from"`.execute(db);
    await sql`
      insert into homework.attachments (work_id, file_id)
      select pair.id, a.file_id from json_to_recordset(${pairs}::json) as pair (id uuid, "from" uuid)
      join homework.attachments a on a.work_id = pair."from"`.execute(db);
    await tellOnce(db, { workIds: chosen.map(({ id }) => id), schoolId, now, emit });
    return {
      see: `/devoirs/${classId}/semaine/${monday}`,
      say: t.copied({ count: chosen.length }),
      note: { schoolId, details: { classId, from: body.de, works: chosen.length } },
    };
  },
});
