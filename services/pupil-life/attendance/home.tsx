import { type Me, type Reader, routesFor, sql, z } from '#kernel';
import { placesOf, wears } from '#kernel/perimeter';
import { Card, CardList, EmptyState, Page, parisDay } from '#kernel/ui';
import { replacesIn } from '#services/pupil-life/homework';
import { currentHalfDay, wordOf } from './half-days.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { page } = routesFor<Tables>();

const Place = z.object({ id: z.string(), name: z.string(), school: z.string(), schoolId: z.string() });

/** The roll call opens on the class one has, at this half-day; on one's school; on what one has to say about one's children. */
export const home = page('/appel', {
  may: wears('teacher', 'director', 'guardian'),
  answer: z.object({
    hasChildren: z.boolean(),
    classes: z.array(Place.extend({ href: z.string() })),
    schools: z.array(z.object({ id: z.string(), name: z.string() })),
  }),
  load: async ({ db, me, now }) => {
    const hasChildren = me.children.length > 0;
    const schoolIds = placesOf(me, 'director');
    const schools = schoolIds.length
      ? await db.selectFrom('kernel.places').select(['id', 'name']).where('id', 'in', schoolIds).where('kind', '=', 'school').execute()
      : [];
    const places = await classesOf(db, me, now);
    if (hasChildren && places.length === 0 && schools.length === 0) return { see: '/appel/famille' };
    const classes = await Promise.all(places.map(async (place) => ({ ...place, href: await sheetOf(db, place, now) })));
    const [only] = classes;
    if (only && classes.length === 1 && schools.length === 0 && !hasChildren) return { see: only.href };
    const [school] = schools;
    if (school && schools.length === 1 && classes.length === 0 && !hasChildren) return { see: `/appel/ecoles/${school.id}` };
    return { hasChildren, classes, schools };
  },
  view: ({ hasChildren, classes, schools }) => (
    <Page title={t.label} family="pupil-life">
      {classes.length + schools.length === 0 && <EmptyState sentence={t.noClassYet} link={{ label: t.backHome, href: '/' }} />}
      <CardList label={t.label} columns>
        {classes.map(({ id, name, school, href }) => (
          <Card key={id} title={t.rollOf({ name })} href={href} family="pupil-life" meta={school} />
        ))}
        {schools.map(({ id, name }) => (
          <Card key={id} title={t.ofSchool({ name })} href={`/appel/ecoles/${id}`} family="pupil-life" />
        ))}
        {hasChildren && <Card title={t.myChildren} href="/appel/famille" family="pupil-life" />}
      </CardList>
    </Page>
  ),
});

/** The classes that I teach, and those that I replace in at this moment. */
async function classesOf(db: Reader<Tables>, me: Me, now: Date): Promise<z.infer<typeof Place>[]> {
  const replaced = (await replacesIn(db, me, now)).map(({ classId }) => classId);
  const { rows } = await sql<z.infer<typeof Place>>`
    select c.id, c.name, s.name as school, s.id as "schoolId" from kernel.places c join kernel.places s on s.id = c.school_id
    where c.id = any (${[...placesOf(me, 'teacher'), ...replaced]}::uuid[]) and c.kind = 'class' and c.closed_on is null
    order by s.name, c.name`.execute(db);
  return rows;
}

/** On a day without class the sheet of that day says so. */
async function sheetOf(db: Reader<Tables>, { id, schoolId }: z.infer<typeof Place>, now: Date): Promise<string> {
  const that = (await currentHalfDay(db, schoolId, now)) ?? { day: parisDay(now), half: 'morning' as const };
  return `/appel/${id}/${that.day}/${wordOf(that.half)}`;
}
