import { z } from 'zod';
import { type Block, type Doc, docOf, isBlank, type List, type Mark, plainOf, type Run } from './doc.ts';
import { t } from './texts.ts';

/** PostgreSQL keeps neither U+0000 nor half a surrogate pair; other controls and direction overrides are no writing. */
export const writable = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/gu, (sign) => (sign === '\n' || sign === '\r' || sign === '\t' ? sign : ''));

const safeLink = (href: string): boolean => /^(https?:\/\/|mailto:)[^\s\p{C}]+$/iu.test(href) && URL.canParse(href);

const mark: z.ZodType<Mark> = z.discriminatedUnion('type', [
  z.object({ type: z.literal('bold') }),
  z.object({ type: z.literal('italic') }),
  z.object({ type: z.literal('underline') }),
  z.object({
    type: z.literal('link'),
    attrs: z.object({
      href: z
        .string()
        .max(2000)
        .refine(safeLink, { error: () => t.badLink }),
    }),
  }),
]);

const run: z.ZodType<Run> = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string().min(1).max(20_000).transform(writable), marks: z.array(mark).max(4).optional() }),
  z.object({ type: z.literal('hardBreak') }),
]);
const runs = z
  .array(run)
  .max(2000)
  .transform((all) => all.filter((one) => one.type !== 'text' || one.text !== ''))
  .optional();

const paragraph = z.object({ type: z.literal('paragraph'), content: runs });
const heading = z.object({
  type: z.literal('heading'),
  attrs: z.object({ level: z.union([z.literal(2), z.literal(3)]) }),
  content: runs,
});

/** Lists within lists, `deep` times and no more: written level by level, so that no recursion follows what a stranger sends. */
function listOf(deep: number): z.ZodType<List> {
  const child = deep > 1 ? z.union([paragraph, listOf(deep - 1)]) : paragraph;
  const content = z
    .array(z.object({ type: z.literal('listItem'), content: z.array(child).min(1).max(50) }))
    .min(1)
    .max(200);
  return z.union([
    z.object({ type: z.literal('bulletList'), content }),
    z.object({ type: z.literal('orderedList'), attrs: z.object({ start: z.int().min(1).max(9999).catch(1) }).optional(), content }),
  ]);
}

const block: z.ZodType<Block> = z.union([paragraph, heading, listOf(3)]);

/** A stored rich text: `{ type: 'doc', content: [...] }`, everything that is not ours taken away or refused. */
export const docShape: z.ZodType<Doc> = z.object({ type: z.literal('doc'), content: z.array(block).max(500) });

const looksStored = (typed: string): boolean => /^\{\s*"type"\s*:\s*"doc"/.test(typed);

/**
 * A form field that holds rich text: the JSON that the editor's island writes, or what was typed in its plain box without
 * script. `most`: characters once the ornaments are gone. Blank text is refused unless `blank`.
 */
export const richText = ({ most = 10_000, blank = false }: { most?: number; blank?: boolean } = {}) =>
  z
    .string()
    .max(Math.max(64_000, 4 * most), { error: () => t.tooLong({ most }) })
    .default('')
    .transform((typed, context): Doc => {
      const doc = looksStored(typed) ? stored(typed) : docOf(writable(typed));
      const complaint =
        doc === undefined ? t.unreadable : plainOf(doc).length > most ? t.tooLong({ most }) : !blank && isBlank(doc) ? t.blank : undefined;
      if (doc && !complaint) return tidy(doc);
      context.addIssue({ code: 'custom', message: complaint ?? t.unreadable });
      return z.NEVER;
    });

function stored(typed: string): Doc | undefined {
  try {
    return docShape.safeParse(JSON.parse(typed)).data;
  } catch {
    return;
  }
}

/** Empty lines at the end are the cursor's, not the writer's. */
function tidy(doc: Doc): Doc {
  const last = doc.content.findLastIndex((one) => !(one.type === 'paragraph' && !one.content?.length));
  return { type: 'doc', content: doc.content.slice(0, last + 1) };
}
