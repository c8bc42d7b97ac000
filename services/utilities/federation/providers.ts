import { type Reader, type Writer, z } from '#kernel';
import { seal, unseal } from '#kernel/identity';
import type { ProviderName, Tables } from './tables.ts';

/** What is sealed is sealed for this, and opens for nothing else. */
const use = 'federation';

/** Authentication contexts (SAML) or `acr`/`amr` values (OIDC) that stand for a second factor of ours. */
const strong = z.array(z.string()).default([]);

const SamlSettings = z.object({
  /** Ours, when the provider wants another one than the address of our metadata. */
  entityId: z.string().nullable().default(null),
  idp: z.object({
    entityId: z.string(),
    signInUrl: z.url(),
    signOutUrl: z.url().nullable(),
    /** PEM. Several while the provider changes its key. */
    keys: z.array(z.string()).min(1),
  }),
  strong,
  /** PEM: what our metadata says of the key that signs our requests. */
  certificate: z.string().nullable().default(null),
});
const OidcSettings = z.object({ issuer: z.url(), clientId: z.string(), strong });

export type SamlProvider = { name: ProviderName; protocol: 'saml'; privateKey: string | undefined } & z.infer<typeof SamlSettings>;
export type OidcProvider = { name: ProviderName; protocol: 'oidc'; clientSecret: string | undefined } & z.infer<typeof OidcSettings>;
export type Provider = SamlProvider | OidcProvider;

export type OpenDoor = { name: ProviderName; demonstration: boolean };

/** The doors that are open, for the sign-in page. */
export const openDoors = (db: Reader<Tables>): Promise<OpenDoor[]> =>
  db.selectFrom('federation.providers').select(['name', 'demonstration']).orderBy('name', 'desc').execute();

/** `sealed`: its key was sealed under another secret of this house, and opens no more until the provider is saved again. */
export async function providerNamed(db: Reader<Tables>, name: string, secret: Buffer): Promise<Provider | 'sealed' | undefined> {
  const row = await db
    .selectFrom('federation.providers')
    .selectAll()
    .where('name', 'in', ['educonnect', 'agents'])
    .where((where) => where.eb(where.cast<string>('name', 'text'), '=', name))
    .executeTakeFirst();
  if (!row) return;
  let opened: string | undefined;
  try {
    opened = row.sealed ? unseal(secret, use, row.name, row.sealed) : undefined;
  } catch {
    return 'sealed';
  }
  if (row.protocol === 'saml') return { name: row.name, protocol: 'saml', privateKey: opened, ...SamlSettings.parse(row.settings) };
  return { name: row.name, protocol: 'oidc', clientSecret: opened, ...OidcSettings.parse(row.settings) };
}

export type Saving = {
  name: ProviderName;
  protocol: Provider['protocol'];
  settings: z.input<typeof SamlSettings> | z.input<typeof OidcSettings>;
  /** The private key that signs our requests, or the client's secret. */
  hidden?: string | undefined;
  demonstration?: boolean;
};

/** Opens a door, or changes what it leads to. */
export async function saveProvider(db: Writer<Tables>, secret: Buffer, { name, protocol, settings, hidden, demonstration }: Saving) {
  const checked = protocol === 'saml' ? SamlSettings.parse(settings) : OidcSettings.parse(settings);
  const row = {
    protocol,
    settings: JSON.stringify(checked),
    sealed: hidden ? seal(secret, use, name, hidden) : null,
    demonstration: demonstration ?? false,
  };
  await db
    .insertInto('federation.providers')
    .values({ name, ...row })
    .onConflict((known) => known.column('name').doUpdateSet(row))
    .execute();
}

export const closeDoor = async (db: Writer<Tables>, name: string): Promise<boolean> =>
  (
    await db
      .deleteFrom('federation.providers')
      .where((where) => where.eb(where.cast<string>('name', 'text'), '=', name))
      .executeTakeFirst()
  ).numDeletedRows > 0;
