import { hidden, many, refuse, routesFor, uuid, z } from '#kernel';
import { Checkboxes, EmptyState, Form, Page, SearchField, Submit } from '#kernel/ui';
import { mayDraft } from './policy.ts';
import { listSchools, schoolsAmong, schoolsToList } from './schools-of.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { page, action } = routesFor<Tables>();
const OneDraft = z.object({ draftId: uuid });
const School = z.object({ id: z.string(), uai: z.string(), label: z.string() });

/** Which schools a draft lists: those already there, ticked, and those one may add. */
export const schoolsPage = page('/conventions/brouillons/:draftId/ecoles', {
  params: OneDraft,
  may: mayDraft,
  query: z.object({ q: z.string().trim().max(80).catch('').default('') }),
  answer: z.object({
    id: z.string(),
    name: z.string(),
    year: z.string(),
    q: z.string(),
    listed: z.array(z.string()),
    schools: z.array(School),
  }),
  load: async ({ db, params: { draftId: conventionId }, query: { q } }) => {
    const convention = await db.selectFrom('conventions.conventions').selectAll().where('id', '=', conventionId).executeTakeFirst();
    if (!convention) return hidden;
    if (convention.state !== 'draft') return refuse('sent', t.alreadySent, { status: 409 });
    const listed = await db
      .selectFrom('conventions.lines')
      .select(['school_id as id', 'uai', 'label'])
      .where('convention_id', '=', conventionId)
      .orderBy('label')
      .execute();
    const here = listed.flatMap((line) => (line.id ? [{ ...line, id: line.id }] : []));
    const others = await schoolsToList(db, {
      ...{ territoryId: convention.territory_id, schoolYear: convention.school_year },
      ...{ conventionId, townId: convention.town_id, q },
    });
    return {
      ...{ id: conventionId, name: convention.name, year: convention.school_year, q },
      listed: here.map(({ id }) => id),
      schools: [...here, ...others.filter(({ id }) => !here.some((line) => line.id === id))],
    };
  },
  view: ({ id, name, year, q, listed, schools }) => (
    <Page
      title={t.schools}
      lead={t.schoolsLead}
      family="governance"
      narrow
      trail={[
        { label: t.label, href: '/conventions' },
        { label: t.titleOf({ name, year }), href: `/conventions/${id}` },
      ]}
    >
      <SearchField action={`/conventions/brouillons/${id}/ecoles`} label={t.searchSchool} value={q} />
      {schools.length === 0 ? (
        <EmptyState sentence={t.noSchoolToList({ q })} drawing="house" />
      ) : (
        <Form action={`/conventions/brouillons/${id}/ecoles`}>
          <Checkboxes
            name="schoolIds"
            label={t.schools}
            hint={t.schoolsHint}
            value={listed}
            options={schools.map((school) => ({ value: school.id, label: school.label }))}
          />
          <Submit>{t.save}</Submit>
        </Form>
      )}
    </Page>
  ),
});

export const listThem = action('/conventions/brouillons/:draftId/ecoles', {
  params: OneDraft,
  may: mayDraft,
  does: 'convention.schools-listed',
  body: z.object({ schoolIds: many(z.uuid(t.chooseSchools)).refine((ids) => ids.length <= 2000, t.chooseSchools) }),
  redraw: schoolsPage,
  run: async ({ db, params: { draftId: conventionId }, body: { schoolIds } }) => {
    const convention = await db
      .selectFrom('conventions.conventions')
      .selectAll()
      .where('id', '=', conventionId)
      .forUpdate()
      .executeTakeFirst();
    if (!convention) return hidden;
    if (convention.state !== 'draft') return refuse('sent', t.alreadySent, { status: 409 });
    const ids = [...new Set(schoolIds)];
    const schoolYear = convention.school_year;
    const schools = await schoolsAmong(db, ids, { territoryId: convention.territory_id, schoolYear, conventionId });
    await db.deleteFrom('conventions.lines').where('convention_id', '=', conventionId).execute();
    const made = await listSchools(db, { conventionId, schoolYear }, schools);
    if (made < ids.length) return refuse('elsewhere', t.schoolElsewhere, { field: 'schoolIds', status: 409 });
    return {
      see: `/conventions/${conventionId}`,
      say: t.listed({ count: made }),
      note: { details: { conventionId, schools: made } },
    };
  },
});
