import { hidden, routesFor, sql, uuid, z } from '#kernel';
import { rhythms } from '#kernel/calendar';
import { docOf, Rich } from '#kernel/rich-text';
import { ButtonLink, Buttons, Confirm, Definition, dayText, hourText, Page } from '#kernel/ui';
import { isoDay } from './days.ts';
import { beginsOn, type Event, eventAround, lastDayOf, layers } from './events.ts';
import { mayChange, mayRead, mayReply } from './policy.ts';
import { Replies, ReplyForm, replyShape } from './reply-form.tsx';
import type { Tables } from './tables.ts';
import { answers } from './tables.ts';
import { t } from './texts.ts';

const { page } = routesFor<Tables>();

const Shown = z.object({
  id: z.string(),
  layer: z.enum(layers),
  place: z.string().nullable(),
  title: z.string(),
  details: z.string(),
  venue: z.string(),
  starts: z.string().nullable(),
  ends: z.string().nullable(),
  every: z.enum(rhythms).nullable(),
  until: z.string().nullable(),
  author: z.string().nullable(),
});

/** One event, on one of its days. */
export const event = page('/agenda/:eventId', {
  params: z.object({ eventId: uuid }),
  may: mayRead,
  query: z.object({ jour: isoDay.nullable().catch(null).default(null) }),
  answer: z.object({
    event: Shown,
    day: z.string(),
    lastDay: z.string(),
    mayChange: z.boolean(),
    /** Am I asked, and what did I say? The other home's answer is not here. */
    asked: z.boolean(),
    mine: z.object({ answer: z.enum(answers), people: z.number() }).nullable(),
    /** Who answered what, for those who organise it and nobody else. */
    replies: z.array(replyShape).nullable(),
  }),
  load: async ({ db, me, params, query }) => {
    const found = await eventAround(db, me.personId, params.eventId);
    if (!found) return hidden;
    const day = query.jour && beginsOn(found, query.jour) ? query.jour : found.firstDay;
    const organises = await mayChange({ me, params, db });
    const mine = await db
      .selectFrom('agenda.replies')
      .select(['answer', 'people'])
      .where('event_id', '=', params.eventId)
      .where('day', '=', day)
      .where('person_id', '=', me.personId)
      .executeTakeFirst();
    return {
      event: found,
      day,
      lastDay: lastDayOf(found, day),
      mayChange: organises,
      asked: await mayReply({ me, params, db }),
      mine: mine ?? null,
      replies: organises && found.asksReply ? await repliesTo(db, params.eventId, day) : null,
    };
  },
  view: ({ event, day, lastDay, mayChange, asked, mine, replies }) => (
    <Page
      title={event.title}
      family="information"
      narrow
      lead={event.place ?? t.mine}
      trail={[{ label: t.label, href: `/agenda?mois=${day.slice(0, 7)}` }]}
    >
      <Definition
        entries={[
          { term: t.when, children: whenText(event, day, lastDay) },
          ...(event.every && event.until
            ? [{ term: t.repeats, children: t.rhythm({ every: event.every, until: dayText(event.until) }) }]
            : []),
          ...(event.venue ? [{ term: t.venue, children: event.venue }] : []),
          ...(event.author && event.layer !== 'mine' ? [{ term: t.writtenBy, children: event.author }] : []),
        ]}
      />
      {event.details && <Rich doc={docOf(event.details)} />}
      {asked && <ReplyForm eventId={event.id} day={day} mine={mine} />}
      {replies && <Replies replies={replies} />}
      {mayChange && (
        <Buttons>
          <ButtonLink href={`/agenda/${event.id}/modifier`} picture="pencil">
            {t.change}
          </ButtonLink>
          {event.every && (
            <ButtonLink href={`/agenda/${event.id}/modifier?jour=${day}`} weight="quiet">
              {t.changeAlone({ day: dayText(day) })}
            </ButtonLink>
          )}
          {event.every && (
            <Confirm
              action={`/agenda/${event.id}/jours-retires`}
              fields={{ day }}
              label={t.skip({ day: dayText(day) })}
              sentence={t.skipSentence}
              confirm={t.skipConfirm}
            />
          )}
          <Confirm
            action={`/agenda/${event.id}/retrait`}
            label={event.every ? t.removeAll : t.remove}
            sentence={event.layer === 'mine' ? t.removeMine : t.removeSentence}
            confirm={t.removeConfirm}
          />
        </Buttons>
      )}
    </Page>
  ),
});

/** « mardi 24 novembre, de 8 h 30 à 10 h » */
function whenText({ starts, ends }: Pick<Event, 'starts' | 'ends'>, day: string, lastDay: string): string {
  if (lastDay > day && starts && ends)
    return t.fromDayAndHour({ day: dayText(day), starts: hourText(starts), lastDay: dayText(lastDay), ends: hourText(ends) });
  const days = lastDay > day ? t.fromDayTo({ day: dayText(day), lastDay: dayText(lastDay) }) : dayText(day);
  if (!starts) return days;
  return ends ? t.dayFromTo({ days, starts: hourText(starts), ends: hourText(ends) }) : t.dayAt({ days, starts: hourText(starts) });
}

async function repliesTo(db: Parameters<typeof eventAround>[0], eventId: string, day: string): Promise<z.infer<typeof replyShape>[]> {
  const { rows } = await sql<z.infer<typeof replyShape>>`
    select p.first_name || ' ' || p.last_name as name, r.answer, r.people
    from agenda.replies r join kernel.people p on p.id = r.person_id
    where r.event_id = ${eventId} and r.day = ${day} order by r.answer = 'no', r.answer = 'maybe', p.last_name, p.first_name, p.id`.execute(
    db,
  );
  return rows;
}
