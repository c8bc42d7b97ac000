import { createPublicKey, X509Certificate } from 'node:crypto';
import { all, childOf, childrenOf, type Element, isElement, readXml, textOf } from '../xml.ts';

export type IdpMetadata = { entityId: string; signInUrl: string; signOutUrl: string | null; keys: string[] };

const redirect = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect';

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
  const keys = childrenOf(idp, 'metadata', 'KeyDescriptor')
    .filter(({ attributes }) => attributes.get('use') !== 'encryption')
    .flatMap(keysIn);
  if (!signInUrl) return { fault: 'no redirect binding' };
  return keys.length === 0 ? { fault: 'no key' } : { entityId, signInUrl, signOutUrl: at('SingleLogoutService') ?? null, keys };
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
