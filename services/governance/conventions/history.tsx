import { hidden, routesFor, uuid, z } from '#kernel';
import { downloadOf } from '#kernel/files';
import { Attachment, Table, Time } from '#kernel/ui';
import { eurosText } from './money.ts';
import { isParty } from './policy.ts';
import { type Details, stepKinds, type Tables } from './tables.ts';
import { t } from './texts.ts';

const { download } = routesFor<Tables>();

export const StepShape = z.object({
  id: z.string(),
  kind: z.enum(stepKinds),
  day: z.string(),
  details: z.object({
    number: z.string().optional(),
    vote: z.string().optional(),
    transmittedOn: z.string().optional(),
    publishedOn: z.string().optional(),
    actesId: z.string().optional(),
    party: z.enum(['authority', 'collectivity']).optional(),
    note: z.string().optional(),
    cents: z.number().optional(),
  }),
  file: z.string().nullable(),
  by: z.string().nullable(),
});
type Step = z.infer<typeof StepShape>;

/** What one step says, in words. */
export const detailTexts = ({ number, vote, transmittedOn, publishedOn, actesId, party, note, cents }: Details): string[] => [
  ...(party ? [t.partyText({ party })] : []),
  ...(number ? [t.numberText({ number })] : []),
  ...(vote ? [vote] : []),
  ...(transmittedOn ? [t.transmittedText({ day: transmittedOn })] : []),
  ...(publishedOn ? [t.publishedText({ day: publishedOn })] : []),
  ...(actesId ? [actesId] : []),
  ...(cents === undefined ? [] : [t.reducedTo({ amount: eurosText(cents) })]),
  ...(note ? [note] : []),
];

const byTheClock: readonly string[] = ['terminated', 'ended'];

/** Nothing of it is ever changed: a new line is added. */
export const History = ({ id, steps }: { id: string; steps: readonly Step[] }) => (
  <section aria-labelledby="histoire">
    <h2 id="histoire">{t.history}</h2>
    <Table
      caption={t.history}
      quiet
      rows={steps}
      id={(step) => step.id}
      empty={t.noHistory}
      columns={[
        { head: t.when, cell: ({ day }) => <Time at={day} form="short" /> },
        { head: t.what, header: true, cell: ({ kind }) => t.stepDone({ kind }) },
        { head: t.details, cell: ({ details }) => detailTexts(details).join(' · ') },
        {
          head: t.document,
          cell: ({ id: stepId, file }) => file && <Attachment name={file} href={`/conventions/${id}/pieces/${stepId}`} />,
        },
        { head: t.who, cell: ({ by, kind }) => by ?? (byTheClock.includes(kind) ? t.byCalendar : '') },
      ]}
    />
  </section>
);

/** A document kept with a step. */
export const piece = download('/conventions/:conventionId/pieces/:stepId', {
  params: z.object({ conventionId: uuid, stepId: uuid }),
  may: isParty,
  load: async ({ db, drawer, params: { conventionId, stepId } }) => {
    const file = await db
      .selectFrom('conventions.steps as s')
      .innerJoin('kernel.files as f', 'f.id', 's.file_id')
      .select(['f.id', 'f.name', 'f.media_type as mediaType'])
      .where('s.id', '=', stepId)
      .where('s.convention_id', '=', conventionId)
      .executeTakeFirst();
    return file ? downloadOf(drawer, file) : hidden;
  },
});
