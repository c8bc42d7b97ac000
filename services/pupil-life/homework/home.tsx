import { routesFor, sql, z } from '#kernel';
import { wears } from '#kernel/perimeter';
import { Card, CardList, EmptyState, Page, parisDay } from '#kernel/ui';
import { classesOf, pupilsOf, replacesIn } from './policy.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { page } = routesFor<Tables>();

/** The cahier opens on the class one has; on what one has to do; on what one's children have. */
export const home = page('/devoirs', {
  may: wears('teacher', 'director', 'assistant', 'atsem', 'guardian', 'pupil'),
  answer: z.object({
    today: z.string(),
    hasChildren: z.boolean(),
    replacing: z.array(z.object({ id: z.string(), name: z.string(), school: z.string() })),
    classes: z.array(z.object({ id: z.string(), name: z.string(), school: z.string() })),
  }),
  load: async ({ db, me, now }) => {
    if (me.functions.some(({ kind }) => kind === 'pupil')) return { see: '/devoirs/moi' };
    const { rows: classes } = await sql<{ id: string; name: string; school: string }>`
      select c.id, c.name, s.name as school from kernel.places c join kernel.places s on s.id = c.school_id
      where c.id in ${classesOf(me)} order by s.name, c.name`.execute(db);
    const { rows: replacing } = await sql<{ id: string; name: string; school: string }>`
      select c.id, c.name, s.name as school from kernel.places c join kernel.places s on s.id = c.school_id
      where c.id = any (${(await replacesIn(db, me, now)).map(({ classId }) => classId)}::uuid[]) order by c.name`.execute(db);
    const hasChildren = pupilsOf(me).length > 0;
    const [only] = classes;
    if (!only && hasChildren && replacing.length === 0) return { see: '/devoirs/famille' };
    if (only && classes.length === 1 && !hasChildren && replacing.length === 0)
      return { see: `/devoirs/${only.id}/semaine/${parisDay(now)}` };
    return { today: parisDay(now), hasChildren, replacing, classes };
  },
  view: ({ today, hasChildren, replacing, classes }) => (
    <Page title={t.label} family="pupil-life">
      {classes.length + replacing.length === 0 && !hasChildren && (
        <EmptyState sentence={t.noClassYet} link={{ label: t.backHome, href: '/' }} />
      )}
      <CardList label={t.classes} columns>
        {replacing.map(({ id, name, school }) => (
          <Card key={id} title={t.youReplace({ name })} href={`/devoirs/${id}/remplacement`} family="pupil-life" meta={school}>
            <p>{t.diesAt}</p>
          </Card>
        ))}
        {hasChildren && <Card title={t.myChildren} href="/devoirs/famille" family="pupil-life" />}
        {classes.map(({ id, name, school }) => (
          <Card key={id} title={name} href={`/devoirs/${id}/semaine/${today}`} family="pupil-life" meta={school} />
        ))}
      </CardList>
    </Page>
  ),
});
