import { routesFor, z } from '#kernel';
import { type Profile, policy, profilesOf, searchReach, whyReach } from '#kernel/perimeter';
import { Card, CardList, InlineForm, Notice, Page, RichText, SearchField, Status } from '#kernel/ui';
import { line } from './draft-fields.ts';
import { adult, opens } from './policy.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { page } = routesFor<Tables>();

/**
 * « Pourquoi puis-je, ou ne puis-je pas, écrire à… ? » Only those whom I reach, or whom a closed class alone keeps from me, are
 * spoken of by name. For anybody else, stranger or nonexistent, the answer is the same: the general rule.
 */
export const whyPage = page('/messagerie/qui', {
  may: adult,
  query: z.object({ q: line(60).catch('') }),
  answer: z.object({
    q: z.string(),
    people: z.array(z.object({ id: z.uuid(), name: z.string(), reached: z.boolean(), why: z.string() })),
    rules: z.array(z.string()),
  }),
  load: async ({ me, query, db }) => {
    const known = query.q ? await searchReach(db, me, { q: query.q, limit: 10, known: true }) : [];
    const people = await Promise.all(
      known.map(async ({ id, name }) => {
        const reason = await whyReach(db, me, id);
        return reason ? [{ id, name, reached: reason.reached, why: t.because({ ...reason, opens: opens({ me }) }) }] : [];
      }),
    );
    return { q: query.q, people: people.flat(), rules: rulesFor(profilesOf(me)) };
  },
  view: ({ q, people, rules }) => (
    <Page title={t.why} family="communication" narrow lead={t.whyLead} trail={[{ label: t.messages, href: '/messagerie' }]}>
      <SearchField action="/messagerie/qui" label={t.whyWho} value={q} />
      {q && people.length === 0 && <Notice>{t.whyNobody}</Notice>}
      <CardList label={t.found}>
        {people.map(({ id, name, reached, why }) => (
          <Card
            key={id}
            level={3}
            title={name}
            footer={
              reached && (
                <InlineForm action="/messagerie/brouillons" fields={{ to: id }} picture="pencil" label={t.writeTo({ name })}>
                  {t.write}
                </InlineForm>
              )
            }
          >
            <p>
              {reached ? <Status kind="done">{t.whyYes}</Status> : <Status kind="refused">{t.whyNo}</Status>} {why}
            </p>
          </Card>
        ))}
      </CardList>
      <h2>{t.whyRules}</h2>
      <RichText>
        <ul>
          {rules.map((rule) => (
            <li key={rule}>{rule}</li>
          ))}
        </ul>
      </RichText>
      <p class="hint">{t.whyAnswers}</p>
    </Page>
  ),
});

/** The whole policy, as it applies to whoever wears these hats. */
const rulesFor = (hats: Set<Profile>): string[] => [
  ...new Set(policy.filter(({ writers }) => writers.some((writer) => hats.has(writer))).map((rule) => t.rule(rule))),
];
