import { many, optionalDay, type Refusal, refuse, uuid, z } from '#kernel';
import { isBlank, richText, writable } from '#kernel/rich-text';
import { parisDay } from '#kernel/ui';
import { categories, replyKinds } from './kinds.ts';
import type { Note } from './notes.ts';
import { t } from './texts.ts';

const line = (most: number) =>
  z
    .string()
    .max(most)
    .default('')
    .transform((typed) => writable(typed).replace(/\s+/g, ' ').trim());

export const mostFiles = 5;

/** A draft may be unfinished: everything can be empty, nothing can be dangerous. */
export const draftFields = z.object({
  category: z.enum(categories).catch('other').default('other'),
  title: line(160),
  text: richText({ blank: true }),
  deadline: optionalDay,
  reply: z.enum(replyKinds).catch('none').default('none'),
  options: z
    .string()
    .max(1000)
    .default('')
    .transform((typed) => [
      ...new Set(
        writable(typed)
          .split(/[\r\n]+/)
          .map((option) => option.trim())
          .filter(Boolean),
      ),
    ]),
  signers: z.enum(['one', 'all']).catch('one').default('one'),
  whom: z.enum(['all', 'some']).catch('all').default('all'),
  classes: many(uuid).pipe(z.array(z.uuid()).max(60)),
  pupils: many(uuid).pipe(z.array(z.uuid()).max(2000)),
  /** What the pressed button asks beside saving: look at who will receive it, or take a file away. Neither when the enhancer saves. */
  press: z.enum(['preview', 'save']).optional().catch(undefined),
  remove: uuid.optional().catch(undefined),
});

/** What is still missing before a note may leave; undefined when nothing is. */
export function incomplete(note: Pick<Note, 'title' | 'body' | 'deadline' | 'replyKind' | 'options'>, now: Date): Refusal | undefined {
  if (note.title === '') return refuse('no-title', t.titleMissing, { field: 'title' });
  if (isBlank(note.body)) return refuse('no-text', t.textMissing, { field: 'text' });
  if (note.deadline !== null && note.deadline < parisDay(now)) return refuse('past-deadline', t.deadlinePast, { field: 'deadline' });
  if (note.deadline !== null && note.deadline > parisDay(new Date(now.getTime() + 400 * 86_400_000)))
    return refuse('far-deadline', t.deadlineFar, { field: 'deadline' });
  if (note.replyKind !== 'choice') return;
  if (note.options.length < 2 || note.options.length > 6) return refuse('options', t.optionsCount, { field: 'options' });
  if (note.options.some((option) => option.length > 80)) return refuse('long-option', t.optionLong, { field: 'options' });
  return;
}
