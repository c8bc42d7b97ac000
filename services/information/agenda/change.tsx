import { hidden, routesFor, sql, uuid, z } from '#kernel';
import { ButtonLink, Buttons, Form, Page, parisDay, Submit } from '#kernel/ui';
import { skipHolidays } from './holidays.ts';
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
  answer: z.object({ id: z.string(), mine: z.boolean(), values: Values }),
  load: async ({ db, params }) => {
    const row = await db.selectFrom('agenda.events').selectAll().where('id', '=', params.eventId).executeTakeFirst();
    if (!row) return hidden;
    return {
      id: row.id,
      mine: row.owner_id !== null,
      values: {
        ...row,
        firstDay: row.first_day,
        lastDay: row.last_day === row.first_day ? null : row.last_day,
        starts: row.starts?.slice(0, 5) ?? null,
        ends: row.ends?.slice(0, 5) ?? null,
        asksReply: row.asks_reply,
      },
    };
  },
  view: ({ id, mine, values }) => (
    <Page
      title={t.change}
      lead={values.every ? t.changesAll : undefined}
      family="information"
      narrow
      trail={[
        { label: t.label, href: '/agenda' },
        { label: values.title ?? '', href: `/agenda/${id}` },
      ]}
    >
      <Form action={`/agenda/${id}/modifier`}>
        <Fields values={values} invites={!mine} />
        <Buttons>
          <Submit>{t.save}</Submit>
          <ButtonLink href={`/agenda/${id}`} weight="quiet">
            {t.cancel}
          </ButtonLink>
        </Buttons>
      </Form>
    </Page>
  ),
});

/** Of one that repeats, all its days change together. */
export const change = action('/agenda/:eventId/modifier', {
  params: OneEvent,
  may: mayChange,
  does: 'event.changed',
  body: Typed,
  redraw: changePage,
  run: async ({ db, params: { eventId }, body, emit, now, me }) => {
    const wrong = faultIn(body);
    if (wrong) return wrong;
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
    if (body.schoolTimeOnly) await skipHolidays(db, eventId);
    const place = (await targetsOf(db, me)).find(({ id }) => id === changed.place_id);
    const comes = (changed.until ?? changed.last_day) >= parisDay(now);
    if (place && body.tell && comes) await tellOf(db, emit, 'changed', { eventId, place, day: changed.first_day, by: me.personId });
    return { see: `/agenda/${eventId}`, say: t.changed, note: { schoolId: changed.school_id, details: { eventId } } };
  },
});
