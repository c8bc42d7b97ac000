import { routesFor, sql, z } from '#kernel';
import { wears } from '#kernel/perimeter';
import { Card, CardList, EmptyState, Page, useTu } from '#kernel/ui';
import { classesRead } from './policy.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { page } = routesFor<Tables>();

const Class = z.object({ id: z.string(), name: z.string(), school: z.string() });

/** The journal opens on the class one has, or on the choice of one. */
export const home = page('/journal', {
  may: wears('teacher', 'director', 'assistant', 'atsem', 'guardian', 'pupil'),
  answer: z.object({ classes: z.array(Class) }),
  load: async ({ db, me }) => {
    const { rows: classes } = await sql<z.infer<typeof Class>>`
      select c.id, c.name, s.name as school from kernel.places c join kernel.places s on s.id = c.school_id
      where c.id in ${classesRead(me)} order by s.name, c.name`.execute(db);
    const [only] = classes;
    return only && classes.length === 1 ? { see: `/journal/${only.id}` } : { classes };
  },
  view: ({ classes }) => (
    <Page title={t.label} family="pedagogy">
      {classes.length === 0 ? (
        <NoClass />
      ) : (
        <CardList label={t.classes} columns>
          {classes.map(({ id, name, school }) => (
            <Card key={id} title={name} href={`/journal/${id}`} family="pedagogy" meta={school} />
          ))}
        </CardList>
      )}
    </Page>
  ),
});

const NoClass = () => <EmptyState sentence={useTu() ? t.noClassYetTu : t.noClassYet} link={{ label: t.backHome, href: '/' }} />;
