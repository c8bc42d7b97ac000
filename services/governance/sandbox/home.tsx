import { hidden, routesFor, z } from '#kernel';
import { ButtonLink, Buttons, Card, CardList, Confirm, InlineForm, Notice, Page } from '#kernel/ui';
import { Wanted } from './landing.ts';
import { mayTrain, trains } from './policy.ts';
import { roles } from './roles.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { page } = routesFor<Tables>();

const Home = z.object({
  vers: z.string(),
  over: z.boolean(),
  mayReset: z.boolean(),
  /** Inside: whom one plays, and the way back to real people. */
  inside: z.object({ name: z.string(), home: z.string() }).nullable(),
});

/** Chooses whom to play: from the house of real people with a ticket, or, once inside, somebody else. */
export const home = page('/ecole-d-essai', {
  query: z.object({ vers: Wanted, billet: z.string().max(20).optional().catch(undefined) }),
  may: () => true,
  answer: Home,
  load: async ({ me, query: { vers, billet }, sandbox }) => {
    if (!sandbox) return hidden;
    const shown = { vers, over: billet !== undefined };
    if (sandbox.side === 'sandbox')
      return { ...shown, mayReset: false, inside: { name: `${me.firstName} ${me.lastName}`, home: sandbox.home } };
    if (!mayTrain({ me })) return hidden;
    sandbox.wake?.();
    return { ...shown, mayReset: trains({ me }), inside: null };
  },
  view: ({ vers, over, mayReset, inside }) => (
    <Page
      title={t.label}
      lead={t.lead}
      family="governance"
      actions={inside && <ButtonLink href={`${inside.home}/ecole-d-essai`}>{t.backHome}</ButtonLink>}
    >
      {over && <Notice kind="warning">{t.ticketOver}</Notice>}
      {inside ? <p>{t.playing(inside)}</p> : <Notice title={t.invented}>{t.nightly}</Notice>}
      {vers !== '/' && <p class="hint">{t.fromPage({ path: vers })}</p>}
      <h2>{t.roles}</h2>
      <CardList label={t.roles} columns>
        {roles.map((role) => (
          <Card
            key={role}
            title={t.role({ role })}
            level={3}
            footer={
              <InlineForm action="/ecole-d-essai" fields={{ role, vers }} picture="person" label={t.playAs({ role })}>
                {t.play}
              </InlineForm>
            }
          >
            <p>{t.about({ role })}</p>
          </Card>
        ))}
      </CardList>
      {mayReset && (
        <Buttons>
          <Confirm action="/ecole-d-essai/remise-a-neuf" label={t.reset} sentence={t.resetSentence} confirm={t.resetYes} />
        </Buttons>
      )}
    </Page>
  ),
});
