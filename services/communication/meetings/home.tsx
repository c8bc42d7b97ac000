import { routesFor, sql, z } from '#kernel';
import { wears } from '#kernel/perimeter';
import { ButtonLink, Card, CardList, dayText, EmptyState, hourText, Meter, Page, Status } from '#kernel/ui';
import { mayOpen, myClasses } from './policy.ts';
import { invitationsOf } from './rounds.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { page } = routesFor<Tables>();

/** What I am invited to about my children, and what I opened for my classes. */
export const home = page('/rendez-vous', {
  may: wears('guardian', 'teacher', 'director'),
  answer: z.object({
    mayOpen: z.boolean(),
    invitations: z.array(
      z.object({
        roundId: z.string(),
        pupilId: z.string(),
        child: z.string(),
        title: z.string(),
        className: z.string(),
        school: z.string(),
        free: z.number(),
        day: z.string().nullable(),
        starts: z.string().nullable(),
        done: z.boolean(),
      }),
    ),
    rounds: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        className: z.string(),
        firstDay: z.string(),
        lastDay: z.string(),
        taken: z.number(),
        all: z.number(),
      }),
    ),
  }),
  load: async ({ db, me, now }) => {
    const { rows: rounds } = await sql<{
      id: string;
      title: string;
      className: string;
      firstDay: string;
      lastDay: string;
      taken: number;
      all: number;
    }>`
      select r.id, r.title, class.name as "className", min(s.day) as "firstDay", max(s.day) as "lastDay", count(b.slot_id) as taken, count(*) as all
      from meetings.rounds r join kernel.places class on class.id = r.class_id
      join meetings.slots s on s.round_id = r.id left join meetings.bookings b on b.slot_id = s.id
      where r.class_id in ${myClasses(me)} group by r.id, class.name order by max(s.day) desc, r.id limit 60`.execute(db);
    return { mayOpen: mayOpen({ me }), invitations: await invitationsOf(db, me.personId, now), rounds };
  },
  view: ({ mayOpen, invitations, rounds }) => (
    <Page
      title={t.label}
      family="communication"
      actions={
        mayOpen && (
          <ButtonLink href="/rendez-vous/nouveau" weight="main" picture="pencil">
            {t.open}
          </ButtonLink>
        )
      }
    >
      {invitations.length === 0 && rounds.length === 0 && <EmptyState sentence={mayOpen ? t.emptyTeacher : t.empty} drawing="house" />}
      {invitations.length > 0 && (
        <CardList label={t.invitations}>
          {invitations.map((one) => (
            <Card
              key={one.roundId + one.pupilId}
              title={t.aboutChild({ title: one.title, child: one.child })}
              href={`/rendez-vous/${one.roundId}/enfants/${one.pupilId}`}
              meta={
                <>
                  <span>{one.className}</span>
                  <span>{one.school}</span>
                </>
              }
              footer={<Standing {...one} />}
            />
          ))}
        </CardList>
      )}
      {rounds.length > 0 && (
        <CardList label={t.rounds}>
          {rounds.map((round) => (
            <Card
              key={round.id}
              title={round.title}
              href={`/rendez-vous/${round.id}`}
              meta={
                <>
                  <span>{round.className}</span>
                  <span>
                    {round.firstDay === round.lastDay
                      ? dayText(round.firstDay)
                      : t.between({ from: dayText(round.firstDay), to: dayText(round.lastDay) })}
                  </span>
                </>
              }
              footer={
                <Meter label={t.takenLabel} value={round.taken} max={round.all} text={t.taken({ taken: round.taken, all: round.all })} />
              }
            />
          ))}
        </CardList>
      )}
    </Page>
  ),
});

function Standing({ day, starts, done, free }: { day: string | null; starts: string | null; done: boolean; free: number }) {
  if (day && starts) return <Status kind="done">{t.at({ day: dayText(day), hour: hourText(starts) })}</Status>;
  if (done) return <Status kind="done">{t.takenForChild}</Status>;
  return free > 0 ? <Status kind="waiting">{t.toChoose}</Status> : <Status kind="missing">{t.nothingFree}</Status>;
}
