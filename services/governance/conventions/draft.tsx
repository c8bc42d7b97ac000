import { hidden, newId, refuse, routesFor, uuid, z } from '#kernel';
import { ButtonLink, Page, SearchField } from '#kernel/ui';
import { openYears } from './dates.ts';
import { columnsOf, Draft, DraftForm, Filled } from './draft-fields.tsx';
import { filledAgain, filledAnew, townOf, townsToOffer } from './draft-start.ts';
import { usualUnitCents } from './money.ts';
import { manages, mayDraft, territoriesOf } from './policy.ts';
import { listSchools, schoolsOfTown } from './schools-of.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { page, action } = routesFor<Tables>();
const OneDraft = z.object({ draftId: uuid });
const Place = z.object({ id: z.string(), name: z.string() });
const trail = [{ label: t.label, href: '/conventions' }];

/** A town is chosen in the directory first, or none: an EPCI and a syndicat are in no directory, their SIRET is typed. */
export const chooseTown = page('/conventions/nouvelle', {
  may: manages,
  query: z.object({ q: z.string().trim().max(80).catch('').default('') }),
  answer: z.object({ q: z.string(), towns: z.array(Place) }),
  load: async ({ db, me, query: { q } }) => ({ q, towns: await townsToOffer(db, me, q) }),
  view: ({ q, towns }) => (
    <Page title={t.newDraft} lead={t.newDraftLead} family="governance" narrow trail={trail}>
      <SearchField action="/conventions/nouvelle" label={t.searchTown} value={q} />
      {towns.length === 0 && <p class="hint">{t.noTown({ q })}</p>}
      <ul class="plain">
        {towns.map(({ id, name }) => (
          <li key={id}>
            <ButtonLink href={`/conventions/nouvelle/saisie?commune=${id}`} weight="quiet" picture="town">
              {name}
            </ButtonLink>
          </li>
        ))}
      </ul>
      <ButtonLink href="/conventions/nouvelle/saisie">{t.otherCollectivity}</ButtonLink>
    </Page>
  ),
});

export const newDraft = page('/conventions/nouvelle/saisie', {
  may: manages,
  query: z.object({ commune: uuid.optional().catch(undefined) }),
  answer: z.object({ filled: Filled, years: z.array(z.string()), territories: z.array(Place) }),
  load: async ({ db, me, now, query: { commune } }) => ({
    years: openYears(now),
    territories: await territoriesOf(db, me),
    filled: await filledAnew(db, me, { townId: commune ?? null, now }),
  }),
  view: ({ filled, years, territories }) => (
    <Page title={t.newDraft} family="governance" narrow trail={[...trail, { label: t.chooseCollectivity, href: '/conventions/nouvelle' }]}>
      <DraftForm action="/conventions/nouvelle/saisie" filled={filled} years={years} territories={territories} verb={t.create} />
    </Page>
  ),
});

export const createDraft = action('/conventions/nouvelle/saisie', {
  may: manages,
  does: 'convention.drafted',
  body: Draft,
  redraw: newDraft,
  run: async ({ db, me, now, body }) => {
    if (!openYears(now).includes(body.schoolYear)) return refuse('year', t.chooseYear, { field: 'schoolYear' });
    if (!(await territoriesOf(db, me)).some(({ id }) => id === body.territoryId))
      return refuse('territory', t.chooseTerritory, { field: 'territoryId' });
    const conventionId = newId(now.getTime());
    const columns = columnsOf(body);
    const townId = await townOf(db, me, columns);
    const made = await db
      .insertInto('conventions.conventions')
      .values({
        id: conventionId,
        ...columns,
        town_id: townId,
        unit_cents: usualUnitCents,
        created_by: me.personId,
        created_at: now,
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (!made.numInsertedOrUpdatedRows)
      return refuse('already', t.alreadyThisYear({ year: body.schoolYear }), { field: 'siret', status: 409 });
    const schools = townId ? await schoolsOfTown(db, townId, body.schoolYear) : [];
    await listSchools(db, { conventionId, schoolYear: body.schoolYear }, schools);
    return {
      see: schools.length > 0 ? `/conventions/${conventionId}` : `/conventions/brouillons/${conventionId}/ecoles`,
      say: t.drafted({ count: schools.length }),
      note: { details: { conventionId, siret: body.siret, schoolYear: body.schoolYear } },
    };
  },
});

export const editDraft = page('/conventions/brouillons/:draftId/modifier', {
  params: OneDraft,
  may: mayDraft,
  answer: z.object({ id: z.string(), filled: Filled, years: z.array(z.string()), territories: z.array(Place) }),
  load: async ({ db, me, now, params: { draftId: conventionId } }) => {
    const convention = await db.selectFrom('conventions.conventions').selectAll().where('id', '=', conventionId).executeTakeFirst();
    if (!convention) return hidden;
    if (convention.state !== 'draft') return refuse('sent', t.alreadySent, { status: 409 });
    return {
      id: conventionId,
      filled: filledAgain(convention),
      years: [...new Set([convention.school_year, ...openYears(now)])],
      territories: await territoriesOf(db, me),
    };
  },
  view: ({ id, filled, years, territories }) => (
    <Page
      title={t.editDraft}
      family="governance"
      narrow
      trail={[...trail, { label: t.titleOf({ name: filled.name, year: filled.schoolYear }), href: `/conventions/${id}` }]}
    >
      <DraftForm action={`/conventions/brouillons/${id}/modifier`} filled={filled} years={years} territories={territories} verb={t.save} />
    </Page>
  ),
});

export const changeDraft = action('/conventions/brouillons/:draftId/modifier', {
  params: OneDraft,
  may: mayDraft,
  does: 'convention.changed',
  body: Draft,
  redraw: editDraft,
  run: async ({ db, me, now, params: { draftId: conventionId }, body }) => {
    const was = await db.selectFrom('conventions.conventions').selectAll().where('id', '=', conventionId).forUpdate().executeTakeFirst();
    if (!was) return hidden;
    if (was.state !== 'draft') return refuse('sent', t.alreadySent, { status: 409 });
    if (![was.school_year, ...openYears(now)].includes(body.schoolYear)) return refuse('year', t.chooseYear, { field: 'schoolYear' });
    if (!(await territoriesOf(db, me)).some(({ id }) => id === body.territoryId))
      return refuse('territory', t.chooseTerritory, { field: 'territoryId' });
    if (was.school_year !== body.schoolYear) await db.deleteFrom('conventions.lines').where('convention_id', '=', conventionId).execute();
    const columns = columnsOf(body);
    try {
      await db
        .updateTable('conventions.conventions')
        .set({ ...columns, town_id: await townOf(db, me, columns) })
        .where('id', '=', conventionId)
        .execute();
    } catch (error) {
      if (!isTaken(error)) throw error;
      return refuse('already', t.alreadyThisYear({ year: body.schoolYear }), { field: 'siret', status: 409 });
    }
    return { see: `/conventions/${conventionId}`, say: t.saved, note: { details: { conventionId } } };
  },
});

/** A draft nobody received may be thrown away. */
export const deleteDraft = action('/conventions/brouillons/:draftId/suppression', {
  params: OneDraft,
  may: mayDraft,
  does: 'convention.deleted',
  body: z.object({}),
  run: async ({ db, params: { draftId: conventionId } }) => {
    const { numDeletedRows } = await db
      .deleteFrom('conventions.conventions')
      .where('id', '=', conventionId)
      .where('state', '=', 'draft')
      .executeTakeFirst();
    if (!numDeletedRows) return refuse('sent', t.alreadySent, { status: 409 });
    return { see: '/conventions', say: t.deleted, note: { details: { conventionId } } };
  },
});

/** PostgreSQL's unique_violation: another convention of the year bears this SIRET. */
const isTaken = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === '23505';
