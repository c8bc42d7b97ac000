import { z } from '#kernel';
import { Confirm, DateField, dayText, Form, hourText, Radios, Submit, Table, TextField } from '#kernel/ui';
import { t } from './texts.ts';

export const exceptionShape = z.object({
  day: z.string(),
  half: z.enum(['morning', 'afternoon']),
  hours: z.object({ starts: z.string(), ends: z.string() }).nullable(),
  reason: z.string(),
});
type Exception = z.infer<typeof exceptionShape>;

/** The half-days to come that are not as usual, and how to write one. */
export const Exceptions = ({ schoolId, exceptions, today }: { schoolId: string; exceptions: Exception[]; today: string }) => (
  <>
    <h2>{t.exceptions}</h2>
    <Table
      caption={t.exceptions}
      quiet
      rows={exceptions}
      id={({ day, half }) => `${day} ${half}`}
      empty={t.noException}
      columns={[
        { head: t.day, cell: ({ day, half }) => t.dayAndHalf({ day: dayText(day), half }), header: true },
        {
          head: t.whatThen,
          cell: ({ hours }) => (hours ? t.hours({ starts: hourText(hours.starts), ends: hourText(hours.ends) }) : t.noClassThen),
        },
        { head: t.reason, cell: ({ reason }) => reason },
        {
          head: t.end,
          cell: ({ day, half }) => (
            <Confirm
              action={`/ecole/${schoolId}/demi-journees/retrait`}
              fields={{ day, half }}
              label={t.dropHalfDay}
              sentence={t.dropHalfDaySentence}
              confirm={t.dropHalfDayConfirm}
            />
          ),
        },
      ]}
    />
    <Form action={`/ecole/${schoolId}/demi-journees`} label={t.newException}>
      <DateField name="day" label={t.day} required min={today} />
      <Radios
        name="half"
        label={t.whichHalf}
        required
        inline
        value="both"
        options={(['both', 'morning', 'afternoon'] as const).map((half) => ({ value: half, label: t.halfName({ half }) }))}
      />
      <TextField name="reason" label={t.reason} hint={t.reasonHint} required maxlength={80} />
      <TextField name="starts" label={t.startsThen} hint={t.startsThenHint} type="time" size="s" />
      <TextField name="ends" label={t.endsThen} type="time" size="s" />
      <Submit>{t.saveHalfDay}</Submit>
    </Form>
  </>
);
