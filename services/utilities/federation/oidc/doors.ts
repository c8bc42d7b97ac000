import * as client from 'openid-client';
import { localPath, type MachineAnswer, type MachineRequest, z } from '#kernel';
import { noteDeparture, ours } from '../leaving-for.ts';
import type { OidcProvider } from '../providers.ts';
import { refusedProof } from '../refusal.tsx';
import { hashOf, newTicket, tenMinutes } from '../tickets.ts';

const unavailable: MachineAnswer = { see: '/federation/refus?pourquoi=indisponible' };
const callback = (origin: string): string => `${origin}/federation/agents/retour`;

/** What the provider publishes of itself, read again every ten minutes: its keys turn. */
const known = new Map<string, { until: number; configuration: Promise<client.Configuration> }>();

function configurationOf({ issuer, clientId, clientSecret }: OidcProvider, now: Date): Promise<client.Configuration> {
  const key = JSON.stringify([issuer, clientId, clientSecret]);
  const found = known.get(key);
  if (found && found.until > now.getTime()) return found.configuration;
  // Without TLS only on this very machine: the tests' provider, and the demonstration's.
  const insecure = new URL(issuer).hostname === 'localhost' ? { execute: [client.allowInsecureRequests] } : {};
  const configuration = client.discovery(new URL(issuer), clientId, clientSecret, undefined, { timeout: 5, ...insecure });
  known.set(key, { until: now.getTime() + tenMinutes, configuration });
  configuration.catch(() => known.delete(key));
  return configuration;
}

/** Sends a browser to the provider: code flow, PKCE, state and nonce (RFC 9700). */
export async function startOidc(provider: OidcProvider, request: MachineRequest): Promise<MachineAnswer> {
  const { query, origin, now } = request;
  const configuration = await configurationOf(provider, now).catch(() => undefined);
  if (!configuration) return unavailable;
  const [id, verifier, nonce] = [client.randomState(), client.randomPKCECodeVerifier(), client.randomNonce()];
  const destination = localPath(typeof query['vers'] === 'string' ? query['vers'] : undefined);
  const door = await noteDeparture(request, { id, provider: provider.name, destination, verifier, nonce });
  const url = client.buildAuthorizationUrl(configuration, {
    redirect_uri: callback(origin),
    scope: 'openid email',
    state: id,
    nonce,
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...(provider.strong.length > 0 ? { acr_values: provider.strong.join(' ') } : {}),
  });
  return { see: url.href, door };
}

const Claims = z.object({
  sub: z.string(),
  email: z.string().optional().catch(undefined),
  mail: z.string().optional().catch(undefined),
  ctemail: z.string().optional().catch(undefined),
  email_verified: z.boolean().optional().catch(undefined),
  acr: z.string().optional().catch(undefined),
  amr: z.array(z.string()).optional().catch(undefined),
});

/**
 * Back with a code. The browser is the one that left (its cookie), the state is one of ours and serves once; issuer, audience,
 * signature, dates and nonce of the token are verified by openid-client.
 */
export async function comeBackOidc(provider: OidcProvider, request: MachineRequest): Promise<MachineAnswer> {
  const { aside, query, search, caller, now, origin } = request;
  const refused = (why: string): Promise<MachineAnswer> => refusedProof(request, provider.name, why);
  const { state } = query;
  if (typeof state !== 'string' || !caller.door) return refused('unasked');
  const left = await ours(aside)
    .deleteFrom('federation.requests')
    .where('id', '=', state)
    .where('provider', '=', provider.name)
    .where('door_hash', '=', hashOf(caller.door))
    .where('expires_at', '>', now)
    .returningAll()
    .executeTakeFirst();
  if (!left?.verifier || !left.nonce) return refused('unasked');
  // They closed the door themselves (RFC 6749 § 4.1.2.1): nothing to note, nothing to verify.
  if (query['error'] === 'access_denied') return { see: '/federation/refus?pourquoi=renonce' };
  const configuration = await configurationOf(provider, now).catch(() => undefined);
  if (!configuration) return unavailable;
  let claims: z.infer<typeof Claims>;
  try {
    const tokens = await client.authorizationCodeGrant(configuration, new URL(`${callback(origin)}?${search}`), {
      pkceCodeVerifier: left.verifier,
      expectedState: state,
      expectedNonce: left.nonce,
      idTokenExpected: true,
    });
    const proved = Claims.parse(tokens.claims());
    const told = await client.fetchUserInfo(configuration, tokens.access_token, proved.sub);
    // How somebody was recognised is only believed from the signed token.
    claims = { ...Claims.parse(told), acr: proved.acr, amr: proved.amr };
  } catch (error) {
    return refused(error instanceof Error ? error.message.slice(0, 120) : 'token');
  }
  if (claims.email_verified === false) return refused('unverified');
  const addresses = [claims.ctemail, claims.mail, claims.email].flatMap((address) => address?.toLowerCase() ?? []);
  const ticket = newTicket();
  await ours(aside)
    .insertInto('federation.entries')
    .values({
      ticket_hash: hashOf(ticket),
      provider: provider.name,
      door_hash: left.door_hash,
      destination: left.destination,
      linking: left.linking,
      refs: [...new Set(addresses)],
      name_id: claims.sub,
      session_index: null,
      return_url: null,
      second_factor: [claims.acr, ...(claims.amr ?? [])].some((how) => how !== undefined && provider.strong.includes(how)),
      expires_at: new Date(now.getTime() + tenMinutes),
    })
    .execute();
  return { see: `/federation/entree?billet=${ticket}` };
}

/** Where the provider ends its own session (RP-initiated logout), if it says so. */
export async function endSessionUrl(provider: OidcProvider, origin: string, now: Date): Promise<string | undefined> {
  const configuration = await configurationOf(provider, now).catch(() => undefined);
  if (!configuration?.serverMetadata().end_session_endpoint) return;
  return client.buildEndSessionUrl(configuration, { post_logout_redirect_uri: `${origin}/connexion`, client_id: provider.clientId }).href;
}
