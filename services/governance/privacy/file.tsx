import { hidden, newId, type Reader, refuse, routesFor, uuid, z } from '#kernel';
import { heldBy } from '#kernel/consent';
import { drawerIn } from '#kernel/files';
import { enqueue } from '#kernel/jobs';
import { Card, CardList, Form, Notice, Page, Progress, relativeDayText, Submit, sizeText } from '#kernel/ui';
import { f } from './file-texts.ts';
import { isOrAnswersFor, mayAskFiles } from './policy.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { page, action } = routesFor<Tables>();
export const fileDays = 7;

const File = z.object({
  id: z.string(),
  state: z.enum(['making', 'ready', 'failed']),
  done: z.number(),
  outOf: z.number(),
  size: z.number().nullable(),
  until: z.date(),
});
const Whose = z.object({ id: z.string(), firstName: z.string(), mine: z.boolean(), file: File.optional() });

async function lastFile(db: Reader<Tables>, personId: string, askedBy: string, now: Date): Promise<z.infer<typeof File> | undefined> {
  const row = await db
    .selectFrom('privacy.files')
    .select(['id', 'state', 'done', 'out_of as outOf', 'size', 'asked_at as at', 'file_id as fileId'])
    .where('person_id', '=', personId)
    .where('asked_by', '=', askedBy)
    .orderBy('asked_at', 'desc')
    .executeTakeFirst();
  if (!row) return;
  const until = new Date(row.at.getTime() + fileDays * 86_400_000);
  if (until <= now || (row.state === 'ready' && !row.fileId)) return;
  return { id: row.id, state: row.state, done: row.done, outOf: row.outOf, size: row.size === null ? null : Number(row.size), until };
}

/** All that is kept about me, and about the children for whom I hold authority. */
export const filePage = page('/donnees/dossier', {
  may: mayAskFiles,
  fresh: true,
  answer: z.object({ people: z.array(Whose) }),
  load: async ({ db, me, now }) => {
    const children = await heldBy(db, me.personId);
    const people = [{ id: me.personId, firstName: me.firstName, mine: true }, ...children.map((child) => ({ ...child, mine: false }))];
    return { people: await Promise.all(people.map(async (one) => ({ ...one, file: await lastFile(db, one.id, me.personId, now) }))) };
  },
  view: ({ people }) => (
    <Page title={f.page} family="governance" narrow lead={f.pageLead} trail={[{ label: t.home, href: '/donnees' }]}>
      <CardList label={f.page}>
        {people.map((one) => (
          <OneFile key={one.id} whose={one} />
        ))}
      </CardList>
      <h2>{f.inside}</h2>
      <ul>
        <li>{f.insideHtml}</li>
        <li>{f.insideJson}</li>
        <li>{f.insideFiles}</li>
      </ul>
      <Notice>
        <p>{f.careful}</p>
        {people.length > 1 && <p>{f.childNote}</p>}
      </Notice>
    </Page>
  ),
});

function OneFile({ whose: { id, firstName, mine, file } }: { whose: z.infer<typeof Whose> }) {
  return (
    <Card title={mine ? f.mine : f.ofChild({ name: firstName })}>
      {file?.state === 'making' && (
        <Progress id={`dossier-${id}`} poll={2} value={file.done} max={Math.max(1, file.outOf)} label={f.making} />
      )}
      {file?.state === 'failed' && <Notice kind="warning">{f.failed}</Notice>}
      {file?.state === 'ready' && (
        <>
          <p>{f.ready({ day: relativeDayText(file.until) })}</p>
          <Form action={`/donnees/dossier/${file.id}`} id={`telecharger-${id}`}>
            <Submit picture="import">{f.take({ size: sizeText(file.size ?? 0) })}</Submit>
          </Form>
        </>
      )}
      {file?.state !== 'making' && (
        <Form action="/donnees/dossier" id={`dossier-de-${id}`}>
          <input type="hidden" name="personId" value={id} />
          <Submit weight={file?.state === 'ready' ? 'quiet' : 'main'}>{file ? f.askAgain : f.ask}</Submit>
        </Form>
      )}
    </Card>
  );
}

export const askFile = action('/donnees/dossier', {
  may: mayAskFiles,
  fresh: true,
  does: 'file.asked',
  body: z.object({ personId: uuid }),
  redraw: filePage,
  run: async ({ db, me, body: { personId }, now }) => {
    if (!(await isOrAnswersFor(db, me, personId))) return hidden;
    const id = newId(now.getTime());
    const { numInsertedOrUpdatedRows: made } = await db
      .insertInto('privacy.files')
      .values({ id, person_id: personId, asked_by: me.personId, state: 'making', asked_at: now })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow();
    if (!made) return refuse('making', f.alreadyMaking, { status: 409 });
    await enqueue(db, 'privacy.makeFile', { id });
    return { see: '/donnees/dossier', say: f.asked, note: { details: { file: id, of: personId } } };
  },
});

/** Given to whoever asked for it, if they may still; each time is in the journal. */
export const takeFile = action('/donnees/dossier/:fileId', {
  params: z.object({ fileId: uuid }),
  may: async ({ me, params, db }) =>
    (await db
      .selectFrom('privacy.files')
      .select('id')
      .where('id', '=', params.fileId)
      .where('asked_by', '=', me.personId)
      .executeTakeFirst()) !== undefined,
  fresh: true,
  does: 'file.taken',
  body: z.object({}),
  run: async ({ db, me, params: { fileId }, now, folder }) => {
    const row = await db.selectFrom('privacy.files').selectAll().where('id', '=', fileId).forUpdate().executeTakeFirst();
    const over = !row || now.getTime() - row.asked_at.getTime() > fileDays * 86_400_000;
    if (over || row.state !== 'ready' || !row.file_id || !(await isOrAnswersFor(db, me, row.person_id))) return hidden;
    const { name } = await db.selectFrom('kernel.files').select('name').where('id', '=', row.file_id).executeTakeFirstOrThrow();
    await db.updateTable('privacy.files').set({ taken_at: now }).where('id', '=', fileId).execute();
    return {
      file: { name, mediaType: 'application/zip', path: await drawerIn(folder).place(row.file_id) },
      note: { details: { file: fileId, of: row.person_id } },
    };
  },
});
