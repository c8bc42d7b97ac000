import { Temporal } from 'temporal-polyfill';
import { hidden, many, newId, type Reader, refuse, routesFor, sql, uuid, z } from '#kernel';
import { ButtonLink, Checkboxes, Confirm, dayText, EmptyState, Form, Page, Select, Submit, Table, TextField } from '#kernel/ui';
import { opens } from './policy.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';
import { addDays, classDays, isoDay } from './week.ts';
import { classById } from './works.ts';

const { page, action } = routesFor<Tables>();
const params = z.object({ classId: uuid });
const closingHour = 18;

/** Who replaces in this class, on which days; and to whom to open it. */
export const substitutes = page('/devoirs/:classId/remplacants', {
  params,
  may: opens,
  answer: z.object({
    classId: z.string(),
    name: z.string(),
    days: z.array(z.string()),
    colleagues: z.array(z.object({ id: z.string(), name: z.string() })),
    given: z.array(z.object({ id: z.string(), day: z.string(), name: z.string() })),
  }),
  load: async ({ db, now, params: { classId } }) => {
    const one = await classById(db, classId);
    if (!one) return hidden;
    const { rows: colleagues } = await sql<{ id: string; name: string }>`
      select p.id, p.first_name || ' ' || p.last_name as name from kernel.people p
      where p.id in (select person_id from kernel.functions_today where school_id = ${one.schoolId} and kind in ('teacher', 'director'))
        and p.id not in (select person_id from kernel.functions_today where place_id = ${classId} and kind = 'teacher')
      order by p.last_name, p.first_name`.execute(db);
    const { rows: given } = await sql<{ id: string; day: string; name: string }>`
      select s.id, s.day, p.first_name || ' ' || p.last_name as name from homework.substitutions s join kernel.people p on p.id = s.person_id
      where s.class_id = ${classId} and s.ended_at is null and s.closes_at > ${now} order by s.day, name`.execute(db);
    return { classId, name: one.name, days: await daysAhead(db, one.schoolId, now), colleagues, given };
  },
  view: ({ classId, name, days, colleagues, given }) => (
    <Page
      title={t.substitutesOf({ name })}
      family="pupil-life"
      narrow
      lead={t.substitutesLead}
      trail={[{ label: t.weekOf({ name }), href: `/devoirs/${classId}/semaine/${days[0] ?? '2026-09-01'}` }]}
      actions={
        <ButtonLink href={`/devoirs/${classId}/remplacement`} picture="paper">
          {t.seeBrief}
        </ButtonLink>
      }
    >
      {given.length === 0 ? (
        <EmptyState sentence={t.noSubstitute} />
      ) : (
        <Table
          caption={t.openAccesses}
          rows={given}
          id={({ id }) => id}
          columns={[
            { head: t.who, cell: (one) => one.name, header: true },
            { head: t.day, cell: (one) => dayText(one.day) },
            {
              head: t.takeBack,
              cell: (one) => (
                <Confirm
                  action={`/devoirs/${classId}/remplacants/${one.id}/fin`}
                  label={t.takeBack}
                  sentence={t.takeBackSure({ name: one.name })}
                  confirm={t.takeBackYes}
                />
              ),
            },
          ]}
        />
      )}
      <h2>{t.openAccess}</h2>
      <Form action={`/devoirs/${classId}/remplacants`}>
        <Select name="personId" label={t.colleague} options={colleagues.map(({ id, name }) => ({ value: id, label: name }))} />
        <TextField name="login" label={t.login} hint={t.loginHint} literal maxlength={80} />
        <Checkboxes name="days" label={t.whichDays} required inline options={days.map((day) => ({ value: day, label: dayText(day) }))} />
        <Submit>{t.openAccess}</Submit>
      </Form>
    </Page>
  ),
});

/** Opens the class to a named adult who teaches somewhere, for these days: each dies at six in the evening, at the school's clock. */
export const openSubstitution = action('/devoirs/:classId/remplacants', {
  params,
  may: opens,
  does: 'substitute.opened',
  body: z.object({
    personId: z.preprocess((typed) => (typed === '' ? undefined : typed), uuid.optional()),
    login: z.string().trim().toLowerCase().max(80).default(''),
    days: many(isoDay).pipe(z.array(z.string()).min(1, t.chooseDay).max(10)),
  }),
  redraw: substitutes,
  run: async ({ db, me, now, params: { classId }, body, emit }) => {
    const one = await classById(db, classId);
    if (!one) return hidden;
    const substitute = await teacherCalled(db, body);
    if (!substitute) return refuse('unknown', t.unknownTeacher, { field: body.personId ? 'personId' : 'login' });
    const offered = await daysAhead(db, one.schoolId, now);
    if (body.days.some((day) => !offered.includes(day))) return refuse('closed', t.noClassThatDay, { field: 'days' });
    const zone = await timeZoneOf(db, one.schoolId);
    await db
      .insertInto('homework.substitutions')
      .values(
        [...new Set(body.days)].map((day) => ({
          id: newId(now.getTime()),
          school_id: one.schoolId,
          class_id: classId,
          person_id: substitute.id,
          day,
          opens_at: at(day, 0, zone),
          closes_at: at(day, closingHour, zone),
          opened_by: me.personId,
          ended_at: null,
        })),
      )
      .onConflict((on) => on.columns(['class_id', 'person_id', 'day']).doUpdateSet({ ended_at: null, opened_by: me.personId }))
      .execute();
    await emit('replaces', {
      to: { people: [substitute.id] },
      schoolId: one.schoolId,
      payload: { classId, name: one.name, day: body.days[0] },
    });
    return {
      see: `/devoirs/${classId}/remplacants`,
      say: t.opened({ name: substitute.name }),
      note: { schoolId: one.schoolId, details: { classId, personId: substitute.id, days: body.days } },
    };
  },
});

export const endSubstitution = action('/devoirs/:classId/remplacants/:substitutionId/fin', {
  params: z.object({ classId: uuid, substitutionId: uuid }),
  may: opens,
  does: 'substitute.ended',
  body: z.object({}),
  run: async ({ db, now, params: { classId, substitutionId } }) => {
    const ended = await db
      .updateTable('homework.substitutions')
      .set({ ended_at: now })
      .where('id', '=', substitutionId)
      .where('class_id', '=', classId)
      .where('ended_at', 'is', null)
      .returning(['school_id', 'person_id'])
      .executeTakeFirst();
    if (!ended) return hidden;
    return {
      see: `/devoirs/${classId}/remplacants`,
      say: t.takenBack,
      note: { schoolId: ended.school_id, details: { classId, personId: ended.person_id } },
    };
  },
});

/** Somebody who teaches or directs somewhere today, by the list of the school or by the login they give. */
async function teacherCalled(db: Reader<Tables>, { personId, login }: { personId?: string | undefined; login: string }) {
  const { rows } = await sql<{ id: string; name: string }>`
    select p.id, p.first_name || ' ' || p.last_name as name from kernel.people p
    left join kernel.accounts a on a.person_id = p.id and a.blocked_at is null
    where p.trashed_at is null and (p.id = ${personId ?? null}::uuid or (${personId ?? null}::uuid is null and a.login = ${login}))
      and exists (select from kernel.functions_today f where f.person_id = p.id and f.kind in ('teacher', 'director'))`.execute(db);
  return rows[0];
}

/** The ten days with class that come; today until the access would close. */
async function daysAhead(db: Reader<Tables>, schoolId: string, now: Date): Promise<string[]> {
  const zone = await timeZoneOf(db, schoolId);
  const local = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone);
  const first = local.hour < closingHour ? local.toPlainDate() : local.toPlainDate().add({ days: 1 });
  return (await classDays(db, schoolId, first.toString(), addDays(first.toString(), 30))).slice(0, 10);
}

const at = (day: string, hour: number, timeZone: string): Date =>
  new Date(Temporal.PlainDate.from(day).toZonedDateTime({ timeZone, plainTime: { hour } }).epochMilliseconds);

const timeZoneOf = async (db: Reader<Tables>, schoolId: string): Promise<string> =>
  (await db.selectFrom('kernel.schools').select('time_zone').where('id', '=', schoolId).executeTakeFirstOrThrow()).time_zone;
