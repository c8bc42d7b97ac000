import { generateKeyPairSync } from 'node:crypto';
import { IdentityProvider, SamlLib, ServiceProvider, setSchemaValidator } from 'samlify';
import { afterAll, expect, test } from 'vitest';
import { selfSigned } from '#kernel/testing';
import { newMessageId } from '../services/utilities/federation/local/signing.ts';
import { saveProvider } from '../services/utilities/federation/providers.ts';
import { readIdpMetadata } from '../services/utilities/federation/saml/metadata.ts';
import { acs, requestOf, startTrips } from './saml-trips.ts';

/** Another implementation than ours and node-saml's speaks to us: samlify as the provider, fed with the metadata that we publish. */

const { ent, close, leave, post, back } = await startTrips();
afterAll(() => close());
setSchemaValidator({ validate: async () => 'not a schema validator: the message is for us to judge' });

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const issuer = 'https://samlify.example/metadata';
const binding = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect';
const idp = IdentityProvider({
  entityID: issuer,
  privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  signingCert: selfSigned({ privateKey, publicKey }, 'idp.example'),
  isAssertionEncrypted: false,
  requestSignatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  singleSignOnService: [{ Binding: binding, Location: 'https://samlify.example/sso' }],
  singleLogoutService: [{ Binding: binding, Location: 'https://samlify.example/slo' }],
  loginResponseTemplate: {
    context: SamlLib.defaultLoginResponseTemplate.context,
    attributes: [
      { name: 'FrEduCtRefId', valueTag: 'ref', nameFormat: 'urn:oasis:names:tc:SAML:2.0:attrname-format:basic', valueXsiType: 'xs:string' },
    ],
  },
});
const read = readIdpMetadata(idp.getMetadata());
if ('fault' in read) throw new Error(read.fault);
await ent.db
  .transaction()
  .execute((db) => saveProvider(db, ent.secret, { name: 'educonnect', protocol: 'saml', settings: { idp: read, strong: [] } }));

test('a response written by samlify, for the metadata that we publish, opens the session of the parent', async () => {
  const sp = ServiceProvider({ metadata: (await ent.nobody.get('/federation/educonnect/metadata')).body });
  const left = await ent.app.inject({ url: '/federation/educonnect' });
  const location = String(left.headers.location);
  const asked = await idp.parseLoginRequest(sp, 'redirect', { query: { SAMLRequest: new URL(location).searchParams.get('SAMLRequest') } });
  expect(asked.extract.issuer).toBe(`${new URL(acs).origin}/federation/educonnect/metadata`);
  const now = Date.now();
  const at = (minutes: number) => new Date(now + minutes * 60_000).toISOString();
  const { context } = await idp.createLoginResponse(
    sp,
    { extract: { request: { id: requestOf(location) } } },
    'post',
    {},
    (template: string) => {
      const id = newMessageId();
      const tags = {
        ID: id,
        AssertionID: newMessageId(),
        Destination: acs,
        Audience: `${new URL(acs).origin}/federation/educonnect/metadata`,
        SubjectRecipient: acs,
        AssertionConsumerServiceURL: acs,
        NameIDFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient',
        NameID: newMessageId(),
        Issuer: issuer,
        IssueInstant: at(0),
        ConditionsNotBefore: at(-1),
        ConditionsNotOnOrAfter: at(5),
        SubjectConfirmationDataNotOnOrAfter: at(5),
        InResponseTo: requestOf(location),
        StatusCode: 'urn:oasis:names:tc:SAML:2.0:status:Success',
        AuthnStatement: '',
        attrRef: '{AAF}16|x|800001',
      };
      return { id, context: SamlLib.replaceTagsByValue(template, tags) };
    },
  );
  const posted = await post(Buffer.from(context, 'base64').toString());
  const door = left.cookies.find(({ name }) => name === 'preau-door')?.value ?? '';
  const entered = await back(String(posted.headers.location), door);
  expect(entered.headers.location).toBe('/');
  expect(entered.cookies.some(({ name }) => name === 'preau')).toBe(true);
  expect(await leave()).toBeDefined();
});
