import { hidden, type Outcome, refuse, routesFor, sql, uuid, type Writer, z } from '#kernel';
import { enqueue } from '#kernel/jobs';
import { approve, openDelivery } from './import.ts';
import { dropFolder, list } from './list.tsx';
import { mayImport } from './policy.ts';
import { deliveriesIn } from './reading/files.ts';
import { review } from './review.tsx';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';
import { undoableUntil } from './undo.ts';

const { action } = routesFor<Tables>();
const OneImport = z.object({ id: uuid });

/** Two administrators may decide at the same moment: one after the other, so that each sees what the other decided. */
const inTurn = (db: Writer<Tables>) => sql`select pg_advisory_xact_lock(hashtext('imports'), hashtext('decision'))`.execute(db);

const found = (db: Writer<Tables>, id: string) =>
  db.selectFrom('imports.imports').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
const back = (id: string, say: string, details: Record<string, unknown> = {}): Outcome => ({
  see: `/imports/${id}`,
  say,
  note: { details: { import: id, ...details } },
});

export const start = action('/imports', {
  may: mayImport,
  does: 'reading.asked',
  redraw: list,
  body: z.object({ day: z.iso.date(), kind: z.enum(['complet', 'delta']) }),
  prepare: async ({ body, folder }) => {
    const deliveries = await deliveriesIn(dropFolder(folder)).catch(() => []);
    return deliveries.find(({ day, kind }) => day === body.day && kind === body.kind) ?? refuse('gone', t.gone, { status: 409 });
  },
  run: async ({ db, me, now, folder, prepared }) => {
    await inTurn(db);
    const busy = await db.selectFrom('imports.imports').select('id').where('state', '=', 'reading').executeTakeFirst();
    if (busy) return refuse('busy', t.busy, { status: 409 });
    const id = await openDelivery(db, { delivery: prepared, folder: dropFolder(folder), by: me.personId, now });
    await enqueue(db, 'imports.read', { importId: id });
    return back(id, t.started);
  },
});

/** Since this comparison, another import wrote, or was taken back: the fates may no longer be true. */
async function isStale(db: Writer<Tables>, id: string, since: Date): Promise<boolean> {
  const { rows } = await sql`
    select from imports.imports other where other.id <> ${id} and (other.undone_at > ${since}
      or exists (select from imports.schools s where s.import_id = other.id and s.applied_at > ${since})) limit 1`.execute(db);
  return rows.length > 0;
}

/** Yes to the schools within the thresholds; `school`: to that one, whatever the thresholds say. */
export const approval = action('/imports/:id/accord', {
  params: OneImport,
  may: mayImport,
  does: 'import.approved',
  redraw: review,
  body: z.object({ school: z.string().max(120).optional() }),
  run: async ({ db, me, params: { id }, body }) => {
    await inTurn(db);
    const known = await found(db, id);
    if (!known) return hidden;
    if (!['review', 'applied', 'applying'].includes(known.state)) return refuse('state', t.nothingToApply, { status: 409 });
    const others = await db
      .selectFrom('imports.imports')
      .select('state')
      .where('id', '<>', id)
      .where('state', 'in', ['applying', 'undoing'])
      .execute();
    if (others.length > 0) return refuse('underway', t.otherUnderway, { status: 409 });
    if (await isStale(db, id, known.compared_at ?? known.asked_at)) return refuse('stale', t.stale, { status: 409 });
    const count = await approve(db, id, { by: me.personId, schools: body.school ? [body.school] : undefined });
    if (count === 0) return refuse('nothing', t.nothingToApply, { status: 409 });
    await enqueue(db, 'imports.apply', { importId: id }, { key: `imports.apply ${id}` });
    return back(id, t.approvedSay({ count }), { schools: count });
  },
});

export const comparison = action('/imports/:id/comparaison', {
  params: OneImport,
  may: mayImport,
  does: 'comparison.asked',
  redraw: review,
  body: z.object({}),
  run: async ({ db, params: { id } }) => {
    const known = await found(db, id);
    if (!known) return hidden;
    if (known.state !== 'review' || known.applied_at) return refuse('state', t.nothingToApply, { status: 409 });
    await db.updateTable('imports.imports').set({ state: 'reading' }).where('id', '=', id).execute();
    await enqueue(db, 'imports.compare', { importId: id });
    return back(id, t.started);
  },
});

export const cancellation = action('/imports/:id/arret', {
  params: OneImport,
  may: mayImport,
  does: 'import.cancelled',
  redraw: review,
  body: z.object({}),
  run: async ({ db, params: { id }, now }) => {
    const known = await found(db, id);
    if (!known) return hidden;
    if (known.state === 'review') {
      // Part of it was applied, and can still be taken back: it is not an import that never was.
      const state = known.applied_at ? 'applied' : 'cancelled';
      await db.updateTable('imports.imports').set({ state }).where('id', '=', id).execute();
      return back(id, known.applied_at ? t.leftThere : t.leftAside);
    }
    if (known.state !== 'reading' && known.state !== 'applying') return refuse('state', t.nothingToApply, { status: 409 });
    await db.updateTable('imports.imports').set({ cancel_asked_at: now }).where('id', '=', id).execute();
    // Whoever is at it sees it; if nobody is, after a failure, this one does.
    const job = known.state === 'reading' ? 'imports.read' : 'imports.apply';
    await enqueue(db, job, { importId: id }, { key: `${job} ${id} again` });
    return back(id, known.state === 'reading' ? t.cancelReading : t.cancelApplying);
  },
});

/** After a kill: what was approved and not applied is asked for again. Harmless when somebody is at it. */
export const resumption = action('/imports/:id/reprise', {
  params: OneImport,
  may: mayImport,
  does: 'import.resumed',
  redraw: review,
  body: z.object({}),
  run: async ({ db, params: { id } }) => {
    const known = await found(db, id);
    if (!known) return hidden;
    const job = { reading: 'imports.read', applying: 'imports.apply', undoing: 'imports.undo' }[String(known.state)];
    if (!job) return refuse('state', t.nothingToApply, { status: 409 });
    await sql`update imports.imports set cancel_asked_at = null where id = ${id}`.execute(db);
    await enqueue(db, job, { importId: id }, { key: `${job} ${id} again` });
    return back(id, t.resumed);
  },
});

export const undo = action('/imports/:id/retour', {
  params: OneImport,
  may: mayImport,
  does: 'undo.asked',
  redraw: review,
  body: z.object({}),
  run: async ({ db, me, params: { id }, now }) => {
    const known = await found(db, id);
    if (!known) return hidden;
    if (!known.applied_at || undoableUntil(known.applied_at) < now || !['applied', 'review'].includes(known.state))
      return refuse('state', t.nothingToApply, { status: 409 });
    await db.updateTable('imports.imports').set({ state: 'undoing' }).where('id', '=', id).execute();
    await enqueue(db, 'imports.undo', { importId: id, by: me.personId }, { key: `imports.undo ${id}` });
    return back(id, t.undoStarted);
  },
});
