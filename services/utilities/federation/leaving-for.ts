import type { MachineRequest } from '#kernel';
import type { Database } from '#kernel/db';
import type { ProviderName, Tables } from './tables.ts';
import { hashOf, newTicket, tenMinutes } from './tickets.ts';

/** This service's own tables, for its doors. */
export const ours = (db: Database) => db.withTables<Pick<Tables, Extract<keyof Tables, `federation.${string}`>>>();

export type Departure = { id: string; door: string; provider: ProviderName; destination: string; verifier?: string; nonce?: string };

/**
 * Notes that this browser leaves for a provider, and what it must bring back. With `lier`, whoever is signed in goes there to prove
 * that they are somebody else too.
 */
export async function noteDeparture(request: MachineRequest, departure: Omit<Departure, 'door'>): Promise<string> {
  const { aside, caller, query, whoAsks, now } = request;
  const door = caller.door ?? newTicket();
  const linking = query['lier'] === undefined ? undefined : (await whoAsks())?.personId;
  await ours(aside)
    .insertInto('federation.requests')
    .values({
      id: departure.id,
      provider: departure.provider,
      door_hash: hashOf(door),
      destination: departure.destination,
      linking: linking ?? null,
      verifier: departure.verifier ?? null,
      nonce: departure.nonce ?? null,
      expires_at: new Date(now.getTime() + tenMinutes),
    })
    .execute();
  return door;
}
