import { hidden, type Me, type Reader, routesFor, sql, uuid, z } from '#kernel';
import { closeness, folded, matches, wordsOf, worksHere } from '#kernel/perimeter';
import { ButtonLink, Buttons, Card, CardList, EmptyState, InlineForm, PlainText, SearchField, Time } from '#kernel/ui';
import { a } from './article-texts.ts';
import { mayEdit, publishes } from './policy.ts';
import { Open } from './status.tsx';
import type { Tables } from './tables.ts';

const { openPage } = routesFor<Tables>();

const Article = z.object({ id: z.string(), title: z.string(), place: z.string(), changedAt: z.date() });
type Article = z.infer<typeof Article>;

/** SQL on an article `x`: read by all, or written above a place of mine for people like me. */
function readable(me: Me | undefined) {
  if (!me) return sql<boolean>`x.open`;
  const places = [...me.functions.map(({ placeId }) => placeId), ...me.children.map(({ schoolId }) => schoolId)];
  const towns = me.functions.filter(({ kind }) => kind === 'town').map(({ placeId }) => placeId);
  return sql<boolean>`(x.open or ((
      x.audience = 'everybody' or (x.audience = 'team' and ${worksHere(me)}) or (x.audience = 'families' and ${me.children.length > 0 || worksHere(me)}))
    and x.place_id in (select up.ancestor_id from kernel.place_ancestors up
      where up.place_id = any (${places}::uuid[]) or up.place_id in (select id from kernel.schools where town_id = any (${towns}::uuid[])))))`;
}

const most = 50;

/** What answers to what is typed, whatever its accents; with nothing typed, all of them. */
async function articlesFor(db: Reader<Tables>, me: Me | undefined, q: string): Promise<Article[]> {
  const words = wordsOf(q);
  const title = folded(sql`x.title`);
  const { rows } = await sql<Article>`
    select x.id, x.title, p.name as place, x.changed_at as "changedAt"
    from support.articles x join kernel.places p on p.id = x.place_id
    where ${readable(me)} and ${matches(folded(sql`x.title || ' ' || x.body`), words)}
    order by ${closeness(title, words)} desc, x.title, x.id limit ${most}`.execute(db);
  return rows;
}

/** The knowledge base. It answers whoever cannot sign in, too. */
export const help = openPage('/aide', {
  may: () => true,
  query: z.object({ q: z.string().trim().max(200).catch('') }),
  answer: z.object({ q: z.string(), articles: z.array(Article), mayWrite: z.boolean(), signedIn: z.boolean(), seeAs: z.boolean() }),
  load: async ({ db, me, query: { q }, sandbox }) => ({
    q,
    articles: await articlesFor(db, me, q),
    mayWrite: me !== undefined && publishes({ me }),
    signedIn: me !== undefined,
    seeAs: sandbox !== undefined && me !== undefined && worksHere(me),
  }),
  view: ({ q, articles, mayWrite, signedIn, seeAs }) => (
    <Open title={a.help} lead={a.lead}>
      <SearchField action="/aide" label={a.search} value={q} />
      {mayWrite && (
        <Buttons>
          <ButtonLink href="/aide/nouveau" picture="pencil">
            {a.write}
          </ButtonLink>
          {articles.length === 0 && q === '' && <InlineForm action="/aide/proposes">{a.takeStarters}</InlineForm>}
        </Buttons>
      )}
      <Found articles={articles} q={q} />
      <Buttons>
        {signedIn ? (
          <ButtonLink href="/assistance/nouvelle" weight="main" picture="help">
            {a.ask}
          </ButtonLink>
        ) : (
          <ButtonLink href="/connexion">{a.signIn}</ButtonLink>
        )}
        {seeAs && <ButtonLink href="/ecole-d-essai">{a.seeAs}</ButtonLink>}
        <ButtonLink href="/etat">{a.status}</ButtonLink>
      </Buttons>
    </Open>
  ),
});

/** Taken as it is by the form that asks for help, while somebody types there. */
const Found = ({ articles, q }: { articles: Article[]; q: string }) => (
  <div data-found>
    {articles.length === 0 ? (
      <EmptyState sentence={q ? a.nothing : a.empty} drawing="fish" />
    ) : (
      <CardList label={a.articles}>
        {articles.map(({ id, title }) => (
          <Card key={id} title={title} href={`/aide/articles/${id}`} />
        ))}
      </CardList>
    )}
  </div>
);

export const article = openPage('/aide/articles/:articleId', {
  params: z.object({ articleId: uuid }),
  may: async ({ db, me, params }) =>
    (await sql`select from support.articles x where x.id = ${params.articleId} and ${readable(me)}`.execute(db)).rows.length > 0,
  answer: Article.extend({ body: z.string(), mayEdit: z.boolean() }),
  load: async ({ db, me, params }) => {
    const { rows } = await sql<Article & { body: string }>`
      select x.id, x.title, x.body, p.name as place, x.changed_at as "changedAt"
      from support.articles x join kernel.places p on p.id = x.place_id where x.id = ${params.articleId}`.execute(db);
    const found = rows[0];
    return found ? { ...found, mayEdit: me !== undefined && (await mayEdit({ me, db, params })) } : hidden;
  },
  view: ({ id, title, body, place, changedAt, mayEdit }) => (
    <Open title={title} lead={place}>
      <PlainText body={body} />
      <p class="meta">
        {a.changed} <Time at={changedAt} form="short" />
      </p>
      <Buttons>
        <ButtonLink href="/aide">{a.others}</ButtonLink>
        {mayEdit && (
          <ButtonLink href={`/aide/articles/${id}/modifier`} picture="pencil">
            {a.change}
          </ButtonLink>
        )}
      </Buttons>
    </Open>
  ),
});
