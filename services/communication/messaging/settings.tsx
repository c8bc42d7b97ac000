import { hidden, many, refuse, routesFor, sql, uuid, z } from '#kernel';
import { placesOf } from '#kernel/perimeter';
import { Buttons, Checkbox, Checkboxes, Form, Notice, Page, Radios, Select, Submit, TextArea } from '#kernel/ui';
import { line } from './draft-fields.ts';
import { classesRelayed, hasHours, opens, opensIt } from './policy.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { page, action } = routesFor<Tables>();

const modes = ['off', 'before', 'after'] as const;
const classShape = z.object({ id: z.uuid(), name: z.string(), pupils: z.enum(modes), parents: z.boolean(), directed: z.boolean() });

export const settingsPage = page('/messagerie/reglages', {
  may: ({ me }) => hasHours({ me }) || opens({ me }),
  answer: z.object({
    hours: z.object({ opens: z.number(), closes: z.number(), days: z.array(z.number()), sentence: z.string() }).nullable(),
    hasHours: z.boolean(),
    classes: z.array(classShape),
    urgent: z.number().nullable(),
  }),
  load: async ({ me, db, now }) => {
    const schools = placesOf(me, 'director');
    const { rows } = await sql<z.infer<typeof classShape>>`
      select c.id, c.name, coalesce((select relayed from kernel.reach_openings o where o.class_id = c.id and o.opening = 'pupils'), 'off') as pupils,
        exists (select from kernel.reach_openings o where o.class_id = c.id and o.opening = 'parents') as parents,
        c.school_id = any (${schools}::uuid[]) as directed
      from kernel.places c
      where c.kind = 'class' and c.closed_on is null and (c.id = any (${classesRelayed(me)}::uuid[]) or c.school_id = any (${schools}::uuid[]))
      order by c.name`.execute(db);
    const urgent = await sql<{ count: number }>`
      select count(*) as count from messaging.messages where school_id = any (${schools}::uuid[]) and urgent_reason is not null
        and sent_at >= date_trunc('month', ${now}::timestamptz)`.execute(db);
    const hours = await db.selectFrom('messaging.hours').selectAll().where('person_id', '=', me.personId).executeTakeFirst();
    return {
      hours: hours ?? null,
      hasHours: hasHours({ me }),
      classes: rows,
      urgent: schools.length > 0 ? (urgent.rows[0]?.count ?? 0) : null,
    };
  },
  view: ({ hours, hasHours: tells, classes, urgent }) => (
    <Page title={t.settings} family="communication" narrow trail={[{ label: t.messages, href: '/messagerie' }]}>
      {urgent !== null && <Notice>{t.urgentInSchool({ count: urgent })}</Notice>}
      {tells && (
        <>
          <h2>{t.hours}</h2>
          <Form action="/messagerie/reglages/heures">
            <Checkbox name="on" label={t.hoursOn} hint={t.hoursHint} checked={hours !== null} />
            <Select name="opens" label={t.opensAt} blank={false} value={String(hours?.opens ?? 8)} options={hoursOfDay(0, 23)} />
            <Select name="closes" label={t.closesAt} blank={false} value={String(hours?.closes ?? 18)} options={hoursOfDay(1, 24)} />
            <Checkboxes
              name="days"
              label={t.onDays}
              inline
              options={[1, 2, 3, 4, 5, 6, 7].map((day) => ({ value: String(day), label: t.weekday({ day }) }))}
              value={(hours?.days ?? [1, 2, 4, 5]).map(String)}
            />
            <TextArea name="sentence" label={t.autoSentence} value={hours?.sentence ?? t.autoExample} rows={3} maxlength={400} />
            <Buttons>
              <Submit>{t.saveHours}</Submit>
            </Buttons>
          </Form>
        </>
      )}
      {classes.length > 0 && <h2>{t.openings}</h2>}
      {classes.map((one) => (
        <section key={one.id} aria-label={one.name}>
          <h3>{t.classNamed({ name: one.name })}</h3>
          <Form action={`/messagerie/reglages/classes/${one.id}`}>
            <Radios
              name="pupils"
              label={t.betweenPupils}
              value={one.pupils}
              options={modes.map((mode) => ({ value: mode, label: t.mode({ mode }), hint: t.modeHint({ mode }) }))}
            />
            {one.directed && <Checkbox name="parents" label={t.betweenParents} hint={t.betweenParentsHint} checked={one.parents} />}
            <Buttons>
              <Submit weight="plain">{t.saveClass({ name: one.name })}</Submit>
            </Buttons>
          </Form>
        </section>
      ))}
    </Page>
  ),
});

const hoursOfDay = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, at) => ({ value: String(from + at), label: t.hour({ hour: from + at }) }));

const hour = z.coerce.number().int().min(0).max(24);

export const saveHours = action('/messagerie/reglages/heures', {
  may: hasHours,
  does: 'hours.saved',
  unlogged: true,
  body: z.object({
    on: z.string().optional(),
    opens: hour,
    closes: hour,
    days: many(z.coerce.number().int().min(1).max(7)).pipe(z.array(z.number()).max(7)),
    sentence: line(400),
  }),
  redraw: settingsPage,
  run: async ({ me, body, db }) => {
    if (!body.on) {
      await db.deleteFrom('messaging.hours').where('person_id', '=', me.personId).execute();
      return { see: '/messagerie/reglages', say: t.hoursOff };
    }
    if (body.closes <= body.opens || body.opens > 23) return refuse('hours', t.hoursWrong, { field: 'closes' });
    if (body.sentence === '') return refuse('sentence', t.sentenceMissing, { field: 'sentence' });
    const { opens: from, closes, days, sentence } = body;
    await db
      .insertInto('messaging.hours')
      .values({ person_id: me.personId, opens: from, closes, days, sentence })
      .onConflict((conflict) => conflict.column('person_id').doUpdateSet({ opens: from, closes, days, sentence }))
      .execute();
    return { see: '/messagerie/reglages', say: t.hoursSaved };
  },
});

/** Opens or closes what is closed by default: the class's teacher between pupils, the director also between families. */
export const saveOpenings = action('/messagerie/reglages/classes/:classId', {
  params: z.object({ classId: uuid }),
  may: opensIt,
  does: 'class.opened',
  body: z.object({ pupils: z.enum(modes), parents: z.string().optional() }),
  redraw: settingsPage,
  run: async ({ me, params, body, db, now }) => {
    const place = await db
      .selectFrom('kernel.places')
      .select(['id', 'school_id'])
      .where('id', '=', params.classId)
      .where('kind', '=', 'class')
      .executeTakeFirst();
    const directed = place?.school_id != null && placesOf(me, 'director').includes(place.school_id);
    if (!place) return hidden;
    const wanted = [
      { opening: 'pupils' as const, relayed: body.pupils === 'off' ? null : body.pupils },
      ...(directed ? [{ opening: 'parents' as const, relayed: body.parents ? ('after' as const) : null }] : []),
    ];
    for (const { opening, relayed } of wanted) {
      await db.deleteFrom('kernel.reach_openings').where('class_id', '=', place.id).where('opening', '=', opening).execute();
      if (relayed)
        await db
          .insertInto('kernel.reach_openings')
          .values({ class_id: place.id, opening, relayed, opened_by: me.personId, opened_at: now })
          .execute();
    }
    return {
      see: '/messagerie/reglages',
      say: t.openingsSaved,
      note: {
        schoolId: place.school_id,
        details: { class: place.id, pupils: body.pupils, parents: directed ? Boolean(body.parents) : undefined },
      },
    };
  },
});
