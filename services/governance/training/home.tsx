import { routesFor, z } from '#kernel';
import { ButtonLink, CardList, EmptyState, Page, Table } from '#kernel/ui';
import { SandboxTile, SessionCard } from './lines.tsx';
import { looks, mine, offers } from './policy.ts';
import { Session, sessionsAhead, sessionsBehind } from './sessions.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { page } = routesFor<Tables>();

const Course = z.object({ id: z.string(), title: z.string(), place: z.string() });

/** What is coming where I work or organise, and what I followed. */
export const home = page('/formations', {
  may: looks,
  answer: z.object({
    sandbox: z.boolean(),
    mayOffer: z.boolean(),
    courses: z.array(Course),
    ahead: z.array(Session),
    behind: z.array(Session),
  }),
  load: async ({ db, me, now, sandbox }) => ({
    sandbox: sandbox !== undefined,
    mayOffer: offers({ me }),
    courses: await db
      .selectFrom('training.courses as c')
      .innerJoin('kernel.places as p', 'p.id', 'c.place_id')
      .select(['c.id', 'c.title', 'p.name as place'])
      .where('c.place_id', 'in', mine(me))
      .orderBy('c.created_at', 'desc')
      .limit(100)
      .execute(),
    ahead: await sessionsAhead(db, me, now),
    behind: await sessionsBehind(db, me, now),
  }),
  view: ({ sandbox, mayOffer, courses, ahead, behind }) => (
    <Page
      title={t.label}
      lead={t.lead}
      family="governance"
      actions={
        mayOffer && (
          <ButtonLink href="/formations/nouvelle" weight="main" picture="pencil">
            {t.offer}
          </ButtonLink>
        )
      }
    >
      {sandbox && <SandboxTile />}
      {ahead.length === 0 ? (
        <EmptyState sentence={mayOffer ? t.emptyOrganiser : t.empty} drawing="rocket" />
      ) : (
        <CardList label={t.ahead}>
          {ahead.map((session) => (
            <SessionCard key={session.id} session={session} titled mayAttend={false} runs={false} />
          ))}
        </CardList>
      )}
      {behind.length > 0 && (
        <>
          <h2>{t.behind}</h2>
          <CardList label={t.behind}>
            {behind.map((session) => (
              <SessionCard key={session.id} session={session} titled mayAttend={false} runs={false} />
            ))}
          </CardList>
        </>
      )}
      {courses.length > 0 && (
        <Table
          caption={t.courses}
          rows={courses}
          id={({ id }) => id}
          columns={[
            { head: t.course, header: true, cell: ({ id, title }) => <a href={`/formations/${id}`}>{title}</a> },
            { head: t.where, cell: ({ place }) => place },
          ]}
        />
      )}
    </Page>
  ),
});
