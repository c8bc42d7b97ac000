import { hidden, newId, refuse, routesFor, sql, uuid, z } from '#kernel';
import { drawerIn } from '#kernel/files';
import { enqueue } from '#kernel/jobs';
import { erasePeople } from '#kernel/personal-data';
import type { Tables } from '../tables.ts';
import { freeFrom, looksAfter } from './death.ts';
import { deathPage } from './page.tsx';
import { d } from './words.ts';

const { action } = routesFor<Tables>();
const params = z.object({ deathId: uuid });

/** Prepares all that is kept of the person, as they would have received it themselves. */
export const prepareFile = action('/donnees/deces/:deathId/dossier', {
  params,
  may: looksAfter,
  fresh: true,
  does: 'death.file-asked',
  body: z.object({}),
  redraw: deathPage,
  run: async ({ db, params: { deathId }, now }) => {
    const row = await db.selectFrom('privacy.deaths').selectAll().where('id', '=', deathId).forUpdate().executeTakeFirstOrThrow();
    if (row.wish !== 'give') return refuse('wish', d.notAsked, { status: 409 });
    if (now < freeFrom(row.recorded_at)) return refuse('soon', d.tooSoon, { status: 409 });
    const id = newId(now.getTime());
    const { numInsertedOrUpdatedRows: made } = await db
      .insertInto('privacy.files')
      .values({ id, person_id: row.person_id, asked_by: row.person_id, state: 'making', asked_at: now })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow();
    if (made) {
      await db.updateTable('privacy.deaths').set({ file_id: id }).where('id', '=', deathId).execute();
      await enqueue(db, 'privacy.makeFile', { id });
    }
    return { see: `/donnees/deces/${deathId}`, say: d.making, note: { details: { death: deathId, personId: row.person_id } } };
  },
});

/** To hand it over. Each time is in the journal. */
export const takePrepared = action('/donnees/deces/:deathId/telechargement', {
  params,
  may: looksAfter,
  fresh: true,
  does: 'death.file-taken',
  body: z.object({}),
  redraw: deathPage,
  run: async ({ db, params: { deathId }, now, folder }) => {
    const { rows } = await sql<{ id: string; name: string; of: string; made: string }>`
      select k.id, k.name, d.person_id as of, f.id as made from privacy.deaths d join privacy.files f on f.id = d.file_id and f.state = 'ready'
      join kernel.files k on k.id = f.file_id where d.id = ${deathId} and d.wish = 'give'`.execute(db);
    const [file] = rows;
    if (!file) return refuse('ready', d.notReady, { status: 409 });
    await db.updateTable('privacy.files').set({ taken_at: now }).where('id', '=', file.made).execute();
    return {
      file: { name: file.name, mediaType: 'application/zip', path: await drawerIn(folder).place(file.id) },
      note: { details: { death: deathId, personId: file.of } },
    };
  },
});

export const noteGiven = action('/donnees/deces/:deathId/remise', {
  params,
  may: looksAfter,
  does: 'death.file-given',
  body: z.object({ to: z.string(d.giveTo).trim().min(1, d.giveTo).max(300) }),
  redraw: deathPage,
  run: async ({ db, params: { deathId }, body: { to }, now }) => {
    const row = await db.selectFrom('privacy.deaths').selectAll().where('id', '=', deathId).forUpdate().executeTakeFirstOrThrow();
    if (row.wish !== 'give' || !row.file_id) return refuse('wish', d.notAsked, { status: 409 });
    await db.updateTable('privacy.deaths').set({ given_at: now, given_to: to }).where('id', '=', deathId).execute();
    return { see: `/donnees/deces/${deathId}`, say: d.keptGiven, note: { details: { death: deathId } } };
  },
});

/** Erases what the person had asked to be erased: the ledger counts it, and this line goes with them. */
export const eraseAsAsked = action('/donnees/deces/:deathId/effacement', {
  params,
  may: looksAfter,
  fresh: true,
  does: 'death.erased',
  body: z.object({}),
  redraw: deathPage,
  run: async ({ db, params: { deathId }, now, services }) => {
    const row = await db.selectFrom('privacy.deaths').selectAll().where('id', '=', deathId).forUpdate().executeTakeFirstOrThrow();
    if (row.wish === 'give' && !row.given_at) return refuse('give', d.giveFirst, { status: 409 });
    if (row.wish !== 'erase' && row.wish !== 'give') return refuse('wish', d.notAsked, { status: 409 });
    if (now < freeFrom(row.recorded_at)) return refuse('soon', d.tooSoon, { status: 409 });
    await erasePeople(db, { ids: [row.person_id], services, now });
    return { see: '/donnees/deces', say: d.erased, note: { details: { death: deathId } } };
  },
});

/** Somebody is alive after all: their account is as it was. */
export const reopen = action('/donnees/deces/:deathId/erreur', {
  params,
  may: looksAfter,
  does: 'death.undone',
  body: z.object({}),
  redraw: deathPage,
  run: async ({ db, params: { deathId } }) => {
    const row = await db.deleteFrom('privacy.deaths').where('id', '=', deathId).returning('person_id').executeTakeFirst();
    if (!row) return hidden;
    const { rows } = await sql<{ name: string }>`
      update kernel.people set died_on = null, trashed_at = null, leaving_since = null
      where id = ${row.person_id} or merged_into = ${row.person_id} returning first_name || ' ' || last_name as name`.execute(db);
    return {
      see: '/donnees/deces',
      say: d.reopened({ name: rows[0]?.name ?? '' }),
      note: { details: { death: deathId, personId: row.person_id } },
    };
  },
});
