import { all, childOf, childrenOf, type Element, isElement } from '../xml.ts';

const enveloped = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';
const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const methods = [...['256', '384', '512'].map((bits) => `http://www.w3.org/2001/04/xmldsig-more#rsa-sha${bits}`)];
const digests = [
  'http://www.w3.org/2001/04/xmlenc#sha256',
  'http://www.w3.org/2001/04/xmldsig-more#sha384',
  'http://www.w3.org/2001/04/xmlenc#sha512',
];

/**
 * What is wrong with the shape of a response, before any signature is looked at; null when nothing is. node-saml verifies what is
 * signed, but takes SHA-1, and looks for its signatures with XPath: signature wrapping lives on what such a search may find twice.
 * Here there is one assertion in the whole message and one place for it, no identifier is said twice, and each signature signs
 * the very element that holds it: nothing is left to wrap.
 */
export function shapeFault(response: Element): string | null {
  if (!isElement(response, 'protocol', 'Response')) return 'not a response';
  const elements = all(response);
  const assertions = elements.filter(({ name }) => name === 'Assertion' || name === 'EncryptedAssertion');
  const [assertion] = childrenOf(response, 'assertion', 'Assertion');
  if (assertions.length !== 1 || assertions[0] !== assertion || !assertion) return 'assertions';
  const ids = elements.flatMap(({ attributes }) => [...attributes].flatMap(([name, value]) => (/(?:^|:)id$/i.test(name) ? value : [])));
  if (new Set(ids).size !== ids.length) return 'repeated id';
  const signatures = elements.filter(({ name }) => name === 'Signature');
  if (signatures.length === 0) return 'unsigned';
  for (const signature of signatures) {
    const fault = signatureFault(signature, response, assertion);
    if (fault) return fault;
  }
  const holders = signatures.map(({ parent }) => parent);
  return new Set(holders).size === holders.length ? null : 'two signatures';
}

function signatureFault(signature: Element, response: Element, assertion: Element): string | null {
  const { parent } = signature;
  if (!isElement(signature, 'signature', 'Signature') || (parent !== response && parent !== assertion)) return 'misplaced signature';
  const kinds = signature.children.map(({ name }) => name);
  if (kinds.some((name, at) => !['SignedInfo', 'SignatureValue', 'KeyInfo'].includes(name) || kinds.indexOf(name) !== at))
    return 'odd signature';
  const info = childOf(signature, 'signature', 'SignedInfo');
  const references = childrenOf(info, 'signature', 'Reference');
  const [reference] = references;
  if (!info || !reference || references.length !== 1) return 'references';
  if (reference.attributes.get('URI') !== `#${parent.attributes.get('ID')}`) return 'reference elsewhere';
  if (algorithm(info, 'CanonicalizationMethod') !== exclusive) return 'canonicalization';
  if (!methods.includes(algorithm(info, 'SignatureMethod'))) return 'weak signature';
  if (!digests.includes(algorithm(reference, 'DigestMethod'))) return 'weak digest';
  const transforms = childrenOf(childOf(reference, 'signature', 'Transforms'), 'signature', 'Transform');
  return transforms.every(({ attributes }) => [enveloped, exclusive].includes(attributes.get('Algorithm') ?? '')) ? null : 'transforms';
}

const algorithm = (element: Element, name: string): string => childOf(element, 'signature', name)?.attributes.get('Algorithm') ?? '';
