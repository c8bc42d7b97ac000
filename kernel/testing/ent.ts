import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { countViews } from '#kernel/audience';
import { connect, type Database } from '#kernel/db';
import { createApp } from '#kernel/http';
import { acceptCharter, audienceOf, currentCharter, openSession, tokenHash } from '#kernel/identity';
import { enqueue, settleJobs } from '#kernel/jobs';
import { meBySession } from '#kernel/perimeter';
import type { Service } from '#kernel/service';
import type { Sandbox } from '../config.ts';
import { assetFrom, buildAssets } from '../ui/build.ts';
import { cloneDatabase } from './cluster.ts';
import { type World, worldIn } from './world.ts';

type Answer = Awaited<ReturnType<FastifyInstance['inject']>>;
type Form = Record<string, string | string[]>;

export type Visitor = {
  get: (url: string) => Promise<Answer>;
  json: (url: string) => Promise<Answer>;
  /** Sends a form as a browser would, from one of our pages. */
  post: (url: string, form?: Form) => Promise<Answer>;
  inject: (options: InjectOptions) => Promise<Answer>;
  /** The session's token, for a real browser's cookie. */
  token: string;
};

export type Ent = World & {
  db: Database;
  app: FastifyInstance;
  folder: string;
  secret: Buffer;
  /** This person, signed in, the second factor shown and the charter accepted unless said otherwise. */
  as: (personId: string, options?: { charter?: boolean; secondFactor?: boolean }) => Promise<Visitor>;
  nobody: Visitor;
  /** Does all the work that waits: deliveries, jobs. */
  settle: () => Promise<void>;
  /** Writes the pages counted so far. */
  views: () => Promise<void>;
  /** Does one more job, « kernel.digest », as its clock would, then all that waits. */
  work: (job: string, payload?: Record<string, unknown>) => Promise<void>;
  [Symbol.asyncDispose]: () => Promise<void>;
};

export type EntOptions = {
  /** Actions run whole, then are rolled back. */
  rehearse?: boolean;
  demonstration?: boolean;
  now?: () => Date;
  /** Real styles and scripts, for a real browser. */
  built?: Built;
  /** Where mails go: the address of a `startMailSink`. */
  smtp?: string;
  pushService?: { host: string; ca: string };
  /** Where browsers find it: a passkey answers to that address only. */
  publicUrl?: string;
  /** This ENT has a sandbox, or is one. */
  sandbox?: Sandbox;
};

const secret = Buffer.from('the secret of a test, 32 bytes..');

/** A whole ENT with these services, on a database of its own, thrown away at the end. Nothing in it is a double. */
export async function startEnt(
  services: Service[],
  { rehearse = false, demonstration = false, now, built, smtp, pushService, publicUrl = 'http://localhost:3000', sandbox }: EntOptions = {},
): Promise<Ent> {
  const clone = await cloneDatabase();
  const db = connect(clone.url, { max: 5 });
  const folder = await mkdtemp(join(tmpdir(), 'preau-files-'));
  const config = {
    publicUrl,
    secret,
    demonstration,
    folder,
    smtp,
    mailFrom: 'Préau <preau@ecole.invalid>',
    pushService,
    sandbox,
  };
  const work = { db, services, config, ...(now ? { now } : {}) };
  const views = countViews(db, secret);
  const app = await createApp({
    db,
    views,
    services,
    rehearse,
    asset: built?.asset ?? ((name) => `/assets/${name}`),
    config,
    ...(built ? { assets: built.folder } : {}),
    ...(now ? { now } : {}),
  });
  const cookie = sandbox?.side === 'sandbox' ? 'essai' : 'preau';
  const visitors = new Map<string, Visitor>();

  return {
    ...worldIn(db),
    db,
    app,
    folder,
    secret,
    nobody: visitor(app, '', cookie),
    async as(personId, { charter = true, secondFactor = true } = {}) {
      const key = `${personId} ${charter} ${secondFactor}`;
      const known = visitors.get(key);
      if (known) return known;
      const { id: accountId } = await db
        .selectFrom('kernel.accounts')
        .select('id')
        .where('person_id', '=', personId)
        .executeTakeFirstOrThrow();
      const token = await db
        .transaction()
        .execute((tx) => openSession(tx, { accountId, device: 'Essai', keep: true, now: new Date(), method: 'machine', secondFactor }));
      if (charter) await accept(db, token);
      const made = visitor(app, token, cookie);
      visitors.set(key, made);
      return made;
    },
    settle: () => settleJobs(work),
    views: views.flush,
    async work(job, payload = {}) {
      await enqueue(db, job, payload);
      await settleJobs(work);
    },
    async [Symbol.asyncDispose]() {
      await app.close();
      await db.destroy();
      await clone.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function accept(db: Database, token: string): Promise<void> {
  const seen = await meBySession(db, tokenHash(token));
  if (!seen) throw new Error('this account cannot sign in');
  const charter = await currentCharter(db, audienceOf(seen.me));
  if (charter)
    await db.transaction().execute((tx) => acceptCharter(tx, { accountId: seen.me.accountId, charterId: charter.id, now: new Date() }));
}

export type Built = { asset: (name: string) => string; folder: URL };

/** Builds what browsers load, as a start does. */
export async function builtAssets(): Promise<Built> {
  const root = fileURLToPath(new URL('../../', import.meta.url));
  const out = join(root, 'dist/assets');
  return { asset: assetFrom(await buildAssets({ root, out })), folder: pathToFileURL(`${out}/`) };
}

function visitor(app: FastifyInstance, token: string, cookie: string): Visitor {
  const inject = (options: InjectOptions) =>
    app.inject({ ...options, headers: { ...(token ? { cookie: `${cookie}=${token}` } : {}), ...options.headers } });
  return {
    token,
    inject,
    get: (url) => inject({ url, headers: { accept: 'text/html' } }),
    json: (url) => inject({ url, headers: { accept: 'application/json' } }),
    post: (url, form = {}) =>
      inject({
        method: 'POST',
        url,
        headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin', accept: 'text/html' },
        payload: new URLSearchParams(Object.entries(form).flatMap(([name, value]) => [value].flat().map((one) => [name, one]))).toString(),
      }),
  };
}
