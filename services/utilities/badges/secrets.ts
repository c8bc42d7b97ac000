import { createHash } from 'node:crypto';
import { drawn } from '#kernel/identity';

/** What a QR code says: `PREAU` and 128 bits, drawn from the badge's id. Read by a phone elsewhere, it is no address. */
export const badgeToken = (secret: Buffer, badgeId: string): string =>
  `PREAU-${drawn(secret, 'badge', badgeId).subarray(0, 16).toString('base64url')}`;

export const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/** No letter or digit that is mistaken for another on a screen seen from the back of the room. */
const alphabet = 'abcdefghjkmnprstvwxyz3456789';

/** Eight symbols of 28, 38 bits, for ten minutes: typed once by an adult, or read by the tablet. */
export const openingCode = (secret: Buffer, openingId: string): string =>
  [...drawn(secret, 'class opening', openingId).subarray(0, 16)]
    .map((_, at, bytes) => (at % 2 ? '' : alphabet[((bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0)) % alphabet.length]))
    .join('');

export const writtenOpening = (code: string): string => `${code.slice(0, 4)}-${code.slice(4)}`;
export const typedOpening = (typed: string): string => typed.toLowerCase().replace(/[^a-z0-9]/g, '');
export const openingHash = (secret: Buffer, code: string): Buffer => drawn(secret, 'class opening hash', code);

/** Twelve things that a child of three names. */
export const pictures = [
  'house',
  'star',
  'hands',
  'bag',
  'pencil',
  'bell',
  'camera',
  'speaker',
  'puzzle',
  'clock',
  'meal',
  'notebook',
] as const;
export type CodePicture = (typeof pictures)[number];

/** A child's three pictures, all different so that no tap is doubled: 1 320 ways, five tries, on a device of the class only. */
export function picturesOf(secret: Buffer, pupilId: string, number: number): CodePicture[] {
  const bytes = drawn(secret, 'pictures', `${pupilId} ${number}`);
  const left: CodePicture[] = [...pictures];
  return [0, 2, 4].flatMap((at) => left.splice(((bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0)) % left.length, 1));
}

const families = ['communication', 'information', 'pupil-life', 'pedagogy', 'utilities', 'governance'] as const;
const emblems = ['boat', 'house', 'fish', 'flower', 'rocket', 'snail'] as const;
export type Emblem = { drawing: (typeof emblems)[number]; family: (typeof families)[number] };

const howMany = emblems.length * families.length;

export const emblemAt = (at: number): Emblem => ({
  drawing: emblems[at % 6] ?? 'boat',
  family: families[(Math.floor(at / 6) + at) % 6] ?? 'communication',
});

/**
 * One's own drawing in the class, of 36, each child another one: drawn from the child's id, the next free one when it is taken by
 * an older id. So a child who comes changes nobody's, and one who leaves only that of whoever had given way.
 */
export function emblemsOf(pupilIds: string[]): Map<string, Emblem> {
  const taken = new Set<number>();
  return new Map(
    [...pupilIds].sort().map((id) => {
      let at = hashOf(id).readUInt16BE() % howMany;
      if (taken.size < howMany) while (taken.has(at)) at = (at + 1) % howMany;
      taken.add(at);
      return [id, emblemAt(at)];
    }),
  );
}
