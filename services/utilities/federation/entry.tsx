import { hidden, localPath, type MachineAnswer, type MachineRequest, type Reader, refuse, routesFor, uuid, type Writer, z } from '#kernel';
import { audit } from '#kernel/audit';
import { sql } from '#kernel/db';
import type { Emit } from '#kernel/http';
import { endSessions, openSession, strangeDeviceFor, tokenHash } from '#kernel/identity';
import { BarePage, Card, CardList, InlineForm } from '#kernel/ui';
import { candidates, type Match, matching } from './people.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';
import { hashOf } from './tickets.ts';

const { openPage, openAction } = routesFor<Tables>();
type Entry = Tables['federation.entries'];

/** What was proved for this ticket, if it is this browser that left for it. Does not use it up. */
export async function entryOf(db: Reader<Tables>, ticket: string, door: string | undefined, now: Date) {
  if (!door) return;
  return db
    .selectFrom('federation.entries')
    .selectAll()
    .where('ticket_hash', '=', hashOf(ticket))
    .where('door_hash', '=', hashOf(door))
    .where('expires_at', '>', now)
    .executeTakeFirst();
}

/** The same, used up: once, whoever asks at the same moment. */
export async function useEntry(db: Writer<Tables>, ticket: string, door: string | undefined, now: Date) {
  if (!door) return;
  return db
    .deleteFrom('federation.entries')
    .where('ticket_hash', '=', hashOf(ticket))
    .where('door_hash', '=', hashOf(door))
    .where('expires_at', '>', now)
    .returningAll()
    .executeTakeFirst();
}

/** Back from the provider: straight in when one person was proved, a choice when there are several. */
export async function comeBack(request: MachineRequest): Promise<MachineAnswer> {
  const { aside, query, caller, now, whoAsks } = request;
  const { billet } = query;
  const ticket = typeof billet === 'string' ? billet : '';
  const me = await whoAsks();
  return aside.transaction().execute(async (tx): Promise<MachineAnswer> => {
    const db: Writer<Tables> = tx;
    const entry = await entryOf(db, ticket, caller.door, now);
    if (!entry) return { see: '/federation/refus?pourquoi=preuve' };
    const found = await matching(db, entry);
    await noteProofs(db, found, now);
    if (entry.linking)
      return { see: me?.personId === entry.linking ? `/doublons/mienne?billet=${ticket}` : '/federation/refus?pourquoi=preuve' };
    const [only] = found;
    if (found.length > 1) return { see: `/federation/choix?billet=${ticket}` };
    if (!(await useEntry(db, ticket, caller.door, now))) return { see: '/federation/refus?pourquoi=preuve' };
    if (!only) {
      await audit(db, { actorId: null, action: 'federation.person.unknown', details: { provider: entry.provider } });
      return { see: `/federation/refus?pourquoi=${entry.provider}` };
    }
    if (only.frozen) return { see: '/federation/refus?pourquoi=gel' };
    if (me) await endSessions(db, me.accountId, { only: me.sessionId });
    const token = await enter(db, only, entry, { ...request, emit: request.emitter(tx) });
    return { see: localPath(entry.destination), session: { token, keep: false }, device: only.accountId };
  });
}

/** Opens the session of somebody proved. The first time, it also activates the account: the provider answers for who they are. */
async function enter(
  db: Writer<Tables>,
  { accountId, personId }: Match,
  entry: Entry,
  { caller, now, emit }: Pick<MachineRequest, 'caller' | 'now'> & { emit: Emit },
) {
  await sql`update kernel.accounts set activated_at = coalesce(activated_at, ${now}) where id = ${accountId}`.execute(db);
  const { provider, second_factor: secondFactor } = entry;
  const told = await strangeDeviceFor(db, accountId, caller);
  if (told) await emit('new-device', { to: { people: [told] }, payload: { device: caller.device }, urgent: true });
  const token = await openSession(db, {
    accountId,
    device: caller.device,
    address: caller.address,
    keep: false,
    now,
    method: provider,
    secondFactor,
  });
  const session = await db.selectFrom('kernel.sessions').select('id').where('token_hash', '=', tokenHash(token)).executeTakeFirstOrThrow();
  const { name_id, session_index, return_url } = entry;
  await db.insertInto('federation.sessions').values({ session_id: session.id, provider, name_id, session_index, return_url }).execute();
  await audit(db, { actorId: personId, action: 'federation.session.opened', details: { provider } });
  return token;
}

/** One login that proves several people at once says that they are one human: the best evidence there is. */
async function noteProofs(db: Writer<Tables>, found: Match[], now: Date): Promise<void> {
  const people = found.map(({ personId }) => personId).sort();
  const pairs = people.flatMap((one, at) => people.slice(at + 1).map((other) => ({ one_id: one, other_id: other, proved_at: now })));
  if (pairs.length > 0)
    await db
      .insertInto('federation.proofs')
      .values(pairs)
      .onConflict((known) => known.columns(['one_id', 'other_id']).doUpdateSet({ proved_at: now }))
      .execute();
}

const Candidates = z.array(
  z.object({
    personId: z.string(),
    name: z.string(),
    kinds: z.array(z.string()),
    children: z.array(z.string()),
    schools: z.array(z.string()),
  }),
);

export const choice = openPage('/federation/choix', {
  may: () => true,
  query: z.object({ billet: z.string().max(200).catch('') }),
  answer: z.object({ ticket: z.string(), people: Candidates }),
  load: async ({ db, query: { billet }, caller, now }) => {
    const entry = await entryOf(db, billet, caller.door, now);
    if (!entry) return { see: '/federation/refus?pourquoi=preuve' };
    const found = await matching(db, entry);
    return {
      ticket: billet,
      people: await candidates(
        db,
        found.map(({ personId }) => personId),
      ),
    };
  },
  view: ({ ticket, people }) => (
    <BarePage title={t.chooseTitle} lead={t.chooseLead({ count: people.length })}>
      <CardList>
        {people.map(({ personId, name, kinds, children, schools }) => (
          <Card
            key={personId}
            title={name}
            meta={schools.join(' · ')}
            footer={
              <InlineForm
                action="/federation/choix"
                fields={{ billet: ticket, personId }}
                weight="main"
                label={t.enterAsLabel({ name, place: schools.join(', ') })}
              >
                {t.enterAs}
              </InlineForm>
            }
          >
            <p>
              {[...kinds.map(kindText), ...(children.length > 0 ? [t.guardianOf({ names: children.join(', ') })] : [])].join(' · ') ||
                t.nowhere}
            </p>
          </Card>
        ))}
      </CardList>
      <p class="hint">{t.chooseAfter}</p>
    </BarePage>
  ),
});

const kindText = (kind: string): string =>
  kind === 'pupil' || kind === 'teacher' || kind === 'director' || kind === 'assistant' || kind === 'atsem' || kind === 'town'
    ? t[kind]
    : kind === 'adviser' || kind === 'inspector' || kind === 'academy' || kind === 'administrator'
      ? t[kind]
      : '';

export const choose = openAction('/federation/choix', {
  may: () => true,
  does: 'person.chosen',
  body: z.object({ billet: z.string().max(200), personId: uuid }),
  run: async ({ db, me, now, caller, emit, body: { billet, personId } }) => {
    const entry = await useEntry(db, billet, caller.door, now);
    if (!entry || entry.linking) return refuse('gone', t.gone, { status: 409 });
    const match = (await matching(db, entry)).find((one) => one.personId === personId);
    if (!match) return hidden;
    if (match.frozen) return { see: '/federation/refus?pourquoi=gel' };
    if (me) await endSessions(db, me.accountId, { only: me.sessionId });
    const token = await enter(db, match, entry, { caller, now, emit });
    return { see: localPath(entry.destination), session: { token, keep: false }, device: match.accountId, note: { details: { personId } } };
  },
});
