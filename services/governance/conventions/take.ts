import { newId, type Writer } from '#kernel';
import { type Drawer, keepFile } from '#kernel/files';
import { settleEnds } from './ends.ts';
import { type Written, wholeOf } from './facts.ts';
import { totalOf } from './money.ts';
import { conventionPdf } from './paper.ts';
import { after } from './states.ts';
import type { Details, StepKind, Tables } from './tables.ts';
import { t } from './texts.ts';

type Db = Writer<Tables>;

/** The convention, held until the end of the transaction: two steps follow one another. */
export const hold = (db: Db, conventionId: string): Promise<Written | undefined> =>
  db.selectFrom('conventions.conventions').selectAll().where('id', '=', conventionId).forUpdate().executeTakeFirst();

type Taken = { kind: StepKind; day: string; details?: Details; fileId?: string | null; by: string | null; now: Date };

/** One more line of its history, and where it stands from now on. False when it cannot be taken from there. */
export async function take(db: Db, convention: Written, { kind, day, details = {}, fileId = null, by, now }: Taken): Promise<boolean> {
  const next = after(kind, convention);
  if (!next) return false;
  const conventionId = convention.id;
  await db
    .insertInto('conventions.steps')
    .values({
      ...{ id: newId(now.getTime()), convention_id: conventionId, kind, day, file_id: fileId },
      ...{ details: JSON.stringify(details), actor_id: by, noted_at: now },
    })
    .execute();
  const claimed = kind === 'issued' ? await totalNow(db, convention) : kind === 'reduced' ? (details.cents ?? 0) : undefined;
  await db
    .updateTable('conventions.conventions')
    .set({ ...next, ...(claimed === undefined ? {} : { claimed_cents: claimed }) })
    .where('id', '=', conventionId)
    .execute();
  if (kind === 'dropped' || kind === 'terminated')
    await db.updateTable('conventions.lines').set({ released: true }).where('convention_id', '=', conventionId).execute();
  await settleEnds(db, [conventionId]);
  return true;
}

export async function totalNow(db: Db, { id, unit_cents }: Pick<Written, 'id' | 'unit_cents'>): Promise<number> {
  const { schools } = await db
    .selectFrom('conventions.lines')
    .select(({ fn }) => fn.countAll<number>().as('schools'))
    .where('convention_id', '=', id)
    .executeTakeFirstOrThrow();
  return totalOf({ unitCents: unit_cents, schools: Number(schools) });
}

/** What keeps a draft from being sent, in the words of the screen; nothing when it is ready. */
export const missingIn = ({ signatory, quality, authority_signatory }: Written, schools: number): string | undefined =>
  schools === 0 ? t.noSchoolYet : !signatory || !quality ? t.noSignatory : !authority_signatory ? t.noAuthoritySignatory : undefined;

/** Sends a draft that is held: from then on nothing of it changes, and the paper is kept as it was sent. */
export async function send(
  db: Db,
  drawer: Drawer,
  { convention, day, by, now }: { convention: Written; day: string; by: string; now: Date },
): Promise<{ missing: string } | undefined> {
  const whole = await wholeOf(db, convention.id);
  const missing = missingIn(convention, whole?.lines.length ?? 0);
  if (!whole || missing) return { missing: missing ?? t.alreadySent };
  const step = { id: '', kind: 'sent' as const, day, details: {}, file: null, by: null };
  const bytes = Buffer.from(await conventionPdf({ ...whole, steps: [step] }, day));
  const name = `${t.titleOf({ name: convention.name, year: convention.school_year })}.pdf`;
  const fileId = await keepFile(db, drawer, { name, mediaType: 'application/pdf', bytes }, { schoolId: null, by });
  await take(db, convention, { kind: 'sent', day, fileId, by, now });
  return undefined;
}
