import { SaxesParser } from 'saxes';

/** An element as its parser saw it. `text` is only what stands directly in it. */
export type Element = { name: string; ns: string; attributes: Map<string, string>; text: string; children: Element[]; parent?: Element };

const longest = 256 * 1024;
const deepest = 24;
const most = 4000;

export const ns = {
  protocol: 'urn:oasis:names:tc:SAML:2.0:protocol',
  assertion: 'urn:oasis:names:tc:SAML:2.0:assertion',
  metadata: 'urn:oasis:names:tc:SAML:2.0:metadata',
  signature: 'http://www.w3.org/2000/09/xmldsig#',
} as const;

/**
 * Reads a SAML message strictly. Refused, and not merely passed over: a DOCTYPE (XXE, entity bombs), a comment, a processing
 * instruction or a CDATA section (they cut a text in two: « admin<!---->.autre » is read differently by two parsers), and what is
 * too long, too deep or too numerous. No provider writes any of them.
 */
export function readXml(text: string): Element | { fault: string } {
  if (text.length > longest) return { fault: 'too long' };
  const parser = new SaxesParser({ xmlns: true });
  const top: Element = { name: '', ns: '', attributes: new Map(), text: '', children: [] };
  let here = top;
  let depth = 0;
  let count = 0;
  const refuse = (fault: string) => (): never => {
    throw new Error(fault);
  };
  parser.on('error', refuse('malformed'));
  parser.on('doctype', refuse('doctype'));
  parser.on('comment', refuse('comment'));
  parser.on('processinginstruction', refuse('instruction'));
  parser.on('cdata', refuse('cdata'));
  parser.on('text', (piece) => {
    here.text += piece;
  });
  parser.on('opentag', (tag) => {
    depth += 1;
    count += 1;
    if (depth > deepest) refuse('too deep')();
    if (count > most) refuse('too many')();
    const attributes = new Map(Object.values(tag.attributes).map(({ name, value }) => [name, value]));
    const element: Element = { name: tag.local, ns: tag.uri, attributes, text: '', children: [], parent: here };
    here.children.push(element);
    here = element;
  });
  parser.on('closetag', () => {
    depth -= 1;
    here = here.parent ?? top;
  });
  try {
    parser.write(text).close();
  } catch (error) {
    return { fault: error instanceof Error ? error.message : 'malformed' };
  }
  const [root] = top.children;
  return root ?? { fault: 'malformed' };
}

type Kind = keyof typeof ns;
const is = (element: Element, kind: Kind, name: string): boolean => element.name === name && element.ns === ns[kind];

export const isElement = (element: Element | { fault: string }, kind: Kind, name: string): element is Element =>
  !('fault' in element) && is(element, kind, name);

export const childrenOf = (element: Element | undefined, kind: Kind, name: string): Element[] =>
  element?.children.filter((child) => is(child, kind, name)) ?? [];

export const childOf = (element: Element | undefined, kind: Kind, name: string): Element | undefined => childrenOf(element, kind, name)[0];

export const all = (element: Element): Element[] => [element, ...element.children.flatMap(all)];

/** The trimmed text of an element that holds nothing but text. */
export const textOf = (element: Element | undefined): string | undefined =>
  element && element.children.length === 0 ? element.text.trim() || undefined : undefined;

/** A text as XML and HTML write it, in an element or in an attribute. */
export const escaped = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
