import { sql } from '#kernel/db';
import { type Route, routesFor } from './route.ts';

const { machine } = routesFor();

/** Doors for whoever watches the machine: `/sante` the process lives, `/pret` it can work. */
export const health: Route[] = [
  machine('/sante', {
    method: 'GET',
    may: () => true,
    run: async () => ({ status: 200, mediaType: 'application/json', body: '{"ok":true}' }),
  }),
  machine('/pret', {
    method: 'GET',
    may: () => true,
    run: async ({ db }) => {
      await sql`select 1`.execute(db);
      return { status: 200, mediaType: 'application/json', body: '{"ok":true}' };
    },
  }),
];
