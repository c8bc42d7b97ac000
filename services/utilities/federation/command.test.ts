import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { selfSigned, startEnt } from '#kernel/testing';
import { command } from './command.ts';
import { metadataOf, newKeys } from './local/signing.ts';
import service from './service.ts';
import { childOf, childrenOf, isElement, readXml } from './xml.ts';

const ent = await startEnt([service]);
const folder = await mkdtemp(join(tmpdir(), 'preau-federation-'));
afterAll(() => Promise.all([ent[Symbol.asyncDispose](), rm(folder, { recursive: true })]));

const at = async (name: string, text: string): Promise<string> => {
  await writeFile(join(folder, name), text);
  return join(folder, name);
};
const keys = newKeys();
const whole = metadataOf({
  entityId: 'https://idp.example',
  signInUrl: 'https://idp.example/sso',
  signOutUrl: 'https://idp.example/slo',
  keys: [keys],
});

/** The command's exit code, and what it complains of. */
async function run(...args: string[]): Promise<{ code: number; said: string }> {
  const said: string[] = [];
  const heard = (line: string | Uint8Array): boolean => said.push(String(line)) > 0;
  const [out, err] = [
    vi.spyOn(process.stdout, 'write').mockImplementation(heard),
    vi.spyOn(process.stderr, 'write').mockImplementation(heard),
  ];
  try {
    const house = { db: ent.db, url: '', services: [service], folder, secret: ent.secret, origin: 'http://localhost:3000' };
    return { code: await command.run(args, house), said: said.join('') };
  } finally {
    out.mockRestore();
    err.mockRestore();
  }
}

test.for<[string, () => Promise<string[]>, string]>([
  ['a file that is not there', async () => ['saml', 'educonnect', join(folder, 'absent.xml')], 'ce fichier existe-t-il'],
  ['a file that was cut', async () => ['saml', 'educonnect', await at('cut.xml', whole.slice(0, 300))], 'coupé'],
  [
    'a certificate that is damaged',
    async () => [
      'saml',
      'educonnect',
      await at(
        'bad.xml',
        whole.replace(/<ds:KeyValue>.*<\/ds:KeyValue>/, '<ds:X509Data><ds:X509Certificate>AAAA</ds:X509Certificate></ds:X509Data>'),
      ),
    ],
    'clés est abîmée',
  ],
  [
    'an address that is none',
    async () => ['saml', 'educonnect', await at('url.xml', whole.replace('https://idp.example/sso', 'javascript:1'))],
    'adresses',
  ],
  [
    'a key without its certificate',
    async () => ['saml', 'educonnect', await at('idp.xml', whole), '--key', await at('cle.pem', 'x')],
    '--cert',
  ],
  ['an issuer that is no address', async () => ['oidc', 'guichet', 'preau'], 'n’est pas une adresse'],
])('%s is told in one sentence, and opens no door', async ([, args, sentence]) => {
  const { code, said } = await run(...(await args()));
  expect([code, said]).toEqual([1, expect.stringContaining(sentence)]);
  expect((await ent.nobody.get('/federation/educonnect')).statusCode).toBe(404);
});

test('whoever signs requests publishes the certificate, and logout is announced by the way we take it', async () => {
  const mine = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const certificate = selfSigned(mine, 'preau.example');
  const key = await at('notre.pem', mine.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
  const signing = ['--key', key, '--cert', await at('notre.crt', certificate)];
  expect((await run('saml', 'educonnect', await at('idp.xml', whole), ...signing)).code).toBe(0);
  const published = readXml((await ent.nobody.get('/federation/educonnect/metadata')).body.replace(/^<\?xml[^>]*>/, ''));
  if (!isElement(published, 'metadata', 'EntityDescriptor')) throw new Error('no metadata');
  const us = childOf(published, 'metadata', 'SPSSODescriptor');
  expect(us?.attributes.get('AuthnRequestsSigned')).toBe('true');
  expect(childrenOf(us, 'metadata', 'KeyDescriptor')).toHaveLength(1);
  const [logout] = childrenOf(us, 'metadata', 'SingleLogoutService').map(({ attributes }) => attributes);
  expect(logout?.get('Binding')).toBe('urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect');
  const asked = new URL((await ent.nobody.get('/federation/educonnect')).headers.location ?? '');
  expect(asked.searchParams.get('Signature')).not.toBeNull();
});

test('an address with a NUL in it is nobody’s door, not an error', async () => {
  expect((await ent.nobody.get('/federation/%00')).statusCode).toBe(404);
  expect((await run('oidc', 'https://guichet.invalid', 'preau')).code).toBe(0);
  expect((await ent.app.inject({ url: '/federation/agents/retour?state=%00', cookies: { 'preau-door': 'x' } })).headers.location).toBe(
    '/federation/refus?pourquoi=preuve',
  );
});

test('a logout request whose signature is no text of an address is refused, not an error', async () => {
  for (const broken of ['SigAlg=%zz&Signature=x', 'SigAlg=%E0%A4%A', 'Signature=%'])
    expect((await ent.nobody.get(`/federation/educonnect/slo?SAMLRequest=x&${broken}`)).headers.location).toBe(
      '/federation/refus?pourquoi=preuve',
    );
});
