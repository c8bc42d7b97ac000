import { type MachineAnswer, type Reader, routesFor } from '#kernel';
import { openSession } from '#kernel/identity';
import { accountOf, arrivalAt } from './enter.ts';
import type { Tables } from './tables.ts';
import { readTicket, useTicket } from './ticket.ts';

const { machine } = routesFor();

const nothingHere: MachineAnswer = { status: 404, mediaType: 'text/plain', body: '' };

/** The only door of a sandbox. A house of real people has none here. */
export const door = machine('/ecole-d-essai/porte', {
  method: 'GET',
  may: () => true,
  run: async ({ sandbox, query, aside, now, caller }) => {
    if (sandbox?.side !== 'sandbox') return nothingHere;
    const ticket = readTicket(sandbox.ticketKey, String(query['billet'] ?? ''), { now, since: sandbox.since() });
    if (ticket?.asked.does !== 'enter') return { see: `${sandbox.home}/ecole-d-essai?billet=fini` };
    const { role, to } = ticket.asked;
    const token = await aside.transaction().execute(async (db) => {
      const accountId = await accountOf(db as Reader<Tables>, role);
      if (!accountId || !(await useTicket(db, ticket.number, now))) return;
      return openSession(db, { accountId, device: caller.device, keep: false, now, method: 'machine', secondFactor: true });
    });
    return token ? { see: arrivalAt(to), session: { token, keep: false } } : { see: `${sandbox.home}/ecole-d-essai?billet=fini` };
  },
});

export const resetDoor = machine('/ecole-d-essai/porte/remise-a-neuf', {
  method: 'POST',
  may: () => true,
  run: async ({ sandbox, query, aside, now }) => {
    if (sandbox?.side !== 'sandbox') return nothingHere;
    const ticket = readTicket(sandbox.ticketKey, String(query['billet'] ?? ''), { now, since: sandbox.since() });
    if (ticket?.asked.does !== 'reset') return nothingHere;
    const first = await aside.transaction().execute((db) => useTicket(db, ticket.number, now));
    if (!first) return nothingHere;
    sandbox.reset();
    return { status: 202, mediaType: 'application/json', body: '{}' };
  },
});
