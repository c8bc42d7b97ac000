import { routesFor, sql, z } from '#kernel';
import { wears } from '#kernel/perimeter';
import { Card, CardList, EmptyState, Page, Pagination, SearchField, Status } from '#kernel/ui';
import { schoolsRunBy } from './policy.ts';
import { t } from './texts.ts';

const { page } = routesFor();
const perPage = 30;

/** The schools I run. A director of one school goes straight to it. */
export const schools = page('/ecole', {
  may: wears('director', 'academy', 'administrator'),
  query: z.object({
    q: z.string().trim().max(80).optional().catch(undefined),
    page: z.coerce.number().int().min(1).max(1000).default(1).catch(1),
  }),
  answer: z.object({
    q: z.string(),
    page: z.number(),
    more: z.boolean(),
    mayImport: z.boolean(),
    schools: z.array(
      z.object({ id: z.string(), name: z.string(), uai: z.string(), city: z.string().nullable(), pupils: z.number(), waiting: z.number() }),
    ),
  }),
  load: async ({ db, me, query }) => {
    const q = query.q ?? '';
    const found = await db
      .selectFrom('kernel.schools as school')
      .innerJoin('kernel.places as place', 'place.id', 'school.id')
      .select([
        'school.id',
        'place.name',
        'school.uai',
        'school.city',
        sql<number>`(
          select count(distinct f.person_id) from kernel.functions_today f where f.school_id = school.id and f.kind = 'pupil')`.as(
          'pupils',
        ),
        sql<number>`(
          select count(*) from kernel.places c where c.school_id = school.id and c.kind = 'class' and c.closed_on is null
          and not exists (select from kernel.functions_today f where f.place_id = c.id and f.kind = 'teacher'))`.as('waiting'),
      ])
      .where('school.id', 'in', schoolsRunBy(me))
      .$if(q !== '', (query) =>
        query.where((where) =>
          where.or(
            ['place.name', 'school.uai', 'school.city'].map((column) => where(sql.ref<string>(column), 'ilike', `%${escapeLike(q)}%`)),
          ),
        ),
      )
      .orderBy('school.city')
      .orderBy('place.name')
      .offset((query.page - 1) * perPage)
      .limit(perPage + 1)
      .execute();
    const [only] = found;
    if (only && found.length === 1 && q === '' && query.page === 1) return { see: `/ecole/${only.id}` };
    return {
      q,
      page: query.page,
      more: found.length > perPage,
      mayImport: wears('administrator')({ me }),
      schools: found.slice(0, perPage),
    };
  },
  view: ({ q, page, more, mayImport, schools }) => (
    <Page title={t.schools} family="governance" lead={t.schoolsLead}>
      <SearchField action="/ecole" label={t.search} value={q} />
      {schools.length === 0 ? (
        <EmptyState
          sentence={q ? t.noSchoolFound({ q }) : t.noSchool}
          link={q ? { label: t.allSchools, href: '/ecole' } : mayImport ? { label: t.importFirst, href: '/imports' } : undefined}
        />
      ) : (
        <CardList label={t.schools}>
          {schools.map((school) => (
            <Card key={school.id} title={school.name} href={`/ecole/${school.id}`} meta={`${school.city ?? ''} · ${school.uai}`}>
              <p>
                {t.pupils({ count: school.pupils })}{' '}
                {school.waiting > 0 && <Status kind="waiting">{t.without({ count: school.waiting })}</Status>}
              </p>
            </Card>
          ))}
        </CardList>
      )}
      <Pagination
        previous={page > 1 ? `/ecole?q=${encodeURIComponent(q)}&page=${page - 1}` : undefined}
        next={more ? `/ecole?q=${encodeURIComponent(q)}&page=${page + 1}` : undefined}
        page={page}
      />
    </Page>
  ),
});

const escapeLike = (text: string): string => text.replace(/[\\%_]/g, (sign) => `\\${sign}`);
