import { type Me, type Reader, routesFor, sql, z } from '#kernel';
import { speaksFor } from '#kernel/people';
import { wears } from '#kernel/perimeter';
import { ButtonLink, Buttons, Card, CardList, Confirm, dayText, Page, Status } from '#kernel/ui';
import { addDays, clockOf, halfDaysOf, halfWords, wordOf } from '../half-days.ts';
import { motives, type Tables } from '../tables.ts';
import { t } from '../texts.ts';

const { page } = routesFor<Tables>();

const Announced = z.object({
  id: z.string(),
  kind: z.enum(['absence', 'lateness']),
  from: z.string(),
  to: z.string(),
  half: z.enum(halfWords).nullable(),
  /** Mine only: what the other home said is its own. */
  mine: z.object({ motive: z.enum(motives) }).nullable(),
});
const Absence = z.object({
  day: z.string(),
  half: z.enum(halfWords),
  answered: z.boolean(),
  justified: z.boolean(),
  judged: z.boolean().nullable(),
});
const Child = z.object({
  id: z.string(),
  firstName: z.string(),
  /** The next day with class after today. */
  nextDay: z.string().nullable(),
  today: z.boolean(),
  /** A court may have left this guardian the right to be told, and no more. */
  speaks: z.boolean(),
  announced: z.array(Announced),
  absences: z.array(Absence),
});

/** What a parent says to the school about each child, and what the school wrote. */
export const family = page('/appel/famille', {
  may: wears('guardian'),
  answer: z.object({ children: z.array(Child) }),
  load: async ({ db, me, now }) => {
    const children = [...new Map(me.children.map((child) => [child.id, child])).values()];
    return { children: await Promise.all(children.map((child) => childOf(db, me, child, now))) };
  },
  view: ({ children }) => (
    <Page title={t.familyTitle} family="pupil-life" narrow lead={t.familyLead}>
      <CardList label={t.familyTitle}>
        {children.map((child) => (
          <ChildCard key={child.id} child={child} />
        ))}
      </CardList>
    </Page>
  ),
});

const ChildCard = ({ child: { id, firstName, speaks, today, nextDay, announced, absences } }: { child: z.infer<typeof Child> }) => (
  <Card title={firstName}>
    {!speaks && <p class="hint">{t.toldOnly}</p>}
    <Buttons>
      {speaks && today && <ButtonLink href={`/appel/enfants/${id}/prevenir/aujourdhui`}>{t.absentToday}</ButtonLink>}
      {speaks && nextDay && <ButtonLink href={`/appel/enfants/${id}/prevenir/demain`}>{t.absentOn({ day: dayText(nextDay) })}</ButtonLink>}
      {speaks && today && (
        <ButtonLink href={`/appel/enfants/${id}/prevenir/retard`} weight="quiet">
          {t.lateToday}
        </ButtonLink>
      )}
      {speaks && (
        <ButtonLink href={`/appel/enfants/${id}/prevenir/periode`} weight="quiet">
          {t.severalDays}
        </ButtonLink>
      )}
    </Buttons>
    {announced.length > 0 && <h3>{t.announcedTitle}</h3>}
    {announced.map((one) => (
      <div key={one.id}>
        <p>
          {t.announcedLine({ ...one, from: dayText(one.from), to: dayText(one.to), several: one.from !== one.to })}
          {one.mine && ` ${t.withMotive({ motive: t.motiveName({ motive: one.mine.motive }) })}`}
        </p>
        {one.mine && (
          <Confirm
            action={`/appel/enfants/${id}/annonces/${one.id}/retrait`}
            label={t.withdraw}
            sentence={t.withdrawSure({ child: firstName })}
            confirm={t.withdrawYes}
          />
        )}
      </div>
    ))}
    {absences.length > 0 && <h3>{t.absencesTitle}</h3>}
    {absences.map((one) => (
      <p key={`${one.day} ${one.half}`}>
        {t.halfDay({ day: dayText(one.day), half: one.half })} <Standing absence={one} />{' '}
        {speaks && !one.answered && one.judged === null && (
          <ButtonLink href={`/appel/enfants/${id}/${one.day}/${one.half}`} weight="quiet">
            {t.giveMotive}
          </ButtonLink>
        )}
      </p>
    ))}
  </Card>
);

const Standing = ({ absence: { answered, judged, justified } }: { absence: z.infer<typeof Absence> }) => {
  if (judged !== null) return <Status kind={judged ? 'done' : 'refused'}>{judged ? t.justified : t.unjustified}</Status>;
  if (answered) return <Status kind={justified ? 'done' : 'waiting'}>{t.motiveGiven}</Status>;
  return <Status kind="missing">{t.motiveMissing}</Status>;
};

async function childOf(db: Reader<Tables>, me: Me, child: Me['children'][number], now: Date): Promise<z.infer<typeof Child>> {
  const { day, time } = await clockOf(db, child.schoolId, now);
  const ahead = await halfDaysOf(db, child.schoolId, day, addDays(day, 92));
  const { rows: announced } = await sql<{
    id: string;
    kind: 'absence' | 'lateness';
    from: string;
    to: string;
    half: 'morning' | 'afternoon' | null;
    mine: z.infer<typeof Announced>['mine'];
  }>`
    select id, kind, from_day as from, to_day as to, half,
      case when declared_by = ${me.personId} then json_build_object('motive', motive) end as mine
    from attendance.declarations where pupil_id = ${child.id} and to_day >= ${day}::date and withdrawn_at is null
    order by from_day, declared_at`.execute(db);
  const { rows: absences } = await sql<{
    day: string;
    half: 'morning' | 'afternoon';
    answered: boolean;
    justified: boolean;
    judged: boolean | null;
  }>`
    select day, half, answered, justified, judged from attendance.absences
    where pupil_id = ${child.id} and day >= ${day}::date - 31 order by day desc, half`.execute(db);
  return {
    id: child.id,
    firstName: child.firstName,
    speaks: await speaksFor(db, me.personId, child.id),
    today: ahead.some((one) => one.day === day && one.ends > time),
    nextDay: ahead.find((one) => one.day > day)?.day ?? null,
    announced: announced.map((one) => ({ ...one, half: one.half && wordOf(one.half) })),
    absences: absences.map((one) => ({ ...one, half: wordOf(one.half) })),
  };
}
