import { createHash, createSign, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { escaped, ns } from '../xml.ts';

/** The pen of the local identity provider: what it writes is already canonical (exc-c14n), so that signing it is hashing a text. */

export type Keys = { privateKey: KeyObject; publicKey: KeyObject };
export const newKeys = (): Keys => generateKeyPairSync('rsa', { modulusLength: 2048 });
export const newMessageId = (): string => `_${randomBytes(16).toString('hex')}`;

export type Saying = {
  id: string;
  issuer: string;
  audience: string;
  recipient: string;
  inResponseTo: string;
  nameId: string;
  sessionIndex: string;
  attributes: Record<string, string[]>;
  context: string;
  now: Date;
};

const iso = (at: number): string => new Date(at).toISOString();

export function assertionOf({ now, ...says }: Saying): string {
  const [from, to] = [iso(now.getTime() - 30_000), iso(now.getTime() + 5 * 60_000)];
  const attributes = Object.entries(says.attributes).map(
    ([name, values]) =>
      `<saml:Attribute Name="${escaped(name)}">${values.map((value) => `<saml:AttributeValue>${escaped(value)}</saml:AttributeValue>`).join('')}</saml:Attribute>`,
  );
  return [
    `<saml:Assertion xmlns:saml="${ns.assertion}" ID="${says.id}" IssueInstant="${now.toISOString()}" Version="2.0">`,
    `<saml:Issuer>${escaped(says.issuer)}</saml:Issuer>`,
    `<saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:transient">${escaped(says.nameId)}</saml:NameID>`,
    `<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData`,
    ` InResponseTo="${escaped(says.inResponseTo)}" NotOnOrAfter="${to}" Recipient="${escaped(says.recipient)}"></saml:SubjectConfirmationData>`,
    `</saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore="${from}" NotOnOrAfter="${to}">`,
    `<saml:AudienceRestriction><saml:Audience>${escaped(says.audience)}</saml:Audience></saml:AudienceRestriction></saml:Conditions>`,
    `<saml:AuthnStatement AuthnInstant="${now.toISOString()}" SessionIndex="${says.sessionIndex}"><saml:AuthnContext>`,
    `<saml:AuthnContextClassRef>${escaped(says.context)}</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>`,
    `<saml:AttributeStatement>${attributes.join('')}</saml:AttributeStatement></saml:Assertion>`,
  ].join('');
}

export const responseOf = (says: Pick<Saying, 'id' | 'issuer' | 'recipient' | 'inResponseTo' | 'now'>, inside: string): string =>
  [
    `<samlp:Response xmlns:samlp="${ns.protocol}" Destination="${escaped(says.recipient)}" ID="${says.id}"`,
    ` InResponseTo="${escaped(says.inResponseTo)}" IssueInstant="${says.now.toISOString()}" Version="2.0">`,
    `<saml:Issuer xmlns:saml="${ns.assertion}">${escaped(says.issuer)}</saml:Issuer><samlp:Status>`,
    `<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"></samlp:StatusCode></samlp:Status>${inside}</samlp:Response>`,
  ].join('');

const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const algorithms = {
  sha256: ['http://www.w3.org/2001/04/xmldsig-more#rsa-sha256', 'http://www.w3.org/2001/04/xmlenc#sha256'],
  sha1: ['http://www.w3.org/2000/09/xmldsig#rsa-sha1', 'http://www.w3.org/2000/09/xmldsig#sha1'],
} as const;

/** Puts an enveloped signature after the Issuer of an element that has an ID. */
export function signed(element: string, { privateKey }: Pick<Keys, 'privateKey'>, hash: keyof typeof algorithms = 'sha256'): string {
  const id = /\bID="([^"]+)"/.exec(element)?.[1] ?? '';
  const [method, digest] = algorithms[hash];
  const info = [
    `<ds:CanonicalizationMethod Algorithm="${exclusive}"></ds:CanonicalizationMethod>`,
    `<ds:SignatureMethod Algorithm="${method}"></ds:SignatureMethod><ds:Reference URI="#${id}"><ds:Transforms>`,
    `<ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"></ds:Transform>`,
    `<ds:Transform Algorithm="${exclusive}"></ds:Transform></ds:Transforms><ds:DigestMethod Algorithm="${digest}"></ds:DigestMethod>`,
    `<ds:DigestValue>${createHash(hash).update(element).digest('base64')}</ds:DigestValue></ds:Reference></ds:SignedInfo>`,
  ].join('');
  const value = createSign(hash).update(`<ds:SignedInfo xmlns:ds="${ns.signature}">${info}`).sign(privateKey, 'base64');
  const signature = `<ds:Signature xmlns:ds="${ns.signature}"><ds:SignedInfo>${info}<ds:SignatureValue>${value}</ds:SignatureValue></ds:Signature>`;
  const after = element.indexOf('</saml:Issuer>') + '</saml:Issuer>'.length;
  return element.slice(0, after) + signature + element.slice(after);
}

/** A query of the redirect binding, signed on the bytes that travel. */
export function signedQuery(fields: Record<string, string>, { privateKey }: Pick<Keys, 'privateKey'>): string {
  const [SigAlg] = algorithms.sha256;
  const text = Object.entries({ ...fields, SigAlg })
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&');
  return `${text}&Signature=${encodeURIComponent(createSign('sha256').update(text).sign(privateKey, 'base64'))}`;
}

export function metadataOf({
  entityId,
  signInUrl,
  signOutUrl,
  keys,
}: {
  entityId: string;
  signInUrl: string;
  signOutUrl: string;
  keys: Keys[];
}): string {
  const binding = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect';
  const descriptors = keys.map(({ publicKey }) => {
    const { n = '', e = '' } = publicKey.export({ format: 'jwk' });
    const [modulus, exponent] = [n, e].map((part) => Buffer.from(part, 'base64url').toString('base64'));
    return `<KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="${ns.signature}"><ds:KeyValue><ds:RSAKeyValue><ds:Modulus>${modulus}</ds:Modulus><ds:Exponent>${exponent}</ds:Exponent></ds:RSAKeyValue></ds:KeyValue></ds:KeyInfo></KeyDescriptor>`;
  });
  return [
    `<EntityDescriptor xmlns="${ns.metadata}" entityID="${escaped(entityId)}">`,
    `<IDPSSODescriptor protocolSupportEnumeration="${ns.protocol}">${descriptors.join('')}`,
    `<SingleLogoutService Binding="${binding}" Location="${escaped(signOutUrl)}"/>`,
    `<SingleSignOnService Binding="${binding}" Location="${escaped(signInUrl)}"/></IDPSSODescriptor></EntityDescriptor>`,
  ].join('');
}
