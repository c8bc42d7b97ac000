import { hidden, type Me, type Reader, refuse, routesFor, sql, uuid, z } from '#kernel';
import { drawerIn } from '#kernel/files';
import { enqueue } from '#kernel/jobs';
import { emitter } from '#kernel/outbox';
import type { Job } from '#kernel/service';
import { Confirm, EmptyState, Page, Status, Table, Time } from '#kernel/ui';
import { todayIn } from './dates.ts';
import { eurosText, sumOf, totalOf } from './money.ts';
import { managed } from './policy.ts';
import { type State, states, type Tables } from './tables.ts';
import { hold, send } from './take.ts';
import { notifications, tellStep } from './tell.ts';
import { stateLook, t } from './texts.ts';

const { page, action } = routesFor<Tables>();
const OneRenewal = z.object({ renewalId: uuid });

/** Whoever writes the conventions of that place. */
const mayManageRenewal = async ({ me, db, params }: { me: Me; db: Reader<Tables>; params: { renewalId: string } }): Promise<boolean> =>
  (await sql`select from conventions.renewals r where r.id = ${params.renewalId} and r.place_id in ${managed(me)}`.execute(db)).rows
    .length > 0;

type Row = { id: string; name: string; state: State; schools: number; unitCents: number };

/** What one gesture made, to be read again, sent, or taken back while nobody has received it. */
export const renewed = page('/conventions/renouvellements/:renewalId', {
  params: OneRenewal,
  may: mayManageRenewal,
  answer: z.object({
    id: z.string(),
    place: z.string(),
    year: z.string(),
    madeAt: z.date(),
    by: z.string().nullable(),
    undoneAt: z.date().nullable(),
    rows: z.array(z.object({ id: z.string(), name: z.string(), state: z.enum(states), schools: z.number(), amount: z.string() })),
    drafts: z.number(),
    total: z.string(),
  }),
  load: async ({ db, params: { renewalId } }) => {
    const { rows } = await sql<{ place: string; year: string; madeAt: Date; by: string | null; undoneAt: Date | null }>`
      select place.name as place, r.school_year as year, r.made_at as "madeAt", r.undone_at as "undoneAt",
        nullif(concat_ws(' ', p.first_name, p.last_name), '') as by
      from conventions.renewals r join kernel.places place on place.id = r.place_id left join kernel.people p on p.id = r.made_by
      where r.id = ${renewalId}`.execute(db);
    const [renewal] = rows;
    if (!renewal) return hidden;
    const made = await sql<Row>`
      select c.id, c.name, c.state, c.unit_cents as "unitCents", (select count(*) from conventions.lines l where l.convention_id = c.id) as schools
      from conventions.conventions c where c.renewal_id = ${renewalId} order by (c.state = 'draft') desc, c.name, c.id`.execute(db);
    return {
      ...{ ...renewal, id: renewalId },
      rows: made.rows.map(({ unitCents, ...row }) => ({ ...row, amount: eurosText(totalOf({ unitCents, schools: row.schools })) })),
      drafts: made.rows.filter(({ state }) => state === 'draft').length,
      total: eurosText(sumOf(made.rows.map(({ unitCents, schools }) => totalOf({ unitCents, schools })))),
    };
  },
  view: ({ id, place, year, madeAt, by, undoneAt, rows, drafts, total }) => (
    <Page
      title={t.renewedTitle({ place, year })}
      lead={
        <>
          {t.madeBy({ by })} <Time at={madeAt} />
        </>
      }
      family="governance"
      trail={[{ label: t.label, href: '/conventions' }]}
    >
      {rows.length === 0 ? (
        <EmptyState
          sentence={undoneAt ? t.undone : t.noDraftLeft}
          drawing="boat"
          link={{ label: t.renewal, href: '/conventions/renouvellement' }}
        />
      ) : (
        <>
          <p>{t.renewedSum({ count: rows.length, drafts, total })}</p>
          {drafts > 0 && (
            <>
              <Confirm
                action={`/conventions/renouvellements/${id}/envoi`}
                label={t.sendAll({ count: drafts })}
                sentence={t.sendAllSure}
                confirm={t.sendAllYes}
              />
              <Confirm
                action={`/conventions/renouvellements/${id}/annulation`}
                label={t.undo}
                sentence={t.undoSure({ count: drafts })}
                confirm={t.undoYes}
              />
            </>
          )}
          <Table
            caption={t.conventionsMade}
            quiet
            rows={rows}
            id={(row) => row.id}
            columns={[
              { head: t.collectivity, header: true, cell: (row) => <a href={`/conventions/${row.id}`}>{row.name}</a> },
              { head: t.state, cell: ({ state }) => <Status kind={stateLook[state]}>{t.stateText({ state })}</Status> },
              { head: t.schools, numeric: true, cell: ({ schools }) => schools },
              { head: t.participation, numeric: true, cell: ({ amount }) => amount },
            ]}
          />
        </>
      )}
    </Page>
  ),
});

/** Takes back what nobody has received; what was sent stays. */
export const undo = action('/conventions/renouvellements/:renewalId/annulation', {
  params: OneRenewal,
  may: mayManageRenewal,
  does: 'convention.renewal-undone',
  body: z.object({}),
  run: async ({ db, now, params: { renewalId } }) => {
    const { numDeletedRows } = await db
      .deleteFrom('conventions.conventions')
      .where('renewal_id', '=', renewalId)
      .where('state', '=', 'draft')
      .executeTakeFirst();
    if (!numDeletedRows) return refuse('sent', t.nothingToUndo, { status: 409 });
    await db.updateTable('conventions.renewals').set({ undone_at: now }).where('id', '=', renewalId).execute();
    const count = Number(numDeletedRows);
    return { see: '/conventions/renouvellement', say: t.undoneCount({ count }), note: { details: { renewalId, count } } };
  },
});

/** Each draft becomes a paper: work for a moment, done outside the request. */
export const sendAll = action('/conventions/renouvellements/:renewalId/envoi', {
  params: OneRenewal,
  may: mayManageRenewal,
  does: 'convention.renewal-sent',
  body: z.object({}),
  run: async ({ db, me, params: { renewalId } }) => {
    await enqueue(db, 'conventions.sendDrafts', { renewalId, by: me.personId }, { key: `conventions.sendDrafts ${renewalId}` });
    return { see: `/conventions/renouvellements/${renewalId}`, say: t.sendingAll, note: { details: { renewalId } } };
  },
});

/** One transaction for each: killed half-way, those sent are sent, and the others are still drafts. */
export const sendDrafts: Job = {
  run: async ({ db, payload, now, folder }) => {
    const { renewalId, by } = payload as { renewalId: string; by: string };
    const { rows } = await sql<{ id: string }>`
      select id from conventions.conventions where renewal_id = ${renewalId} and state = 'draft' order by name, id`.execute(db);
    for (const { id } of rows)
      await db.transaction().execute(async (tx) => {
        const convention = await hold(tx, id);
        if (convention?.state !== 'draft') return;
        if (await send(tx, drawerIn(folder), { convention, day: todayIn(now), by, now })) return;
        await tellStep(tx, emitter(tx, 'conventions', [{ name: 'conventions', notifications }], by), id, 'sent');
      });
  },
};
