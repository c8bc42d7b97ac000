import { createVerify, randomBytes } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import { localPath, type MachineAnswer, type MachineRequest } from '#kernel';
import { sql } from '#kernel/db';
import { noteDeparture, ours } from '../leaving-for.ts';
import type { SamlProvider } from '../providers.ts';
import { externalIds } from '../refs.ts';
import { refusedProof } from '../refusal.tsx';
import { hashOf, newTicket, tenMinutes } from '../tickets.ts';
import { childOf, isElement, readXml, textOf } from '../xml.ts';
import { ourMetadata } from './metadata.ts';
import { addressesOf, claimedRequest, type Proven, samlOf, verify } from './verify.ts';

/** Sends a browser to the provider, with a request that only this browser may bring an answer to. */
export async function startSaml(provider: SamlProvider, request: MachineRequest): Promise<MachineAnswer> {
  const id = `_${randomBytes(20).toString('hex')}`;
  const { vers } = request.query;
  const destination = localPath(typeof vers === 'string' ? vers : undefined);
  const door = await noteDeparture(request, { id, provider: provider.name, destination });
  // No RelayState: what one was going to see stays here, where nobody can write it.
  const see = await samlOf(provider, addressesOf(provider, request.origin), id).getAuthorizeUrlAsync('', undefined, {});
  return { see, door };
}

/**
 * The assertion consumer. It comes by a form of another site, so the browser's cookies are not there: what was proved is put aside
 * under a ticket, and the browser is asked to show, on its way back in, that it is the one that left.
 */
export async function consume(provider: SamlProvider, request: MachineRequest): Promise<MachineAnswer> {
  const { aside, body, now, origin } = request;
  const posted = typeof body === 'object' && body !== null && 'SAMLResponse' in body ? body.SAMLResponse : undefined;
  const refused = (why: string): Promise<MachineAnswer> => refusedProof(request, provider.name, why);
  const claimed = claimedRequest(posted);
  if ('fault' in claimed) return refused(claimed.fault);
  // Nobody makes us verify signatures who was not sent by us less than ten minutes ago.
  const asked = await ours(aside)
    .selectFrom('federation.requests')
    .select('id')
    .where('id', '=', claimed.inResponseTo)
    .where('provider', '=', provider.name)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  if (!asked) return refused('unasked');
  const proven = await verify(provider, addressesOf(provider, origin), claimed.xml, now);
  if ('fault' in proven) return refused(proven.fault);
  if (proven.inResponseTo !== claimed.inResponseTo) return refused('unasked');
  const ticket = await setAside(provider, proven, request);
  return ticket ? { see: `/federation/entree?billet=${ticket}` } : refused('replayed');
}

/** Uses the request and the assertion up, both once; whoever comes second finds neither. */
async function setAside(provider: SamlProvider, proven: Proven, { aside, now }: MachineRequest): Promise<string | undefined> {
  const ticket = newTicket();
  return ours(aside)
    .transaction()
    .execute(async (db) => {
      const left = await db
        .deleteFrom('federation.requests')
        .where('id', '=', proven.inResponseTo)
        .where('provider', '=', provider.name)
        .where('expires_at', '>', now)
        .returningAll()
        .executeTakeFirst();
      if (!left) return;
      const used = await db
        .insertInto('federation.assertions')
        .values({ id_hash: hashOf(`${provider.idp.entityId} ${proven.assertionId}`), expires_at: proven.expiresAt })
        .onConflict((known) => known.doNothing())
        .returning('id_hash')
        .executeTakeFirst();
      if (!used) return;
      await db
        .insertInto('federation.entries')
        .values({
          ticket_hash: hashOf(ticket),
          provider: provider.name,
          door_hash: left.door_hash,
          destination: left.destination,
          linking: left.linking,
          refs: refsOf(provider, proven),
          name_id: proven.nameId,
          session_index: proven.sessionIndex,
          return_url: proven.attributes.get('FrEduUrlRetour')?.[0] ?? null,
          second_factor: proven.contexts.some((context) => provider.strong.includes(context)),
          expires_at: new Date(now.getTime() + tenMinutes),
        })
        .execute();
      return ticket;
    });
}

const refsOf = ({ name }: SamlProvider, { attributes }: Proven): string[] =>
  name === 'educonnect'
    ? externalIds(attributes.get('FrEduCtRefId') ?? [])
    : [...new Set([...(attributes.get('ctemail') ?? []), ...(attributes.get('mail') ?? [])].map((mail) => mail.toLowerCase()))];

/** What the provider is given to know us by. */
export const metadata = (provider: SamlProvider, { origin }: MachineRequest): MachineAnswer => ({
  status: 200,
  mediaType: 'application/samlmetadata+xml',
  body: ourMetadata(addressesOf(provider, origin), provider.certificate ?? undefined),
});

/**
 * Single logout, asked by the provider or answered by it. node-saml lets an unsigned query through (`hasValidSignatureForRedirect`
 * answers true when there is no signature), so the signature is required and checked here, on the very bytes that came.
 */
export async function singleLogout(provider: SamlProvider, { query, search, aside, now, origin }: MachineRequest): Promise<MachineAnswer> {
  const { SAMLRequest: asked } = query;
  if (typeof asked !== 'string') return { see: '/connexion' };
  const refused: MachineAnswer = { see: '/federation/refus?pourquoi=preuve' };
  const { slo } = addressesOf(provider, origin);
  const message = signedQuery(search, provider.idp.keys) ? inflated(asked) : undefined;
  const logout = readXml(message ?? '');
  if (!isElement(logout, 'protocol', 'LogoutRequest')) return refused;
  const { attributes } = logout;
  const nameId = textOf(childOf(logout, 'assertion', 'NameID'));
  const issued = Date.parse(attributes.get('IssueInstant') ?? '');
  const fresh = Math.abs(issued - now.getTime()) < tenMinutes;
  const forUs = attributes.get('Destination') === slo && textOf(childOf(logout, 'assertion', 'Issuer')) === provider.idp.entityId;
  if (!nameId || !fresh || !forUs) return refused;
  const index = textOf(childOf(logout, 'protocol', 'SessionIndex')) ?? null;
  await sql`
    update kernel.sessions s set revoked_at = ${now} from federation.sessions f
    where f.session_id = s.id and s.revoked_at is null and f.provider = ${provider.name} and f.name_id = ${nameId}
      and (${index}::text is null or f.session_index is null or f.session_index = ${index})`.execute(aside);
  const see = await samlOf(provider, addressesOf(provider, origin)).getLogoutResponseUrlAsync(
    { ID: attributes.get('ID') ?? '', issuer: provider.idp.entityId, nameID: nameId, nameIDFormat: '' },
    '',
    {},
    true,
  );
  return { see, session: 'ended' };
}

const hashes: Record<string, string> = Object.fromEntries(
  ['256', '384', '512'].map((bits) => [`http://www.w3.org/2001/04/xmldsig-more#rsa-sha${bits}`, `sha${bits}`]),
);

/** SAML bindings § 3.4.4.1: the signature covers SAMLRequest, RelayState and SigAlg, in that order, as they were encoded. */
function signedQuery(search: string, keys: string[]): boolean {
  const parts = new Map(search.split('&').map((part) => [part.split('=')[0] ?? '', part]));
  const values = new URLSearchParams(search);
  const hash = hashes[values.get('SigAlg') ?? ''];
  if (!hash || !parts.has('Signature') || parts.size !== search.split('&').length) return false;
  const signed = ['SAMLRequest', 'RelayState', 'SigAlg'].flatMap((name) => parts.get(name) ?? []).join('&');
  return keys.some((key) =>
    createVerify(hash)
      .update(signed)
      .verify(key, values.get('Signature') ?? '', 'base64'),
  );
}

function inflated(text: string): string | undefined {
  try {
    return inflateRawSync(Buffer.from(text, 'base64'), { maxOutputLength: 64 * 1024 }).toString('utf8');
  } catch {
    return;
  }
}
