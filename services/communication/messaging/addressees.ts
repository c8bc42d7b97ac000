import { createHash } from 'node:crypto';
import { type Me, type Profile, type Reader, sql } from '#kernel';
import { type CircleKind, calledName, circleLabel, membersOf, type Way, waysTo } from '#kernel/perimeter';
import { isPupil, mayHurry } from './policy.ts';
import type { Field, Tables } from './tables.ts';

type Db = Reader<Tables>;

/** Whom a message is for, as it was said. */
export type Addressee = {
  id: string;
  field: Field;
  kind: 'person' | 'circle' | 'group';
  label: string;
  personId: string | null;
  groupId: string | null;
  circle: CircleKind | null;
  placeId: string | null;
  hasAccount: boolean;
};

export async function addresseesOf(db: Db, messageId: string): Promise<Addressee[]> {
  const { rows } = await sql<Addressee & { place: string | null; placeKind: string | null }>`
    select a.id, a.field, a.person_id as "personId", a.group_id as "groupId", a.circle, a.place_id as "placeId",
      case when a.person_id is not null then 'person' when a.group_id is not null then 'group' else 'circle' end as kind,
      coalesce(case when p.id is not null then ${calledName('p')} end, g.name, '') as label, place.name as place, place.kind as "placeKind",
      coalesce(account.activated_at is not null and account.blocked_at is null, false) as "hasAccount"
    from messaging.addressees a
    left join kernel.people p on p.id = a.person_id
    left join messaging.groups g on g.id = a.group_id
    left join kernel.places place on place.id = a.place_id
    left join kernel.accounts account on account.person_id = a.person_id
    where a.message_id = ${messageId} order by a.id`.execute(db);
  return rows.map(({ place, placeKind, ...row }) => ({
    ...row,
    label: row.circle ? circleLabel({ circle: row.circle, place: place ?? '', placeKind: placeKind ?? '' }) : row.label,
  }));
}

/** Somebody who will have the message in their mailbox. */
export type Receiver = {
  id: string;
  name: string;
  as: Profile | null;
  field: Field;
  /** The addressee by which they are reached and not shown to the others: a circle; or their own name, for one family of several. */
  throughId: string | null;
  aboutId: string | null;
  about: string | null;
  hasAccount: boolean;
  schoolId: string | null;
};

/** Who will receive it, and the names of those who are no longer within reach: left out, and said. */
export type Resolved = { receivers: Receiver[]; dropped: string[]; addressees: Addressee[] };

const rank: Record<Field, number> = { to: 0, cc: 1, bcc: 2 };

/**
 * Works out who will have this message in their mailbox if it leaves now: members of circles and groups as they are today,
 * those I reach, and those who already speak in the thread. Each person once: named before through a circle, « to » before
 * « cc » before « bcc ». Families written to by the school never see each other, however they were chosen.
 */
export async function whoWillReceive(db: Db, me: Me, messageId: string, now: Date): Promise<Resolved> {
  const addressees = await addresseesOf(db, messageId);
  const groups = await groupMembers(db, me, addressees);
  const named = [
    ...addressees.flatMap(({ id: saidId, personId, field }) => (personId ? [{ id: personId, field, saidId }] : [])),
    ...groups,
  ].filter(({ id }) => id !== me.personId);
  const ways = Map.groupBy(
    await waysTo(
      db,
      me,
      named.map(({ id }) => id),
    ),
    ({ id }) => id,
  );
  const thread = await speakersOf(db, me, messageId, now);
  const circles = addressees.flatMap(({ id, circle, placeId, field }) => (circle && placeId ? [{ id, circle, placeId, field }] : []));
  const members = await membersOf(db, me, circles);

  const chosen = [
    ...named
      .filter(({ id }) => ways.has(id) || thread.has(id))
      .map((one) => ({ ...one, throughId: null, ...about(ways.get(one.id) ?? []) })),
    ...circles.flatMap(({ id: throughId, circle, placeId, field }) =>
      [
        ...Map.groupBy(
          members.filter((one) => one.circle === circle && one.placeId === placeId),
          ({ id }) => id,
        ),
      ].map(([id, ways]) => ({
        id,
        field,
        saidId: throughId,
        throughId,
        ...about(ways),
      })),
    ),
  ].toSorted((one, other) => rank[one.field] - rank[other.field] || Number(one.throughId !== null) - Number(other.throughId !== null));
  const once = [...Map.groupBy(chosen, ({ id }) => id).values()].flatMap(([first]) => first ?? []);
  const families = mayHurry(me) ? once.filter(({ as }) => as === 'guardian').length : 0;
  const kept = new Set(once.map(({ id }) => id));
  const people = await namesOf(db, [...kept, ...once.flatMap(({ aboutId }) => aboutId ?? []), ...named.map(({ id }) => id)]);
  const rankOf = (id: string): number => people.get(id)?.order ?? 0;
  return {
    addressees,
    dropped: [...new Set(named.filter(({ id }) => !kept.has(id)).map(({ id }) => people.get(id)?.name ?? ''))].filter(Boolean),
    receivers: once
      .flatMap(({ saidId, ...one }) => {
        const throughId = one.throughId ?? (families > 1 && one.as === 'guardian' ? saidId : null);
        const person = people.get(one.id);
        const child = one.aboutId ? people.get(one.aboutId)?.firstName : undefined;
        return person ? [{ ...one, throughId, name: person.name, hasAccount: person.hasAccount, about: child ?? null }] : [];
      })
      .toSorted((one, other) => rankOf(one.id) - rankOf(other.id)),
  };
}

/** As what and by which school; about a child when there is one, and one only. */
function about(ways: Way[]): Pick<Receiver, 'as' | 'schoolId' | 'aboutId'> {
  const children = [...new Set(ways.flatMap(({ aboutId }) => aboutId ?? []))];
  return { as: ways[0]?.as ?? null, schoolId: ways[0]?.schoolId ?? null, aboutId: children.length === 1 ? (children[0] ?? null) : null };
}

async function groupMembers(db: Db, me: Me, addressees: Addressee[]): Promise<{ id: string; field: Field; saidId: string }[]> {
  const { rows } = await sql<{ groupId: string; personId: string }>`
    select g.id as "groupId", m.person_id as "personId" from messaging.groups g join messaging.group_members m on m.group_id = g.id
    where g.owner_id = ${me.personId} and g.id = any (${addressees.flatMap(({ groupId }) => groupId ?? [])}::uuid[])`.execute(db);
  return rows.flatMap(({ groupId, personId }) => {
    const group = addressees.find((one) => one.groupId === groupId);
    return group ? [{ id: personId, field: group.field, saidId: group.id }] : [];
  });
}

/**
 * Those who already speak in the thread that this message answers: whoever wrote, and whoever was named, in the messages that
 * are in my own mailbox. They may be answered even if they are no longer within reach. A pupil has no such door: their class is.
 */
export async function speakersOf(db: Db, me: Me, messageId: string, now: Date): Promise<Set<string>> {
  if (isPupil(me)) return new Set();
  const { rows } = await sql<{ id: string }>`
    select distinct other.person_id as id
    from messaging.messages draft
    join messaging.messages m on m.thread_id = draft.thread_id and m.id <> draft.id and m.state in ('sent', 'recalled')
    join messaging.recipients mine on mine.message_id = m.id and mine.person_id = ${me.personId} and mine.arrives_at <= ${now} and mine.gone_at is null
    join messaging.recipients other on other.message_id = m.id and other.field in ('from', 'to', 'cc') and other.through_id is null
    join kernel.people p on p.id = other.person_id and p.trashed_at is null
    where draft.id = ${messageId} and draft.answers_id is not null`.execute(db);
  return new Set(rows.map(({ id }) => id));
}

/** `order`: their place in an alphabetical list. */
type Known = { name: string; firstName: string; hasAccount: boolean; order: number };

async function namesOf(db: Db, ids: string[]): Promise<Map<string, Known>> {
  const { rows } = await sql<Omit<Known, 'order'> & { id: string }>`
    select p.id, ${calledName('p')} as name, p.first_name as "firstName",
      coalesce(account.activated_at is not null and account.blocked_at is null, false) as "hasAccount"
    from kernel.people p left join kernel.accounts account on account.person_id = p.id
    where p.id = any (${ids}::uuid[]) order by p.last_name, p.first_name, p.id`.execute(db);
  return new Map(rows.map((row, order) => [row.id, { ...row, order }]));
}

/** The message and its list, in one word: what was shown before sending is what is sent, or nothing is. */
export const fingerprint = (
  receivers: Receiver[],
  { subject, body }: { subject: string; body: unknown },
  files: { id: string }[],
): string =>
  createHash('sha256')
    .update(JSON.stringify([subject, body, files.map(({ id }) => id)]))
    .update(
      receivers
        .map(({ id, field, throughId, aboutId }) => `${id} ${field} ${throughId} ${aboutId}`)
        .sort()
        .join('\n'),
    )
    .digest('base64url');
