import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import Provider from 'oidc-provider';
import { escaped } from '../xml.ts';
import { type LocalPerson, pageOf } from './page.ts';

export type LocalOidc = { issuer: string; clientId: string; clientSecret: string; close: () => Promise<void> };

/** The same list of invented people, for the agents' guichet in OpenID Connect. `context`: the `acr` it vouches with. */
export async function startLocalOidc({
  title,
  home,
  people,
}: {
  title: string;
  home: () => string;
  people: () => Promise<LocalPerson[]>;
}): Promise<LocalOidc> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  const issuer = `http://localhost:${typeof address === 'object' && address ? address.port : 0}`;
  const [clientId, clientSecret] = ['preau', randomBytes(24).toString('base64url')];
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const contexts = [...new Set((await people()).flatMap(({ context }) => context ?? []))];
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [`${home()}/federation/agents/retour`],
        post_logout_redirect_uris: [`${home()}/connexion`],
      },
    ],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig' }] },
    cookies: { keys: [randomBytes(24).toString('base64url')] },
    ttl: { Interaction: 600, Grant: 600, Session: 600, AccessToken: 600, IdToken: 600, AuthorizationCode: 60 },
    acrValues: contexts,
    claims: { acr: null, openid: ['sub'], email: ['email', 'mail', 'ctemail', 'email_verified'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    findAccount: async (_, id) => {
      const person = (await people())[Number(id)];
      const claims = Object.fromEntries(Object.entries(person?.attributes ?? {}).map(([name, [value]]) => [name, value]));
      return person && { accountId: id, claims: async () => ({ sub: id, ...claims }) };
    },
    // Nobody is asked whether Préau may know their address: that is what they came for.
    loadExistingGrant: async (ctx) => {
      const grant = new ctx.oidc.provider.Grant({ clientId, accountId: ctx.oidc.session?.accountId ?? '' });
      grant.addOIDCScope('openid email');
      await grant.save();
      return grant;
    },
  });
  const handle = provider.callback();
  server.on('request', (request, response) => {
    const choose = async (): Promise<void> => {
      if (request.method === 'POST') {
        const chosen = new URLSearchParams(await text(request)).get('person') ?? '';
        const acr = (await people())[Number(chosen)]?.context;
        return provider.interactionFinished(request, response, { login: { accountId: chosen, remember: false, ...(acr ? { acr } : {}) } });
      }
      const buttons = (await people()).map(({ label }, at) => `<li><button name="person" value="${at}">${escaped(label)}</button></li>`);
      const body = `<p>Tout est inventé ici. Qui êtes-vous ?</p><form method="post"><ul>${buttons.join('')}</ul></form>`;
      response.setHeader('content-type', 'text/html; charset=utf-8').end(pageOf(title, body));
    };
    if (request.url?.startsWith('/interaction/')) choose().catch(() => response.writeHead(400).end());
    else handle(request, response);
  });
  return {
    ...{ issuer, clientId, clientSecret },
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}
