import { hidden, routesFor, sql, uuid, z } from '#kernel';
import { ButtonLink, Buttons, dayText, Form, Hidden, Page, parisDay, Submit } from '#kernel/ui';
import { isoDay } from './days.ts';
import { repeatedOn } from './events.ts';
import { leaveHolidays } from './holidays.ts';
import { tellOf } from './notifications.ts';
import { mayChange, targetsOf } from './policy.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';
import { Fields, faultIn, rowOf, Typed, Values } from './typed.tsx';

const { page, action } = routesFor<Tables>();
const OneEvent = z.object({ eventId: uuid });

export const changePage = page('/agenda/:eventId/modifier', {
  params: OneEvent,
  may: mayChange,
  query: z.object({ jour: isoDay.nullable().catch(null).default(null) }),
  /** `alone`: the one day, of those that repeat, that is changed. */
  answer: z.object({ id: z.string(), mine: z.boolean(), alone: z.string().nullable(), values: Values }),
  load: async ({ db, me, params, query }) => {
    const alone = await repeatedOn(db, me.personId, params.eventId, query.jour);
    const row = await db.selectFrom('agenda.events').selectAll().where('id', '=', params.eventId).executeTakeFirst();
    if (!row) return hidden;
    return {
      id: row.id,
      mine: row.owner_id !== null,
      alone: alone?.day ?? null,
      values: {
        ...row,
        every: alone ? null : row.every,
        firstDay: alone?.day ?? row.first_day,
        lastDay: row.last_day === row.first_day ? null : (alone?.lastDay ?? row.last_day),
        starts: row.starts?.slice(0, 5) ?? null,
        ends: row.ends?.slice(0, 5) ?? null,
        asksReply: row.asks_reply,
        schoolTimeOnly: row.every ? row.school_time_only : undefined,
      },
    };
  },
  view: ({ id, mine, alone, values }) => (
    <Page
      title={t.change}
      lead={alone ? t.changesAlone({ day: dayText(alone) }) : values.every ? t.changesAll : undefined}
      family="information"
      narrow
      trail={[
        { label: t.label, href: '/agenda' },
        { label: values.title ?? '', href: `/agenda/${id}` },
      ]}
    >
      <Form action={alone ? `/agenda/${id}/jours-changes?jour=${alone}` : `/agenda/${id}/modifier`}>
        {alone && <Hidden name="day" value={alone} />}
        <Fields values={values} invites={!mine} once={alone !== null} />
        <Buttons>
          <Submit>{t.save}</Submit>
          <ButtonLink href={alone ? `/agenda/${id}?jour=${alone}` : `/agenda/${id}`} weight="quiet">
            {t.cancel}
          </ButtonLink>
        </Buttons>
      </Form>
    </Page>
  ),
});

/** Of one that repeats, all its days change together. What was answered follows the day. */
export const change = action('/agenda/:eventId/modifier', {
  params: OneEvent,
  may: mayChange,
  does: 'event.changed',
  body: Typed,
  redraw: changePage,
  run: async ({ db, params: { eventId }, body, emit, now, me }) => {
    const wrong = faultIn(body);
    if (wrong) return wrong;
    await sql`
      update agenda.replies set day = day + (${body.firstDay}::date - (select first_day from agenda.events where id = ${eventId}))
      where event_id = ${eventId}`.execute(db);
    const changed = await db
      .updateTable('agenda.events')
      .set((row) => ({
        ...rowOf(body),
        asks_reply: sql<boolean>`${body.asksReply} and place_id is not null`,
        sequence: row('sequence', '+', 1),
        changed_at: now,
      }))
      .where('id', '=', eventId)
      .returning(['place_id', 'school_id', 'first_day', 'last_day', 'until'])
      .executeTakeFirst();
    if (!changed) return hidden;
    await leaveHolidays(db, eventId, body.schoolTimeOnly);
    const place = (await targetsOf(db, me)).find(({ id }) => id === changed.place_id);
    const comes = (changed.until ?? changed.last_day) >= parisDay(now);
    if (place && body.tell && comes) await tellOf(db, emit, 'changed', { eventId, place, day: changed.first_day, by: me.personId });
    return { see: `/agenda/${eventId}`, say: t.changed, note: { schoolId: changed.school_id, details: { eventId } } };
  },
});
