import { SAML } from '@node-saml/node-saml';
import type { SamlProvider } from '../providers.ts';
import { childOf, childrenOf, type Element, isElement, readXml, textOf } from '../xml.ts';
import { shapeFault } from './shape.ts';

/** The clocks of two servers may differ that much. */
const skew = 60_000;
/** An assertion valid for longer than this is not taken at its word. */
const longestLife = 10 * 60_000;

export type Addresses = { entityId: string; acs: string; slo: string };

/** Our own name and doors, as the metadata tells them. */
export const addressesOf = ({ name, entityId }: SamlProvider, origin: string): Addresses => ({
  entityId: entityId ?? `${origin}/federation/${name}/metadata`,
  acs: `${origin}/federation/${name}/acs`,
  slo: `${origin}/federation/${name}/slo`,
});

export const samlOf = (provider: SamlProvider, { entityId, acs, slo }: Addresses, requestId?: string): SAML =>
  new SAML({
    issuer: entityId,
    audience: entityId,
    callbackUrl: acs,
    logoutCallbackUrl: slo,
    entryPoint: provider.idp.signInUrl,
    logoutUrl: provider.idp.signOutUrl ?? provider.idp.signInUrl,
    idpIssuer: provider.idp.entityId,
    idpCert: provider.idp.keys,
    identifierFormat: null,
    disableRequestedAuthnContext: true,
    // Either is enough, one is required: what is read is what was signed.
    wantAssertionsSigned: false,
    wantAuthnResponseSigned: false,
    acceptedClockSkewMs: skew,
    signatureAlgorithm: 'sha256',
    ...(provider.privateKey ? { privateKey: provider.privateKey } : {}),
    ...(requestId ? { generateUniqueId: () => requestId } : {}),
  });

/** What a provider proved about somebody. */
export type Proven = {
  assertionId: string;
  inResponseTo: string;
  expiresAt: Date;
  nameId: string | null;
  sessionIndex: string | null;
  contexts: string[];
  /** By name and by friendly name. */
  attributes: Map<string, string[]>;
};

/** The request that a response says it answers; to be believed only once `verify` has. */
export function claimedRequest(samlResponse: unknown): { xml: string; inResponseTo: string } | { fault: string } {
  if (typeof samlResponse !== 'string' || samlResponse.length > 400_000) return { fault: 'too long' };
  const xml = Buffer.from(samlResponse, 'base64').toString('utf8');
  const response = readXml(xml);
  if ('fault' in response) return response;
  const fault = shapeFault(response);
  if (fault) return { fault };
  const inResponseTo = response.attributes.get('InResponseTo');
  return inResponseTo ? { xml, inResponseTo } : { fault: 'unasked' };
}

/**
 * Verifies a response whose shape was found right: signature, issuer, audience, dates by node-saml; recipient, destination, request
 * and one-minute dates here, because node-saml leaves them out or passes over them when they are missing.
 */
export async function verify(provider: SamlProvider, addresses: Addresses, xml: string, now: Date): Promise<Proven | { fault: string }> {
  const response = readXml(xml);
  if ('fault' in response) return response;
  const destination = response.attributes.get('Destination');
  if (destination && destination !== addresses.acs) return { fault: 'destination' };
  const status = childOf(childOf(response, 'protocol', 'Status'), 'protocol', 'StatusCode')?.attributes.get('Value');
  if (status !== 'urn:oasis:names:tc:SAML:2.0:status:Success') return { fault: 'status' };
  let signed: string | undefined;
  try {
    const { profile } = await samlOf(provider, addresses).validatePostResponseAsync({ SAMLResponse: Buffer.from(xml).toString('base64') });
    signed = profile?.getAssertionXml?.();
  } catch (error) {
    return { fault: error instanceof Error ? error.message.slice(0, 120) : 'signature' };
  }
  const assertion = readXml(signed ?? '');
  if (!isElement(assertion, 'assertion', 'Assertion')) return { fault: 'assertion' };
  return read(assertion, provider, addresses, now);
}

function read(assertion: Element, provider: SamlProvider, addresses: Addresses, now: Date): Proven | { fault: string } {
  if (textOf(childOf(assertion, 'assertion', 'Issuer')) !== provider.idp.entityId) return { fault: 'issuer' };
  const conditions = childOf(assertion, 'assertion', 'Conditions');
  const restrictions = childrenOf(conditions, 'assertion', 'AudienceRestriction');
  const forUs = restrictions.every((one) => childrenOf(one, 'assertion', 'Audience').some((name) => textOf(name) === addresses.entityId));
  if (restrictions.length === 0 || !forUs) return { fault: 'audience' };
  const subject = childOf(assertion, 'assertion', 'Subject');
  const confirmation = childrenOf(subject, 'assertion', 'SubjectConfirmation').find(
    ({ attributes }) => attributes.get('Method') === 'urn:oasis:names:tc:SAML:2.0:cm:bearer',
  );
  const bearer = childOf(confirmation, 'assertion', 'SubjectConfirmationData')?.attributes;
  if (bearer?.get('Recipient') !== addresses.acs) return { fault: 'recipient' };
  const ends = Date.parse(bearer.get('NotOnOrAfter') ?? '');
  if (!(ends + skew > now.getTime())) return { fault: 'expired' };
  const [from, to] = ['NotBefore', 'NotOnOrAfter'].map((name) => Date.parse(conditions?.attributes.get(name) ?? ''));
  if (from === undefined || to === undefined || !(from - skew <= now.getTime() && to + skew > now.getTime())) return { fault: 'expired' };
  const inResponseTo = bearer.get('InResponseTo');
  const assertionId = assertion.attributes.get('ID');
  if (!inResponseTo || !assertionId) return { fault: 'unasked' };
  const statements = childrenOf(assertion, 'assertion', 'AuthnStatement');
  return {
    assertionId,
    inResponseTo,
    expiresAt: new Date(Math.max(Math.min(to, ends), now.getTime()) + longestLife),
    nameId: textOf(childOf(subject, 'assertion', 'NameID')) ?? null,
    sessionIndex: statements[0]?.attributes.get('SessionIndex') ?? null,
    contexts: statements.flatMap(
      (one) => textOf(childOf(childOf(one, 'assertion', 'AuthnContext'), 'assertion', 'AuthnContextClassRef')) ?? [],
    ),
    attributes: attributesOf(assertion),
  };
}

function attributesOf(assertion: Element): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const statement of childrenOf(assertion, 'assertion', 'AttributeStatement'))
    for (const attribute of childrenOf(statement, 'assertion', 'Attribute')) {
      const values = childrenOf(attribute, 'assertion', 'AttributeValue').flatMap((value) => textOf(value) ?? []);
      for (const name of new Set([attribute.attributes.get('Name'), attribute.attributes.get('FriendlyName')]))
        if (name) found.set(name, [...(found.get(name) ?? []), ...values]);
    }
  return found;
}
