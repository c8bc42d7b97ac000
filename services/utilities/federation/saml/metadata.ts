import { createPublicKey, X509Certificate } from 'node:crypto';
import { all, childOf, childrenOf, type Element, escaped, isElement, ns, readXml, textOf } from '../xml.ts';
import type { Addresses } from './verify.ts';

export type IdpMetadata = { entityId: string; signInUrl: string; signOutUrl: string | null; keys: string[] };

const binding = 'urn:oasis:names:tc:SAML:2.0:bindings';
const redirect = `${binding}:HTTP-Redirect`;

/** What an identity provider says of itself: who it is, where it receives people, and every key it may sign with. */
export function readIdpMetadata(text: string): IdpMetadata | { fault: string } {
  // A metadata file often begins with a comment, and carries no identity: that is no reason to refuse it.
  const document = readXml(text.replace(/<!--[\s\S]*?-->/g, ''));
  if ('fault' in document) return document;
  const entity = all(document).find(
    (one) => isElement(one, 'metadata', 'EntityDescriptor') && childOf(one, 'metadata', 'IDPSSODescriptor'),
  );
  const idp = childOf(entity, 'metadata', 'IDPSSODescriptor');
  const entityId = entity?.attributes.get('entityID');
  if (!idp || !entityId) return { fault: 'no identity provider' };
  const at = (name: string) =>
    childrenOf(idp, 'metadata', name)
      .find(({ attributes }) => attributes.get('Binding') === redirect)
      ?.attributes.get('Location');
  const signInUrl = at('SingleSignOnService');
  const signOutUrl = at('SingleLogoutService') ?? null;
  if (!signInUrl) return { fault: 'no redirect binding' };
  if (![signInUrl, signOutUrl ?? signInUrl].every((url) => /^https?:/.test(url) && URL.canParse(url))) return { fault: 'address' };
  try {
    const descriptors = childrenOf(idp, 'metadata', 'KeyDescriptor').filter(({ attributes }) => attributes.get('use') !== 'encryption');
    const keys = descriptors.flatMap(keysIn);
    return keys.length === 0 ? { fault: 'no key' } : { entityId, signInUrl, signOutUrl, keys };
  } catch {
    return { fault: 'key' };
  }
}

function keysIn(descriptor: Element): string[] {
  return all(descriptor).flatMap((one) => {
    const value = textOf(one)?.replace(/\s/g, '');
    if (isElement(one, 'signature', 'X509Certificate') && value) return pem(new X509Certificate(Buffer.from(value, 'base64')).publicKey);
    if (!isElement(one, 'signature', 'RSAKeyValue')) return [];
    const [n, e] = ['Modulus', 'Exponent'].map((name) =>
      Buffer.from(textOf(childOf(one, 'signature', name)) ?? '', 'base64').toString('base64url'),
    );
    return n && e ? pem(createPublicKey({ key: { kty: 'RSA', n, e }, format: 'jwk' })) : [];
  });
}

const pem = (key: ReturnType<typeof createPublicKey>): string => key.export({ type: 'spki', format: 'pem' }).toString();

/**
 * What a provider is given to know us by. Not node-saml's own, which announces logout by POST: we take it by redirection.
 * `certificate`: PEM, of the key that signs our requests.
 */
export function ourMetadata({ entityId, acs, slo }: Addresses, certificate: string | undefined): string {
  const body = certificate?.replace(/-----[A-Z ]+-----|\s/g, '');
  const key =
    body &&
    `<KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="${ns.signature}"><ds:X509Data><ds:X509Certificate>${body}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></KeyDescriptor>`;
  return [
    `<?xml version="1.0" encoding="UTF-8"?><EntityDescriptor xmlns="${ns.metadata}" entityID="${escaped(entityId)}">`,
    `<SPSSODescriptor protocolSupportEnumeration="${ns.protocol}" AuthnRequestsSigned="${key !== undefined}">${key ?? ''}`,
    `<SingleLogoutService Binding="${redirect}" Location="${escaped(slo)}"/>`,
    `<AssertionConsumerService index="0" isDefault="true" Binding="${binding}:HTTP-POST" Location="${escaped(acs)}"/>`,
    '</SPSSODescriptor></EntityDescriptor>',
  ].join('');
}
