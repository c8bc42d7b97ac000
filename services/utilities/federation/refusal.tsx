import { routesFor, z } from '#kernel';
import { BarePage, ButtonLink } from '#kernel/ui';
import { t } from './texts.ts';

const { openPage } = routesFor();

const reasons = {
  educonnect: [t.unknownEduconnect, t.unknownEduconnectNext],
  agents: [t.unknownAgents, t.unknownAgentsNext],
  preuve: [t.refusedProof, t.refusedProofNext],
  indisponible: [t.unavailable, t.unavailableNext],
} as const;

/** Why one is not in, and what to do: never which account exists. */
export const refusal = openPage('/federation/refus', {
  may: () => true,
  query: z.object({ pourquoi: z.enum(['educonnect', 'agents', 'preuve', 'indisponible']).catch('preuve') }),
  answer: z.object({ why: z.enum(['educonnect', 'agents', 'preuve', 'indisponible']) }),
  load: async ({ query: { pourquoi } }) => ({ why: pourquoi }),
  view: ({ why }) => (
    <BarePage title={t.refusedTitle} lead={reasons[why][0]}>
      <p>{reasons[why][1]}</p>
      <ButtonLink href="/connexion" weight="main">
        {t.backToSignIn}
      </ButtonLink>
    </BarePage>
  ),
});
