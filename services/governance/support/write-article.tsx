import { type Me, newId, refuse, routesFor, sql, ticked, uuid, z } from '#kernel';
import { Checkbox, Confirm, Form, Page, Radios, Select, Submit, TextArea, TextField } from '#kernel/ui';
import { a, starters } from './article-texts.ts';
import { mayEdit, publishes, publishingPlaces } from './policy.ts';
import { placesToSpeakFor } from './status.tsx';
import type { Tables } from './tables.ts';

const { page, action } = routesFor<Tables>();
const audiences = ['everybody', 'families', 'team'] as const;
const trail = [{ label: a.help, href: '/aide' }];

const Words = z.object({
  title: z.string(a.giveTitle).trim().min(1, a.giveTitle).max(120, a.long),
  body: z.string(a.giveBody).trim().min(1, a.giveBody).max(8000, a.long),
  audience: z.enum(audiences, a.chooseAudience),
  open: ticked,
});
type Words = z.infer<typeof Words>;

const Fields = ({ title, body, audience, open }: Words) => (
  <>
    <TextField name="title" label={a.title} hint={a.titleHint} value={title} required maxlength={120} />
    <TextArea name="body" label={a.body} hint={a.bodyHint} value={body} required rows={12} maxlength={8000} />
    <Radios
      name="audience"
      label={a.audience}
      required
      value={audience}
      options={audiences.map((one) => ({ value: one, label: a.forWhom({ audience: one }) }))}
    />
    <Checkbox name="open" label={a.open} hint={a.openHint} checked={open} />
  </>
);

const Place = z.object({ id: z.string(), name: z.string() });

export const newArticle = page('/aide/nouveau', {
  may: publishes,
  answer: z.object({ places: z.array(Place) }),
  load: async ({ db, me }) => ({ places: await placesToSpeakFor(db, me) }),
  view: ({ places }) => (
    <Page title={a.write} family="governance" narrow trail={trail}>
      <Form action="/aide/nouveau">
        <Select
          name="placeId"
          label={a.where}
          required
          blank={false}
          value={places[0]?.id ?? ''}
          options={places.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <Fields title="" body="" audience="everybody" open={false} />
        <Submit>{a.save}</Submit>
      </Form>
    </Page>
  ),
});

const known = () => refuse('known', a.known, { field: 'title', status: 409 });

export const addArticle = action('/aide/nouveau', {
  may: publishes,
  does: 'article.added',
  body: Words.extend({ placeId: z.uuid(a.choosePlace) }),
  redraw: newArticle,
  run: async ({ db, me, now, body: { placeId, ...words } }) => {
    if (!mySpeech(me, placeId)) return refuse('place', a.choosePlace, { field: 'placeId' });
    const added = await db
      .insertInto('support.articles')
      .values({ id: newId(now.getTime()), place_id: placeId, ...words, changed_at: now })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    return added ? { see: `/aide/articles/${added.id}`, say: a.saved, note: { details: { article: added.id } } } : known();
  },
});

const mySpeech = (me: Me, placeId: string): boolean => publishingPlaces(me).includes(placeId);

const one = { params: z.object({ articleId: uuid }), may: mayEdit };

export const editArticle = page('/aide/articles/:articleId/modifier', {
  ...one,
  answer: Words.extend({ id: z.string() }),
  load: async ({ db, params: { articleId } }) =>
    db
      .selectFrom('support.articles')
      .select(['id', 'title', 'body', 'audience', 'open'])
      .where('id', '=', articleId)
      .executeTakeFirstOrThrow(),
  view: ({ id, ...words }) => (
    <Page title={a.change} family="governance" narrow trail={[...trail, { label: words.title, href: `/aide/articles/${id}` }]}>
      <Form action={`/aide/articles/${id}/modifier`}>
        <Fields {...words} />
        <Submit>{a.save}</Submit>
      </Form>
      <Confirm action={`/aide/articles/${id}/retrait`} label={a.remove} sentence={a.removeSure} confirm={a.removeYes} />
    </Page>
  ),
});

export const changeArticle = action('/aide/articles/:articleId/modifier', {
  ...one,
  does: 'article.changed',
  body: Words,
  redraw: editArticle,
  run: async ({ db, now, params: { articleId }, body: { title, body, audience, open } }) => {
    const { rows } = await sql`
      update support.articles x set title = ${title}, body = ${body}, audience = ${audience}, open = ${open}, changed_at = ${now}
      where id = ${articleId} and not exists (
        select from support.articles other where other.place_id = x.place_id and other.title = ${title} and other.id <> x.id)
      returning id`.execute(db);
    return rows.length > 0 ? { see: `/aide/articles/${articleId}`, say: a.saved, note: { details: { article: articleId } } } : known();
  },
});

export const removeArticle = action('/aide/articles/:articleId/retrait', {
  ...one,
  does: 'article.removed',
  body: z.object({}),
  run: async ({ db, params: { articleId } }) => {
    await db.deleteFrom('support.articles').where('id', '=', articleId).execute();
    return { see: '/aide', say: a.removed, note: { details: { article: articleId } } };
  },
});

/** The first articles, for whoever does not want to begin with a blank page. Asked twice, they are there once. */
export const takeStarters = action('/aide/proposes', {
  may: publishes,
  does: 'articles.started',
  body: z.object({}),
  run: async ({ db, me, now }) => {
    const [placeId] = publishingPlaces(me);
    if (!placeId) return refuse('place', a.choosePlace);
    await db
      .insertInto('support.articles')
      .values(starters.map((starter) => ({ id: newId(now.getTime()), place_id: placeId, ...starter, changed_at: now })))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    return { see: '/aide', say: a.started, note: { details: { place: placeId, articles: starters.length } } };
  },
});
