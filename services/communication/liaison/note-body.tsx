import { z } from '#kernel';
import { docShape, Rich } from '#kernel/rich-text';
import { Byline, Chip, Notice, Picture, Time } from '#kernel/ui';
import { Attachments } from './attachments.tsx';
import { categories, pictureOf, replyKinds } from './kinds.ts';
import type { Attached, Note, Version } from './notes.ts';
import { t } from './texts.ts';

/** What anybody who reads a note is given of it: nothing here says who else received it. */
export const noteShape = z.object({
  id: z.uuid(),
  school: z.string(),
  author: z.string().nullable(),
  state: z.enum(['draft', 'sent', 'withdrawn']),
  category: z.enum(categories),
  title: z.string(),
  body: docShape,
  deadline: z.string().nullable(),
  replyKind: z.enum(replyKinds),
  options: z.array(z.string()),
  signers: z.enum(['one', 'all']),
  version: z.number(),
  arrivesAt: z.date().nullable(),
  urgentReason: z.string().nullable(),
  withdrawnAt: z.date().nullable(),
  attachments: z.array(z.object({ id: z.uuid(), name: z.string(), mediaType: z.string(), size: z.number() })),
});
export type Shown = z.infer<typeof noteShape>;

export function shown(note: Note, attachments: Attached[]): Shown {
  const { id, school, author, state, category, title, body, deadline, replyKind, options, signers, version } = note;
  const { arrivesAt, urgentReason, withdrawnAt } = note;
  return {
    id,
    school,
    author,
    state,
    category,
    title,
    body,
    deadline,
    replyKind,
    options,
    signers,
    version,
    arrivesAt,
    urgentReason,
    withdrawnAt,
    attachments,
  };
}

export const NoteBody = ({ note }: { note: Shown }) => (
  <>
    <p class="meta">
      <Chip>
        <Picture name={pictureOf[note.category]} /> {t[note.category]}
      </Chip>
      <Byline who={note.author ?? t.theSchool} at={note.arrivesAt ?? new Date()} />
    </p>
    {note.urgentReason && <Notice kind="warning">{t.urgentBecause({ reason: note.urgentReason })}</Notice>}
    <Rich doc={note.body} seyes />
    <Attachments noteId={note.id} files={note.attachments} />
  </>
);

export const historyShape = z.array(
  z.object({
    version: z.number(),
    title: z.string(),
    body: docShape,
    deadline: z.string().nullable(),
    asksAgain: z.boolean(),
    at: z.date(),
  }),
);

export const historyOf = (versions: Version[]): z.infer<typeof historyShape> =>
  versions.map(({ version, title, body, deadline, asksAgain, at }) => ({ version, title, body, deadline, asksAgain, at }));

/** What the note said before it was corrected. Nothing when it never was. */
export const History = ({ versions }: { versions: z.infer<typeof historyShape> }) =>
  versions.length < 2 ? null : (
    <details>
      <summary class="button is-quiet">
        <span>{t.correctedTimes({ count: versions.length - 1 })}</span>
      </summary>
      {versions.map((version, at) => (
        <section key={version.version}>
          <h3>
            {t.versionNumber({ number: version.version })} · <Time at={version.at} />
          </h3>
          {version.version > 1 && <p class="meta">{version.asksAgain ? t.askedAgain : t.smallCorrection}</p>}
          {at > 0 && (
            <>
              <p>
                <strong>{version.title}</strong>
              </p>
              {version.deadline && (
                <p class="meta">
                  {t.before} <Time at={version.deadline} form="day" />
                </p>
              )}
              <Rich doc={version.body} />
            </>
          )}
        </section>
      ))}
    </details>
  );
