import { timingSafeEqual } from 'node:crypto';
import { toString as qrOf } from 'qrcode';
import { drawn } from '#kernel/identity';

/** Whose slip it is: what its QR code says, and nothing that a passer-by could read. */
export type SlipOf = { noteId: string; pupilId: string; guardianIds: string[] };

const version = 1;
const sealLength = 8;

const bytesOf = (id: string): Buffer => Buffer.from(id.replaceAll('-', ''), 'hex');
const idOf = (bytes: Buffer): string => bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
const sealOf = (secret: Buffer, said: Buffer): Buffer => drawn(secret, 'liaison slip', said.toString('base64')).subarray(0, sealLength);

/** The version, the three kinds of ids (16 bytes each), then a seal: nobody makes a slip but this house. */
export function payload(secret: Buffer, { noteId, pupilId, guardianIds }: SlipOf): Buffer {
  const said = Buffer.concat([Buffer.from([version]), ...[noteId, pupilId, ...guardianIds].map(bytesOf)]);
  return Buffer.concat([said, sealOf(secret, said)]);
}

/** An SVG drawing, without margin. */
export const slipCode = (secret: Buffer, slip: SlipOf): Promise<string> =>
  qrOf([{ data: new Uint8ClampedArray(payload(secret, slip)), mode: 'byte' }], { type: 'svg', margin: 0, errorCorrectionLevel: 'M' });

/** Nothing when the code is not one of ours, or was changed. */
export function slipIn(secret: Buffer, code: Uint8Array): SlipOf | undefined {
  const bytes = Buffer.from(code);
  const said = bytes.subarray(0, -sealLength);
  if (bytes[0] !== version || said.length < 49 || (said.length - 1) % 16 !== 0) return;
  if (!timingSafeEqual(sealOf(secret, said), bytes.subarray(-sealLength))) return;
  const [noteId = '', pupilId = '', ...guardianIds] = Array.from({ length: (said.length - 1) / 16 }, (_, at) =>
    idOf(said.subarray(1 + at * 16, 17 + at * 16)),
  );
  return { noteId, pupilId, guardianIds };
}
