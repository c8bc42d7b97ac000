import { hidden, newId, refuse, routesFor, sql, uuid, z } from '#kernel';
import { CardList, DateField, EmptyState, Form, Page, PlainText, parisDay, Submit, TextField } from '#kernel/ui';
import { SandboxTile, SessionCard } from './lines.tsx';
import { aboveMe, readsCourse, runsCourse } from './policy.ts';
import { Session, sessionsOf } from './sessions.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { page, action } = routesFor<Tables>();
const params = z.object({ courseId: uuid });

/** A course and its sessions: one registers here. */
export const course = page('/formations/:courseId', {
  params,
  may: readsCourse,
  answer: z.object({
    id: z.string(),
    title: z.string(),
    summary: z.string(),
    place: z.string(),
    sandbox: z.boolean(),
    today: z.string(),
    mayAttend: z.boolean(),
    runs: z.boolean(),
    sessions: z.array(Session),
  }),
  load: async ({ db, me, now, params, sandbox }) => {
    const { rows } = await sql<{ id: string; title: string; summary: string; place: string; mayAttend: boolean }>`
      select c.id, c.title, c.summary, p.name as place, c.place_id in ${aboveMe(me)} as "mayAttend"
      from training.courses c join kernel.places p on p.id = c.place_id where c.id = ${params.courseId}`.execute(db);
    if (!rows[0]) return hidden;
    return {
      ...rows[0],
      sandbox: sandbox !== undefined,
      today: parisDay(now),
      runs: await runsCourse({ me, db, params }),
      sessions: await sessionsOf(db, me, now, params.courseId),
    };
  },
  view: ({ id, title, summary, place, sandbox, today, mayAttend, runs, sessions }) => (
    <Page title={title} lead={place} family="governance" trail={[{ label: t.label, href: '/formations' }]}>
      <PlainText body={summary} />
      <h2>{t.sessions}</h2>
      {sessions.length === 0 ? (
        <EmptyState sentence={runs ? t.noSessionYet : t.noSession} drawing="boat" />
      ) : (
        <CardList label={t.sessions}>
          {sessions.map((session) => (
            <SessionCard key={session.id} session={session} titled={false} mayAttend={mayAttend} runs={runs} />
          ))}
        </CardList>
      )}
      {sandbox && <SandboxTile />}
      {runs && (
        <>
          <h2>{t.addSession}</h2>
          <Form action={`/formations/${id}/sessions`}>
            <DateField name="day" label={t.day} required min={today} />
            <TextField name="starts" type="time" label={t.starts} required size="s" value="09:00" />
            <TextField name="ends" type="time" label={t.ends} required size="s" value="12:00" />
            <TextField name="venue" label={t.venue} required maxlength={200} />
            <TextField name="seats" type="number" label={t.seats} required size="s" min={1} max={500} inputmode="numeric" />
            <Submit>{t.addSession}</Submit>
          </Form>
        </>
      )}
    </Page>
  ),
});

const clock = z.string(t.giveHour).regex(/^([01]\d|2[0-3]):[0-5]\d$/, t.giveHour);

export const addSession = action('/formations/:courseId/sessions', {
  params,
  may: runsCourse,
  does: 'session.added',
  body: z.object({
    day: z.iso.date(t.giveDay).refine((day) => !day.startsWith('0000'), t.giveDay),
    starts: clock,
    ends: clock,
    venue: z.string(t.giveVenue).trim().min(1, t.giveVenue).max(200, t.long),
    seats: z.coerce.number(t.giveSeats).int(t.giveSeats).min(1, t.giveSeats).max(500, t.giveSeats),
  }),
  redraw: course,
  run: async ({ db, now, params: { courseId }, body }) => {
    if (body.day < parisDay(now)) return refuse('past', t.dayPast, { field: 'day' });
    if (body.ends <= body.starts) return refuse('ends', t.endsBefore, { field: 'ends' });
    const id = newId(now.getTime());
    await db
      .insertInto('training.sessions')
      .values({ id, course_id: courseId, ...body })
      .execute();
    return { see: `/formations/${courseId}`, say: t.sessionAdded, note: { details: { courseId, sessionId: id } } };
  },
});
