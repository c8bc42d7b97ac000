import { hidden, routesFor, sql, uuid, z } from '#kernel';
import { Button, ButtonLink, Buttons, Confirm, Definition, dayText, Fieldset, Form, hourText, InlineForm, Notice, Page } from '#kernel/ui';
import { backToBack, overlap } from './moments.ts';
import { invited } from './policy.ts';
import { bookingsOf, roundById, slotsOf, stands } from './rounds.ts';
import { means, type Tables } from './tables.ts';
import { t } from './texts.ts';

const { page } = routesFor<Tables>();

const Moment = z.object({ id: z.string(), day: z.string(), starts: z.string(), ends: z.string() });

/** My moment about this child: taken, or to be taken in one tap. */
export const child = page('/rendez-vous/:roundId/enfants/:pupilId', {
  params: z.object({ roundId: uuid, pupilId: uuid }),
  may: invited,
  answer: z.object({
    roundId: z.string(),
    pupilId: z.string(),
    child: z.string(),
    title: z.string(),
    className: z.string(),
    author: z.string().nullable(),
    means: z.enum(means),
    venue: z.string(),
    mine: Moment.extend({ past: z.boolean() }).nullable(),
    /** The other parent took the one meeting of this child; nothing more is said of it. */
    takenForChild: z.boolean(),
    waits: z.boolean(),
    over: z.boolean(),
    /** Just before or after what I took for another child. */
    near: z.array(Moment),
    free: z.array(Moment),
  }),
  load: async ({ db, me, now, params: { roundId, pupilId } }) => {
    const round = await roundById(db, roundId);
    if (!round) return hidden;
    const taken = await bookingsOf(db, me.personId, now);
    const mine = taken.find((one) => one.roundId === roundId && one.pupilId === pupilId);
    const others = taken.filter((one) => one !== mine);
    const slots = await slotsOf(db, roundId, now);
    const free = slots.filter((slot) => slot.free && !slot.past && others.every((other) => !overlap(slot, other)));
    const { rows: children } = await sql`
      select from meetings.bookings b where b.round_id = ${roundId} and b.pupil_id = ${pupilId} and b.alone and ${stands}`.execute(db);
    const waiting = await db
      .selectFrom('meetings.waiting')
      .select('asked_at')
      .where('round_id', '=', roundId)
      .where('pupil_id', '=', pupilId)
      .where('guardian_id', '=', me.personId)
      .executeTakeFirst();
    return {
      ...round,
      roundId,
      pupilId,
      child: me.children.find(({ id }) => id === pupilId)?.firstName ?? '',
      mine: mine ? { ...mine, id: mine.slotId } : null,
      takenForChild: !mine && children.length > 0,
      waits: waiting !== undefined,
      over: slots.every(({ past }) => past),
      near: backToBack(free, round, others),
      free,
    };
  },
  view: ({ roundId, pupilId, child, title, className, author, means, venue, mine, takenForChild, waits, over, near, free }) => {
    const address = `/rendez-vous/${roundId}/enfants/${pupilId}`;
    const days = [...new Set(free.map(({ day }) => day))];
    return (
      <Page title={t.aboutChild({ title, child })} family="communication" narrow trail={[{ label: t.label, href: '/rendez-vous' }]}>
        <Definition
          entries={[
            { term: t.with, children: author ? t.authorOf({ author, className }) : className },
            { term: t.meansText({ means }), children: venue.startsWith('https://') ? <a href={venue}>{venue}</a> : venue },
          ]}
        />
        {mine && <Mine address={address} mine={mine} />}
        {takenForChild && <Notice kind="success">{t.takenForChildLong}</Notice>}
        {over && !mine && <Notice>{t.over}</Notice>}
        {!over && !takenForChild && !mine?.past && (
          <Form action={`${address}/reservation`} label={t.choose}>
            {near.length > 0 && (
              <Fieldset legend={t.near} hint={t.nearWhy}>
                <Choices moments={near} moving={mine !== null} withDay />
              </Fieldset>
            )}
            {days.map((day) => (
              <Fieldset key={day} legend={dayText(day)}>
                <Choices moments={free.filter((moment) => moment.day === day)} moving={mine !== null} />
              </Fieldset>
            ))}
          </Form>
        )}
        {!over && !takenForChild && !mine && free.length === 0 && (
          <>
            <Notice>{t.full}</Notice>
            <InlineForm action={`${address}/attente`} fields={{ wait: waits ? '' : 'on' }}>
              {waits ? t.waitNoMore : t.wait}
            </InlineForm>
          </>
        )}
      </Page>
    );
  },
});

const Mine = ({ address, mine }: { address: string; mine: z.infer<typeof Moment> & { past: boolean } }) => (
  <>
    <Notice kind="success" title={t.at({ day: dayText(mine.day), hour: hourText(mine.starts) })}>
      {mine.past ? t.wasThen : t.yours}
    </Notice>
    {!mine.past && (
      <Buttons>
        <ButtonLink href={`${address}/agenda`} picture="calendar" download>
          {t.toMyCalendar}
        </ButtonLink>
        <Confirm action={`${address}/annulation`} label={t.giveBack} sentence={t.giveBackSentence} confirm={t.giveBackConfirm} />
      </Buttons>
    )}
  </>
);

type ChoicesProps = { moments: z.infer<typeof Moment>[]; moving: boolean; withDay?: boolean };

/** One button for each moment: pressing it takes it, or moves what one has there. */
const Choices = ({ moments, moving, withDay }: ChoicesProps) => (
  <Buttons>
    {moments.map(({ id, day, starts }) => (
      <Button key={id} name="slotId" value={id} label={(moving ? t.moveTo : t.takeAt)({ day: dayText(day), hour: hourText(starts) })}>
        {withDay ? t.at({ day: dayText(day), hour: hourText(starts) }) : hourText(starts)}
      </Button>
    ))}
  </Buttons>
);
