import { newId, optionalDay, type Reader, refuse, routesFor, sql, z } from '#kernel';
import { DateField, Form, Page, parisDay, Radios, Select, Submit, TextField } from '#kernel/ui';
import { cut, type Moment, overlap } from './moments.ts';
import { mayOpen, myClasses } from './policy.ts';
import { means, type Tables } from './tables.ts';
import { t } from './texts.ts';

const { page, action } = routesFor<Tables>();
const most = 150;

export const openPage = page('/rendez-vous/nouveau', {
  may: mayOpen,
  answer: z.object({ classes: z.array(z.object({ id: z.string(), name: z.string(), school: z.string() })), today: z.string() }),
  load: async ({ db, me, now }) => {
    const { rows } = await sql<{ id: string; name: string; school: string }>`
      select class.id, class.name, school.name as school from kernel.places class join kernel.places school on school.id = class.school_id
      where class.id in ${myClasses(me)} order by school.name, class.name`.execute(db);
    return { classes: rows, today: parisDay(now) };
  },
  view: ({ classes, today }) => (
    <Page title={t.open} family="communication" lead={t.openLead} narrow trail={[{ label: t.label, href: '/rendez-vous' }]}>
      <Form action="/rendez-vous/nouveau">
        <Select
          name="classId"
          label={t.whichClass}
          required
          blank={false}
          value={classes[0]?.id ?? ''}
          options={classes.map(({ id, name, school }) => ({ value: id, label: t.classIn({ name, school }) }))}
        />
        <TextField name="title" label={t.title} required maxlength={80} value={t.usualTitle} />
        <DateField name="day" label={t.day} required min={today} />
        <DateField name="day2" label={t.otherDay} min={today} />
        <DateField name="day3" label={t.otherDay} min={today} />
        <TextField name="from" label={t.from} type="time" size="s" required value="16:30" />
        <TextField name="to" label={t.to} type="time" size="s" required value="18:30" />
        <TextField name="minutes" label={t.minutes} type="number" inputmode="numeric" min={5} max={120} size="s" required value="15" />
        <TextField name="pause" label={t.pause} type="number" inputmode="numeric" min={0} max={60} size="s" value="0" />
        <Radios
          name="means"
          label={t.meansLabel}
          required
          value="here"
          options={means.map((one) => ({ value: one, label: t.meansText({ means: one }) }))}
        />
        <TextField name="venue" label={t.venue} hint={t.venueHint} required maxlength={200} />
        <Radios
          name="per"
          label={t.per}
          required
          value="guardian"
          options={[
            { value: 'guardian', label: t.perGuardian, hint: t.perGuardianHint },
            { value: 'child', label: t.perChild, hint: t.perChildHint },
          ]}
        />
        <Submit>{t.invite}</Submit>
      </Form>
    </Page>
  ),
});

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, t.giveClock);

/** Cuts the days into moments and invites the class's families. */
export const open = action('/rendez-vous/nouveau', {
  may: mayOpen,
  does: 'round.opened',
  body: z.object({
    classId: z.uuid(t.chooseClass),
    title: z.string().trim().min(1, t.giveTitle).max(80),
    day: z.iso.date(t.giveDay),
    day2: optionalDay,
    day3: optionalDay,
    from: clock,
    to: clock,
    minutes: z.coerce.number(t.giveMinutes).int(t.giveMinutes).min(5, t.giveMinutes).max(120, t.giveMinutes),
    pause: z.coerce.number(t.givePause).int(t.givePause).min(0, t.givePause).max(60, t.givePause).default(0),
    means: z.enum(means, t.chooseMeans),
    venue: z.string().trim().min(1, t.giveVenue).max(200),
    per: z.enum(['guardian', 'child'], t.choosePer),
  }),
  redraw: openPage,
  run: async ({ db, me, body, emit, now }) => {
    const { rows } = await sql<{ schoolId: string; timeZone: string; pupils: string[] }>`
      select s.id as "schoolId", s.time_zone as "timeZone", array(
        select f.person_id from kernel.functions_today f where f.place_id = c.id and f.kind = 'pupil') as pupils
      from kernel.places c join kernel.schools s on s.id = c.school_id where c.id = ${body.classId} and c.id in ${myClasses(me)}`.execute(
      db,
    );
    const [found] = rows;
    if (!found) return refuse('not yours', t.chooseClass, { field: 'classId' });
    const days = [body.day, body.day2, body.day3].filter((day) => day !== null);
    if (days.some((day) => day < parisDay(now) || day > '2100')) return refuse('past', t.dayPast, { field: 'day' });
    const moments = cut({ ...body, days });
    if (moments.length === 0) return refuse('short', t.tooShort, { field: 'to' });
    if (moments.length > most) return refuse('many', t.tooMany, { field: 'minutes' });
    if (await busy(db, me.personId, moments)) return refuse('busy', t.alreadyOpen, { field: 'from', status: 409 });
    const id = newId();
    await db
      .insertInto('meetings.rounds')
      .values({
        id,
        school_id: found.schoolId,
        class_id: body.classId,
        author_id: me.personId,
        title: body.title,
        means: body.means,
        venue: body.venue,
        alone: body.per === 'child',
        minutes: body.minutes,
        time_zone: found.timeZone,
        opened_at: now,
      })
      .execute();
    await db
      .insertInto('meetings.slots')
      .values(moments.map((moment) => ({ id: newId(), round_id: id, ...moment })))
      .execute();
    await emit('opened', { to: { guardiansOf: found.pupils }, schoolId: found.schoolId, payload: { roundId: id } });
    const say = t.opened({ count: moments.length, pupils: found.pupils.length });
    return { see: `/rendez-vous/${id}`, say, note: { schoolId: found.schoolId, details: { roundId: id } } };
  },
});

/** Nobody can be in two places: my own moments that are already open. */
async function busy(db: Reader<Tables>, authorId: string, moments: Moment[]): Promise<boolean> {
  const { rows } = await sql<Moment>`
    select s.day, to_char(s.starts, 'HH24:MI') as starts, to_char(s.ends, 'HH24:MI') as ends
    from meetings.slots s join meetings.rounds r on r.id = s.round_id
    where r.author_id = ${authorId} and s.day = any (${moments.map(({ day }) => day)}::date[])`.execute(db);
  return rows.some((known) => moments.some((moment) => overlap(known, moment)));
}
