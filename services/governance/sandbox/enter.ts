import { hidden, type Reader, refuse, routesFor, z } from '#kernel';
import { endSessions, openSession } from '#kernel/identity';
import { home } from './home.tsx';
import { landing, Wanted } from './landing.ts';
import { mayTrain, trains } from './policy.ts';
import { roles } from './roles.ts';
import { untilReady } from './sandbox.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';
import { ticketFor } from './ticket.ts';

const { page, action } = routesFor<Tables>();

/** Leaves for the sandbox with a ticket; or, once inside, goes on as somebody else. */
export const enter = action('/ecole-d-essai', {
  may: () => true,
  does: 'school.entered',
  body: z.object({ role: z.enum(roles, t.chooseRole), vers: Wanted }),
  redraw: home,
  prepare: async ({ me, sandbox }) => {
    if (!sandbox || (sandbox.side === 'real' && !mayTrain({ me }))) return hidden;
    if (sandbox.side === 'sandbox') return { waited: 0 };
    return untilReady(sandbox);
  },
  run: async ({ db, me, now, caller, sandbox, prepared: { waited }, body: { role, vers } }) => {
    if (!sandbox) return hidden;
    const note = { details: { role, page: vers } };
    if (sandbox.side === 'real') {
      const ticket = ticketFor(sandbox.ticketKey, { does: 'enter', role, to: vers }, new Date(now.getTime() + waited));
      return { see: `${sandbox.url}/ecole-d-essai/porte?billet=${ticket}`, note };
    }
    const accountId = await accountOf(db, role);
    if (!accountId) return hidden;
    await endSessions(db, me.accountId, { only: me.sessionId });
    const token = await openSession(db, { accountId, device: caller.device, keep: false, now, method: 'machine', secondFactor: true });
    return { see: arrivalAt(vers), session: { token, keep: false }, note };
  },
});

export const arrivalAt = (to: string): string => `/ecole-d-essai/arrivee?vers=${encodeURIComponent(to)}`;

export const accountOf = async (db: Reader<Tables>, role: string): Promise<string | undefined> =>
  (
    await db
      .selectFrom('sandbox.roles')
      .innerJoin('kernel.accounts', 'kernel.accounts.person_id', 'sandbox.roles.person_id')
      .select('kernel.accounts.id')
      .where('role', '=', role)
      .executeTakeFirst()
  )?.id;

/** The first step inside: to the page that was asked for, if this role reads it. */
export const arrival = page('/ecole-d-essai/arrivee', {
  query: z.object({ vers: Wanted }),
  may: () => true,
  answer: z.never(),
  load: async ({ me, db, now, services, sandbox, query: { vers } }) => {
    if (sandbox?.side === 'sandbox') return { see: await landing({ services, me, db, now }, vers) };
    return sandbox && mayTrain({ me }) ? { see: '/ecole-d-essai' } : hidden;
  },
  view: (answer) => answer,
});

export const reset = action('/ecole-d-essai/remise-a-neuf', {
  may: trains,
  does: 'school.reset',
  body: z.object({}),
  redraw: home,
  prepare: async ({ sandbox, now }) => {
    if (sandbox?.side !== 'real') return hidden;
    const ready = await untilReady(sandbox);
    if (!('waited' in ready)) return ready;
    const ticket = ticketFor(sandbox.ticketKey, { does: 'reset' }, new Date(now.getTime() + ready.waited));
    const answer = await fetch(`${sandbox.url}/ecole-d-essai/porte/remise-a-neuf?billet=${ticket}`, {
      method: 'POST',
      signal: AbortSignal.timeout(5000),
    }).catch(() => undefined);
    return answer?.ok ? undefined : refuse('away', t.away, { status: 409 });
  },
  run: async () => ({ see: '/ecole-d-essai', say: t.resetAsked }),
});
