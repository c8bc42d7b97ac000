import { timingSafeEqual } from 'node:crypto';
import { type MachineAnswer, type Reader, routesFor, sql, uuid } from '#kernel';
import { icalendar } from '#kernel/calendar';
import { drawn } from '#kernel/identity';
import { parisDay } from '#kernel/ui';
import { asEntry, eventsAround, eventsIn, later } from './events.ts';
import { placesOfChild } from './places.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { machine } = routesFor<Tables>();

const keyOf = (secret: Buffer, feedId: string): Buffer => drawn(secret, 'agenda feed', feedId);

/** The secret is in the query: logs keep the path of a request, and never what follows it. */
export const addressOf = (feedId: string, { origin, secret }: { origin: string; secret: Buffer }): string =>
  `${origin}/agenda/ical/${feedId}?cle=${keyOf(secret, feedId).toString('base64url')}`;

type Feed = { personId: string; childId: string | null; name: string; withSurnames: boolean };

/** Whose address this is, while they may still come in. */
async function feedOf(db: Reader, feedId: string): Promise<Feed | undefined> {
  const { rows } = await sql<Feed>`
    select f.person_id as "personId", f.child_id as "childId", f.name, f.with_surnames as "withSurnames"
    from agenda.feeds f
    join kernel.people p on p.id = f.person_id and p.trashed_at is null
    join kernel.accounts a on a.person_id = p.id and a.blocked_at is null
    where f.id = ${feedId}`.execute(db);
  return rows[0];
}

const nothing: MachineAnswer = { status: 404, mediaType: 'text/plain; charset=utf-8', body: t.noSuchFeed };

/**
 * What an application reads: three months before, two years after. What is mine alone is in the whole agenda, never in a child's,
 * which may be given to a grandmother. Read through the person each time: whoever loses a class or a child loses its days.
 */
export const ical = machine('/agenda/ical/:feedId', {
  method: 'GET',
  // The secret of the address is the proof: asked below, where the key of the house is.
  may: () => true,
  run: async ({ db, aside, params, query, now, origin, secret }) => {
    const feedId = params['feedId'] ?? '';
    const given = Buffer.from(String(query['cle'] ?? ''), 'base64url');
    if (!uuid.safeParse(feedId).success) return nothing;
    const expected = keyOf(secret, feedId);
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return nothing;
    const feed = await feedOf(db, feedId);
    if (!feed) return nothing;
    await sql`update agenda.feeds set read_at = ${now} where id = ${feedId} and (read_at is null or read_at < ${now}::timestamptz - interval '5 minutes')`.execute(
      aside,
    );
    const [from, to] = [later(parisDay(now), -92), later(parisDay(now), 731)];
    const events = feed.childId
      ? await eventsIn(db, placesOfChild(feed.personId, feed.childId), from, to)
      : await eventsAround(db, feed.personId, from, to);
    const { host } = new URL(origin);
    const entries = events.map((event) => asEntry(event, { host, withSurnames: feed.withSurnames }));
    return { status: 200, mediaType: 'text/calendar; charset=utf-8', body: icalendar({ name: feed.name, entries }) };
  },
});
