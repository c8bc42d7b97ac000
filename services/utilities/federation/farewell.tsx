import { type MachineAnswer, type MachineRequest, type Reader, routesFor, type Writer, z } from '#kernel';
import { BarePage, ButtonLink } from '#kernel/ui';
import { ours } from './leaving-for.ts';
import { endSessionUrl } from './oidc/doors.ts';
import type { Provider } from './providers.ts';
import { addressesOf, samlOf } from './saml/verify.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';
import { hashOf, newTicket, tenMinutes } from './tickets.ts';

const { openPage } = routesFor<Tables>();

/**
 * Where somebody who leaves goes: the sign-in page, or the page that reminds them of the session they still have at their provider.
 * A page and a link, not a redirection: the form that leaves may only lead to our own pages (CSP form-action).
 */
export async function whereToLeave(db: Writer, sessionId: string, now: Date): Promise<string> {
  const own: Writer<Tables> = db;
  const session = await own.selectFrom('federation.sessions').selectAll().where('session_id', '=', sessionId).executeTakeFirst();
  if (!session) return '/connexion';
  const ticket = newTicket();
  const { provider, name_id, session_index, return_url } = session;
  await own
    .insertInto('federation.farewells')
    .values({
      ticket_hash: hashOf(ticket),
      provider,
      name_id,
      session_index,
      return_url,
      expires_at: new Date(now.getTime() + tenMinutes),
    })
    .execute();
  return `/federation/au-revoir?billet=${ticket}`;
}

const farewellOf = (db: Reader<Tables>, ticket: string, now: Date) =>
  db
    .selectFrom('federation.farewells')
    .selectAll()
    .where('ticket_hash', '=', hashOf(ticket))
    .where('expires_at', '>', now)
    .executeTakeFirst();

export const farewell = openPage('/federation/au-revoir', {
  may: () => true,
  query: z.object({ billet: z.string().max(200).catch('') }),
  answer: z.object({ ticket: z.string(), provider: z.enum(['educonnect', 'agents']) }),
  load: async ({ db, query: { billet }, now }) => {
    const known = await farewellOf(db, billet, now);
    return known ? { ticket: billet, provider: known.provider } : { see: '/connexion' };
  },
  view: ({ ticket, provider }) => (
    <BarePage title={t.leftTitle} lead={t.leftLead({ door: t[provider] })}>
      <p>{t.leftHint}</p>
      <ButtonLink href={`/federation/${provider}/fin?billet=${ticket}`} weight="main">
        {t.leaveToo({ door: t[provider] })}
      </ButtonLink>
      <p>
        <a href="/connexion">{t.backToSignIn}</a>
      </p>
    </BarePage>
  ),
});

/** Leads to the provider's own way out: single logout, or the address it gave (FrEduUrlRetour) if that is a page of its own. */
export async function leaveProvider(provider: Provider, { aside, query, now, origin }: MachineRequest): Promise<MachineAnswer> {
  const { billet } = query;
  const known = await ours(aside)
    .deleteFrom('federation.farewells')
    .where('ticket_hash', '=', hashOf(typeof billet === 'string' ? billet : ''))
    .where('provider', '=', provider.name)
    .where('expires_at', '>', now)
    .returningAll()
    .executeTakeFirst();
  if (!known) return { see: '/connexion' };
  if (provider.protocol === 'oidc') return { see: (await endSessionUrl(provider, origin, now)) ?? '/connexion' };
  const back = known.return_url;
  if (back && URL.canParse(back) && isTheirs(back, provider.idp.signInUrl)) return { see: back };
  if (!provider.idp.signOutUrl || !known.name_id) return { see: '/connexion' };
  const profile = {
    issuer: provider.idp.entityId,
    nameID: known.name_id,
    nameIDFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient',
    ...(known.session_index ? { sessionIndex: known.session_index } : {}),
  };
  return { see: await samlOf(provider, addressesOf(provider, origin)).getLogoutUrlAsync(profile, '', {}) };
}

/** The provider's own host, and its own scheme: anything else would let an assertion send people anywhere. */
const isTheirs = (back: string, signInUrl: string): boolean => new URL(back).origin === new URL(signInUrl).origin;
