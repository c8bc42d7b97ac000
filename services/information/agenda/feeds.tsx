import { hidden, newId, type Reader, refuse, routesFor, sql, ticked, uuid, z } from '#kernel';
import { isGuardianOf } from '#kernel/perimeter';
import {
  Card,
  CardList,
  Checkbox,
  Confirm,
  CopyButton,
  EmptyState,
  Form,
  InlineForm,
  Notice,
  Page,
  Select,
  Submit,
  TextField,
  Time,
} from '#kernel/ui';
import { addressOf } from './ical.ts';
import { mayWrite } from './policy.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { page, action } = routesFor<Tables>();
const OneFeed = z.object({ feedId: uuid });
const most = 12;

/** The addresses at which the applications of my devices read my agenda. */
export const feeds = page('/agenda/abonnements', {
  may: mayWrite,
  fresh: true,
  answer: z.object({
    children: z.array(z.object({ id: z.string(), firstName: z.string() })),
    feeds: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        child: z.string().nullable(),
        withSurnames: z.boolean(),
        readAt: z.date().nullable(),
        address: z.string(),
      }),
    ),
  }),
  load: async ({ db, me, origin, secret }) => {
    const { rows } = await sql<{ id: string; name: string; child: string | null; withSurnames: boolean; readAt: Date | null }>`
      select f.id, f.name, child.first_name as child, f.with_surnames as "withSurnames", f.read_at as "readAt"
      from agenda.feeds f left join kernel.people child on child.id = f.child_id
      where f.person_id = ${me.personId} order by f.name, f.id`.execute(db);
    const children = [...new Map(me.children.map(({ id, firstName }) => [id, { id, firstName }])).values()];
    return { children, feeds: rows.map((feed) => ({ ...feed, address: addressOf(feed.id, { origin, secret }) })) };
  },
  view: ({ children, feeds }) => (
    <Page title={t.feeds} lead={t.feedsLead} family="information" narrow trail={[{ label: t.label, href: '/agenda' }]}>
      {feeds.length === 0 ? (
        <EmptyState sentence={t.noFeed} drawing="house" />
      ) : (
        <>
          <Notice>{t.feedSecret}</Notice>
          <CardList label={t.feeds}>
            {feeds.map((feed) => (
              <Card
                key={feed.id}
                title={feed.name}
                meta={
                  <>
                    <span>{feed.child ? t.agendaOf({ child: feed.child }) : t.wholeAgenda}</span>
                    <span>{feed.withSurnames ? t.withSurnames : t.withoutSurnames}</span>
                    <span>
                      {feed.readAt ? (
                        <>
                          {t.readLast} <Time at={feed.readAt} />
                        </>
                      ) : (
                        t.neverRead
                      )}
                    </span>
                  </>
                }
                footer={
                  <>
                    <InlineForm action={`/agenda/abonnements/${feed.id}/nouvelle-adresse`} label={t.redrawOf({ name: feed.name })}>
                      {t.redraw}
                    </InlineForm>
                    <Confirm
                      action={`/agenda/abonnements/${feed.id}/retrait`}
                      label={t.revoke}
                      sentence={t.revokeSentence}
                      confirm={t.revokeConfirm}
                    />
                  </>
                }
              >
                <p>
                  <a href={feed.address.replace(/^https?:/, 'webcal:')}>{t.openInApplication}</a>
                </p>
                <p class="feed-address">
                  <code>{feed.address}</code> <CopyButton text={feed.address} />
                </p>
              </Card>
            ))}
          </CardList>
        </>
      )}
      <h2>{t.newFeed}</h2>
      <Form action="/agenda/abonnements">
        <TextField name="name" label={t.feedName} hint={t.feedNameHint} required maxlength={60} />
        {children.length > 0 && (
          <Select
            name="childId"
            label={t.whose}
            blank={t.wholeAgenda}
            options={children.map(({ id, firstName }) => ({ value: id, label: t.agendaOf({ child: firstName }) }))}
          />
        )}
        <Checkbox name="withSurnames" label={t.withSurnamesChoice} hint={t.withSurnamesHint} />
        <Submit>{t.makeFeed}</Submit>
      </Form>
    </Page>
  ),
});

export const makeFeed = action('/agenda/abonnements', {
  may: mayWrite,
  fresh: true,
  does: 'feed.made',
  body: z.object({
    name: z.string().trim().min(1, t.giveFeedName).max(60),
    childId: z.preprocess((value) => (value === '' || value === undefined ? null : value), uuid.nullable()),
    withSurnames: ticked,
  }),
  redraw: feeds,
  run: async ({ db, me, body }) => {
    if (body.childId && !isGuardianOf(me, body.childId)) return hidden;
    if ((await mine(db, me.personId)).length >= most) return refuse('many', t.manyFeeds);
    const id = newId();
    await db
      .insertInto('agenda.feeds')
      .values({ id, person_id: me.personId, child_id: body.childId, name: body.name, with_surnames: body.withSurnames, read_at: null })
      .execute();
    return { see: '/agenda/abonnements', say: t.feedMade, note: { details: { feedId: id } } };
  },
});

/** The old address answers nothing more: another id, another secret. */
export const redrawFeed = action('/agenda/abonnements/:feedId/nouvelle-adresse', {
  params: OneFeed,
  may: ownsFeed,
  fresh: true,
  does: 'feed.redrawn',
  body: z.object({}),
  run: async ({ db, params: { feedId } }) => {
    await db.updateTable('agenda.feeds').set({ id: newId(), read_at: null }).where('id', '=', feedId).execute();
    return { see: '/agenda/abonnements', say: t.feedRedrawn, note: { details: { feedId } } };
  },
});

export const revokeFeed = action('/agenda/abonnements/:feedId/retrait', {
  params: OneFeed,
  may: ownsFeed,
  does: 'feed.revoked',
  body: z.object({}),
  run: async ({ db, params: { feedId } }) => {
    await db.deleteFrom('agenda.feeds').where('id', '=', feedId).execute();
    return { see: '/agenda/abonnements', say: t.feedRevoked, note: { details: { feedId } } };
  },
});

const mine = (db: Reader<Tables>, personId: string) =>
  db.selectFrom('agenda.feeds').select('id').where('person_id', '=', personId).execute();

async function ownsFeed({
  me,
  params,
  db,
}: {
  me: { personId: string };
  params: { feedId: string };
  db: Reader<Tables>;
}): Promise<boolean> {
  return (await mine(db, me.personId)).some(({ id }) => id === params.feedId);
}
