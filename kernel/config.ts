import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export type Config = {
  host: string;
  port: number;
  /** Where the embedded database, the files and the secret live. */
  folder: string;
  /** Nothing: the embedded PostgreSQL. */
  databaseUrl: string | undefined;
  /** The address people type, without a final slash. Cookies are Secure when it is https. */
  publicUrl: string;
  demonstration: boolean;
  /** Keys of codes and cookies derive from it; it is not in the database. */
  secret: Buffer;
  /** `smtp://user:password@host:587`. Nothing: mails are laid as files in `folder`/mail. */
  smtp: string | undefined;
  /** Who mails come from. */
  mailFrom: string;
  /** A push service of one's own, beside those of the browsers: its host and its certificate authority. */
  pushService?: { host: string; ca: string } | undefined;
};

/**
 * Reads the environment once: PORT, HOST, PREAU_DATA, DATABASE_URL, PREAU_URL, PREAU_SECRET, PREAU_DEMO, PREAU_SMTP, PREAU_MAIL_FROM.
 * The demonstration has known passwords: it is on by itself only with the embedded database outside production.
 */
export function configure(env: NodeJS.ProcessEnv = process.env): Config {
  const port = Number(env['PORT'] ?? 3000);
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new Error(`PORT=${env['PORT']} n’est pas un port`);
  const host = env['HOST'] ?? 'localhost';
  const folder = resolve(env['PREAU_DATA'] ?? 'data');
  const databaseUrl = env['DATABASE_URL'] || undefined;
  const publicUrl = (env['PREAU_URL'] ?? `http://localhost:${port}`).replace(/\/$/, '');
  return {
    host,
    port,
    folder,
    databaseUrl,
    publicUrl,
    demonstration: env['PREAU_DEMO'] ? env['PREAU_DEMO'] === '1' : !databaseUrl && env['NODE_ENV'] !== 'production',
    secret: env['PREAU_SECRET'] ? Buffer.from(env['PREAU_SECRET']) : secretIn(folder),
    smtp: env['PREAU_SMTP'] || undefined,
    mailFrom: env['PREAU_MAIL_FROM'] || `Préau <ne-pas-repondre@${new URL(publicUrl).hostname}>`,
  };
}

function secretIn(folder: string): Buffer {
  const file = join(folder, 'secret');
  try {
    return readFileSync(file);
  } catch {
    mkdirSync(folder, { recursive: true });
    const secret = randomBytes(32);
    writeFileSync(file, secret, { mode: 0o600, flag: 'wx' });
    return secret;
  }
}
