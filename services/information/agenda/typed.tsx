import { optionalDay, type Refusal, refuse, ticked, z } from '#kernel';
import { rhythms } from '#kernel/calendar';
import { schoolYearOf } from '#kernel/people';
import { Checkbox, DateField, Select, TextArea, TextField } from '#kernel/ui';
import { t } from './texts.ts';

const emptyIsNull = (value: unknown) => (value === '' || value === undefined ? null : value);
const clock = z.preprocess(
  emptyIsNull,
  z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, t.giveClock)
    .nullable(),
);

/** An event as one types it. */
export const Typed = z.object({
  title: z.string().trim().min(1, t.giveTitle).max(120),
  firstDay: z.iso.date(t.giveDay).refine((day) => day >= '2000-01-01' && day < '2100-01-01', t.giveDay),
  lastDay: optionalDay,
  starts: clock,
  ends: clock,
  venue: z.string().trim().max(120).default(''),
  details: z.string().trim().max(4000).default(''),
  every: z.preprocess(emptyIsNull, z.enum(rhythms).nullable()),
  until: optionalDay,
  schoolTimeOnly: ticked,
  asksReply: ticked,
  tell: ticked,
});
type Typed = z.infer<typeof Typed>;

const apart = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000;

/** What each field alone cannot know. */
export function faultIn({ firstDay, lastDay, starts, ends, every, until }: Typed): Refusal | undefined {
  const last = lastDay ?? firstDay;
  if (last < firstDay) return refuse('ends before', t.endsBefore, { field: 'lastDay' });
  if (apart(firstDay, last) > 30) return refuse('too long', t.tooLong, { field: 'lastDay' });
  if (ends && !starts) return refuse('no start', t.giveStart, { field: 'starts' });
  if (starts && ends && last === firstDay && ends < starts) return refuse('ends before', t.endsBefore, { field: 'ends' });
  if (every && until && until < firstDay) return refuse('ends before', t.endsBefore, { field: 'until' });
  if (every && until && apart(firstDay, until) > 4 * 366) return refuse('too far', t.tooFar, { field: 'until' });
  return undefined;
}

/** What repeats without an end ends with the school year. */
export const rowOf = (typed: Typed) => ({
  title: typed.title,
  first_day: typed.firstDay,
  last_day: typed.lastDay ?? typed.firstDay,
  starts: typed.starts,
  ends: typed.ends,
  venue: typed.venue,
  details: typed.details,
  every: typed.every,
  until: typed.every && (typed.until ?? schoolYearOf(new Date(`${typed.firstDay}T12:00:00Z`)).endsOn),
  asks_reply: typed.asksReply,
  school_time_only: typed.schoolTimeOnly,
});

/** What the form begins with. */
export const Values = z
  .object({
    title: z.string(),
    firstDay: z.string(),
    lastDay: z.string().nullable(),
    starts: z.string().nullable(),
    ends: z.string().nullable(),
    venue: z.string(),
    details: z.string(),
    every: z.enum(rhythms).nullable(),
    until: z.string().nullable(),
    asksReply: z.boolean(),
    schoolTimeOnly: z.boolean(),
  })
  .partial();

/** `invites`: it is of a place, whose people may be asked and told. `once`: it cannot repeat. */
export const Fields = ({ values, invites, once = false }: { values: z.infer<typeof Values>; invites: boolean; once?: boolean }) => (
  <>
    <TextField name="title" label={t.title} required maxlength={120} value={values.title} />
    <DateField name="firstDay" label={t.firstDay} required value={values.firstDay} />
    <TextField name="starts" label={t.starts} hint={t.startsHint} type="time" size="s" value={values.starts ?? ''} />
    <TextField name="ends" label={t.ends} type="time" size="s" value={values.ends ?? ''} />
    <TextField name="venue" label={t.venue} maxlength={120} value={values.venue} />
    <TextArea name="details" label={t.details} maxlength={4000} value={values.details} />
    <DateField name="lastDay" label={t.lastDay} hint={t.lastDayHint} value={values.lastDay ?? ''} />
    {!once && (
      <>
        <Select
          name="every"
          label={t.repeats}
          blank={t.never}
          value={values.every ?? ''}
          options={rhythms.map((every) => ({ value: every, label: t.everyOption({ every }) }))}
        />
        <DateField name="until" label={t.until} hint={t.untilHint} value={values.until ?? ''} />
        {invites && (
          <Checkbox name="schoolTimeOnly" label={t.schoolTimeOnly} hint={t.schoolTimeOnlyHint} checked={values.schoolTimeOnly ?? true} />
        )}
      </>
    )}
    {invites && (
      <>
        <Checkbox name="asksReply" label={t.asksReply} hint={t.asksReplyHint} checked={values.asksReply ?? false} />
        <Checkbox name="tell" label={t.tell} hint={t.tellHint} checked />
      </>
    )}
  </>
);
