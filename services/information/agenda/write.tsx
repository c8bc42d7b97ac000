import { newId, refuse, routesFor, uuid, z } from '#kernel';
import { Buttons, Form, Page, parisDay, Select, Submit } from '#kernel/ui';
import { isoDay } from './days.ts';
import { leaveHolidays } from './holidays.ts';
import { tellOf } from './notifications.ts';
import { mayWrite, targetsOf } from './policy.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';
import { Fields, faultIn, rowOf, Typed } from './typed.tsx';

const { page, action } = routesFor<Tables>();

export const writePage = page('/agenda/nouveau', {
  may: mayWrite,
  query: z.object({ jour: isoDay.nullable().catch(null).default(null) }),
  answer: z.object({ targets: z.array(z.object({ id: z.string(), name: z.string() })), day: z.string() }),
  load: async ({ db, me, query, now }) => ({ targets: await targetsOf(db, me), day: query.jour ?? parisDay(now) }),
  view: ({ targets, day }) => (
    <Page title={t.write} family="information" narrow trail={[{ label: t.label, href: '/agenda' }]}>
      <Form action="/agenda/nouveau">
        <Select
          name="placeId"
          label={t.forWhom}
          required
          blank={false}
          value={targets[0]?.id ?? 'mine'}
          options={[...targets.map(({ id, name }) => ({ value: id, label: name })), { value: 'mine', label: t.forMe }]}
        />
        <Fields values={{ firstDay: day }} invites={targets.length > 0} />
        <Buttons>
          <Submit>{t.add}</Submit>
        </Buttons>
      </Form>
    </Page>
  ),
});

export const add = action('/agenda/nouveau', {
  may: mayWrite,
  does: 'event.added',
  body: Typed.extend({ placeId: z.union([uuid, z.literal('mine')], t.chooseWhom) }),
  redraw: writePage,
  run: async ({ db, me, body, emit, now }) => {
    const target = body.placeId === 'mine' ? null : (await targetsOf(db, me)).find(({ id }) => id === body.placeId);
    if (target === undefined) return refuse('not yours', t.chooseWhom, { field: 'placeId' });
    const wrong = faultIn(body);
    if (wrong) return wrong;
    const id = newId();
    await db
      .insertInto('agenda.events')
      .values({
        ...rowOf(body),
        id,
        place_id: target?.id ?? null,
        owner_id: target ? null : me.personId,
        school_id: target?.schoolId ?? null,
        author_id: me.personId,
        time_zone: target?.timeZone ?? 'Europe/Paris',
        changed_at: now,
        asks_reply: target !== null && body.asksReply,
      })
      .execute();
    if (body.schoolTimeOnly) await leaveHolidays(db, id, true);
    const comes = (body.until ?? body.lastDay ?? body.firstDay) >= parisDay(now);
    if (target && body.tell && comes) await tellOf(db, emit, 'added', { eventId: id, place: target, day: body.firstDay, by: me.personId });
    return { see: `/agenda/${id}`, say: t.added, note: { schoolId: target?.schoolId ?? null, details: { eventId: id } } };
  },
});
