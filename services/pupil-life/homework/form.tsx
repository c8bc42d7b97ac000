import { many, uuid, z } from '#kernel';
import { attachable } from '#kernel/files';
import { writable } from '#kernel/rich-text';
import { Checkboxes, FilesOrVoice, Radios, Select, TextArea, TextField } from '#kernel/ui';
import { kinds, pictureOf, subjects } from './kinds.ts';
import { t } from './texts.ts';

export const mostFiles = 4;
export const most = 2000;

/** What a teacher types of a work, new or changed. */
export const workFields = z.object({
  subject: z.enum(subjects, t.chooseSubject),
  kind: z.enum(kinds, t.chooseKind),
  text: z
    .string()
    .default('')
    .transform((typed) => writable(typed).trim())
    .pipe(z.string().min(1, t.giveText).max(most, t.tooLong)),
  minutes: z.preprocess(
    (typed) => (typed === '' || typed === undefined ? 0 : typed),
    z.coerce.number(t.badMinutes).int(t.badMinutes).min(0, t.badMinutes).max(120, t.badMinutes),
  ),
  whom: z.enum(['all', 'some']).catch('all').default('all'),
  groups: many(uuid).pipe(z.array(z.uuid()).max(30)),
  pupils: many(uuid).pipe(z.array(z.uuid()).max(60)),
});

export const peopleShape = z.object({
  groups: z.array(z.object({ id: z.string(), name: z.string() })),
  pupils: z.array(z.object({ id: z.string(), name: z.string() })),
});
export type ClassPeople = z.infer<typeof peopleShape>;

export type Filled = { subject: string; kind: string; body: string; minutes: number; groups: string[]; pupils: string[] };

/** The fields that a new work and a changed one have in common. */
export const WorkFields = ({ people, filled }: { people: ClassPeople; filled?: Filled }) => (
  <>
    <Select
      name="subject"
      label={t.subject}
      required
      {...(filled ? { value: filled.subject } : {})}
      options={subjects.map((value) => ({ value, label: t.subjectName({ subject: value }) }))}
    />
    <Radios
      name="kind"
      label={t.kind}
      hint={t.kindHint}
      required
      inline
      {...(filled ? { value: filled.kind } : {})}
      options={kinds.map((value) => ({ value, label: t[value], picture: pictureOf[value] }))}
    />
    <TextArea name="text" label={t.text} hint={t.textHint} required rows={4} maxlength={most} {...(filled ? { value: filled.body } : {})} />
    <TextField
      name="minutes"
      label={t.minutes}
      hint={t.minutesHint}
      type="number"
      inputmode="numeric"
      size="s"
      min={0}
      max={120}
      {...(filled?.minutes ? { value: String(filled.minutes) } : {})}
    />
    <Whom people={people} filled={filled} />
    <FilesOrVoice name="files" label={t.files} hint={t.filesHint({ most: mostFiles })} multiple accept={attachable} />
  </>
);

function Whom({ people: { groups, pupils }, filled }: { people: ClassPeople; filled: Filled | undefined }) {
  const some = Boolean(filled && filled.groups.length + filled.pupils.length > 0);
  return (
    <>
      <Radios
        name="whom"
        label={t.forWhom}
        required
        inline
        value={some ? 'some' : 'all'}
        options={[
          { value: 'all', label: t.wholeClass },
          { value: 'some', label: t.someChildren },
        ]}
      />
      <details open={some}>
        <summary class="button is-quiet">
          <span>{t.chooseChildren}</span>
        </summary>
        {groups.length > 0 && (
          <Checkboxes
            name="groups"
            label={t.groups}
            inline
            options={groups.map(({ id, name }) => ({ value: id, label: name }))}
            {...(filled ? { value: filled.groups } : {})}
          />
        )}
        <Checkboxes
          name="pupils"
          label={t.pupils}
          inline
          options={pupils.map(({ id, name }) => ({ value: id, label: name }))}
          {...(filled ? { value: filled.pupils } : {})}
        />
      </details>
    </>
  );
}
