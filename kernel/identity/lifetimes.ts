/** How a session was opened. `machine`: from the command line or a test, with no browser. */
export type Method = 'password' | 'password-and-mail' | 'passkey' | 'sheet' | 'educonnect' | 'agents' | 'badge' | 'pictures' | 'machine';

export type Lifetime = { minutes: number; silence: number };

const hour = 60;
const day = 24 * hour;

/**
 * How long a session lasts, and how long it may stay silent, in minutes (ASVS 7.1.1, 7.3.1, 7.3.2). Whoever works here sees many
 * children: shorter. A week-end goes by on a device of one's own. A class tablet passes from hand to hand: a lesson.
 */
export function lifetimeOf({ method, works, keep }: { method: Method; works: boolean; keep: boolean }): Lifetime {
  if (method === 'badge' || method === 'pictures') return { minutes: 2 * hour, silence: 10 };
  if (works) return keep ? { minutes: 7 * day, silence: 3 * day } : { minutes: 10 * hour, silence: hour };
  return keep ? { minutes: 30 * day, silence: 30 * day } : { minutes: 10 * hour, silence: 2 * hour };
}
