import type { Reader, Writer } from '#kernel/db';

export { type Braked, brakesOn, closedAmong, everyFeature } from './brakes.ts';
export { hold, letGo, report } from './hold.ts';
export type { Brake } from './tables.ts';

/** What somebody who decides sees of a thing: enough to judge it, whatever service it is of. */
export type Shown = {
  title: string;
  author: string;
  /** « 3 enseignants, 24 familles » */
  to: string;
  text: string;
  links: string[];
  at: Date;
};

/**
 * How a service where people write to each other lets the school look after it. The screens of moderation read it in the
 * manifest; holds, reports and brakes are kept by the kernel, under the service's name.
 */
export type Moderated = {
  /** Things by their ids; one that is gone is left out. */
  show: (ask: { db: Reader; thingIds: string[] }) => Promise<Map<string, Shown>>;
  /** The thing reaches people from now on; called in the transaction of the decision. */
  release: (decision: { db: Writer; thingId: string; now: Date }) => Promise<void>;
  /** The thing reaches nobody, and its author is told so. */
  reject: (decision: { db: Writer; thingId: string; now: Date }) => Promise<void>;
  /** Takes back everything with this content, read or not, in these schools. Gives how many. */
  recall: (decision: { db: Writer; contentHash: Buffer; schoolIds: string[]; now: Date }) => Promise<number>;
  /** The content of a thing, for `recall`. */
  hashOf: (ask: { db: Reader; thingId: string }) => Promise<Buffer | undefined>;
};
