import { type Command, newId, type Writer } from '#kernel';
import { audit } from '#kernel/audit';
import { createAccount, endSessions, forgetFactors, issueCodes, writtenCode } from '#kernel/identity';

const usage = 'preau admin create <prénom> <nom> [identifiant]\npreau admin code <identifiant>\npreau admin rescue <identifiant>';
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const complain = (line: string): number => {
  process.stderr.write(`${line}\n`);
  return 1;
};

/**
 * The first administrator, from the machine that runs the ENT: no account exists by default, and no screen makes another one.
 * What is printed is printed once; the code serves once.
 */
export const admin: Command = {
  name: 'admin',
  usage,
  run: async ([what, ...args], { db, secret, origin }) => {
    const [first, last, login] = args.map((arg) => arg.trim());
    const now = new Date();
    const give = async (tx: Writer, account: { id: string; login: string }) => {
      const [issued] = await issueCodes(tx, { accountIds: [account.id], secret, issuedBy: null, now });
      return { login: account.login, code: writtenCode(issued?.code ?? '') };
    };
    const tell = ({ login: known, code }: { login: string; code: string }): number => {
      say(`Identifiant : ${known}`);
      say(`Code d’activation, une seule fois et pendant 30 jours : ${code}`);
      say(`${origin}/activation?${new URLSearchParams({ identifiant: known, code })}`);
      return 0;
    };

    if (what === 'create' && first && last && args.length <= 3) {
      if (login && !/^[a-z0-9][a-z0-9.]{0,79}$/.test(login))
        return complain('Un identifiant n’a que des minuscules, des chiffres et des points.');
      const taken = login && (await db.selectFrom('kernel.accounts').select('id').where('login', '=', login).executeTakeFirst());
      if (taken) return complain(`L’identifiant ${login} est déjà pris.`);
      return tell(
        await db.transaction().execute(async (tx) => give(tx, await createAdministrator(tx, { firstName: first, lastName: last, login }))),
      );
    }
    if ((what === 'code' || what === 'rescue') && first && args.length === 1) {
      const account = await db
        .selectFrom('kernel.accounts as a')
        .innerJoin('kernel.functions as f', 'f.person_id', 'a.person_id')
        .select(['a.id', 'a.login'])
        .where('a.login', '=', first)
        .where('f.kind', '=', 'administrator')
        .executeTakeFirst();
      if (!account) return complain(`Aucun compte d’administration n’a l’identifiant ${first}.`);
      if (what === 'code') return tell(await db.transaction().execute((tx) => give(tx, account)));
      await db.transaction().execute((tx) => forget(tx, account.id));
      say(`${first} ajoutera une deuxième preuve à sa prochaine connexion. Ses appareils sont déconnectés.`);
      return 0;
    }
    process.stderr.write(`${usage}\n`);
    return 2;
  },
};

/** An administrator who is alone and lost their second factor: whoever holds the server stands for the two persons. */
async function forget(db: Writer, accountId: string): Promise<void> {
  await forgetFactors(db, accountId);
  await endSessions(db, accountId, {});
  await audit(db, { actorId: null, action: 'account.second-factor.forgotten', details: { accountId } });
}

type Newcomer = { firstName: string; lastName: string; login: string | undefined };

async function createAdministrator(db: Writer, { firstName, lastName, login }: Newcomer): Promise<{ id: string; login: string }> {
  const id = newId();
  await db.insertInto('kernel.people').values({ id, first_name: firstName, last_name: lastName }).execute();
  await db
    .insertInto('kernel.functions')
    .values({ id: newId(), person_id: id, place_id: await region(db), kind: 'administrator' })
    .execute();
  const account = await createAccount(db, { id, firstName, lastName });
  if (!login) return account;
  await db.updateTable('kernel.accounts').set({ login }).where('id', '=', account.id).execute();
  return { id: account.id, login };
}

/** The region is the root of all places: an import finds it, or this makes it. */
async function region(db: Writer): Promise<string> {
  const known = await db.selectFrom('kernel.places').select('id').where('kind', '=', 'region').orderBy('id').executeTakeFirst();
  if (known) return known.id;
  const id = newId();
  await db.insertInto('kernel.places').values({ id, kind: 'region', name: 'Occitanie' }).execute();
  return id;
}
