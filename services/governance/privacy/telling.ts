import { type Me, type Reader, sql } from '#kernel';
import { emitter } from '#kernel/outbox';
import { placesOf } from '#kernel/perimeter';
import type { Job, Notification, Todo } from '#kernel/service';
import { parisDay } from '#kernel/ui';
import { breachTodo } from './breaches/telling.ts';
import { deathsWhere, lookedAfter } from './deaths/death.ts';
import { d } from './deaths/words.ts';
import { consentTodo } from './endings.ts';
import { handled, requestsWhere } from './requests.ts';
import { q } from './requests-texts.ts';
import type { Tables } from './tables.ts';

type Asked = { db: Reader; payload: { requestId: string }; personId: string };
const href = ({ payload }: { payload: { requestId: string } }) => `/donnees/demandes/${payload.requestId}`;

/** Still waits, and still a director of its place. */
async function stillHandles({ db, payload, personId }: Asked): Promise<boolean> {
  const { rows } = await sql`
    select from privacy.requests r join kernel.functions_today f on f.place_id = r.place_id and f.kind = 'director'
    where r.id = ${payload.requestId} and r.outcome is null and f.person_id = ${personId}`.execute(db);
  return rows.length > 0;
}

const stillAsked = async ({ db, payload, personId }: Asked): Promise<boolean> =>
  (await sql`select from privacy.requests where id = ${payload.requestId} and asked_by = ${personId}`.execute(db)).rows.length > 0;

/** None says whose data nor what was asked. */
export const requestNotifications: Record<string, Notification> = {
  received: { title: () => q.tellReceived, href, stillMay: stillHandles },
  due: { title: () => q.tellDue, href, stillMay: stillHandles },
  answered: { title: () => q.tellAnswered, href, stillMay: stillAsked },
};

export const todo = async (ask: { db: Reader; me: Me; now: Date }): Promise<Todo[]> => [
  ...(await breachTodo(ask)),
  ...(await requestTodo(ask)),
  ...(await deathTodo(ask)),
  ...(await consentTodo(ask)),
];

/** What was asked of the desk, and is left to do: to hand over, to erase. */
async function deathTodo({ db, me }: { db: Reader; me: Me }): Promise<Todo[]> {
  if (placesOf(me, 'director', 'academy', 'administrator').length === 0) return [];
  const open = await deathsWhere(db as Reader<Tables>, sql<boolean>`d.wish in ('erase', 'give') and ${lookedAfter(me)}`);
  const [first] = open;
  if (!first) return [];
  const href = open.length === 1 ? `/donnees/deces/${first.id}` : '/donnees/deces';
  return [{ href, title: d.todo({ count: open.length }), verb: d.todoVerb }];
}

async function requestTodo({ db, me }: { db: Reader; me: Me }): Promise<Todo[]> {
  if (placesOf(me, 'director').length === 0) return [];
  const open = await requestsWhere(db as Reader<Tables>, sql<boolean>`r.outcome is null and ${handled(me)}`);
  const [first] = open;
  if (!first) return [];
  const href = open.length === 1 ? `/donnees/demandes/${first.id}` : '/donnees/bureau';
  return [{ href, title: q.todoDesk({ count: open.length }), verb: q.todoVerb, deadline: first.dueOn }];
}

/** Each night: directors are told once, a week before the day, of a request that still waits. */
export const remind: Job = {
  cron: '10 6 * * *',
  run: async ({ db, now, services }) =>
    db.transaction().execute(async (tx) => {
      const { rows } = await sql<{ id: string; placeId: string }>`
        update privacy.requests set reminded_on = ${parisDay(now)}
        where outcome is null and reminded_on is null and place_id is not null and due_on <= ${now}::timestamptz::date + 7
        returning id, place_id as "placeId"`.execute(tx);
      const emit = emitter(tx, 'privacy', services, null);
      for (const { id, placeId } of rows) await emit('due', { to: { in: [placeId], kinds: ['director'] }, payload: { requestId: id } });
    }),
};
