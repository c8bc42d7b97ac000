import { routesFor, sql, z } from '#kernel';
import { heldBy } from '#kernel/consent';
import { placesOf, wears } from '#kernel/perimeter';
import { Card, CardList, EmptyState, Page } from '#kernel/ui';
import { t } from './texts.ts';

const { page } = routesFor();

/** My children, each with their page; for a director, the classes. */
export const home = page('/accords', {
  may: wears('guardian', 'director', 'teacher'),
  answer: z.object({
    children: z.array(z.object({ id: z.string(), firstName: z.string() })),
    classes: z.array(z.object({ id: z.string(), name: z.string() })),
    taught: z.array(z.object({ id: z.string(), name: z.string() })),
  }),
  load: async ({ db, me }) => {
    const children = await heldBy(db, me.personId);
    const { rows: classes } = await sql<{ id: string; name: string }>`
      select id, name from kernel.places where kind = 'class' and closed_on is null
        and school_id = any (${placesOf(me, 'director')}::uuid[]) order by name`.execute(db);
    const { rows: taught } = await sql<{ id: string; name: string }>`
      select id, name from kernel.places where kind = 'class' and closed_on is null
        and id = any (${placesOf(me, 'teacher')}::uuid[]) and not school_id = any (${placesOf(me, 'director')}::uuid[]) order by name`.execute(
      db,
    );
    const [only] = children;
    if (only && children.length + classes.length + taught.length === 1) return { see: `/accords/${only.id}` };
    return { children, classes, taught };
  },
  view: ({ children, classes, taught }) => (
    <Page title={t.label} family="governance" lead={t.lead}>
      {children.length + classes.length + taught.length === 0 && (
        <EmptyState sentence={t.nothingToAnswer} link={{ label: t.backHome, href: '/' }} />
      )}
      {children.length > 0 && (
        <CardList label={t.myChildren} columns>
          {children.map(({ id, firstName }) => (
            <Card key={id} title={t.photosOf({ name: firstName })} href={`/accords/${id}`} family="governance" />
          ))}
        </CardList>
      )}
      {classes.length > 0 && (
        <>
          <h2>{t.classes}</h2>
          <CardList label={t.classes} columns>
            {classes.map(({ id, name }) => (
              <Card key={id} title={name} href={`/accords/classes/${id}`} family="governance" level={3} />
            ))}
          </CardList>
        </>
      )}
      {taught.length > 0 && (
        <>
          <h2>{t.taught}</h2>
          <CardList label={t.taught} columns>
            {taught.map(({ id, name }) => (
              <Card key={id} title={name} href={`/accords/projets/${id}`} family="governance" level={3} />
            ))}
          </CardList>
        </>
      )}
    </Page>
  ),
});
