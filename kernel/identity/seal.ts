import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** One key for each use: what is sealed for one never opens for another. */
const keyFor = (secret: Buffer, use: string): Buffer => Buffer.from(hkdfSync('sha256', secret, '', `preau ${use}`, 32));

/** AES-256-GCM: nonce, tag, text. `owner` is bound to it: moved to another row, it no longer opens. */
export function seal(secret: Buffer, use: string, owner: string, text: string): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', keyFor(secret, use), nonce).setAAD(Buffer.from(owner));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}

/** Throws when the key, the owner or a single bit is another. */
export function unseal(secret: Buffer, use: string, owner: string, sealed: Buffer): string {
  const opening = createDecipheriv('aes-256-gcm', keyFor(secret, use), sealed.subarray(0, 12))
    .setAAD(Buffer.from(owner))
    .setAuthTag(sealed.subarray(12, 28));
  return Buffer.concat([opening.update(sealed.subarray(28)), opening.final()]).toString('utf8');
}

/** Bytes that nobody draws without the secret, and that are kept nowhere. */
export const drawn = (secret: Buffer, use: string, from: string): Buffer => createHmac('sha256', keyFor(secret, use)).update(from).digest();
