import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { Command } from '#kernel';
import { ours } from './leaving-for.ts';
import { closeDoor, openDoors, type Saving, saveProvider } from './providers.ts';
import { readIdpMetadata } from './saml/metadata.ts';

const usage = [
  'preau federation',
  'preau federation saml educonnect|agents METADONNEES.xml [--entity-id ID] [--key CLE.pem] [--strong CONTEXTE]…',
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
    const { what, rest, entityId, key, strong } = asked;
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
      const hidden = process.env['PREAU_OIDC_SECRET'];
      await save({ name: 'agents', protocol: 'oidc', settings: { issuer: first, clientId: second, strong }, hidden });
      say(`Adresse de retour à déclarer : ${origin}/federation/agents/retour`);
      return 0;
    }
    if (what !== 'saml' || !isName(first) || !second) return complain(usage, 2);
    const idp = readIdpMetadata(await readFile(second, 'utf8'));
    if ('fault' in idp) return complain(`Ces métadonnées ne se lisent pas : ${idp.fault}.`);
    const hidden = key ? await readFile(key, 'utf8') : undefined;
    await save({ name: first, protocol: 'saml', settings: { entityId: entityId ?? null, idp, strong }, hidden });
    say(`${idp.entityId} : ${idp.keys.length} clé(s). Nos métadonnées : ${origin}/federation/${first}/metadata`);
    return 0;
  },
};

const isName = (name: string | undefined): name is 'educonnect' | 'agents' => name === 'educonnect' || name === 'agents';

function parse(args: string[]) {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { 'entity-id': { type: 'string' }, key: { type: 'string' }, strong: { type: 'string', multiple: true } },
    });
    const [what, ...rest] = positionals;
    return { what, rest, entityId: values['entity-id'], key: values.key, strong: values.strong ?? [] };
  } catch {
    return;
  }
}
