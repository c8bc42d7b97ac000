import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { inflateRawSync } from 'node:zlib';
import { childOf, escaped, isElement, readXml, textOf } from '../xml.ts';
import { type LocalPerson, pageOf } from './page.ts';
import { assertionOf, type Keys, metadataOf, newKeys, newMessageId, responseOf, signed } from './signing.ts';

export type LocalProvider = { entityId: string; metadata: string; keys: Keys; close: () => Promise<void> };

const password = 'urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport';

/**
 * An identity provider of our own, for the tests and the demonstration: it asks for no password, lists invented people, and vouches
 * for the one chosen. Its key is made when it starts and dies with it.
 */
export async function startLocalProvider({
  title,
  home,
  people,
}: {
  title: string;
  /** The ENT, the only place it sends anybody to. */
  home: () => string;
  people: () => Promise<LocalPerson[]>;
}): Promise<LocalProvider> {
  const keys = newKeys();
  let entityId = '';
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const show = (body: string): void => {
      response.setHeader('content-type', 'text/html; charset=utf-8').end(pageOf(title, body));
    };
    if (url.pathname === '/saml/sso' && request.method === 'GET') return show(await listOf(people, url.searchParams));
    if (url.pathname === '/saml/sso') return show(await vouch(new URLSearchParams(await text(request))));
    if (url.pathname === '/saml/slo')
      return show(`<p>Vous êtes déconnecté.</p><p><a href="${escaped(home())}/connexion">Revenir à Préau</a></p>`);
    response.writeHead(404).end();
  };
  const vouch = async (form: URLSearchParams): Promise<string> => {
    const person = (await people())[Number(form.get('person'))];
    const recipient = form.get('acs') ?? '';
    if (!person || new URL(recipient).origin !== new URL(home()).origin) return '<p>Demande inconnue.</p>';
    const says = { issuer: entityId, recipient, inResponseTo: form.get('request') ?? '', now: new Date() };
    const assertion = assertionOf({
      ...says,
      id: newMessageId(),
      audience: form.get('sp') ?? '',
      nameId: newMessageId(),
      sessionIndex: newMessageId(),
      attributes: person.attributes,
      context: person.context ?? password,
    });
    const xml = responseOf({ ...says, id: newMessageId() }, signed(assertion, keys));
    return `<form method="post" action="${escaped(recipient)}"><input type="hidden" name="SAMLResponse" value="${Buffer.from(xml).toString('base64')}">
<p>${escaped(person.label)}</p><button>Continuer vers Préau</button></form><script>document.forms[0].submit()</script>`;
  };
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.writeHead(400).end());
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  // It stops with the ENT, and holds nobody back.
  server.unref();
  const address = server.address();
  const origin = `http://localhost:${typeof address === 'object' && address ? address.port : 0}`;
  entityId = `${origin}/saml`;
  return {
    entityId,
    keys,
    metadata: metadataOf({ entityId, signInUrl: `${origin}/saml/sso`, signOutUrl: `${origin}/saml/slo`, keys: [keys] }),
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

/** The request of a service provider, as the redirect binding carries it. */
export function requestIn(query: URLSearchParams): { id: string; acs: string; sp: string } | undefined {
  const message = readXml(
    inflateRawSync(Buffer.from(query.get('SAMLRequest') ?? '', 'base64'), { maxOutputLength: 65_536 }).toString('utf8'),
  );
  if (!isElement(message, 'protocol', 'AuthnRequest')) return;
  const [id, acs] = ['ID', 'AssertionConsumerServiceURL'].map((name) => message.attributes.get(name) ?? '');
  return { id: id ?? '', acs: acs ?? '', sp: textOf(childOf(message, 'assertion', 'Issuer')) ?? '' };
}

async function listOf(people: () => Promise<LocalPerson[]>, query: URLSearchParams): Promise<string> {
  const asked = requestIn(query);
  if (!asked) return '<p>Demande inconnue.</p>';
  const hidden = Object.entries({ request: asked.id, acs: asked.acs, sp: asked.sp })
    .map(([name, value]) => `<input type="hidden" name="${name}" value="${escaped(value)}">`)
    .join('');
  const choices = (await people()).map(({ label }, at) => `<li><button name="person" value="${at}">${escaped(label)}</button></li>`);
  return `<p>Tout est inventé ici. Qui êtes-vous ?</p><form method="post" action="/saml/sso">${hidden}<ul>${choices.join('')}</ul></form>`;
}
