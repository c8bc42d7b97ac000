import { many, type Refusal, refuse, uuid, z } from '#kernel';
import { circleKinds } from '#kernel/perimeter';
import { isBlank, richText, writable } from '#kernel/rich-text';
import type { Resolved } from './addressees.ts';
import type { Field } from './tables.ts';
import { t } from './texts.ts';

export const mostFiles = 5;
export const fields = ['to', 'cc', 'bcc'] as const satisfies Field[];

export const line = (most: number) =>
  z
    .string()
    .max(most)
    .default('')
    .transform((typed) =>
      writable(typed)
        .replace(/[^\S\u00a0]+/g, ' ')
        .trim(),
    );

/** Somebody or several to add: `person:<id>`, `group:<id>`, `circle:<kind>:<place>`. */
export type Added = { personId: string } | { groupId: string } | { circle: (typeof circleKinds)[number]; placeId: string };

const added = z.string().transform((typed, context): Added => {
  const [kind, first, second] = typed.split(':');
  const [id, circle, placeId] = [uuid.safeParse(first), circleKinds.find((known) => known === first), uuid.safeParse(second)];
  if (kind === 'person' && id.success) return { personId: id.data };
  if (kind === 'group' && id.success) return { groupId: id.data };
  if (kind === 'circle' && circle && placeId.success) return { circle, placeId: placeId.data };
  context.addIssue({ code: 'custom', message: t.unknownAddressee });
  return z.NEVER;
});

/** A draft may be unfinished: everything can be empty, nothing can be dangerous. */
export const draftFields = z.object({
  subject: line(160),
  text: richText({ blank: true }),
  urgent: line(200),
  quiet: z
    .string()
    .optional()
    .transform((value) => value === 'on'),
  /** In which field those chosen below go. */
  field: z.enum(fields).catch('to').default('to'),
  add: many(added).pipe(z.array(z.custom<Added>()).max(100)),
  q: line(60),
  /** What the pressed button asks beside saving. None when the enhancer saves. */
  press: z.enum(['enter', 'preview', 'save', 'search', 'add']).optional().catch(undefined),
  remove: uuid.optional().catch(undefined),
  removeFile: uuid.optional().catch(undefined),
});

/** What is still missing before a message may leave; undefined when nothing is. */
export function incomplete({
  subject,
  body,
  resolved,
}: {
  subject: string;
  body: Parameters<typeof isBlank>[0];
  resolved: Resolved;
}): Refusal | undefined {
  if (resolved.addressees.length === 0) return refuse('nobody', t.chooseSomebody, { field: 'q' });
  if (resolved.receivers.length === 0) return refuse('nobody', t.nobodyLeft, { field: 'q' });
  if (subject === '') return refuse('no-subject', t.subjectMissing, { field: 'subject' });
  if (isBlank(body)) return refuse('no-text', t.textMissing, { field: 'text' });
  return;
}
