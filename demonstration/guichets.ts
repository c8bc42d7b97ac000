import { type Database, sql } from '#kernel/db';
import {
  closeDoor,
  type LocalPerson,
  openDoors,
  type ProviderName,
  readIdpMetadata,
  refOf,
  saveProvider,
  startLocalProvider,
} from '#services/utilities/federation';
import type { Config } from '../kernel/config.ts';

/** What the demonstration's guichet says of those who showed two factors there (REFEDS MFA profile). */
const twoFactors = 'https://refeds.org/profile/mfa';

type Known = { name: string; profile: string; external: string | null; mail: string | null };

/** The invented people shown on the sign-in page, as ÉduConnect and the guichet would know them. */
async function shown(db: Database): Promise<Known[]> {
  const { rows } = await sql<Known>`
    select p.first_name || ' ' || p.last_name as name, d.profile, p.external_id as external, c.academic_email as mail
    from account.demonstration_accounts d join kernel.accounts a on a.id = d.account_id join kernel.people p on p.id = a.person_id
    left join kernel.contacts c on c.person_id = p.id order by d.rank`.execute(db);
  return rows;
}

const asParents = (people: Known[]): LocalPerson[] =>
  people.flatMap(({ name, profile, external, mail }) => {
    const ref = external && !mail && profile.startsWith('Parent') ? refOf(external) : undefined;
    return ref ? { label: `${name}, ${profile}`, attributes: { FrEduCtRefId: [ref] } } : [];
  });

const asAgents = (people: Known[]): LocalPerson[] =>
  people.flatMap(({ name, profile, mail }) =>
    mail ? { label: `${name}, ${profile}`, attributes: { ctemail: [mail] }, context: twoFactors } : [],
  );

/**
 * Opens « ÉduConnect (démonstration) » and « Guichet agents (démonstration) »: two identity providers of our own, on this machine,
 * whose keys are made now and die with the process; those of the process before are shut. They answer on this machine only: where
 * people come from others, there is nothing to open. A door that somebody configured for real is left alone.
 */
export async function openGuichets(db: Database, { publicUrl, secret }: Pick<Config, 'publicUrl' | 'secret'>): Promise<void> {
  const known = await openDoors(db);
  const real = known.filter(({ demonstration }) => !demonstration).map(({ name }) => name);
  for (const { name, demonstration } of known) if (demonstration) await db.transaction().execute((tx) => closeDoor(tx, name));
  if (!['localhost', '127.0.0.1', '[::1]'].includes(new URL(publicUrl).hostname)) return;
  const open = async (name: ProviderName, title: string, people: (known: Known[]) => LocalPerson[]): Promise<void> => {
    if (real.includes(name)) return;
    const local = await startLocalProvider({ title, home: () => publicUrl, people: async () => people(await shown(db)) });
    const idp = readIdpMetadata(local.metadata);
    if ('fault' in idp) throw new Error(`the demonstration’s provider does not read itself: ${idp.fault}`);
    await db
      .transaction()
      .execute((tx) => saveProvider(tx, secret, { name, protocol: 'saml', settings: { idp, strong: [twoFactors] }, demonstration: true }));
  };
  await open('educonnect', 'ÉduConnect (démonstration)', asParents);
  await open('agents', 'Guichet agents (démonstration)', asAgents);
}
