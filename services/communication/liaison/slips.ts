import { hidden, type Reader, routesFor, sql, uuid, z } from '#kernel';
import { renderPdf } from '#kernel/paper';
import type { Doc } from '#kernel/rich-text';
import { dayText } from '#kernel/ui';
import { answerText } from './kinds.ts';
import { type Note, noteById } from './notes.ts';
import { follows } from './policy.ts';
import { slipCode } from './slip-code.ts';
import { asked, codeAt, codeSide, type SlipLayout, slipLayout } from './slip-layout.ts';
import { linesOf, missingOf } from './standing.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { download } = routesFor<Tables>();

export type Slip = { child: string; className: string; to: string; signatures: string[]; code: string; layout: SlipLayout };
export type SlipSheet = {
  school: string;
  title: string;
  body: Doc;
  deadline: string | null;
  question: string | null;
  boxes: string[];
  slips: Slip[];
  words: Record<string, string>;
};

/**
 * What is printed: one slip for each missing household, and no other. Two guardians share a slip when the school knows the
 * same address for both; otherwise each has their own, which says nothing of the other.
 */
export async function slipsOf(db: Reader<Tables>, note: Note, { now, secret }: { now: Date; secret: Buffer }): Promise<SlipSheet> {
  const missing = missingOf(await linesOf(db, note.id));
  const homes = await homesOf(
    db,
    missing.map(({ guardian }) => guardian.id),
  );
  const { boxes, lines, question } = asked(note, { yes: answerText('yes-no', 'yes'), no: answerText('yes-no', 'no') });
  const households = [...Map.groupBy(missing, ({ child }) => child.id).values()].flatMap((ofChild) => [
    ...Map.groupBy(ofChild, ({ guardian }) => homes.get(guardian.id) ?? guardian.id).values(),
  ]);
  const slips = await Promise.all(
    households.map(async (household): Promise<Slip> => {
      const [guardianIds, names] = [household.map(({ guardian }) => guardian.id), household.map(({ guardian }) => guardian.name)];
      const child = household[0]?.child;
      return {
        child: child?.name ?? '',
        className: child?.className ?? '',
        to: names.join(t.and),
        signatures: names,
        code: await slipCode(secret, { noteId: note.id, pupilId: child?.id ?? '', guardianIds }),
        layout: slipLayout({ boxes, lines, question }, names.length),
      };
    }),
  );
  return {
    school: note.school,
    title: note.title,
    body: note.body,
    deadline: note.deadline && t.slipBefore({ date: dayText(note.deadline, now) }),
    question: t.slipQuestion({ kind: note.replyKind }) || null,
    boxes,
    slips,
    words: {
      from: t.carnet,
      to: t.slipTo,
      cut: t.slipCut,
      more: t.slipMore,
      code: t.slipCode,
      signature: t.slipSignature,
      file: t.slipsTitle({ title: note.title }),
    },
  };
}

/** A home by its address; nobody's address leaves this function. */
async function homesOf(db: Reader<Tables>, guardians: string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; home: string }>`
    select person_id as id, lower(trim(regexp_replace(concat_ws(' ', address, postal_code, city), '[[:space:]]+', ' ', 'g'))) as home
    from kernel.contacts
    where person_id = any (${guardians}::uuid[]) and coalesce(trim(address), '') <> '' and coalesce(trim(postal_code), '') <> ''`.execute(
    db,
  );
  return new Map(rows.map(({ id, home }) => [id, home]));
}

const template = new URL('./sheets/slips.typ', import.meta.url);

export const slips = download('/liaison/mots/:noteId/coupons', {
  params: z.object({ noteId: uuid }),
  may: follows,
  load: async ({ params, db, now, secret }) => {
    const note = await noteById(db, params.noteId);
    if (note?.state !== 'sent') return hidden;
    const sheet = await slipsOf(db, note, { now, secret });
    return {
      name: `${t.slipsFile({ title: note.title })}.pdf`,
      mediaType: 'application/pdf',
      bytes: await renderPdf({ template, data: { ...sheet, code_at: { ...codeAt, side: codeSide } } }),
      inline: true,
    };
  },
});
