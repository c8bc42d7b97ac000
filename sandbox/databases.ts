import { cp, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import type { Plan } from './config.ts';

/** Written on a database of ours as its comment: what it was made from, and when. */
export type Mark = { preau: 'sandbox'; of: string; made: string };

type Making = {
  plan: Pick<Plan, 'server' | 'database' | 'folder'>;
  /** Migrates and fills an empty database, and lays its files in `folder`. */
  fill: (url: string, folder: string) => Promise<void>;
};

export type Databases = {
  url: string;
  /** What is open, if anything is. */
  live: () => Promise<Mark | undefined>;
  model: () => Promise<Mark | undefined>;
  /** What a killed reset left behind. */
  sweep: () => Promise<void>;
  /** Fills a new model beside the one that serves. What is open does not feel it. */
  renewModel: (of: string, now: Date) => Promise<void>;
  /** Throws away what was open, and opens a copy of the model. Killed anywhere, done again by the next one. */
  reset: (now: Date) => Promise<void>;
};

/**
 * The databases of a sandbox: the one that is open, `…_neuve` from which it is copied, `…_chantier` which is being made, `…_ancienne` which
 * is being thrown away. Each step ends with a rename, which happens or does not; files follow the same way, before it.
 */
export function databasesFor({ plan: { server, database, folder }, fill }: Making): Databases {
  const names = { live: database, model: `${database}_neuve`, draft: `${database}_chantier`, old: `${database}_ancienne` };
  const place = (name: 'vive' | 'neuve' | 'chantier') => join(folder, name);
  const urlOf = (name: string): string => Object.assign(new URL(server), { pathname: `/${name}` }).href;

  async function ask<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
    const client = new pg.Client({ connectionString: server });
    client.on('error', () => {});
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  }

  /** A database of that name which does not bear our mark is somebody’s: it is left alone, and so is the sandbox. */
  const ours = (name: string) =>
    ask(async (client): Promise<(Mark & { open: boolean }) | undefined> => {
      const { rows } = await client.query<{ said: string | null; open: boolean }>(
        `select shobj_description(oid, 'pg_database') as said, datallowconn as open from pg_database where datname = $1`,
        [name],
      );
      if (!rows[0]) return undefined;
      const { said, open } = rows[0];
      if (!said?.startsWith('{"preau":"sandbox"'))
        throw new Error(`La base « ${name} » n’est pas celle d’une école d’essai : Préau n’y touche pas.`);
      return { ...(JSON.parse(said) as Mark), open };
    });
  const drop = (client: pg.Client, name: string) => client.query(`drop database if exists ${name} with (force)`);
  const signed = (client: pg.Client, name: string, mark: Mark) =>
    client.query(`comment on database ${name} is ${client.escapeLiteral(JSON.stringify(mark))}`);
  const moved = async (client: pg.Client, from: string, to: string): Promise<void> => {
    await client.query(`alter database ${from} with allow_connections false`);
    await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [from]);
    await client.query(`alter database ${from} rename to ${to}`);
  };

  return {
    url: urlOf(names.live),
    live: async () => {
      const mark = await ours(names.live);
      // Shut: a reset was killed before it threw it away.
      return mark?.open ? mark : undefined;
    },
    sweep: () =>
      ask(async (client) => {
        for (const name of [names.draft, names.old]) await drop(client, name);
      }),
    model: () => ours(names.model),
    async renewModel(of, now) {
      await ask(async (client) => {
        await drop(client, names.draft);
        await client.query(`create database ${names.draft}`);
      });
      await rm(place('chantier'), { recursive: true, force: true });
      await mkdir(place('chantier'), { recursive: true });
      await fill(urlOf(names.draft), place('chantier'));
      await ours(names.model);
      await ask(async (client) => {
        await signed(client, names.draft, { preau: 'sandbox', of, made: now.toISOString() });
        await drop(client, names.model);
        await rm(place('neuve'), { recursive: true, force: true });
        await rename(place('chantier'), place('neuve'));
        await moved(client, names.draft, names.model);
      });
    },
    async reset(now) {
      const model = await ours(names.model);
      if (!model) throw new Error('the sandbox has no model to be copied from');
      const live = await ours(names.live);
      await ask(async (client) => {
        await drop(client, names.old);
        await drop(client, names.draft);
        if (live) await moved(client, names.live, names.old);
        await rm(place('vive'), { recursive: true, force: true });
        await cp(place('neuve'), place('vive'), { recursive: true });
        await client.query(`create database ${names.draft} template ${names.model}`);
        await signed(client, names.draft, { preau: 'sandbox', of: model.of, made: now.toISOString() });
        await client.query(`alter database ${names.draft} rename to ${names.live}`);
        await drop(client, names.old);
      });
    },
  };
}
