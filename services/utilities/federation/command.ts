import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { Command } from '#kernel';
import { ours } from './leaving-for.ts';
import { closeDoor, openDoors, type Saving, saveProvider } from './providers.ts';
import { readIdpMetadata } from './saml/metadata.ts';

const usage = [
  'preau federation',
  'preau federation saml educonnect|agents METADONNEES.xml [--entity-id ID] [--key CLE.pem --cert CERTIFICAT.pem] [--strong CONTEXTE]…',
  'preau federation oidc EMETTEUR IDENTIFIANT_CLIENT [--strong ACR]…   (secret du client : PREAU_OIDC_SECRET)',
  'preau federation off educonnect|agents',
].join('\n');

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const complain = (line: string, code = 1): number => {
  process.stderr.write(`${line}\n`);
  return code;
};

/** Opens, changes and shuts the doors of ÉduConnect and of the agents' guichet. Effective at once, on every node. */
export const command: Command = {
  name: 'federation',
  usage,
  run: async (args, { db, secret, origin }) => {
    const asked = parse(args);
    if (!asked) return complain(usage, 2);
    const { what, rest, entityId, key, cert, strong } = asked;
    const save = (saving: Saving) =>
      ours(db)
        .transaction()
        .execute((tx) => saveProvider(tx, secret, saving));
    if (!what) {
      const open = await openDoors(ours(db));
      for (const { name } of open) say(`${name} : ${origin}/federation/${name}/metadata`);
      return open.length > 0 ? 0 : complain('Aucune connexion extérieure n’est ouverte.', 0);
    }
    const [first, second] = rest;
    if (what === 'off' && isName(first)) {
      const closed = await ours(db)
        .transaction()
        .execute((tx) => closeDoor(tx, first));
      return closed ? 0 : complain(`${first} n’est pas ouvert.`);
    }
    if (what === 'oidc' && first && second) {
      if (!URL.canParse(first)) return complain(`« ${first} » n’est pas une adresse.`);
      const hidden = process.env['PREAU_OIDC_SECRET'];
      await save({ name: 'agents', protocol: 'oidc', settings: { issuer: first, clientId: second, strong }, hidden });
      say(`Adresse de retour à déclarer : ${origin}/federation/agents/retour`);
      return 0;
    }
    if (what !== 'saml' || !isName(first) || !second) return complain(usage, 2);
    const [text, hidden, certificate] = await Promise.all([second, key, cert].map(readIfNamed));
    if (text === undefined) return complain(`${second} ne se lit pas : ce fichier existe-t-il ?`);
    const idp = readIdpMetadata(text);
    if ('fault' in idp) return complain(`Ces métadonnées ne se lisent pas : ${faults[idp.fault] ?? idp.fault}.`);
    if ((key || cert) && !goTogether(hidden, certificate))
      return complain('Pour signer nos demandes, donnez une clé (--key) et son certificat (--cert), en PEM.');
    await save({
      name: first,
      protocol: 'saml',
      settings: { entityId: entityId ?? null, idp, strong, certificate: certificate ?? null },
      hidden,
    });
    say(`${idp.entityId} : ${idp.keys.length} clé(s). Nos métadonnées : ${origin}/federation/${first}/metadata`);
    return 0;
  },
};

const readIfNamed = (path: string | undefined): Promise<string | undefined> =>
  path ? readFile(path, 'utf8').catch(() => undefined) : Promise.resolve(undefined);

const faults: Record<string, string> = {
  malformed: 'ce n’est pas un document XML entier, il a peut-être été coupé',
  'no identity provider': 'elles ne sont pas celles d’un fournisseur d’identité',
  'no redirect binding': 'elles ne disent pas où envoyer les personnes (HTTP-Redirect)',
  'no key': 'elles ne contiennent aucune clé de signature',
  key: 'une de leurs clés est abîmée',
  address: 'une de leurs adresses n’en est pas une',
};

function goTogether(key: string | undefined, certificate: string | undefined): boolean {
  try {
    return new X509Certificate(certificate ?? '').checkPrivateKey(createPrivateKey(key ?? ''));
  } catch {
    return false;
  }
}

const isName = (name: string | undefined): name is 'educonnect' | 'agents' => name === 'educonnect' || name === 'agents';

function parse(args: string[]) {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        'entity-id': { type: 'string' },
        key: { type: 'string' },
        cert: { type: 'string' },
        strong: { type: 'string', multiple: true },
      },
    });
    const [what, ...rest] = positionals;
    return { what, rest, entityId: values['entity-id'], key: values.key, cert: values.cert, strong: values.strong ?? [] };
  } catch {
    return;
  }
}
