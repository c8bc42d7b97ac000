import { hidden, many, refuse, routesFor, sql, uuid, z } from '#kernel';
import { ButtonLink, Buttons, Checkboxes, Confirm, EmptyState, Form, Page, parisDay, Submit, Table } from '#kernel/ui';
import { whenText } from './lines.tsx';
import { runsSession } from './policy.ts';
import { Attendee, attendeesOf, Session, sessionById } from './sessions.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { page, action } = routesFor<Tables>();
const params = z.object({ sessionId: uuid });

/** For whoever organises: who comes, who waits, the sheet to sign, and who came. */
export const sessionPage = page('/formations/sessions/:sessionId', {
  params,
  may: runsSession,
  answer: z.object({ session: Session, attendees: z.array(Attendee), mayEnter: z.boolean() }),
  load: async ({ db, me, now, params: { sessionId } }) => {
    const session = await sessionById(db, me, now, sessionId);
    if (!session) return hidden;
    return { session, attendees: await attendeesOf(db, sessionId), mayEnter: session.day <= parisDay(now) && !session.cancelled };
  },
  view: ({ session, attendees, mayEnter }) => {
    const at = `/formations/sessions/${session.id}`;
    const [come, wait] = [attendees.filter(({ state }) => state === 'in'), attendees.filter(({ state }) => state === 'waiting')];
    return (
      <Page
        title={session.title}
        lead={`${whenText(session)}, ${session.venue}`}
        family="governance"
        trail={[
          { label: t.label, href: '/formations' },
          { label: session.title, href: `/formations/${session.courseId}` },
        ]}
        actions={
          come.length > 0 && (
            <ButtonLink href={`${at}/feuille`} picture="print">
              {t.sheet}
            </ButtonLink>
          )
        }
      >
        {attendees.length === 0 && <EmptyState sentence={t.nobodyYet} drawing="snail" />}
        {come.length > 0 && (
          <Table
            caption={t.come({ count: come.length, seats: session.seats })}
            rows={come}
            id={({ id }) => id}
            columns={[
              { head: t.who, header: true, cell: ({ name }) => name },
              { head: t.school, cell: ({ school }) => school ?? '' },
              { head: t.presence, cell: ({ present }) => t.presenceText({ present }) },
            ]}
          />
        )}
        {wait.length > 0 && (
          <Table
            caption={t.waitingList}
            rows={wait}
            id={({ id }) => id}
            columns={[
              { head: t.who, header: true, cell: ({ name }) => name },
              { head: t.school, cell: ({ school }) => school ?? '' },
            ]}
          />
        )}
        {mayEnter && come.length > 0 && (
          <Form action={`${at}/presences`}>
            <Checkboxes
              name="present"
              label={t.whoCame}
              hint={t.whoCameHint}
              value={come.filter(({ present }) => present).map(({ id }) => id)}
              options={come.map(({ id, name, school }) => ({ value: id, label: name, hint: school ?? undefined }))}
            />
            <Submit>{t.enter}</Submit>
          </Form>
        )}
        {!session.cancelled && !session.past && (
          <Buttons>
            <Confirm action={`${at}/annulation`} label={t.cancel} sentence={t.cancelSentence} confirm={t.cancelYes} />
          </Buttons>
        )}
      </Page>
    );
  },
});

/** What the signed sheet says; entered again, the last one counts. */
export const enterPresence = action('/formations/sessions/:sessionId/presences', {
  params,
  may: runsSession,
  does: 'session.presence',
  body: z.object({ present: many(uuid) }),
  redraw: sessionPage,
  run: async ({ db, me, now, params: { sessionId }, body: { present } }) => {
    const session = await sessionById(db, me, now, sessionId);
    if (!session) return hidden;
    if (session.cancelled) return refuse('cancelled', t.isCancelled, { status: 409 });
    if (session.day > parisDay(now)) return refuse('early', t.tooEarly, { status: 409 });
    await sql`
      update training.registrations set present = person_id = any (${present}::uuid[])
      where session_id = ${sessionId} and state = 'in'`.execute(db);
    return { see: `/formations/sessions/${sessionId}`, say: t.entered, note: { details: { sessionId, present: present.length } } };
  },
});
