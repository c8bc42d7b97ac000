import { hidden, newId, refuse, routesFor, sql, uuid, z } from '#kernel';
import { Buttons, Card, CardList, Confirm, EmptyState, Form, Page, Select, Submit, TextField } from '#kernel/ui';
import { line } from './draft-fields.ts';
import { foldersOf } from './mailbox.ts';
import { adult, ownsFolder } from './policy.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { page, action } = routesFor<Tables>();

/** Folders within folders, this deep. */
const deepest = 3;
const name = line(60).pipe(z.string().min(1, { error: () => t.folderNameMissing }));

export const foldersPage = page('/messagerie/dossiers', {
  may: adult,
  answer: z.object({ folders: z.array(z.object({ id: z.uuid(), name: z.string(), depth: z.number(), unread: z.number() })) }),
  load: async ({ me, db, now }) => ({ folders: await foldersOf(db, me, now) }),
  view: ({ folders }) => (
    <Page title={t.folders} family="communication" narrow lead={t.foldersLead} trail={[{ label: t.messages, href: '/messagerie' }]}>
      {folders.length === 0 ? (
        <EmptyState drawing="house" sentence={t.noFolder} />
      ) : (
        <CardList label={t.folders}>
          {folders.map(({ id, name: title, depth }) => (
            <Card key={id} title={`${'· '.repeat(depth)}${title}`} href={`/messagerie?dossier=${id}`} />
          ))}
        </CardList>
      )}
      <h2>{t.newFolder}</h2>
      <Form action="/messagerie/dossiers">
        <TextField name="name" label={t.folderName} required maxlength={60} />
        {folders.length > 0 && (
          <Select
            name="parent"
            label={t.insideFolder}
            blank={t.atTheTop}
            options={folders
              .filter(({ depth }) => depth < deepest - 1)
              .map(({ id, name: label, depth }) => ({ value: id, label: `${'· '.repeat(depth)}${label}` }))}
          />
        )}
        <Buttons>
          <Submit>{t.createFolder}</Submit>
        </Buttons>
      </Form>
      {folders.length > 0 && <h2>{t.changeFolders}</h2>}
      {folders.map(({ id, name: title }) => (
        <section key={id} aria-label={title}>
          <Form action={`/messagerie/dossiers/${id}`}>
            <TextField name="name" label={t.renameFolder({ name: title })} value={title} required maxlength={60} />
            <Buttons>
              <Submit weight="plain">{t.rename}</Submit>
            </Buttons>
          </Form>
          <Confirm
            action={`/messagerie/dossiers/${id}/suppression`}
            label={t.deleteFolder({ name: title })}
            sentence={t.deleteFolderSure}
            confirm={t.deleteFolderYes}
          />
        </section>
      ))}
    </Page>
  ),
});

export const createFolder = action('/messagerie/dossiers', {
  may: adult,
  does: 'folder.created',
  unlogged: true,
  body: z.object({ name, parent: uuid.nullable().catch(null).default(null) }),
  redraw: foldersPage,
  run: async ({ me, body, db, now }) => {
    const folders = await foldersOf(db, me, now);
    const parent = folders.find(({ id }) => id === body.parent);
    if (body.parent && (!parent || parent.depth >= deepest - 1)) return refuse('parent', t.folderGone, { field: 'parent' });
    const made = await db
      .insertInto('messaging.folders')
      .values({ id: newId(), person_id: me.personId, parent_id: body.parent, name: body.name })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    return made ? { see: '/messagerie/dossiers', say: t.folderCreated } : refuse('taken', t.folderTaken, { field: 'name' });
  },
});

const params = z.object({ folderId: uuid });

export const renameFolder = action('/messagerie/dossiers/:folderId', {
  params,
  may: ownsFolder,
  does: 'folder.renamed',
  unlogged: true,
  body: z.object({ name }),
  redraw: foldersPage,
  run: async ({ me, params, body, db }) => {
    const { rows } = await sql<{ taken: boolean }>`
      select exists (select from messaging.folders f where f.person_id = ${me.personId} and f.name = ${body.name} and f.id <> own.id
        and f.parent_id is not distinct from own.parent_id) as taken
      from messaging.folders own where own.id = ${params.folderId} and own.person_id = ${me.personId}`.execute(db);
    if (!rows[0]) return hidden;
    if (rows[0].taken) return refuse('taken', t.folderTaken, { field: 'name' });
    await db.updateTable('messaging.folders').set({ name: body.name }).where('id', '=', params.folderId).execute();
    return { see: '/messagerie/dossiers', say: t.folderRenamed };
  },
});

/** The folder and those inside it go; every message that was there, drafts included, is in the trash. */
export const deleteFolder = action('/messagerie/dossiers/:folderId/suppression', {
  params,
  may: ownsFolder,
  does: 'folder.deleted',
  unlogged: true,
  body: z.object({}),
  run: async ({ me, params, db, now }) => {
    const { rows } = await sql<{ id: string }>`
      with recursive branch as (
        select id from messaging.folders where id = ${params.folderId} and person_id = ${me.personId}
        union all
        select f.id from messaging.folders f join branch on f.parent_id = branch.id)
      update messaging.recipients r set trashed_at = coalesce(r.trashed_at, ${now}) from branch
      where r.folder_id = branch.id and r.person_id = ${me.personId} returning r.message_id as id`.execute(db);
    const gone = await db
      .deleteFrom('messaging.folders')
      .where('id', '=', params.folderId)
      .where('person_id', '=', me.personId)
      .returning('id')
      .executeTakeFirst();
    return gone ? { see: '/messagerie/dossiers', say: t.folderDeleted({ count: rows.length }) } : hidden;
  },
});
