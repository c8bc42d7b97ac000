import { newId, type RawBuilder, type Reader, sql, type Writer } from '#kernel/db';
import { schoolYearOf } from '#kernel/people';
import type { Medium } from './tables.ts';

export type { Medium } from './tables.ts';

/** What a service asks of families before it shows their children: the register of who agreed is kept by the kernel. */
export type AsksConsent = { label: string; sentence: string; media: readonly [Medium, ...Medium[]] };

/** A consent is for one service and one school year: « journal 2026-2027 ». */
export const projectOf = (service: string, now: Date): string => `${service} ${schoolYearOf(now).name}`;

/** Three months after the school year: when what was shown is forgotten, and consent to it with it. */
export const lastDayOf = (now: Date): string => `${schoolYearOf(now).endsOn.slice(0, 4)}-11-30`;

/** The day that families read: the last one of a consent ends at midnight in Paris. */
const parisDay = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris' });
const dayIn = (now: Date): string => parisDay.format(now);

/** SQL: may this child be seen or heard? `pupil`: an expression that gives an id; null is nobody known, and so no. */
export const agreed = (pupil: RawBuilder<unknown>, project: RawBuilder<unknown>, medium: Medium, now: Date): RawBuilder<boolean> =>
  sql<boolean>`coalesce(kernel.has_consent(${pupil}, ${project}, ${medium}, ${dayIn(now)}::date), false)`;

/** Those of these children whom every holder of parental authority agreed to show. No answer is no (docs/decisions/0012). */
export async function consentsOf(db: Reader, pupilIds: string[], project: string, medium: Medium, now: Date): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select id from unnest(${pupilIds}::uuid[]) id where ${agreed(sql`id`, sql`${project}`, medium, now)}`.execute(db);
  return new Set(rows.map(({ id }) => id));
}

/** The children of this person for whom they hold authority. */
export async function heldBy(db: Reader, guardianId: string): Promise<{ id: string; firstName: string }[]> {
  const { rows } = await sql<{ id: string; firstName: string }>`
    select p.id, p.first_name as "firstName" from kernel.guardianships g
    join kernel.people p on p.id = g.pupil_id and p.trashed_at is null
    where g.guardian_id = ${guardianId} and g.holds_authority order by p.birth_date, p.id`.execute(db);
  return rows;
}

export type Answer = {
  pupilId: string;
  guardianId: string;
  project: string;
  medium: Medium;
  given: boolean;
  answeredAt: Date;
  endsOn: string;
  /** Copied by somebody of the school. */
  onPaper: boolean;
};

/** The last answers about these children, of one guardian or of each of them. */
export async function answersOf(db: Reader, { pupilIds, guardianId }: { pupilIds: string[]; guardianId?: string }): Promise<Answer[]> {
  const { rows } = await sql<Answer>`
    select distinct on (pupil_id, guardian_id, project, medium) pupil_id as "pupilId", guardian_id as "guardianId", project, medium, given,
      answered_at as "answeredAt", ends_on as "endsOn", entered_by is not null as "onPaper"
    from kernel.consents
    where pupil_id = any (${pupilIds}::uuid[]) and guardian_id = coalesce(${guardianId ?? null}::uuid, guardian_id)
    order by pupil_id, guardian_id, project, medium, answered_at desc, id desc`.execute(db);
  return rows;
}

type Given = {
  pupilId: string;
  guardianId: string;
  project: string;
  /** Yes to these, no to the others. */
  yes: Medium[];
  media: readonly Medium[];
  endsOn: string;
  at: Date;
  /** Who entered an answer given on paper. */
  paperBy?: string;
};

/** Writes what a guardian answers. The answer before is kept: it was true then. */
export async function answerConsent(db: Writer, { pupilId, guardianId, project, yes, media, endsOn, at, paperBy }: Given): Promise<void> {
  await db
    .insertInto('kernel.consents')
    .values(
      media.map((medium) => ({
        id: newId(),
        pupil_id: pupilId,
        guardian_id: guardianId,
        project,
        medium,
        given: yes.includes(medium),
        answered_at: at,
        ends_on: endsOn,
        on_paper: paperBy !== undefined,
        entered_by: paperBy ?? null,
      })),
    )
    .execute();
}
