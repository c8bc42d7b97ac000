import { type MachineAnswer, type MachineRequest, routesFor, z } from '#kernel';
import { audit } from '#kernel/audit';
import { countTry, networkOf } from '#kernel/identity';
import { BarePage, ButtonLink } from '#kernel/ui';
import type { ProviderName } from './tables.ts';
import { t } from './texts.ts';

const { openPage } = routesFor();

const reasons = {
  educonnect: [t.unknownEduconnect, t.unknownEduconnectNext],
  agents: [t.unknownAgents, t.unknownAgentsNext],
  preuve: [t.refusedProof, t.refusedProofNext],
  indisponible: [t.unavailable, t.unavailableNext],
  renonce: [t.gaveUp, t.gaveUpNext],
  gel: [t.frozen, t.frozenNext],
} as const;

const why = z.enum(['educonnect', 'agents', 'preuve', 'indisponible', 'renonce', 'gel']);

/** Why one is not in, and what to do: never which account exists. */
export const refusal = openPage('/federation/refus', {
  may: () => true,
  query: z.object({ pourquoi: why.catch('preuve') }),
  answer: z.object({ why }),
  load: async ({ query: { pourquoi } }) => ({ why: pourquoi }),
  view: ({ why: reason }) => (
    <BarePage title={t.refusedTitle} lead={reasons[reason][0]}>
      <p>{reasons[reason][1]}</p>
      <ButtonLink href="/connexion" weight="main">
        {t.backToSignIn}
      </ButtonLink>
    </BarePage>
  ),
});

const quarter = 15 * 60;

/**
 * A proof that opens nothing: `why` is for the journal, never for whoever brought it. From one line, two hundred a quarter of an
 * hour are written down: anybody may knock here, and nobody fills the journal.
 */
export async function refusedProof({ aside, caller }: MachineRequest, provider: ProviderName, why: string): Promise<MachineAnswer> {
  const line = { key: `federation ${networkOf(caller.address)}`, most: 200, seconds: quarter };
  if ((await countTry(aside, [line])) === 0)
    await aside.transaction().execute((db) => audit(db, { actorId: null, action: 'federation.proof.refused', details: { provider, why } }));
  return { see: '/federation/refus?pourquoi=preuve' };
}
