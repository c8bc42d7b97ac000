import { afterAll, expect, test, vi } from 'vitest';
import { sql } from '#kernel';
import { setPassword } from '#kernel/identity';
import { forgetDue, forgetsOf } from '#kernel/personal-data';
import { startEnt } from '#kernel/testing';
import { saveDemonstrationAccount } from './demonstration.ts';
import account from './service.ts';

const ent = await startEnt([account]);
afterAll(() => ent[Symbol.asyncDispose]());

/** What a command says, and its exit code. */
async function preau(name: string, ...args: string[]): Promise<{ code: number | undefined; out: string; err: string }> {
  const said = { out: '', err: '' };
  const out = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    said.out += String(text);
    return true;
  });
  const err = vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said.err += String(text);
    return true;
  });
  try {
    const command = account.commands?.find((one) => one.name === name);
    const code = await command?.run(args, {
      db: ent.db,
      url: '',
      folder: ent.folder,
      secret: ent.secret,
      origin: 'https://ent.example',
      services: [account],
    });
    return { code, ...said };
  } finally {
    out.mockRestore();
    err.mockRestore();
  }
}

const accounts = async () => (await ent.db.selectFrom('kernel.accounts').select('login').execute()).map(({ login }) => login);

test('an ENT begins without any account', async () => {
  expect(await accounts()).toEqual([]);
});

test('the first administrator is made from the command line, with a code that serves once', async () => {
  const { code, out } = await preau('admin', 'create', 'Ada', 'Fabre');
  expect(code).toBe(0);
  const [, login, secret] = /Identifiant : (\S+)\n.*: (\S+)\n/.exec(out) ?? [];
  expect(login).toBe('ada.fabre');
  expect(out).toContain(`https://ent.example/activation?identifiant=ada.fabre&code=${secret}`);
  const use = () => ent.nobody.post('/activation', { login: 'ada.fabre', code: secret ?? '', password: 'girafe tulipe velo nuage' });
  expect((await use()).statusCode).toBe(303);
  expect((await use()).statusCode).toBe(422);
  const { rows } = await sql`
    select f.kind, p.kind as place, p.name from kernel.functions f join kernel.places p on p.id = f.place_id`.execute(ent.db);
  expect(rows).toEqual([{ kind: 'administrator', place: 'region', name: 'Occitanie' }]);
});

test('a second one has the login asked for, in the same region; a taken or a wrong login makes nobody', async () => {
  expect((await preau('admin', 'create', 'Jean', 'Roux', 'jroux')).out).toContain('Identifiant : jroux\n');
  expect((await preau('admin', 'create', 'Jean', 'Roux', 'jroux')).code).toBe(1);
  expect((await preau('admin', 'create', 'Jean', 'Roux', 'Jean Roux')).code).toBe(1);
  expect((await preau('admin', 'create', 'Jean')).code).toBe(2);
  expect((await preau('admin')).err).toContain('preau admin create');
  expect((await accounts()).sort()).toEqual(['ada.fabre', 'jroux']);
  expect(await ent.db.selectFrom('kernel.places').select('id').where('kind', '=', 'region').execute()).toHaveLength(1);
  expect((await ent.db.selectFrom('kernel.people').select('id').execute()).length).toBe(2);
});

test('an administrator who forgot gets another code; nobody else does from here', async () => {
  const teacher = await ent.teacher('Hugo Lafont', await ent.classroom(await ent.school()));
  expect((await preau('admin', 'code', 'hugo.lafont')).code).toBe(1);
  expect((await preau('admin', 'code', 'jroux')).out).toMatch(/Code .* : [a-z3-9-]{14}\n/);
  const codes = ent.db
    .selectFrom('kernel.activation_codes as c')
    .innerJoin('kernel.accounts as a', 'a.id', 'c.account_id')
    .select('c.id')
    .where('a.person_id', '=', teacher);
  expect(await codes.execute()).toEqual([]);
});

test('an administrator who is alone and lost a telephone enrols again; from here, nobody else does', async () => {
  const { id } = await ent.db.selectFrom('kernel.accounts').select('id').where('login', '=', 'jroux').executeTakeFirstOrThrow();
  await ent.db
    .insertInto('kernel.authenticators')
    .values({ account_id: id, sealed_secret: Buffer.alloc(60), last_step: 1 })
    .execute();
  expect((await preau('admin', 'rescue', 'hugo.lafont')).code).toBe(1);
  expect((await preau('admin', 'rescue', 'jroux')).code).toBe(0);
  expect(await ent.db.selectFrom('kernel.authenticators').select('account_id').where('account_id', '=', id).execute()).toEqual([]);
});

test('the known accounts of a demonstration are told to programs', async () => {
  expect(JSON.parse((await preau('demo', 'accounts', '--json')).out)).toEqual([]);
  const { id: accountId } = await ent.db
    .selectFrom('kernel.accounts')
    .select('id')
    .where('login', '=', 'hugo.lafont')
    .executeTakeFirstOrThrow();
  await ent.db.transaction().execute(async (db) => {
    await setPassword(db, { accountId, passwordHash: 'x', now: new Date() });
    await saveDemonstrationAccount(db, {
      accountId,
      password: 'girafe tulipe',
      profile: 'Enseignant',
      schoolName: 'École des Tilleuls',
      totpKey: 'THEKEYOFHUGO',
    });
  });
  expect(JSON.parse((await preau('demo', 'accounts', '--json')).out)).toEqual([
    {
      login: 'hugo.lafont',
      password: 'girafe tulipe',
      profile: 'Enseignant',
      name: 'Hugo Lafont',
      school: 'École des Tilleuls',
      totpSecret: 'THEKEYOFHUGO',
    },
  ]);
  expect((await preau('demo', 'accounts')).out).toBe('Enseignant\thugo.lafont\tgirafe tulipe\tHugo Lafont\tÉcole des Tilleuls\n');
  expect((await preau('demo', 'destroy')).code).toBe(2);
});

test('ended sessions are forgotten after a month, ended codes after three', async () => {
  const id = await ent.person('Rose Ancienne');
  await ent.as(id);
  await ent.as(await ent.person('Rose Récente'));
  await sql`update kernel.sessions set expires_at = now() - interval '31 days'
    where account_id = (select id from kernel.accounts where person_id = ${id})`.execute(ent.db);
  const count = async (table: 'kernel.sessions' | 'kernel.activation_codes') =>
    (await ent.db.selectFrom(table).select('id').execute()).length;
  const [sessions, codes] = [await count('kernel.sessions'), await count('kernel.activation_codes')];
  await forgetDue(ent.db, forgetsOf([]), new Date());
  expect([await count('kernel.sessions'), await count('kernel.activation_codes')]).toEqual([sessions - 1, codes]);
  await forgetDue(ent.db, forgetsOf([]), new Date(Date.now() + 130 * 24 * 3_600_000));
  expect([await count('kernel.sessions'), await count('kernel.activation_codes')]).toEqual([0, 0]);
});
