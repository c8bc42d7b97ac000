import pg from 'pg';
import { type Database, type Reader, sql } from '#kernel/db';

/** One channel for the whole house: who has something new. Ids only: PostgreSQL carries at most 8 000 bytes. */
const channel = 'preau_live';
const mostIds = 200;

/** Tells the open pages of these people, on every server, once the transaction commits. */
export async function tellLive(db: Pick<Reader, 'getExecutor'>, personIds: string[]): Promise<void> {
  const ids = [...new Set(personIds)];
  for (let at = 0; at < ids.length; at += mostIds)
    await sql`select pg_notify(${channel}, ${ids.slice(at, at + mostIds).join(',')})`.execute(db);
}

export type Live = {
  /** Resolves once the house listens: what is told from then on is heard. */
  ready: () => Promise<void>;
  /** Calls `tell` whenever this person has something new, until the function it gives is called. */
  follow: (personId: string, tell: () => void) => () => void;
  close: () => Promise<void>;
};

/**
 * Hears the news of the house on one connection of its own, opened with the first page that follows. When the connection is
 * lost it comes back within two seconds, and then everybody looks again: what was said meanwhile is not lost.
 */
export function listenLive(db: Database): Live {
  const followers = new Map<string, Set<() => void>>();
  let client: pg.Client | undefined;
  let opening: Promise<void> | undefined;
  let closed = false;
  let retry: ReturnType<typeof setTimeout> | undefined;

  const tellAll = (): void => {
    for (const tells of followers.values()) for (const tell of tells) tell();
  };
  async function listen({ again = false } = {}): Promise<void> {
    if (closed || client) return;
    const fresh = new pg.Client({ connectionString: db.pool.options.connectionString });
    client = fresh;
    const lost = (): void => {
      if (client !== fresh) return;
      client = undefined;
      opening = undefined;
      void fresh.end().catch(() => {});
      if (!closed)
        retry = setTimeout(() => {
          opening ??= listen({ again: true });
        }, 1000);
    };
    fresh.on('error', lost);
    fresh.on('end', lost);
    fresh.on('notification', ({ payload = '' }) => {
      for (const personId of payload.split(',')) for (const tell of followers.get(personId) ?? []) tell();
    });
    try {
      await fresh.connect();
      await fresh.query(`listen ${channel}`);
      if (again) tellAll();
    } catch {
      lost();
    }
  }

  return {
    ready() {
      opening ??= listen();
      return opening;
    },
    follow(personId, tell) {
      const tells = followers.get(personId) ?? new Set();
      followers.set(personId, tells.add(tell));
      return () => {
        tells.delete(tell);
        if (tells.size === 0 && followers.get(personId) === tells) followers.delete(personId);
      };
    },
    async close() {
      closed = true;
      clearTimeout(retry);
      await client?.end().catch(() => {});
    },
  };
}
